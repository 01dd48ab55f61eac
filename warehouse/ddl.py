"""DuckDB tables of the warehouse, generated from `transforms/tables`.

Each layer is a schema; loading adds columns that no Parquet file has (when a row was learnt, which release brought it).
Not here: rows (`build.py`), the current views (`current.py`), hand-written views and macros (`definitions.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from transforms.tables import RELEASES, RUNS, TABLES, Column, Kind, Layer, Table
from warehouse.sql import literal

SCHEMAS = (Layer.CORE, Layer.REF, Layer.QUALITY, Layer.META)

RECORDED_AT = Column("recorded_at", Kind.TIMESTAMP, "When the first release with the row was published.", unit="UTC")
SUPERSEDED_AT = Column(
    "superseded_at",
    Kind.TIMESTAMP,
    "When the first release without the row was published; NULL: the current release holds it.",
    unit="UTC",
)
RELEASE_ID = Column(
    "release_id", Kind.TEXT, "Release the row was published with.", references="releases.release_id"
)  # fmt: skip

_SPAN = "STRUCT(start_char INTEGER, end_char INTEGER)"
_TYPES: dict[Kind, str] = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.DATE: "DATE",
    Kind.TIMESTAMP: "TIMESTAMPTZ",
    Kind.SPAN: _SPAN,
    Kind.SPANS: f"{_SPAN}[]",
    Kind.TEXTS: "VARCHAR[]",
}


def duckdb_type(column: Column) -> str:
    """The DuckDB type of a column."""
    return _TYPES[column.kind]


def loaded_columns(table: Table) -> tuple[Column, ...]:
    """The columns that loading adds: history in core, the release in quality and meta.

    A coding run outlives releases, so `runs` holds each run once and names no release.
    """
    if table.layer is Layer.CORE:
        return (RECORDED_AT, SUPERSEDED_AT)
    if table.layer in (Layer.QUALITY, Layer.META) and table.name not in (RUNS.name, RELEASES.name):
        return (RELEASE_ID,)
    return ()


def table_comment(table: Table) -> str:
    """Meaning, grain and hazards of a table in one line."""
    hazards = "".join(f" Beware: {hazard}" for hazard in table.hazards)
    return f"{table.meaning} One row per {table.grain}.{hazards}"


def create_table(table: Table) -> Iterator[str]:
    """The statements that create one table with its comments.

    Keys are checked by rules before publication, not by constraints: a primary key doubles the time of a load.
    """
    name = f"{table.layer}.{table.name}"
    columns = (*table.columns, *loaded_columns(table))
    is_optional = {column.name for column in columns if column.nullable} | {SUPERSEDED_AT.name}
    lines = [
        f"{column.name} {duckdb_type(column)}{'' if column.name in is_optional else ' NOT NULL'}" for column in columns
    ]
    yield f"CREATE TABLE {name} ({', '.join(lines)})"
    yield f"COMMENT ON TABLE {name} IS {literal(table_comment(table))}"
    for column in columns:
        yield f"COMMENT ON COLUMN {name}.{column.name} IS {literal(column.comment)}"


def create_schemas() -> Iterator[str]:
    """The statements that create every schema and table."""
    for layer in SCHEMAS:
        yield f"CREATE SCHEMA {layer}"
    for table in TABLES.values():
        yield from create_table(table)
