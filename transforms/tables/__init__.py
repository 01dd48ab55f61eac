"""Schema as code: every table of the warehouse, declared once; everything else is generated from here.

Not here: rows (`transforms/<table>.py` makes them), DDL (`warehouse/ddl.py`), rules (`expectations/`).
"""

from __future__ import annotations

from transforms.tables.actors import ACTORS, PLACES
from transforms.tables.articles import ARTICLES, PUBLISHERS, STORY_COPIES
from transforms.tables.attributions import ATTRIBUTION_CLAIMS, ATTRIBUTIONS, CLAIM_RELATIONS, CLAIMS
from transforms.tables.document import (
    DOCUMENT_ACTORS,
    DOCUMENT_CLAIMS,
    DOCUMENT_EVENT_ACTORS,
    DOCUMENT_EVENT_MENTIONS,
    DOCUMENT_EVENT_PLACES,
    DOCUMENT_EVENTS,
    DOCUMENT_FAILURES,
    DOCUMENT_PLACES,
)
from transforms.tables.events import EVENT_ACTORS, EVENT_MENTIONS, EVENT_PLACES, EVENTS
from transforms.tables.meta import INPUTS, RELEASES, RUNS, STEPS
from transforms.tables.model import Column, Kind, Layer, Table
from transforms.tables.quality import (
    QUARANTINED_ROWS,
    ROW_VERDICTS,
    VALIDATION_MEASURES,
    VALIDATION_RESULTS,
    VALIDATION_RUNS,
)
from transforms.tables.text import MENTIONS, QUANTITIES, SENTENCES, TIME_EXPRESSIONS

CODED = (
    SENTENCES,
    MENTIONS,
    TIME_EXPRESSIONS,
    QUANTITIES,
    ATTRIBUTIONS,
    DOCUMENT_EVENTS,
    DOCUMENT_EVENT_MENTIONS,
    DOCUMENT_EVENT_ACTORS,
    DOCUMENT_EVENT_PLACES,
    DOCUMENT_CLAIMS,
    DOCUMENT_ACTORS,
    DOCUMENT_PLACES,
    DOCUMENT_FAILURES,
)
"""What coding one batch of articles gives."""

CONTRACT = (
    ARTICLES,
    STORY_COPIES,
    SENTENCES,
    MENTIONS,
    TIME_EXPRESSIONS,
    QUANTITIES,
    ATTRIBUTIONS,
    CLAIMS,
    ATTRIBUTION_CLAIMS,
    CLAIM_RELATIONS,
    EVENT_MENTIONS,
    EVENTS,
    EVENT_ACTORS,
    EVENT_PLACES,
    ACTORS,
    PLACES,
    PUBLISHERS,
)
"""What coding and linking give, and what validation audits."""

RELEASED = (
    *CONTRACT,
    VALIDATION_RUNS,
    VALIDATION_RESULTS,
    VALIDATION_MEASURES,
    ROW_VERDICTS,
    QUARANTINED_ROWS,
    RUNS,
    INPUTS,
    STEPS,
)
"""The Parquet files of a release."""

TABLES: dict[str, Table] = {table.name: table for table in (*RELEASED, RELEASES)}
"""Every table of the warehouse by name."""

__all__ = [
    "ACTORS",
    "ARTICLES",
    "ATTRIBUTIONS",
    "ATTRIBUTION_CLAIMS",
    "CLAIMS",
    "CLAIM_RELATIONS",
    "CODED",
    "CONTRACT",
    "DOCUMENT_ACTORS",
    "DOCUMENT_CLAIMS",
    "DOCUMENT_EVENTS",
    "DOCUMENT_EVENT_ACTORS",
    "DOCUMENT_EVENT_MENTIONS",
    "DOCUMENT_EVENT_PLACES",
    "DOCUMENT_FAILURES",
    "DOCUMENT_PLACES",
    "EVENTS",
    "EVENT_ACTORS",
    "EVENT_MENTIONS",
    "EVENT_PLACES",
    "INPUTS",
    "MENTIONS",
    "PLACES",
    "PUBLISHERS",
    "QUANTITIES",
    "QUARANTINED_ROWS",
    "RELEASED",
    "RELEASES",
    "ROW_VERDICTS",
    "RUNS",
    "SENTENCES",
    "STEPS",
    "STORY_COPIES",
    "TABLES",
    "TIME_EXPRESSIONS",
    "VALIDATION_MEASURES",
    "VALIDATION_RESULTS",
    "VALIDATION_RUNS",
    "Column",
    "Kind",
    "Layer",
    "Table",
]
