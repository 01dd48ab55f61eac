"""Rows of `attributions`, and the identity of an attribution for tables that refer to it.

Not here: how attributions are found (`nlp/cues.py`), their claims (`claims.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from transforms.ids import stable_id
from transforms.nlp.reading import CharSpan, Reading
from transforms.tables import ATTRIBUTIONS

_JOINT = " … "


def attribution_id(reading: Reading, index: int) -> str:
    """Id of `reading.attributions[index]`: hash of article, version, type and all spans."""
    article, attribution = reading.article, reading.attributions[index]
    return stable_id(
        "att",
        article.article_id,
        article.version,
        attribution.attribution_type,
        *(
            ";".join(f"{span.start}-{span.end}" for span in spans)
            for spans in (attribution.cue_spans, attribution.content_spans, attribution.source_spans)
        ),
    )


def attributions(readings: Iterable[Reading], run_id: str) -> pl.DataFrame:
    """One row per attribution."""
    return ATTRIBUTIONS.frame(
        [_row(reading, index, run_id) for reading in readings for index in range(len(reading.attributions))]
    )


def spans_value(spans: Iterable[CharSpan]) -> list[dict[str, int]]:
    """Spans as the value of a SPANS column."""
    return [{"start_char": span.start, "end_char": span.end} for span in spans]


def spans_text(reading: Reading, spans: Iterable[CharSpan]) -> str | None:
    """The texts of spans joined by ' … '; None without a span."""
    return _JOINT.join(reading.text(span) for span in spans) or None


def _row(reading: Reading, index: int, run_id: str) -> dict[str, Any]:
    attribution = reading.attributions[index]
    parent = attribution.parent
    return {
        "article_id": reading.article.article_id,
        "version": reading.article.version,
        "run_id": run_id,
        "attribution_id": attribution_id(reading, index),
        "sentence_no": attribution.sentence_no,
        "source_spans": spans_value(attribution.source_spans),
        "source_text": spans_text(reading, attribution.source_spans),
        "source_actor_id": attribution.source.actor_id if attribution.source else None,
        "source_class": attribution.source_class,
        "originator_id": attribution.originator.actor_id if attribution.originator else None,
        "cue_spans": spans_value(attribution.cue_spans),
        "cue_text": spans_text(reading, attribution.cue_spans),
        "cue_lemma": attribution.cue_lemma,
        "is_cue_negated": attribution.is_cue_negated,
        "content_spans": spans_value(attribution.content_spans),
        "content_text": spans_text(reading, attribution.content_spans),
        "quotation": attribution.quotation,
        "attribution_type": attribution.attribution_type,
        "parent_attribution_id": attribution_id(reading, parent) if parent is not None else None,
        "depth": attribution.depth,
        "chain": list(attribution.chain),
        "stance": attribution.stance,
        "venue_text": reading.text(attribution.venue) if attribution.venue else None,
        "is_first_hand": attribution.is_first_hand,
        "said_earliest": attribution.said_earliest,
        "said_latest": attribution.said_latest,
        "confidence": attribution.confidence,
    }
