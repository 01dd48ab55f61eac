"""A run that is killed at any instant: readers never notice, and the next run ends as if nothing had been."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.home import Home
from flows.partitions import sha256_of
from flows.releases import current_release
from tests.pipeline.conftest import ROOT, Job, dateline
from transforms.tables import RELEASED
from warehouse.connect import connect

MORE = {"text": "Poland said on Tuesday that its ambassador had left Minsk.", "published": "2022-12-20"}


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One more input file."""
    path = tmp_path_factory.mktemp("more") / "more.jsonl"
    path.write_text(json.dumps(MORE))
    return path


@pytest.fixture(scope="module")
def undisturbed(samples_job: Job, more: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Hashes of what the two runs give when nothing happens to them."""
    home = Home(tmp_path_factory.mktemp("undisturbed") / "home")
    shutil.copytree(samples_job.home.root, home.root)
    run = dateline("run", more, home=home.root)
    assert run.returncode == 0, run.stderr
    return _hashes(home)


@pytest.mark.parametrize("last_words", ["ingest", "link", "publish"])
def test_killed_after_a_step(
    samples_job: Job, more: Path, undisturbed: dict[str, str], tmp_path: Path, last_words: str
) -> None:
    """Killed a random moment after a step: while it codes, while it validates, while it loads."""
    home = Home(tmp_path / "home")
    shutil.copytree(samples_job.home.root, home.root)
    n_before = _count(home)
    with _read_on(home) as counts:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "--home", str(home.root), "run", str(more)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        for line in process.stderr:
            if line.decode().startswith(f"{last_words}: done"):
                break
        time.sleep(random.Random(last_words).random() * 0.3)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        process.stderr.close()
        again = dateline("run", more, home=home.root)
    assert again.returncode == 0, again.stderr
    assert set(counts) <= {n_before, n_before + 1}, "readers saw the old warehouse or the new one, nothing between"
    assert len(counts) > 10
    assert _count(home) == n_before + 1
    assert _hashes(home) == undisturbed


@contextmanager
def _read_on(home: Home) -> Iterator[list[int]]:
    """Open and read the warehouse again and again meanwhile; an error in any reading is raised at the end."""
    counts: list[int] = []
    failures: list[Exception] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.wait(0.2):
            try:
                counts.append(_count(home))
            except Exception as error:  # noqa: BLE001 - raised below, in the thread of the test
                failures.append(error)
                return

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield counts
    finally:
        is_over.set()
        reader.join()
    if failures:
        raise failures[0]


def _count(home: Home) -> int:
    with connect(home.warehouse) as con:
        [(count,)] = con.execute("SELECT count(*) FROM articles").fetchall()
    return int(count)


def _hashes(home: Home) -> dict[str, str]:
    release = current_release(home)
    assert release is not None
    return {"release": release.release_id} | {table.name: sha256_of(release.table(table.name)) for table in RELEASED}
