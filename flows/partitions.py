"""The only reader and writer of Parquet files: deterministic bytes, write aside, then rename.

Not here: which tables there are (`transforms/tables`), which files make a release (`releases.py`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.tables import Table

_ROWS_PER_GROUP = 122_880
"""DuckDB's own row-group size: it reads such files in parallel."""


def write_table(table: Table, rows: pl.DataFrame, path: Path) -> None:
    """Write a frame of the table as Parquet, with the descriptions of table and columns in its metadata.

    The same rows give the same bytes: fixed order, compression and row groups; no clock, no machine facts.
    """
    arrow = table.conform(rows).to_arrow().cast(table.arrow_schema)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    pq.write_table(arrow, aside, compression="zstd", row_group_size=_ROWS_PER_GROUP, store_schema=True)
    aside.replace(path)


def write_rows(table: Table, rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write rows (dicts by column name) as `write_table` would, without a frame in between: for many small files."""
    ordered = sorted(rows, key=lambda row: tuple(row[name] for name in table.key))
    schema = table.arrow_schema
    columns = [pa.array([row.get(field.name) for row in ordered], field.type) for field in schema]
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), aside, compression="zstd",
                   row_group_size=_ROWS_PER_GROUP, store_schema=True)  # fmt: skip
    aside.replace(path)


def read_table(table: Table, paths: Sequence[Path]) -> pl.DataFrame:
    """All rows of the table in these files, sorted by its key; no files give no rows."""
    if not paths:
        return table.frame([])
    return table.conform(pl.concat([pl.read_parquet(path) for path in paths], rechunk=False))


def write_joined(table: Table, parts: Sequence[Path], path: Path) -> int:
    """Write the rows of several files of the table as one, in the order of the files; the number of rows.

    Holds one row group in memory, however many files there are. Row groups do not depend on how rows are split
    into files.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    n_rows = 0
    with pq.ParquetWriter(aside, table.arrow_schema, compression="zstd", store_schema=True) as writer:
        waiting = table.arrow_schema.empty_table()
        for part in parts:
            waiting = pa.concat_tables([waiting, pq.read_table(part).cast(table.arrow_schema)])
            while waiting.num_rows >= _ROWS_PER_GROUP:
                writer.write_table(waiting[:_ROWS_PER_GROUP].combine_chunks(), _ROWS_PER_GROUP)
                waiting = waiting[_ROWS_PER_GROUP:]
                n_rows += _ROWS_PER_GROUP
        if waiting.num_rows:
            writer.write_table(waiting.combine_chunks(), _ROWS_PER_GROUP)
            n_rows += waiting.num_rows
    aside.replace(path)
    return n_rows


def write_tables(frames: Mapping[str, pl.DataFrame], tables: Sequence[Table], folder: Path) -> None:
    """Write one file per table into a folder that appears whole or not at all."""
    with folder_written_aside(folder) as aside:
        for table in tables:
            write_table(table, frames[table.name], aside / f"{table.name}.parquet")


@contextmanager
def folder_written_aside(folder: Path) -> Iterator[Path]:
    """A folder to fill that takes its name only when it is complete; what a killed run left there is removed."""
    aside = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    yield aside
    if folder.exists():
        shutil.rmtree(aside)
    else:
        aside.rename(folder)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
