"""A run that is killed at any instant: readers never notice, and the next run ends as if nothing had been."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from flows.home import Home
from flows.partitions import sha256_of
from flows.releases import current_release
from tests.pipeline.conftest import ROOT, SAMPLES, Job, dateline
from transforms.tables import RELEASED


def start(home: Path, *inputs: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flows.cli", "--home", str(home), "run", *map(str, inputs)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def is_readable(home: Home) -> bool:
    if not home.warehouse.exists():
        return False
    with duckdb.connect(str(home.warehouse), read_only=True) as con:
        row = con.execute("SELECT count(*) FROM articles").fetchone()
    return row is not None and row[0] > 0


@pytest.mark.parametrize("last_words", ["ingest", "code", "link", "validate", "publish"])
def test_killed_after_a_step(samples_job: Job, tmp_path: Path, last_words: str) -> None:
    """Killed a random moment after the step that says `last_words` on stderr; the seed is the step's name."""
    home = Home(tmp_path / "home")
    process = start(home.root, SAMPLES)
    assert process.stderr is not None
    for line in process.stderr:
        if line.decode().startswith(f"{last_words}: done"):
            break
    time.sleep(random.Random(last_words).random())
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    assert not home.warehouse.exists() or is_readable(home)
    again = dateline("run", SAMPLES, home=home.root)
    assert again.returncode == 0, again.stderr
    assert _hashes(home) == _hashes(samples_job.home)
    assert is_readable(home)


def _hashes(home: Home) -> dict[str, str]:
    release = current_release(home)
    assert release is not None
    return {table.name: sha256_of(release.table(table.name)) for table in RELEASED}
