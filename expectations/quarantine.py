"""Takes refused rows out of the staged tables, with every row that stands on them, and keeps them whole.

A row goes if it breaks an error rule, or if a row it refers to went and no other row of that key is left
(`references.py`). That holds for optional references too: an attribution whose parent is refused, or an event mention
whose attribution is, would say something else without it. Nothing vanishes: rows in = rows out + rows quarantined.
Not here: rules, verdicts (`audit.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from expectations.model import row_key
from expectations.references import REFERENCES, Reference
from transforms.recount import READ, recount
from transforms.tables import QUARANTINED_ROWS, TABLES, Table

WriteTable = Callable[[Table, pl.DataFrame, Path], None]
"""Writes a frame as the Parquet file of a table."""


def refuse(con: duckdb.DuckDBPyConnection, failures: pl.DataFrame) -> pl.DataFrame:
    """Refused rows with their reasons: the failing rows and, transitively, their dependants.

    Args:
        con: Connection with the loaded tables (`audit.load`).
        failures: Rows that break error rules (`audit.FAILURES_SCHEMA`).

    Returns:
        A row per refused row: `table_name, row_number, row_key, reasons`, sorted by table and row number.
    """
    con.execute("CREATE OR REPLACE TEMP TABLE refused (table_name VARCHAR, row_number BIGINT, row_key VARCHAR, "
                "reasons VARCHAR[])")  # fmt: skip
    broken = failures.group_by("table_name", "row_number", "row_key").agg(pl.col("rule").unique().sort())
    con.register("broken_rows", broken)
    con.execute("INSERT INTO refused SELECT table_name, row_number, row_key, rule FROM broken_rows")
    con.unregister("broken_rows")
    fresh = set(broken["table_name"].to_list())
    while fresh:
        fresh = {reference.table for reference in REFERENCES if reference.to_table in fresh and _follow(con, reference)}
    refused: pl.DataFrame = con.sql("FROM refused ORDER BY table_name, row_number").pl()
    return refused


def _follow(con: duckdb.DuckDBPyConnection, reference: Reference) -> int:
    """Refuse the rows whose target went by this reference; returns how many."""
    lost_key = ", ".join(f"that.{column}" for column in reference.to_columns)
    same = reference.matches("this", "that")
    [(n_refused,)] = con.execute(
        f"""
        INSERT INTO refused
        WITH lost AS (
            SELECT {lost_key}, min(gone.row_key) AS row_key FROM {reference.to_table} AS that
            JOIN refused AS gone ON gone.table_name = '{reference.to_table}' AND gone.row_number = that.rowid
            GROUP BY {lost_key}
        ), kept AS (
            SELECT {lost_key} FROM {reference.to_table} AS that
            WHERE that.rowid NOT IN (SELECT row_number FROM refused WHERE table_name = '{reference.to_table}')
        )
        SELECT '{reference.table}', this.rowid, CAST({row_key(reference.table)} AS VARCHAR),
            ['depends on {reference.to_table} ' || that.row_key]
        FROM {reference.table} AS this JOIN lost AS that ON {same}
        WHERE this.rowid NOT IN (SELECT row_number FROM refused WHERE table_name = '{reference.table}')
            AND NOT EXISTS (SELECT 1 FROM kept AS that WHERE {same})
        """
    ).fetchall()
    return int(n_refused)


def take_out(staged: Path, refused: pl.DataFrame, run_id: str, write_table: WriteTable) -> pl.DataFrame:
    """Rewrite the staged tables without the refused rows.

    Returns:
        The refused rows as rows of `quarantined_rows`. Rows of one key get `occurrence` numbers in `row_key`.

    Raises:
        RuntimeError: Rows out and rows quarantined do not add up to rows in.
    """
    taken: list[dict[str, Any]] = []
    for (name,), group in refused.group_by("table_name", maintain_order=True):
        table, path = TABLES[str(name)], staged / f"{name}.parquet"
        rows = pl.read_parquet(path).with_row_index("row_number").cast({"row_number": pl.Int64})
        kept = rows.join(group, on="row_number", how="anti", maintain_order="left").drop("row_number")
        gone = rows.join(group.drop("table_name"), on="row_number", how="inner", maintain_order="left")
        if len(kept) + len(gone) != len(rows) or len(gone) != len(group):
            raise RuntimeError(f"{name}: {len(rows)} rows in, {len(kept)} out, {len(gone)} of {len(group)} quarantined")
        path.unlink()  # never write through a link into the tables that came in
        write_table(table, kept, path)
        taken += _quarantined(table, gone.drop("row_number").to_dicts(), run_id)
    return QUARANTINED_ROWS.frame(taken)


def restate(staged: Path, write_table: WriteTable) -> list[Table]:
    """Mark current versions and count anew in the staged tables; returns the tables that were rewritten."""
    tables = {name: pl.read_parquet(staged / f"{name}.parquet") for name in READ}
    restated = [(TABLES[name], frame) for name, frame in recount(tables).items() if not frame.equals(tables[name])]
    for table, frame in restated:
        path = staged / f"{table.name}.parquet"
        path.unlink()
        write_table(table, frame, path)
    return [table for table, _ in restated]


def _quarantined(table: Table, rows: list[dict[str, Any]], run_id: str) -> list[dict[str, Any]]:
    columns = [column.name for column in table.columns]
    seen: dict[str, int] = {}
    taken = []
    for row in rows:
        key = row["row_key"]
        seen[key] = seen.get(key, 0) + 1
        taken.append({
            "table_name": table.name,
            "row_key": key if seen[key] == 1 else json.dumps(
                json.loads(key) | {"occurrence": seen[key]}, ensure_ascii=False, separators=(",", ":")),
            "reasons": row["reasons"],
            "row_json": json.dumps({name: row[name] for name in columns}, sort_keys=True, ensure_ascii=False,
                                   default=_as_json),
            "run_id": run_id,
        })  # fmt: skip
    return taken


def _as_json(value: object) -> str:
    """Dates and instants as ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")
