"""Places as rows: those an article speaks of. Not here: which place a name means (`nlp/places.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from transforms.nlp.reading import Reading
from transforms.tables import DOCUMENT_PLACES, PLACES

_FIELDS = tuple(column.name for column in PLACES.columns)


def document_places(readings: Iterable[Reading], run_id: str) -> pl.DataFrame:
    """One row per article version and place it mentions or sets an event in."""
    rows: list[dict[str, Any]] = []
    for reading in readings:
        article = reading.article
        places = {mention.place.place_id: mention.place for mention in reading.mentions if mention.place is not None}
        for event in reading.events:
            for _, place in event.places:
                places.setdefault(place.place_id, place)
        rows += [
            {
                "article_id": article.article_id,
                "version": article.version,
                "run_id": run_id,
                **{name: getattr(place, name) for name in _FIELDS},
            }
            for place in places.values()
        ]
    return DOCUMENT_PLACES.frame(rows)
