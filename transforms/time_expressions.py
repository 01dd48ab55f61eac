"""Rows of `time_expressions`. Not here: what an expression means (`nlp/dates.py`)."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from transforms.nlp.reading import Reading
from transforms.tables import TIME_EXPRESSIONS


def time_expressions(readings: Iterable[Reading], run_id: str) -> pl.DataFrame:
    """One row per time expression."""
    return TIME_EXPRESSIONS.frame(
        [
            {
                "article_id": reading.article.article_id,
                "version": reading.article.version,
                "run_id": run_id,
                "sentence_no": time.sentence_no,
                "start_char": time.span.start,
                "end_char": time.span.end,
                "text": reading.text(time.span),
                "timex_type": time.timex_type,
                "timex_value": time.timex_value,
                "earliest": time.earliest,
                "latest": time.latest,
                "precision": time.precision,
                "rule": time.rule,
                "anchor": time.anchor,
                "range_earliest": time.range_earliest,
                "range_latest": time.range_latest,
            }
            for reading in readings
            for time in reading.times
        ]
    )
