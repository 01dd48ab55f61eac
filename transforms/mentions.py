"""Rows of `mentions`, and the identity of a mention for tables that refer to it.

Not here: whom a mention means (`nlp/coreference.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from transforms.ids import stable_id
from transforms.nlp.reading import Reading
from transforms.tables import MENTIONS


def mention_id(reading: Reading, index: int) -> str:
    """Id of `reading.mentions[index]`: hash of article, version and span."""
    article, span = reading.article, reading.mentions[index].span
    return stable_id("men", article.article_id, article.version, span.start, span.end)


def mentions(readings: Iterable[Reading], run_id: str) -> pl.DataFrame:
    """One row per mention."""
    return MENTIONS.frame(
        [
            {
                "article_id": reading.article.article_id,
                "version": reading.article.version,
                "run_id": run_id,
                "mention_id": mention_id(reading, index),
                "sentence_no": mention.sentence_no,
                "start_char": mention.span.start,
                "end_char": mention.span.end,
                "text": reading.text(mention.span),
                "mention_type": mention.mention_type,
                "actor_id": mention.actor.actor_id if mention.actor else None,
                "place_id": mention.place.place_id if mention.place else None,
                "antecedent_id": mention_id(reading, mention.antecedent) if mention.antecedent is not None else None,
                "rule": mention.rule,
                "alternatives": list(mention.alternatives) or None,
            }
            for reading in readings
            for index, mention in enumerate(reading.mentions)
        ]
    )
