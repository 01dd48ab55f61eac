"""Parquet files: the same rows, the same bytes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from flows import partitions
from flows.partitions import write_joined, write_table
from transforms.tables import TABLES

STEPS = TABLES["steps"]


def rows(first: int, last: int) -> pl.DataFrame:
    return STEPS.frame(
        [{"step": "code", "table_name": "t", "outcome": f"{n:05}", "n_rows": n} for n in range(first, last)]
    )


def test_how_rows_are_split_into_files_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partitions, "_ROWS_PER_GROUP", 100)
    written = []
    for name, cuts in {"many": [0, 10, 120, 121, 333, 350], "one": [0, 350]}.items():
        parts = []
        for first, last in pairwise(cuts):
            parts.append(tmp_path / f"{name}{first}.parquet")
            write_table(STEPS, rows(first, last), parts[-1])
        path = tmp_path / f"{name}.parquet"
        assert write_joined(STEPS, parts, path) == 350
        written.append(path.read_bytes())
        assert pl.read_parquet(path).equals(rows(0, 350))
        assert pq.ParquetFile(path).metadata.num_row_groups == 4
    assert written[0] == written[1]


def test_no_files_give_no_rows(tmp_path: Path) -> None:
    assert write_joined(STEPS, [], tmp_path / "none.parquet") == 0
    assert pl.read_parquet(tmp_path / "none.parquet").schema == STEPS.polars_schema
