"""Scheduling for real: `dateline serve` on its own Prefect server starts runs, and two never publish at once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.home import Home
from flows.releases import all_releases
from tests.pipeline.conftest import ROOT, clean_environment

ARTICLES = {
    "one": "The Belarusian defence ministry said on Monday that an inspection of its forces had begun.",
    "two": "Ukraine's border guard said on Tuesday that the situation at the border had not changed.",
}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Home]]:
    """A `dateline serve` of two sources on one home: the address of its server, and the home."""
    entries = []
    for name, text in ARTICLES.items():
        (tmp_path / f"{name}.txt").write_text(text)
        path = tmp_path / f"{name}.txt"
        entries.append(f'[[source]]\nname = "{name}"\ninputs = ["{path}"]\ncron = "0 0 1 1 *"\n')
    (tmp_path / "sources.toml").write_text("\n".join(entries))
    home = Home(tmp_path / "home")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "flows.cli",
            "--home",
            str(home.root),
            "serve",
            "--sources",
            str(tmp_path / "sources.toml"),
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=clean_environment() | {"DATELINE_WORKERS": "1", "PREFECT_RUNNER_POLL_FREQUENCY": "1"},
    )
    assert process.stdout is not None
    try:
        line = next(line for line in process.stdout if line.startswith("Serving"))
        yield line.split(" on ")[1].split(";")[0], home
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        process.stdout.close()


def call(url: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def wait_for(url: str, states: set[str], seconds: int) -> str:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if (state := call(url)["state_type"]) in states:
            return str(state)
        time.sleep(0.5)
    raise TimeoutError(url)


def test_two_scheduled_runs_publish_one_after_the_other(served: tuple[str, Home]) -> None:
    api, home = served
    deadline = time.monotonic() + 60
    while len(deployments := call(f"{api}/deployments/filter", {})) < len(ARTICLES) and time.monotonic() < deadline:
        time.sleep(0.5)
    assert {one["name"] for one in deployments} == set(ARTICLES)
    runs = [
        call(f"{api}/deployments/{one['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}}) for one in deployments
    ]
    states = [wait_for(f"{api}/flow_runs/{run['id']}", {"COMPLETED", "FAILED", "CRASHED"}, 240) for run in runs]
    assert states == ["COMPLETED", "COMPLETED"]
    releases = all_releases(home)
    assert [release.manifest["tables"]["articles"]["rows"] for release in releases] == [1, 2]
    assert releases[1].publication["previous"] == releases[0].release_id
    artifacts = {one["key"] for one in call(f"{api}/artifacts/filter", {})}
    assert artifacts >= {"dateline-summary", "dateline-validation"}
