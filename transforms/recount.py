"""What a release says of itself as a whole, said anew after article versions were taken out of it.

Not here: taking them out (`expectations/quarantine.py`), the first count (`linking.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from transforms.articles import mark_current
from transforms.linking import order_articles
from transforms.originators import count_support
from transforms.tables import CLAIMS, EVENTS, Table

READ = (
    "articles", "story_copies", "publishers", "actors", "attributions", "event_mentions", "events",
    "attribution_claims", "claims",
)  # fmt: skip
"""Tables that `recount` reads."""
_COUNTS = ("n_mentions", "n_articles", "n_stories", "n_publishers", "n_originators")


def recount(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """`articles` with one current version of each, `events` and `claims` with counts over those versions.

    Where a revision was refused the version before it is current again, and what it tells counts again.
    """
    articles = mark_current(tables["articles"])
    order = order_articles(articles, tables["story_copies"], tables["publishers"])
    originators = tables["attributions"].select("attribution_id", "originator_id")
    counted = {"articles": articles}
    for table, key, rows in ((EVENTS, "event_id", "event_mentions"), (CLAIMS, "claim_id", "attribution_claims")):
        told = tables[rows].join(originators, on="attribution_id", how="left")
        support = count_support(told, key, order, tables["actors"])
        counted[table.name] = _with_counts(table, tables[table.name], support, key)
    return counted


def _with_counts(table: Table, rows: pl.DataFrame, support: pl.DataFrame, key: str) -> pl.DataFrame:
    counts = [name for name in _COUNTS if name in table]
    joined = rows.drop(counts).join(support.select(key, *counts), on=key, how="left", maintain_order="left")
    return table.conform(joined.with_columns(pl.col(counts).fill_null(0)))
