"""The shipped deployments fit the flow they start."""

from __future__ import annotations

import inspect
from pathlib import Path

import yaml

from flows import run as run_module

ROOT = Path(__file__).resolve().parents[3]


def test_every_deployment_names_the_flow_and_its_parameters() -> None:
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    assert [one["name"] for one in deployments] == ["ingest", "daily", "canary"]
    signature = inspect.signature(run_module.run.fn)
    for one in deployments:
        assert one["entrypoint"] == "flows/run.py:run"
        assert (ROOT / "flows" / "run.py").exists()
        signature.bind(**one["parameters"])
        assert one["work_pool"]["name"] == "dateline"
        assert [schedule["cron"].count(" ") for schedule in one["schedules"]] == [4]
