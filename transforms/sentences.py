"""Rows of `sentences`. Not here: where sentences begin and end (`nlp/sentences.py`)."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from transforms.nlp.reading import Reading
from transforms.tables import SENTENCES


def sentences(readings: Iterable[Reading], run_id: str) -> pl.DataFrame:
    """One row per sentence."""
    return SENTENCES.frame(
        [
            {
                "article_id": reading.article.article_id,
                "version": reading.article.version,
                "run_id": run_id,
                "sentence_no": sentence.number,
                "start_char": sentence.span.start,
                "end_char": sentence.span.end,
                "text": reading.text(sentence.span),
                "section": sentence.section,
            }
            for reading in readings
            for sentence in reading.sentences
        ]
    )
