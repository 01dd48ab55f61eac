"""Batches in the lake: where their articles and coded tables lie, and what of them goes on.

Not here: making them (`ingest.py`, `workers.py`), linking (`transforms/linking.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from flows.partitions import read_table, write_joined, write_table
from transforms.articles import mark_current
from transforms.linking import AS_CODED, LINKED
from transforms.tables import ARTICLES, ATTRIBUTIONS, CODED, SENTENCES

_READ = {
    ATTRIBUTIONS.name: ("article_id", "version", "attribution_id", "originator_id"),
    SENTENCES.name: ("article_id", "version"),
}
"""Columns that linking and the books read of the tables that go on as they were coded: those are most of all rows."""


def article_path(lake: Path, batch: str) -> Path:
    """File of a batch's articles."""
    return lake / "articles" / f"{batch}.parquet"


def coded_folder(lake: Path, batch: str, run_id: str) -> Path:
    """Where the coded tables of a batch lie; the folder is there only when they all are."""
    return lake / "coded" / run_id / batch


def read_batches(lake: Path, batches: Sequence[str], run_id: str) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """The articles of these batches, current versions marked, and of their coded tables what linking reads."""
    articles = read_table(ARTICLES, [article_path(lake, batch) for batch in batches])
    coded: dict[str, pl.DataFrame] = {}
    for table in CODED:
        parts = [coded_folder(lake, batch, run_id) / f"{table.name}.parquet" for batch in batches]
        if table in AS_CODED and table.name not in _READ:
            continue
        empty = table.frame([]).select(_READ.get(table.name, table.polars_schema.names()))
        coded[table.name] = pl.concat([empty, *(pl.read_parquet(part, columns=empty.columns) for part in parts)])
    return mark_current(articles), coded


def write_contract(
    linked: Mapping[str, pl.DataFrame], lake: Path, batches: Sequence[str], run_id: str, folder: Path
) -> None:
    """Write every table of the contract: what was linked, and what goes on as it was coded, batch by batch."""
    for table in LINKED:
        write_table(table, linked[table.name], folder / f"{table.name}.parquet")
    for table in AS_CODED:
        parts = [coded_folder(lake, batch, run_id) / f"{table.name}.parquet" for batch in batches]
        write_joined(table, parts, folder / f"{table.name}.parquet")
