"""Rows of `quantities`. Not here: how a number is read (`nlp/quantities.py`)."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from transforms.attributions import attribution_id
from transforms.events import event_mention_id
from transforms.nlp.quantities import attribution_of, event_of
from transforms.nlp.reading import Quantity, Reading
from transforms.tables import QUANTITIES


def quantities(readings: Iterable[Reading], run_id: str) -> pl.DataFrame:
    """One row per quantity."""
    return QUANTITIES.frame(
        [
            {
                "article_id": reading.article.article_id,
                "version": reading.article.version,
                "run_id": run_id,
                "sentence_no": quantity.sentence_no,
                "start_char": quantity.span.start,
                "end_char": quantity.span.end,
                "text": reading.text(quantity.span),
                "low": quantity.low,
                "high": quantity.high,
                "unit": quantity.unit,
                "is_approximate": quantity.is_approximate,
                "is_unspecified": quantity.is_unspecified,
                **_links(reading, quantity),
            }
            for reading in readings
            for quantity in reading.quantities
        ]
    )


def _links(reading: Reading, quantity: Quantity) -> dict[str, str | None]:
    event, attribution = event_of(reading, quantity), attribution_of(reading, quantity)
    return {
        "event_mention_id": event_mention_id(reading, reading.events[event]) if event is not None else None,
        "attribution_id": attribution_id(reading, attribution) if attribution is not None else None,
    }
