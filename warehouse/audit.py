"""Audits: queries that return the rows that should not be there; keys, references and history follow from the schema.

Not here: the hand-written audits (`audits/*.sql`), the checks before publication (`expectations/`).
"""

from __future__ import annotations

import duckdb

from transforms.tables import TABLES, Layer, Table
from warehouse.current import CORE_TABLES, REF_TABLES
from warehouse.ddl import loaded_columns
from warehouse.definitions import read_folder


def run_audits(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows each audit finds in an open warehouse; all are zero in a sound one."""
    return {
        name: int(con.execute(f"SELECT count(*) FROM ({query})").fetchall()[0][0]) for name, query in audits().items()
    }


def audits() -> dict[str, str]:
    """Every audit by name: those written by hand, and those that follow from keys and references."""
    queries = {name: audit.query for name, audit in read_folder("audits").items()}
    for table in (*CORE_TABLES, *REF_TABLES):
        queries[f"{table.name}_with_a_key_twice"] = _duplicates(table)
        for column in table.columns:
            if column.references:
                queries[f"{table.name}_with_an_orphan_{column.name}"] = _orphans(table, column.name, column.references)
    for table in CORE_TABLES:
        queries[f"{table.name}_with_overlapping_history"] = _overlaps(table)
    return queries


def _shown(name: str) -> str:
    """Where a table's current rows are read."""
    layer = TABLES[name].layer
    return f"main.{name}" if layer in (Layer.CORE, Layer.REF) else f"{layer}.{name}"


def _duplicates(table: Table) -> str:
    key = ", ".join(table.key)
    return f"SELECT {key} FROM {_shown(table.name)} GROUP BY {key} HAVING count(*) > 1"


def _orphans(table: Table, column: str, references: str) -> str:
    parent, parent_column = references.split(".")
    return (
        f"SELECT child.{column} FROM {_shown(table.name)} AS child "
        f"ANTI JOIN {_shown(parent)} AS parent ON parent.{parent_column} = child.{column} "
        f"WHERE child.{column} IS NOT NULL"
    )


def _overlaps(table: Table) -> str:
    """Rows of one key that stand open at the same time."""
    recorded_at, superseded_at = (column.name for column in loaded_columns(table))
    key = ", ".join(table.key)
    return (
        f"SELECT {key} FROM core.{table.name} "
        f"QUALIFY coalesce({superseded_at}, TIMESTAMPTZ 'infinity') > lead({recorded_at}) "
        f"OVER (PARTITION BY {key} ORDER BY {recorded_at})"
    )
