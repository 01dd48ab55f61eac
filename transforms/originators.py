"""How many articles, stories and independent originators stand behind an event or a claim.

Twenty outlets quoting one institute are one originator. The outlet's own voice is an originator only where no one is
named, and unnamed collectives ("analysts") never add to a named one, nor to each other: they may all be the same.

Not here: who the originator of an attribution is (coding decides that).
"""

from __future__ import annotations

import polars as pl


def count_support(rows: pl.DataFrame, key: str, order: pl.DataFrame, actors: pl.DataFrame) -> pl.DataFrame:
    """Per `key`: `n_mentions, n_articles, n_stories, n_publishers, n_originators` over current versions.

    Args:
        rows: `key, article_id, version, originator_id`, one row per mention or attribution; a NULL originator is the
            outlet's own voice.
        key: Column that names the event or claim.
        order: One row per article version with `is_current, story, publisher_id, own_voice_id, voice_id`: the actors of
            the article's publisher and of the publisher of the story's origin, so that a copied voice counts once.
        actors: Rows of `actors`; type `described` marks the unnamed.
    """
    described = actors.filter(actor_type="described").select("actor_id", is_described=pl.lit(True))
    current = (
        rows.select(key, "article_id", "version", "originator_id")
        .join(order.filter("is_current"), on=["article_id", "version"], how="inner")
        .join(described, left_on="originator_id", right_on="actor_id", how="left")
        .with_columns(
            is_unnamed=pl.col("is_described").is_not_null(),
            is_own_voice=pl.col("originator_id").is_null() | (pl.col("originator_id") == pl.col("own_voice_id")),
        )
    )
    is_named = ~pl.col("is_unnamed") & ~pl.col("is_own_voice")
    n_named = pl.col("originator_id").filter(is_named).n_unique()
    n_voices = pl.col("voice_id").filter("is_own_voice").n_unique()
    return (
        current.group_by(key)
        .agg(
            n_mentions=pl.len(),
            n_articles=pl.col("article_id").n_unique(),
            n_stories=pl.col("story").n_unique(),
            n_publishers=pl.col("publisher_id").n_unique(),
            n_named=n_named,
            n_voices=n_voices,
        )
        .with_columns(
            n_originators=pl.when(pl.col("n_named") > 0)
            .then("n_named")
            .otherwise(pl.max_horizontal("n_voices", pl.lit(1)))
        )
        .drop("n_named", "n_voices")
        .sort(key)
    )
