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

import polars as pl
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


def read_table(table: Table, paths: Sequence[Path]) -> pl.DataFrame:
    """All rows of the table in these files, sorted by its key; no files give no rows."""
    if not paths:
        return table.frame([])
    return table.conform(pl.concat([pl.read_parquet(path) for path in paths], rechunk=False))


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
