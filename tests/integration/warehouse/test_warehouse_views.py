"""What the views and macros say of a release that is known row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from tests.integration.warehouse.small_release import (
    COURIER,
    HERALD,
    INSTITUTE,
    JOINS,
    LUKASHENKO,
    PUTIN,
    Row,
    actor,
    release_frames,
    write_release,
)
from transforms.ids import stable_id
from transforms.tables import TABLES
from warehouse.build import build_warehouse
from warehouse.connect import connect

JOINING = stable_id("cla", JOINS)


def warehouse_of(frames: dict[str, pl.DataFrame], folder: Path) -> duckdb.DuckDBPyConnection:
    build_warehouse([write_release(folder, frames)], folder / "warehouse.duckdb")
    return connect(folder / "warehouse.duckdb")


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with warehouse_of(release_frames(), tmp_path_factory.mktemp("home")) as con:
        yield con


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with warehouse_of(release_frames(is_revised=True), tmp_path_factory.mktemp("home")) as con:
        yield con


def all_rows(con: duckdb.DuckDBPyConnection, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    return con.execute(sql, list(parameters)).fetchall()


def test_happened_leaves_out_what_is_only_possible(con: duckdb.DuckDBPyConnection) -> None:
    assert all_rows(con, "SELECT event_type, modality FROM happened") == [("CONSULT", "asserted")]


def test_a_meeting_of_two_is_two_halves_and_no_one_meets_himself(con: duckdb.DuckDBPyConnection) -> None:
    dyads = all_rows(con, "SELECT actor_name, recipient_name, weight FROM event_dyads WHERE is_happened ORDER BY 1")
    assert dyads == [(LUKASHENKO, PUTIN, 0.5), (PUTIN, LUKASHENKO, 0.5)]


def test_an_event_without_recipient_keeps_its_weight(con: duckdb.DuckDBPyConnection) -> None:
    dyads = all_rows(con, "SELECT actor_name, recipient_name, weight FROM event_dyads WHERE NOT is_happened")
    assert dyads == [(LUKASHENKO, None, 1.0)]


@pytest.mark.parametrize(
    ("doers", "receivers", "expected"),
    [
        ((), (), {(None, None): 1.0}),
        ((LUKASHENKO,), (LUKASHENKO,), {(LUKASHENKO, LUKASHENKO): 1.0}),
        ((), (PUTIN,), {(None, PUTIN): 1.0}),
        (
            (LUKASHENKO, INSTITUTE),
            (PUTIN, INSTITUTE),
            {(LUKASHENKO, PUTIN): 1 / 3, (LUKASHENKO, INSTITUTE): 1 / 3, (INSTITUTE, PUTIN): 1 / 3},
        ),
    ],
)
def test_dyads_count_an_event_once(
    tmp_path: Path,
    doers: tuple[str, ...],
    receivers: tuple[str, ...],
    expected: dict[tuple[str | None, str | None], float],
) -> None:
    frames = release_frames()
    event_id = stable_id("evt", "meeting")
    rows: list[Row] = [
        {"event_id": event_id, "run_id": "run_1", "role": role, "actor_id": actor(name), "actor_text": name}
        for role, names in (("actor", doers), ("recipient", receivers))
        for name in names
    ]
    frames["event_actors"] = TABLES["event_actors"].frame(rows)
    with warehouse_of(frames, tmp_path) as con:
        dyads = all_rows(con, "SELECT actor_name, recipient_name, weight FROM event_dyads WHERE event_id = ?", event_id)
    assert {(one, other): weight for one, other, weight in dyads} == pytest.approx(expected)


def test_statements_tell_the_chain_by_name(con: duckdb.DuckDBPyConnection) -> None:
    chains = all_rows(con, "SELECT DISTINCT chain_text, depth FROM statements WHERE depth > 1 ORDER BY 1")
    assert chains == [
        (f"Courier ← {INSTITUTE} ← {LUKASHENKO}", 2),
        (f"Herald ← {INSTITUTE} ← {LUKASHENKO}", 2),
    ]


def test_there_is_one_statement_per_attribution(con: duckdb.DuckDBPyConnection) -> None:
    assert all_rows(con, "SELECT count(*), count(DISTINCT attribution_id) FROM statements") == [(6, 6)]


def test_timeline_shows_the_words_behind_every_row(con: duckdb.DuckDBPyConnection) -> None:
    wrong = all_rows(
        con,
        "SELECT * FROM timeline JOIN articles USING (article_id, version) WHERE evidence_text <> substring("
        "text, evidence_spans[1].start_char + 1, evidence_spans[1].end_char - evidence_spans[1].start_char)",
    )
    assert wrong == []
    assert all_rows(con, "SELECT kind, count(*) FROM timeline GROUP BY ALL ORDER BY 1") == [
        ("event", 3), ("statement", 6),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["lukashenko", LUKASHENKO, actor(LUKASHENKO)])
def test_an_actor_is_found_by_name_part_of_it_or_id(con: duckdb.DuckDBPyConnection, name: str) -> None:
    found = all_rows(con, "SELECT kind, earliest, what FROM timeline_of(?)", name)
    assert found[0] == ("event", date(2022, 12, 19), "CONSULT / meet")
    assert [kind for kind, _, _ in found].count("statement") == 3
    assert len(all_rows(con, "FROM who_said(?)", name)) == 3


def test_a_name_is_no_pattern(con: duckdb.DuckDBPyConnection) -> None:
    assert all_rows(con, "FROM timeline_of('%')") == []
    assert all_rows(con, "FROM who_said('_')") == []


def test_evidence_of_a_claim_is_every_place_it_stands_in(con: duckdb.DuckDBPyConnection) -> None:
    found = all_rows(con, "SELECT role, text, sentences FROM evidence(?)", JOINING)
    assert [role for role, _, _ in found].count("text") == 2
    assert {text for role, text, _ in found if role == "hedge"} == {"likely"}
    assert {text for role, text, _ in found if role == "marker"} == {"However"}
    assert all(text in " ".join(sentences) for _, text, sentences in found)
    assert "The S-400 battery stays" not in {text for _, text, _ in found}


def test_evidence_of_an_event_is_its_triggers_and_participants(con: duckdb.DuckDBPyConnection) -> None:
    found = all_rows(con, "SELECT role, text, sentences FROM evidence(?)", stable_id("evt", "meeting"))
    assert [(role, text) for role, text, _ in found] == [("trigger", "met")] * 2


def test_evidence_of_nothing_is_nothing(con: duckdb.DuckDBPyConnection) -> None:
    assert all_rows(con, "FROM evidence('evt_unknown')") == []


def test_corroboration_counts_origins_not_copies(con: duckdb.DuckDBPyConnection) -> None:
    found = all_rows(
        con, "SELECT originator_name, is_outlet, n_articles, n_stories, n_publishers FROM corroboration(?)", JOINING
    )
    assert found == [(LUKASHENKO, False, 2, 1, 2)]


def test_the_outlet_vouches_where_no_one_else_does(tmp_path: Path) -> None:
    frames = release_frames()
    frames["attributions"] = frames["attributions"].with_columns(originator_id=pl.lit(None, pl.String))
    with warehouse_of(frames, tmp_path) as con:
        found = all_rows(
            con, "SELECT originator_id, originator_name, originator_type FROM corroboration(?) WHERE is_outlet", JOINING
        )
        origins = all_rows(con, "SELECT originators FROM single_origin_claims WHERE claim_id = ?", JOINING)
    assert sorted(found) == sorted([(actor("Courier"), "Courier", "media"), (actor("Herald"), "Herald", "media")])
    assert origins == [(["Courier", "Herald"],)]


def test_a_contradiction_has_both_sides_and_its_marker(con: duckdb.DuckDBPyConnection) -> None:
    found = all_rows(
        con,
        "SELECT from_source, from_text, to_source, to_text, marker_text FROM contradictions ORDER BY marker_text",
    )
    sides = ("Government of Ukraine", "Belarus may join the war", LUKASHENKO, JOINS)
    assert found == [(*sides, "However"), (*sides, None)]


def test_single_origin_claims_name_their_origin(con: duckdb.DuckDBPyConnection) -> None:
    found = all_rows(con, "SELECT originators, speakers FROM single_origin_claims WHERE claim_id = ?", JOINING)
    assert found == [([LUKASHENKO], [LUKASHENKO])]


def test_first_reports_count_days_from_the_first_outlet(tmp_path: Path) -> None:
    frames = release_frames()
    later = pl.when(pl.col("input_id") == "copy").then(date(2022, 12, 23)).otherwise(pl.col("published_earliest"))
    frames["articles"] = frames["articles"].with_columns(published_earliest=later)
    with warehouse_of(frames, tmp_path) as con:
        found = all_rows(
            con, "SELECT publisher_id, is_first, lag_days FROM first_reports WHERE claim_id = ? ORDER BY 3", JOINING
        )
    assert found == [(COURIER, True, 0), (HERALD, False, 3)]


def test_a_report_without_a_day_has_no_lag(tmp_path: Path) -> None:
    frames = release_frames()
    frames["articles"] = frames["articles"].with_columns(published_earliest=pl.lit(None, pl.Date))
    with warehouse_of(frames, tmp_path) as con:
        found = all_rows(con, "SELECT DISTINCT is_first, lag_days FROM first_reports")
    assert found == [(None, None)]


def test_certainty_over_time_keeps_earlier_versions(revised: duckdb.DuckDBPyConnection) -> None:
    found = all_rows(
        revised,
        "SELECT version, factuality, hedge_text, is_current FROM certainty_over_time"
        " WHERE claim_id = ? AND article_id = ? ORDER BY version",
        JOINING, stable_id("art", "first"),
    )  # fmt: skip
    assert found == [(1, "PR-", "likely", False), (2, "CT-", None, True)]


def test_sourcing_adds_up_per_outlet(con: duckdb.DuckDBPyConnection) -> None:
    found = all_rows(
        con, "SELECT publisher_name, sum(share), sum(n_statements)::INTEGER FROM sourcing_by_publisher"
             " GROUP BY ALL ORDER BY 1",
    )  # fmt: skip
    assert found == [("Courier", pytest.approx(1.0), 3), ("Herald", pytest.approx(1.0), 3)]
    hedged = all_rows(con, "SELECT hedged_share FROM sourcing_by_publisher WHERE publisher_name = 'Courier'")
    assert hedged == [(0.5,)]


def test_spans_hold_through_emoji_and_combining_accents(con: duckdb.DuckDBPyConnection) -> None:
    assert all_rows(con, "SELECT DISTINCT 'text equal' FROM spans WHERE stored_text = article_text") == [
        ("text equal",)
    ]
    assert all_rows(con, "FROM spans WHERE stored_text <> article_text") == []
