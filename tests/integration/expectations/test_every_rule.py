"""Mutation test: for every rule, a change to the sound release that this rule catches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import polars as pl
import pytest

from expectations import audit
from expectations.bounds import RULES as BOUNDS
from expectations.drift import RULES as DRIFT
from expectations.model import Rule, Severity
from expectations.rules import BY_NAME, HAND_WRITTEN, RULES
from expectations.structural import SCHEMA_RULES
from tests.integration.expectations.mutations import BY_HAND, Rows, expected_others, mutate, readers
from transforms.tables import CONTRACT

KEPT_SHARE = [rule for rule in BOUNDS if rule.name.endswith("kept_share_is_at_least")]
MUTATED = [rule for rule in RULES if rule not in (*SCHEMA_RULES, *KEPT_SHARE, *DRIFT)]
"""The rest has tests of its own: below, and in `test_drift.py`."""


@pytest.fixture(scope="module")
def sound(release: dict[str, pl.DataFrame]) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        for name, frame in release.items():
            _create(con, name, frame)
        audit.note_context(con, audit.count_rows(con), {})
        yield con


def _create(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    con.register("incoming", frame)
    con.execute(f"CREATE OR REPLACE TABLE {name} AS FROM incoming")
    con.unregister("incoming")


def test_the_sound_release_breaks_nothing(sound: duckdb.DuckDBPyConnection) -> None:
    verdicts = audit.judge(sound)
    assert verdicts.failures.is_empty(), verdicts.failures
    assert len(verdicts.findings) == len(RULES)


@pytest.mark.parametrize("rule", MUTATED, ids=lambda rule: rule.name)
def test_a_rule_catches_its_mutation(
    rule: Rule, rows: Rows, release: dict[str, pl.DataFrame], sound: duckdb.DuckDBPyConnection
) -> None:
    """The rule meant for it, and only those others that are known to mind as well."""
    changed = mutate(rule, release, rows)
    assert changed, "the mutation changed nothing"
    try:
        for name, frame in changed.items():
            _create(sound, name, frame)
        judged = readers((rule for rule in RULES if rule not in SCHEMA_RULES), release, changed)
        failing = {finding.rule.name for finding in audit.judge(sound, judged).findings if finding.n_failed}
        assert rule.name in failing
        assert sorted(failing - {rule.name}) == expected_others(rule)
    finally:
        for name in changed:
            _create(sound, name, release[name])


@pytest.mark.parametrize("table", CONTRACT, ids=lambda table: table.name)
@pytest.mark.parametrize("damage", ["dropped", "retyped", "added", "absent"])
def test_a_damaged_schema_is_fatal_and_stops_the_audit(
    table: Any, damage: str, release: dict[str, pl.DataFrame], sound: duckdb.DuckDBPyConnection
) -> None:
    frame, last = release[table.name], table.columns[-1].name
    damaged = {
        "dropped": frame.drop(last),
        "retyped": frame.with_columns(pl.lit(b"x").alias(last)),
        "added": frame.with_columns(extra=pl.lit(1)),
        "absent": frame,
    }[damage]
    try:
        _create(sound, table.name, damaged)
        if damage == "absent":
            sound.execute(f"DROP TABLE {table.name}")
        verdicts = audit.judge(sound)
        [finding] = verdicts.failed(Severity.FATAL)
        assert finding.rule.name == f"{table.name}.has_declared_columns"
        assert len(verdicts.findings) == len(SCHEMA_RULES)
    finally:
        _create(sound, table.name, frame)


@pytest.mark.parametrize("rule", KEPT_SHARE, ids=lambda rule: rule.name)
def test_a_table_that_is_mostly_refused_is_fatal(rule: Rule, sound: duckdb.DuckDBPyConnection) -> None:
    try:
        audit.note_context(sound, {rule.table: 100}, {rule.table: 51})
        assert [finding.n_failed for finding in audit.judge(sound, [rule]).findings] == [1]
        audit.note_context(sound, {rule.table: 100}, {rule.table: 49})
        assert [finding.n_failed for finding in audit.judge(sound, [rule]).findings] == [0]
        audit.note_context(sound, {rule.table: 19}, {rule.table: 19})
        assert [finding.n_failed for finding in audit.judge(sound, [rule]).findings] == [0]
    finally:
        audit.note_context(sound, audit.count_rows(sound), {})


def test_mutations_are_of_rules_that_exist() -> None:
    assert not BY_HAND.keys() - BY_NAME.keys()
    assert not {rule.name for rule in HAND_WRITTEN} - BY_HAND.keys()
