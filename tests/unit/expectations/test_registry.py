"""The registry: names, coverage of the schema, and that nothing in it is declared twice."""

from __future__ import annotations

import re
from collections import Counter

from expectations.bounds import RULES as BOUNDS
from expectations.drift import RULES as DRIFT
from expectations.model import Severity, row_key
from expectations.references import REFERENCES
from expectations.rules import BY_NAME, HAND_WRITTEN, RULES
from transforms.tables import CONTRACT, TABLES, Kind


def test_names_are_unique_and_of_their_table() -> None:
    assert max(Counter(rule.name for rule in RULES).values()) == 1
    for rule in RULES:
        assert re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", rule.name), rule.name
        assert rule.table in {table.name for table in CONTRACT}


def test_no_predicate_is_written_twice() -> None:
    row_level = Counter((rule.source(rule.table), rule.fails_when) for rule in RULES if not rule.is_table_level)
    assert [rule for rule, times in row_level.items() if times > 1] == []


def test_every_rule_says_why() -> None:
    for rule in RULES:
        assert rule.why.endswith("."), rule.name
        assert len(rule.why) > 20, rule.name


def test_there_are_many_rules_written_by_hand() -> None:
    assert len(HAND_WRITTEN) >= 120


def test_every_column_of_the_contract_is_judged() -> None:
    """Each column that may not be NULL, is an enumeration or refers to an audited table has its rule."""
    for table in CONTRACT:
        assert BY_NAME[f"{table.name}.has_declared_columns"].severity is Severity.FATAL
        assert f"{table.name}.key_is_unique" in BY_NAME
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            assert (f"{name}_is_stated" in BY_NAME) is not column.nullable
            assert (f"{name}_is_known" in BY_NAME) is bool(column.values)
            to_table = (column.references or "").partition(".")[0]
            assert (f"{name}_is_found" in BY_NAME) is (to_table in {audited.name for audited in CONTRACT})
            assert (f"{name}_in_text" in BY_NAME) is (column.kind in (Kind.SPAN, Kind.SPANS))


def test_references_name_columns_of_one_type() -> None:
    for reference in REFERENCES:
        for column, to_column in zip(reference.columns, reference.to_columns, strict=True):
            assert TABLES[reference.table][column].kind is TABLES[reference.to_table][to_column].kind


def test_bounds_are_fatal_below_and_warn_above() -> None:
    for rule in (*BOUNDS, *DRIFT):
        assert rule.severity is (Severity.FATAL if rule.name.endswith("_is_at_least") else Severity.WARN)


def test_row_key_is_the_declared_key() -> None:
    assert row_key("mentions") == "json_object('mention_id', this.mention_id)"
