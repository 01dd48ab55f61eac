"""The warehouse over one and two releases: history, swap, kills, rollbacks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest

from tests.integration.warehouse.small_release import PUBLISHED_AT, release_frames, write_release
from transforms.ids import stable_id
from transforms.tables import RELEASED, Layer
from warehouse.audit import audits, run_audits
from warehouse.build import ReleaseFiles, build_warehouse, warehouse_release
from warehouse.connect import WarehouseError, connect

FIRST_AT, SECOND_AT = PUBLISHED_AT
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[ReleaseFiles, ReleaseFiles]:
    """The first release, and the current one, in which an article was revised."""
    folder = tmp_path_factory.mktemp("releases")
    first = write_release(folder, release_frames(), 1, is_current=False)
    return first, write_release(folder, release_frames(is_revised=True), 2)


@pytest.fixture(scope="module")
def both(releases: tuple[ReleaseFiles, ReleaseFiles], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("home") / "warehouse.duckdb"
    build_warehouse(releases, target)
    return target


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with connect(path) as con:
        return con.execute(sql).fetchall()


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in an order of its own."""
    with connect(path) as con:
        names = con.execute("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        return {
            f"{schema}.{name}": con.execute(f"FROM {schema}.{name} ORDER BY ALL").fetchall() for schema, name in names
        }


def test_one_release_is_loaded_row_by_row(releases: tuple[ReleaseFiles, ReleaseFiles], tmp_path: Path) -> None:
    first = replace(releases[0], is_current=True)
    build_warehouse([first], tmp_path / "warehouse.duckdb")
    with connect(tmp_path / "warehouse.duckdb") as con:
        for table in RELEASED:
            names = ", ".join(column.name for column in table.columns)
            loaded = con.sql(f"SELECT {names} FROM {table.layer}.{table.name} ORDER BY {', '.join(table.key)}").pl()
            assert loaded.equals(table.conform(pl.from_arrow(pq.read_table(first.path(table))))), table.name  # type: ignore[arg-type]
        shown = con.execute("SELECT release_id, n_articles, is_current FROM meta.releases").fetchall()
    assert shown == [("rel_1", 3, True)]


def test_a_row_is_open_from_the_first_release_with_it_to_the_first_without(both: Path) -> None:
    history = rows(both, "SELECT version, is_current, recorded_at, superseded_at FROM core.articles "
                         f"WHERE article_id = '{stable_id('art', 'first')}' ORDER BY ALL")  # fmt: skip
    assert history == [
        (1, False, SECOND_AT, None),
        (1, True, FIRST_AT, SECOND_AT),
        (2, True, SECOND_AT, None),
    ]


def test_a_row_that_stays_is_recorded_once(both: Path) -> None:
    history = rows(both, "SELECT recorded_at, superseded_at FROM core.articles "
                         f"WHERE article_id = '{stable_id('art', 'denial')}'")  # fmt: skip
    assert history == [(FIRST_AT, None)]


def test_a_changed_value_supersedes_the_row(both: Path) -> None:
    history = rows(both, "SELECT n_mentions, recorded_at, superseded_at FROM core.events WHERE is_happened ORDER BY 2")
    assert history == [(2, FIRST_AT, SECOND_AT), (3, SECOND_AT, None)]


def test_a_row_that_comes_back_opens_again(releases: tuple[ReleaseFiles, ReleaseFiles], tmp_path: Path) -> None:
    third_at = SECOND_AT.replace(day=SECOND_AT.day + 1)
    third = replace(releases[0], release_id="rel_3", sequence=3, published_at=third_at, is_current=True)
    target = tmp_path / "warehouse.duckdb"
    build_warehouse([releases[0], replace(releases[1], is_current=False), third], target)
    history = rows(
        target, "SELECT n_mentions, recorded_at, superseded_at FROM core.events WHERE is_happened ORDER BY 2"
    )
    assert history == [(2, FIRST_AT, SECOND_AT), (3, SECOND_AT, third_at), (2, third_at, None)]
    assert sum(run_for(target).values()) == 0


def run_for(target: Path) -> dict[str, int]:
    with connect(target) as con:
        return run_audits(con)


def test_main_shows_current_versions_of_the_current_release(both: Path) -> None:
    assert rows(both, "SELECT input_id, version FROM articles ORDER BY 1") == [("copy", 1), ("denial", 1), ("first", 2)]
    sentences = rows(both, "SELECT DISTINCT article_id, version FROM sentences")
    assert sorted(sentences) == sorted(rows(both, "SELECT article_id, version FROM articles"))


def test_main_drops_claims_that_only_old_versions_make(both: Path) -> None:
    dropped = "S-400 stays in Belarus"
    assert rows(both, f"SELECT count(*) FROM core.claims WHERE proposition = '{dropped}'") == [(1,)]
    assert rows(both, f"SELECT count(*) FROM claims WHERE proposition = '{dropped}'") == [(0,)]


def test_the_past_is_shown_as_it_was(both: Path) -> None:
    between, before = "TIMESTAMPTZ '2026-01-05 12:00+00'", "TIMESTAMPTZ '2026-01-01 00:00+00'"
    current = "SELECT proposition FROM as_of_claims({}) ORDER BY 1"
    assert ("S-400 stays in Belarus",) in rows(both, current.format(between))
    assert rows(both, current.format(before)) == []
    assert rows(both, current.format("now()")) == rows(both, "SELECT proposition FROM claims ORDER BY 1")
    assert rows(both, f"SELECT n_mentions FROM as_of_events({between}) WHERE is_happened") == [(2,)]
    versions = (
        f"SELECT max(version) FROM as_of_attributions({between}) WHERE article_id = '{stable_id('art', 'first')}'"
    )
    assert rows(both, versions) == [(1,)]


@pytest.mark.parametrize("name", [table.name for table in RELEASED if table.layer is Layer.CORE])
def test_as_of_now_is_main(both: Path, name: str) -> None:
    assert rows(both, f"FROM as_of_{name}(now()) ORDER BY ALL") == rows(both, f"FROM {name} ORDER BY ALL")


def test_accounts_of_every_release_are_kept(both: Path) -> None:
    kept = rows(both, "SELECT release_id, validation_id FROM quality.validation_runs ORDER BY 1")
    assert kept == [("rel_1", "val_1"), ("rel_2", "val_2")]
    assert rows(both, "SELECT run_id FROM meta.runs") == [("run_1",)]
    trend = "SELECT release_id, is_new_failure, failing_since, failing_since_run_id FROM quality.rule_trends ORDER BY 1"
    assert rows(both, trend) == [("rel_1", False, None, None), ("rel_2", True, 2, "run_1")]


def test_a_rollback_shows_the_earlier_release_alone(
    releases: tuple[ReleaseFiles, ReleaseFiles], both: Path, tmp_path: Path
) -> None:
    target = tmp_path / "warehouse.duckdb"
    build_warehouse([replace(releases[0], is_current=True), replace(releases[1], is_current=False)], target)
    assert warehouse_release(target) == "rel_1"
    assert rows(target, "SELECT max(version) FROM core.articles") == [(1,)]
    assert rows(target, "SELECT release_id, is_current FROM meta.releases ORDER BY sequence") == [
        ("rel_1", True), ("rel_2", False),
    ]  # fmt: skip
    assert warehouse_release(both) == "rel_2"


def test_loading_twice_changes_nothing(releases: tuple[ReleaseFiles, ReleaseFiles], tmp_path: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    build_warehouse(releases, target)
    once = contents(target)
    build_warehouse(releases, target)
    assert contents(target) == once
    assert [path.name for path in tmp_path.iterdir()] == ["warehouse.duckdb"]


def test_a_sound_warehouse_passes_every_audit(both: Path) -> None:
    assert {name: found for name, found in run_for(both).items() if found} == {}


@pytest.mark.parametrize(
    ("harm", "audit"),
    [
        ("UPDATE core.mentions SET text = 'Z' WHERE superseded_at IS NULL", "spans_unequal_to_text"),
        ("UPDATE core.attributions SET content_spans = [{'start_char': 0, 'end_char': 1}]", "spans_unequal_to_text"),
        ("UPDATE core.sentences SET end_char = 9999", "spans_out_of_range"),
        (
            "UPDATE core.attributions SET content_spans = [{'start_char': 5, 'end_char': 9}, "
            "{'start_char': 0, 'end_char': 4}]",
            "spans_out_of_range",
        ),
        ("UPDATE core.articles SET is_current = true", "articles_without_one_current_version"),
        ("UPDATE core.event_mentions SET run_id = 'run_2'", "article_versions_of_several_runs"),
        ("UPDATE core.event_mentions SET is_background = true", "happened_but_unreal"),
        ("UPDATE core.events SET is_happened = true", "happened_but_unreal"),
        ("UPDATE core.attributions SET depth = 7", "broken_chains"),
        ("UPDATE core.attributions SET chain = list_reverse(chain)", "broken_chains"),
        ("UPDATE meta.releases SET is_current = false", "releases_not_one_current"),
        ("DELETE FROM core.claims", "attribution_claims_with_an_orphan_claim_id"),
        ("DELETE FROM ref.actors", "mentions_with_an_orphan_actor_id"),
        ("INSERT INTO core.events FROM core.events", "events_with_a_key_twice"),
        ("INSERT INTO core.events FROM core.events", "events_with_overlapping_history"),
        (
            "INSERT INTO core.event_actors FROM core.event_actors WHERE role = 'actor' LIMIT 1",
            "event_actors_with_a_key_twice",
        ),
    ],
)
def test_audits_find_harm(both: Path, tmp_path: Path, harm: str, audit: str) -> None:
    harmed = tmp_path / "warehouse.duckdb"
    harmed.write_bytes(both.read_bytes())
    with connect(harmed, read_only=False) as con:
        con.execute(harm)
    with connect(harmed) as con:
        assert con.execute(f"SELECT count(*) > 0 FROM ({audits()[audit]})").fetchall() == [(True,)]


def test_an_open_reader_keeps_its_file_and_sees_the_new_one_on_reopening(
    releases: tuple[ReleaseFiles, ReleaseFiles], tmp_path: Path
) -> None:
    target = tmp_path / "warehouse.duckdb"
    build_warehouse([replace(releases[0], is_current=True)], target)
    version = "SELECT max(version) FROM articles"
    with connect(target) as reader:
        assert reader.execute(version).fetchall() == [(1,)]
        build_warehouse(releases, target)
        assert reader.execute(version).fetchall() == [(1,)]
        assert rows(target, version) == [(2,)]


def test_a_killed_build_leaves_the_old_file_and_the_next_build_cleans_up(
    releases: tuple[ReleaseFiles, ReleaseFiles], tmp_path: Path
) -> None:
    target = tmp_path / "warehouse.duckdb"
    build_warehouse([replace(releases[0], is_current=True)], target)
    before = target.read_bytes()
    again = textwrap.dedent(f"""
        import datetime, pathlib
        from warehouse.build import ReleaseFiles, build_warehouse
        release = ReleaseFiles("rel_2", 2, "run_1", datetime.datetime(2026, 1, 6, tzinfo=datetime.UTC),
                               pathlib.Path({str(releases[1].folder)!r}), True)
        while True:
            build_warehouse([release], pathlib.Path({str(tmp_path / "other.duckdb")!r}))
            build_warehouse([release], pathlib.Path({str(target)!r}))
    """)
    remains = 0
    for pause in (0.0, 0.05, 0.1, 0.2, 0.3, 0.4):
        target.write_bytes(before)
        process = subprocess.Popen([sys.executable, "-c", again], cwd=ROOT)
        while not (tmp_path / ".other.duckdb.building").exists() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(pause)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert warehouse_release(target) in ("rel_1", "rel_2")
        assert sum(run_for(target).values()) == 0
        remains += len(list(tmp_path.glob(".*.building*")))
    assert remains
    for name in ("other.duckdb", "warehouse.duckdb"):
        build_warehouse(releases, tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.duckdb", "warehouse.duckdb"]


def test_a_failing_build_leaves_the_old_file(releases: tuple[ReleaseFiles, ReleaseFiles], tmp_path: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    build_warehouse([replace(releases[0], is_current=True)], target)
    before = target.read_bytes()
    with pytest.raises(WarehouseError, match=r"articles\.parquet is missing"):
        build_warehouse([replace(releases[0], folder=tmp_path / "nowhere", is_current=True)], target)
    assert target.read_bytes() == before


def test_exactly_one_release_is_current(releases: tuple[ReleaseFiles, ReleaseFiles], tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="0 of 1 releases are marked current"):
        build_warehouse([releases[0]], tmp_path / "warehouse.duckdb")


def test_a_release_of_another_schema_is_no_history(
    releases: tuple[ReleaseFiles, ReleaseFiles], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for table in RELEASED:
        columns = pq.read_table(releases[0].path(table))
        pq.write_table(columns.drop_columns(["modality"]) if table.name == "events" else columns,
                       old / f"{table.name}.parquet")  # fmt: skip
    target = tmp_path / "warehouse.duckdb"
    build_warehouse([replace(releases[0], folder=old), releases[1]], target)
    assert "rel_1 is left out of the history" in caplog.text
    assert "events.parquet lacks modality" in caplog.text
    assert rows(target, "SELECT DISTINCT recorded_at FROM core.articles") == [(SECOND_AT,)]
    assert rows(target, "SELECT count(*) FROM meta.releases") == [(2,)]


def test_the_log_of_a_former_writer_is_not_replayed(
    releases: tuple[ReleaseFiles, ReleaseFiles], tmp_path: Path
) -> None:
    target = tmp_path / "warehouse.duckdb"
    build_warehouse([replace(releases[0], is_current=True)], target)
    crash = f"import duckdb, os; c = duckdb.connect({str(target)!r}); c.execute('DELETE FROM meta.steps'); os._exit(1)"
    subprocess.run([sys.executable, "-c", crash], check=False)
    assert (tmp_path / "warehouse.duckdb.wal").exists()
    build_warehouse(releases, target)
    assert rows(target, "SELECT count(*) FROM meta.steps") == [(2,)]
    assert [path.name for path in tmp_path.iterdir()] == ["warehouse.duckdb"]


def test_a_warehouse_of_another_layout_has_to_be_built(both: Path, tmp_path: Path) -> None:
    other = tmp_path / "warehouse.duckdb"
    other.write_bytes(both.read_bytes())
    with connect(other, read_only=False) as con:
        con.execute("CREATE OR REPLACE MACRO meta.layout() AS TABLE SELECT 'of old' AS layout")
    assert warehouse_release(other) is None
    other.write_bytes(b"no database at all" * 1000)
    assert warehouse_release(other) is None
    other.unlink()
    assert warehouse_release(other) is None


def test_plain_duckdb_reads_it_too(both: Path) -> None:
    with duckdb.connect(both, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM happened").fetchall() == [(1,)]
        assert len(con.execute("FROM who_said('Lukashenko')").fetchall()) == 2
