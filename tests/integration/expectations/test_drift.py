"""Drift: every comparison fires beyond its bound, and only with enough rows on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import polars as pl
import pytest

from expectations import audit, drift
from expectations.bounds import read_bounds
from expectations.drift import RULES as DRIFT
from expectations.model import Rule
from transforms.tables import VALIDATION_MEASURES

BOUNDS = {bound["name"]: bound for bound in read_bounds("drift", drift.NEEDED)}
LARGE = 100_000


@pytest.fixture
def con(release: dict[str, pl.DataFrame]) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        for name, frame in release.items():
            opened.register("incoming", frame)
            opened.execute(f"CREATE TABLE {name} AS FROM incoming")
            opened.unregister("incoming")
        drift.note_measures(opened)
        yield opened


def bound_of(rule: Rule) -> dict[str, Any]:
    what = rule.name.partition(".")[2]
    return next(bound for name, bound in BOUNDS.items() if what.startswith((f"{name}_ratio_", f"{name}_change_")))


def set_measures(con: duckdb.DuckDBPyConnection, bound: dict[str, Any], change: float, n_base: int = LARGE) -> None:
    """Let the measure have moved by `change`: a ratio, or a share of rows."""
    name = bound["name"]
    sides = {
        "ratio": ({"all": change * 2.0}, {"all": 2.0}),
        "difference": ({"all": 0.1}, {"all": 0.1 + change}),
        "mix": ({"one": 0.5 + change / 2, "two": 0.5 - change / 2}, {"one": 0.5 - change / 2, "two": 0.5 + change / 2}),
    }[bound["compare"]]
    for table, values in zip(("measures", "earlier_measures"), sides, strict=True):
        con.execute(f"DELETE FROM {table} WHERE measure = ?", [name])
        for category, value in values.items():
            con.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", [name, category, value, n_base])


@pytest.mark.parametrize("rule", DRIFT, ids=lambda rule: rule.name)
def test_a_change_beyond_its_bound_is_caught(rule: Rule, con: duckdb.DuckDBPyConnection) -> None:
    bound, is_floor = bound_of(rule), rule.name.endswith("least")
    limit = float(bound["min" if is_floor else "max"])
    for factor, n_found in ((0.9, int(is_floor)), (1.1, int(not is_floor))):
        set_measures(con, bound, limit * factor)
        verdicts = audit.judge(con, [rule])
        assert [finding.n_failed for finding in verdicts.findings] == [n_found]
        if n_found:
            assert "was" in verdicts.failures["detail"][0]
    set_measures(con, bound, limit * (0.9 if is_floor else 1.1), bound["min_base"] - 1)
    assert [finding.n_failed for finding in audit.judge(con, [rule]).findings] == [0]


def test_a_first_release_drifts_from_nothing(con: duckdb.DuckDBPyConnection) -> None:
    assert not any(finding.n_failed for finding in audit.judge(con, DRIFT).findings)


def test_a_category_that_is_gone_counts(con: duckdb.DuckDBPyConnection) -> None:
    set_measures(con, BOUNDS["event_types"], 0)
    con.execute("UPDATE earlier_measures SET category = 'three' WHERE category = 'two' AND measure = 'event_types'")
    [failure] = audit.judge(con, [rule for rule in DRIFT if "event_types" in rule.name]).failures.to_dicts()
    assert failure["detail"] == "0.5 > 0.2: two 0.5, was 0.0"


def test_measures_are_those_of_the_rows(con: duckdb.DuckDBPyConnection, release: dict[str, pl.DataFrame]) -> None:
    measures = drift.read_measures(con, "val_1")
    assert measures.schema == VALIDATION_MEASURES.polars_schema
    assert set(measures["measure"]) == BOUNDS.keys()
    values = {(row["measure"], row["category"]): (row["value"], row["n_base"]) for row in measures.to_dicts()}
    n_sentences, n_mentions = release["sentences"].height, release["mentions"].height
    assert values["mentions_per_sentence", "all"] == (pytest.approx(n_mentions / n_sentences), n_sentences)
    happened = release["events"]["is_happened"].mean()
    assert values["happened_share", "all"] == (pytest.approx(happened), release["events"].height)
    mix = measures.filter(measure="event_types")
    assert mix["value"].sum() == pytest.approx(1)


def test_a_release_is_compared_with_the_latest_of_other_rows() -> None:
    def measures(validation_id: str) -> pl.DataFrame:
        row = {"validation_id": validation_id, "measure": "m", "category": "all", "table_name": "t", "n_base": 1}
        return VALIDATION_MEASURES.frame([row])

    history = [measures("val_3"), measures("val_2"), measures("val_1")]
    assert drift.earlier_of("val_4", history) is history[0]
    assert drift.earlier_of("val_3", history) is history[1]
    assert drift.earlier_of("val_1", history[2:]) is None
    assert drift.earlier_of("val_1", []) is None
