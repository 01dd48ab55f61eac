"""Claims across articles: which attributions carry the same proposition, and how many stand behind it.

A claim about an event is that event's, whatever its polarity: who denies and who affirms carry the same claim. Other
claims are one where the content lemmas of their clauses are the same; a key too short to mean one thing only stays
within its story.

Not here: how claims bear on each other (`transforms/claim_relations.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from transforms.ids import stable_id
from transforms.originators import count_support
from transforms.tables import ATTRIBUTION_CLAIMS, CLAIMS

_SHARED_KEY_LEMMAS = 4


def link_claims(
    coded: Mapping[str, pl.DataFrame],
    document_event_keys: pl.DataFrame,
    order: pl.DataFrame,
    actors: pl.DataFrame,
    run_id: str,
) -> dict[str, pl.DataFrame]:
    """Frames `claims` and `attribution_claims`, and `stated_claims`: the latter with event, source and order.

    Args:
        coded: Frames of `CODED`.
        document_event_keys: `document_event_id, event_id`.
        order: One row per article version, see `transforms/originators.py`, with `rank` and `published`.
        actors: Rows of `actors`.
        run_id: The coding run that the rows carry.
    """
    stated = (
        coded["document_claims"]
        .join(document_event_keys, on="document_event_id", how="left")
        .join(coded["attributions"].select("attribution_id", "originator_id"), on="attribution_id", how="inner")
        .join(
            order.select("article_id", "version", "story", "rank", "published", "publisher_id", "is_current"),
            on=["article_id", "version"],
            how="inner",
        )
        .sort("rank", "start_char", "attribution_id", "proposition")
    )
    facts = stated.select(
        "event_id",
        "proposition_key",
        scope=pl.when(pl.col("proposition_key").str.split(" ").list.len() < _SHARED_KEY_LEMMAS)
        .then("story")
        .otherwise(pl.lit("")),
    )
    ids = [
        stable_id("clm", "event", event_id) if event_id else stable_id("clm", "words", key, scope)
        for event_id, key, scope in facts.iter_rows()
    ]
    stated = stated.with_columns(pl.Series("claim_id", ids, dtype=pl.String)).unique(
        ["attribution_id", "claim_id", "start_char"], keep="first", maintain_order=True
    )
    support = count_support(stated, "claim_id", order, actors)
    claims = (
        # A claim that only older versions carry is kept, with counts of nought.
        stated.sort(~pl.col("is_current"), "rank", "start_char", "attribution_id", "proposition")
        .group_by("claim_id", maintain_order=True)
        .agg(
            pl.col("proposition", "event_id").first(),
            pl.col("published").first().alias("first_reported_at"),
            pl.col("publisher_id").first().alias("first_publisher_id"),
        )
        .join(support, on="claim_id", how="left")
        .with_columns(
            pl.col("n_articles", "n_stories", "n_publishers", "n_originators").fill_null(0), run_id=pl.lit(run_id)
        )
    )
    return {
        "claims": CLAIMS.conform(claims),
        "attribution_claims": ATTRIBUTION_CLAIMS.conform(stated),
        "stated_claims": stated,
    }
