"""The real job on the shipped samples, once per test session, and ways to run it again.

That job starts a Prefect server of its own in a fresh home, as a user's first run does. Runs that test something else
report to one server that all of them share, and code in one process: starting takes longer than what they do.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from flows.home import Home
from flows.server import private_server, wait_until_ready
from warehouse.connect import connect

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
_shared: dict[str, str] = {}
"""Settings that let a run use the shared server."""


def clean_environment() -> dict[str, str]:
    """The environment without anybody's settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "PREFECT_"))}


def dateline(
    *arguments: str | Path, home: Path | None = None, stdin: str = "", is_own_server: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    where = ["--home", str(home)] if home else []
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *where, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=clean_environment() | ({} if is_own_server else _shared),
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="session", autouse=True)
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the Prefect server that the tests share."""
    before = dict(os.environ)
    with private_server(tmp_path_factory.mktemp("server")) as process:
        url, unproxied = os.environ["PREFECT_API_URL"], os.environ["NO_PROXY"]
        os.environ.clear()
        os.environ.update(before)
        wait_until_ready(url, process)
        _shared.update(
            DATELINE_PREFECT_API_URL=url, DATELINE_WORKERS="1", NO_PROXY=unproxied, no_proxy=unproxied
        )  # fmt: skip
        yield url


@dataclass(frozen=True)
class Job:
    """A finished run: its home and what it printed."""

    home: Home
    output: str


@pytest.fixture(scope="session")
def samples_job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """`dateline run samples` in a fresh home, once for all processes that test."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "job"
    output = folder / "output.txt"
    with FileLock(f"{folder}.lock"):
        if not output.exists():
            run = dateline("run", SAMPLES, home=folder / "home", is_own_server=True)
            assert run.returncode == 0, run.stderr
            output.write_text(run.stdout, encoding="utf-8")
    return Job(Home(folder / "home"), output.read_text(encoding="utf-8"))


@pytest.fixture
def warehouse(samples_job: Job) -> Iterator[duckdb.DuckDBPyConnection]:
    """The samples' warehouse, as users open it."""
    with connect(samples_job.home.warehouse) as con:
        yield con
