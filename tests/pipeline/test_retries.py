"""Steps are tried again where files fail, and nowhere else."""

from __future__ import annotations

import subprocess
import sys

from tests.pipeline.conftest import ROOT, clean_environment

DRIVER = """
from collections import Counter
from prefect import flow
from flows.tasks import _step

tries = Counter()

def fails_once(error):
    tries[error] += 1
    if tries[error] == 1:
        raise error("once")
    return tries[error]

@flow
def try_all():
    step = _step(fails_once, "fails once").with_options(retry_delay_seconds=0)
    for error in (OSError, FileNotFoundError, ValueError, KeyError):
        step(error, return_state=True)

try_all(return_state=True)
print(*(tries[error] for error in (OSError, FileNotFoundError, ValueError, KeyError)))
"""


def test_a_step_is_retried_on_file_trouble_only(shared_server: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRIVER],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=clean_environment() | {"PREFECT_API_URL": shared_server, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"},
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["2", "2", "1", "1"]
