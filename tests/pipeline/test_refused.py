"""A candidate that validation refuses: exit status 4, nothing published, everything there to find out why."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from flows.home import Home
from flows.partitions import sha256_of
from flows.releases import all_releases, current_release
from tests.pipeline.conftest import ROOT, Job, dateline

# One more rule of the table's own module, before the registry is put together: all else is the command line itself.
STRICTER = """
from expectations import articles
from expectations.model import Rule, Severity

articles.RULES += (
    Rule("articles.fit_on_a_page", Severity.FATAL, "Nobody reads more.", "value > 20", "value || ' > 20'",
         relation="(SELECT count(*) FROM articles) AS counted(value)"),
)
if __name__ == "__main__":
    from flows.cli import main

    main()
"""


def test_a_refused_candidate_changes_nothing_and_can_be_looked_into(samples_job: Job, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(samples_job.home.root, home.root)
    before, warehouse = current_release(home), sha256_of(home.warehouse)
    more = tmp_path / "more.jsonl"
    more.write_text(
        json.dumps({"text": "Poland said on Tuesday that its ambassador had left.", "published": "2022-12-20"})
    )
    driver = tmp_path / "stricter.py"
    driver.write_text(STRICTER)
    refused = subprocess.run(
        [sys.executable, driver, "--home", home.root, "run", more],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=600,
        check=False,
    )
    assert refused.returncode == 4, refused.stderr
    assert "articles.fit_on_a_page" in refused.stderr
    assert before is not None
    assert [release.release_id for release in all_releases(home)] == [before.release_id]
    assert current_release(home) == before
    assert sha256_of(home.warehouse) == warehouse
    report = dateline("report", "--refused", home=home.root)
    assert report.returncode == 0, report.stderr
    assert "articles.fit_on_a_page" in report.stdout
    with sqlite3.connect(home.prefect / "prefect.db") as prefect:
        artifacts = prefect.execute("SELECT data FROM artifact WHERE key = 'dateline-validation'").fetchall()
    prefect.close()
    assert any("articles.fit_on_a_page" in data for (data,) in artifacts)
    published = dateline("run", more, home=home.root)
    assert published.returncode == 0, published.stderr
    assert len(all_releases(home)) == 2
