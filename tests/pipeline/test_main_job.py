"""The main job end to end: what it publishes, what it does the second time, and what bad input does to it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.home import Home
from flows.partitions import sha256_of
from flows.releases import all_releases, current_release
from tests.pipeline.conftest import SAMPLES, Job, dateline
from transforms.tables import RELEASED, TABLES
from warehouse.audit import run_audits

FILLED_BY_CHANCE = {"row_verdicts", "quarantined_rows"}
"""Tables that are rightly empty when nothing is wrong."""


def hashes(home: Home) -> dict[str, str]:
    release = current_release(home)
    assert release is not None
    return {table.name: sha256_of(release.table(table.name)) for table in RELEASED}


@pytest.mark.parametrize("table", [name for name in TABLES if name not in FILLED_BY_CHANCE])
def test_every_table_gets_rows(warehouse: duckdb.DuckDBPyConnection, table: str) -> None:
    layer = TABLES[table].layer
    count = warehouse.execute(f"SELECT count(*) FROM {layer}.{table}").fetchone()
    assert count is not None
    assert count[0] > 0


def test_every_item_of_the_samples_is_accounted_for(warehouse: duckdb.DuckDBPyConnection) -> None:
    outcomes = dict(warehouse.execute("SELECT outcome, count(*) FROM meta.inputs GROUP BY 1").fetchall())
    n_lines = len((SAMPLES / "wire.jsonl").read_text(encoding="utf-8").splitlines())
    n_files = len([path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".html")])
    assert sum(outcomes.values()) == n_lines + n_files
    assert outcomes["revision"] == 1
    assert outcomes["unsupported_language"] == 1
    assert "quarantined" not in outcomes


def test_copies_are_one_story(warehouse: duckdb.DuckDBPyConnection) -> None:
    stories = warehouse.execute("SELECT story_id, count(*) FROM story_copies GROUP BY 1").fetchall()
    assert [count for _, count in stories] == [2]


def test_the_manifest_tells_the_truth(samples_job: Job) -> None:
    release = current_release(samples_job.home)
    assert release is not None
    assert {name: entry["sha256"] for name, entry in release.manifest["tables"].items()} == hashes(samples_job.home)
    for name, entry in release.manifest["tables"].items():
        assert pl.scan_parquet(release.table(name)).select(pl.len()).collect().item() == entry["rows"]


def test_the_books_balance(warehouse: duckdb.DuckDBPyConnection) -> None:
    unbalanced = warehouse.execute(
        "SELECT step, table_name FROM meta.steps GROUP BY ALL "
        "HAVING sum(n_rows) FILTER (outcome = 'in') <> sum(n_rows) FILTER (outcome <> 'in')"
    ).fetchall()
    assert unbalanced == []


def test_a_page_reports_on_the_release(samples_job: Job) -> None:
    release = current_release(samples_job.home)
    assert release is not None
    page = (samples_job.home.validation / "reports" / f"{release.release_id}.html").read_text(encoding="utf-8")
    assert f"<code>{release.release_id}</code>" in page
    assert '<span class="verdict published">' in page


def test_a_second_run_does_nothing(samples_job: Job) -> None:
    before = samples_job.home.warehouse.stat().st_mtime_ns
    again = dateline("run", SAMPLES, home=samples_job.home.root)
    assert again.returncode == 0, again.stderr
    assert "Nothing new" in again.stdout
    assert len(all_releases(samples_job.home)) == 1
    assert samples_job.home.warehouse.stat().st_mtime_ns == before


def test_a_fresh_home_gives_the_same_bytes(samples_job: Job, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "samples"
    shutil.copytree(SAMPLES, copy)
    run = dateline("run", copy, "--workers", "1", home=tmp_path / "home")
    assert run.returncode == 0, run.stderr
    assert hashes(Home(tmp_path / "home")) == hashes(samples_job.home)


def test_bad_input_is_quarantined_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02")
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    good = {"text": "Belarus said on Monday that it would send a delegation to Moscow.", "published": "2022-12-05"}
    lines = [json.dumps(good), '{"text": "cut', '{"title": "no text"}', '{"text": 5}', "z" * 50_000_000]
    (folder / "mixed.jsonl").write_text("\n".join(lines))
    home = tmp_path / "home"
    run = dateline("run", folder, home=home)
    assert run.returncode == 3, run.stderr
    listed = dateline("sql", "--format", "json", _REASONS, home=home)
    reasons = {(row["input_path"], row["input_position"]): row["reason"] for row in json.loads(listed.stdout)}
    assert len(reasons) == 6
    assert "empty" in reasons["in/empty.txt", 1]
    assert "NUL byte" in reasons["in/binary.txt", 1]
    assert ("in/latin.txt", 1) not in reasons  # another encoding is read as what it is
    assert "not JSON" in reasons["in/mixed.jsonl", 2]
    assert "'text' is missing" in reasons["in/mixed.jsonl", 3]
    assert "'text' is int" in reasons["in/mixed.jsonl", 4]
    assert "larger than" in reasons["in/mixed.jsonl", 5]
    assert "empty.txt" in dateline("quarantine", "list", home=home).stdout
    replayed = dateline("quarantine", "replay", home=home)
    assert replayed.returncode == 3, replayed.stderr
    assert "Unchanged" in replayed.stdout
    [release] = all_releases(Home(home))
    shown = dateline("quarantine", "show", "empty.txt", home=home)
    assert f"first seen: {release.release_id}" in shown.stdout
    assert "replays: 1" in shown.stdout


_REASONS = "SELECT input_path, input_position, reason FROM meta.inputs WHERE outcome = 'quarantined'"


def test_a_later_run_adds_and_a_rollback_takes_back(samples_job: Job, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(samples_job.home.root, home.root)
    first = current_release(home)
    assert first is not None
    more = json.dumps({"text": "Poland said on Tuesday that its ambassador had left Minsk.", "published": "2022-12-20"})
    run = dateline("run", "-", home=home.root, stdin=more)
    assert run.returncode == 0, run.stderr
    counted = dateline("sql", "--format", "csv", "SELECT count(*) FROM meta.releases", home=home.root)
    assert counted.stdout.split() == ["count_star()", "2"]
    history = dateline("sql", "--format", "json", _HISTORY, home=home.root)
    (row,) = json.loads(history.stdout)
    assert row["recorded"] == 2
    back = dateline("releases", "rollback", first.release_id, home=home.root)
    assert back.returncode == 0, back.stderr
    now = dateline("sql", "--format", "csv", "SELECT count(*) FROM articles", home=home.root)
    before = dateline("sql", "--format", "csv", "SELECT count(*) FROM articles", home=samples_job.home.root)
    assert now.stdout == before.stdout


_HISTORY = "SELECT count(DISTINCT recorded_at) AS recorded FROM core.articles"


def test_every_audit_finds_nothing(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert {name: n for name, n in run_audits(warehouse).items() if n} == {}
