"""Rows of `document_claims`: how sure each speaker of an article is of each claim.

Not here: how claims are cut (`nlp/clauses.py`), which claims are one across articles (`link_claims.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from transforms.attributions import attribution_id, spans_text, spans_value
from transforms.events import document_event_id
from transforms.nlp.reading import Claim, Reading
from transforms.tables import DOCUMENT_CLAIMS


def document_claims(readings: Iterable[Reading], run_id: str) -> pl.DataFrame:
    """One row per attribution and claim."""
    return DOCUMENT_CLAIMS.frame([_row(reading, claim, run_id) for reading in readings for claim in reading.claims])


def _row(reading: Reading, claim: Claim, run_id: str) -> dict[str, Any]:
    return {
        "article_id": reading.article.article_id,
        "version": reading.article.version,
        "run_id": run_id,
        "attribution_id": attribution_id(reading, claim.attribution),
        "start_char": claim.span.start,
        "end_char": claim.span.end,
        "text": reading.text(claim.span),
        "proposition": claim.proposition,
        "proposition_key": claim.proposition_key,
        "document_event_id": document_event_id(reading, claim.event_group) if claim.event_group is not None else None,
        "contrast_start": claim.contrast.start if claim.contrast else None,
        "contrast_end": claim.contrast.end if claim.contrast else None,
        "factuality": claim.factuality,
        "polarity": claim.polarity,
        "certainty_term": claim.certainty_term,
        "certainty_low": claim.certainty_low,
        "certainty_high": claim.certainty_high,
        "hedge_spans": spans_value(claim.hedge_spans),
        "hedge_text": spans_text(reading, claim.hedge_spans),
        "is_future": claim.is_future,
        "credibility": None,
    }
