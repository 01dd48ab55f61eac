"""The real job on the shipped samples, once per test session, and ways to run it again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from flows.home import Home
from warehouse.connect import connect

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"


def dateline(*arguments: str | Path, home: Path | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    where = ["--home", str(home)] if home else []
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *where, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "PREFECT_"))},
        timeout=300,
        check=False,
    )


@dataclass(frozen=True)
class Job:
    """A finished run: its home and what it printed."""

    home: Home
    output: str


@pytest.fixture(scope="session")
def samples_job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """`dateline run samples` in a fresh home."""
    home = tmp_path_factory.mktemp("job") / "home"
    run = dateline("run", SAMPLES, home=home)
    assert run.returncode == 0, run.stderr
    return Job(Home(home), run.stdout)


@pytest.fixture
def warehouse(samples_job: Job) -> Iterator[duckdb.DuckDBPyConnection]:
    """The samples' warehouse, as users open it."""
    with connect(samples_job.home.warehouse) as con:
        yield con
