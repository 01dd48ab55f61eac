"""Rules that follow from `transforms/tables` alone: columns, types, keys, NULL, enumerations, units.

Not here: references (`references.py`), spans (`spans.py`), anything that a person had to think of (`<table>.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from expectations.model import Rule, Severity
from transforms.tables import CONTRACT, Column, Kind, Table
from transforms.tables.columns import CHARS

_DUCKDB_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.DATE: "DATE",
    Kind.TIMESTAMP: "TIMESTAMP WITH TIME ZONE",
    Kind.SPAN: "STRUCT(start_char INTEGER, end_char INTEGER)",
    Kind.SPANS: "STRUCT(start_char INTEGER, end_char INTEGER)[]",
    Kind.TEXTS: "VARCHAR[]",
}
_RANGE = re.compile(r"(\d+) to (\d+)")


def schema_rule(table: Table) -> Rule:
    """Fatal rule: the file has the declared columns, in order, with their types; nothing else can be judged before."""
    declared = ", ".join(
        f"({place}, '{column.name}', '{_DUCKDB_TYPES[column.kind]}')" for place, column in enumerate(table.columns, 1)
    )
    return Rule(
        f"{table.name}.has_declared_columns",
        Severity.FATAL,
        "Readers and the loader rely on the declared columns and types.",
        fails_when="declared.type IS DISTINCT FROM found.type OR declared.place IS DISTINCT FROM found.place",
        detail="coalesce(declared.name, found.name) || ': declared ' || coalesce(declared.type, 'absent') "
        "|| ', found ' || coalesce(found.type, 'absent')",
        relation=f"(VALUES {declared}) AS declared(place, name, type) FULL JOIN (SELECT column_index AS place, "
        "column_name AS name, data_type AS type FROM duckdb_columns() WHERE database_name = current_database() "
        f"AND table_name = '{table.name}') AS found ON found.name = declared.name",
    )


def _key_rule(table: Table) -> Rule:
    key = ", ".join(table.key)
    same = " AND ".join(f"twin.{column} IS NOT DISTINCT FROM this.{column}" for column in table.key)
    twins = f"SELECT {key} FROM {table.name} GROUP BY ALL HAVING count(*) > 1"
    return Rule(
        f"{table.name}.key_is_unique",
        Severity.ERROR,
        f"A row is one {table.grain}; two rows of one key multiply every join.",
        fails_when=f"EXISTS (SELECT 1 FROM ({twins}) AS twin WHERE {same})",
    )


def _column_rules(table: Table, column: Column) -> Iterator[Rule]:
    name, this = f"{table.name}.{column.name}", f"this.{column.name}"
    if not column.nullable:
        yield Rule(
            f"{name}_is_stated", Severity.ERROR, "The column is declared never to be NULL.", f"{this} IS NULL",
        )  # fmt: skip
    if column.values:
        listed = ", ".join(f"'{value}'" for value in column.values)
        yield Rule(
            f"{name}_is_known", Severity.ERROR, "The column is an enumeration; queries test for its values.",
            f"{this} NOT IN ({listed})", this,
        )  # fmt: skip
    elif column.kind is Kind.TEXT and column.references is None:
        yield Rule(
            f"{name}_is_not_blank", Severity.WARN if column.nullable else Severity.ERROR,
            "What is not stated is NULL, never an empty text.", f"length({this}) < 1",
        )  # fmt: skip
    if column.kind is Kind.NUMBER:
        yield Rule(f"{name}_is_finite", Severity.ERROR, "NaN and infinity spoil every sum.", f"NOT isfinite({this})")
    if column.name == "country":
        yield Rule(
            f"{name}_is_alpha_3", Severity.ERROR, "Countries join on ISO 3166-1 alpha-3 codes.",
            f"NOT regexp_full_match({this}, '[A-Z][A-Z][A-Z]')", this,
        )  # fmt: skip
    if column.kind in (Kind.SPANS, Kind.TEXTS):
        yield Rule(
            f"{name}_has_no_null", Severity.ERROR, "A list holds what is there; a NULL in it stands for nothing.",
            f"len(list_filter({this}, lambda item: item IS NULL)) > 0", this,
        )  # fmt: skip
    if column.unit and column.unit != CHARS and column.kind in (Kind.INTEGER, Kind.NUMBER):
        yield from _unit_rules(name, column)


def _unit_rules(name: str, column: Column) -> Iterator[Rule]:
    """The column's unit says its range: `0 to 1`, or a count, which is never negative."""
    this = f"this.{column.name}"
    if bounds := _RANGE.fullmatch(column.unit or ""):
        low, high = int(bounds[1]), int(bounds[2])
        yield Rule(
            f"{name}_is_in_range", Severity.ERROR, f"The column runs from {low} to {high}.",
            f"{this} < {low} OR {this} > {high}", this,
        )  # fmt: skip
    elif column.kind is Kind.INTEGER:
        yield Rule(
            f"{name}_is_not_negative", Severity.ERROR, "A count is never negative.", f"{this} < 0", this,
        )  # fmt: skip


SCHEMA_RULES: tuple[Rule, ...] = tuple(schema_rule(table) for table in CONTRACT)
RULES: tuple[Rule, ...] = tuple(
    rule
    for table in CONTRACT
    for rule in (_key_rule(table), *(rule for column in table.columns for rule in _column_rules(table, column)))
)
