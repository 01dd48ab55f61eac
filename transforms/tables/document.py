"""Frames between coding and linking: what one article alone says; never published, kept in the lake.

`transforms/coding.py` writes them, `transforms/linking.py` turns them into events, claims and their relations.
"""

from __future__ import annotations

from transforms.tables.actors import ACTORS, PLACES
from transforms.tables.attributions import ATTRIBUTION_CLAIMS
from transforms.tables.columns import ARTICLE_ID, PROVENANCE, RUN_ID, VERSION
from transforms.tables.events import EVENT_ACTORS, EVENT_MENTIONS, EVENT_PLACES, EVENTS
from transforms.tables.model import Column, Kind, Layer, Table

_DOCUMENT_EVENT_ID = Column(
    "document_event_id", Kind.TEXT, "The happening within one article version: hash of its first trigger."
)
_NOT_YET_KNOWN = {"event_id", "claim_id", "n_mentions", "n_articles", "n_stories", "n_originators", "run_id"}


def _without(table: Table, *names: str) -> tuple[Column, ...]:
    left_out = _NOT_YET_KNOWN | {column.name for column in PROVENANCE} | set(names)
    return tuple(column for column in table.columns if column.name not in left_out)


DOCUMENT_EVENTS = Table(
    "document_events",
    Layer.LAKE,
    grain="happening in one article version",
    meaning="Events after merging their mentions within the article.",
    key=("document_event_id",),
    columns=(*PROVENANCE, _DOCUMENT_EVENT_ID, *_without(EVENTS)),
)

DOCUMENT_EVENT_MENTIONS = Table(
    "document_event_mentions",
    Layer.LAKE,
    grain="trigger in text",
    meaning="Event mentions before events are linked across articles.",
    key=("event_mention_id",),
    columns=(*PROVENANCE, _DOCUMENT_EVENT_ID, *_without(EVENT_MENTIONS)),
)

DOCUMENT_EVENT_ACTORS = Table(
    "document_event_actors",
    Layer.LAKE,
    grain="happening in one article version and participant",
    meaning="Participants before events are linked across articles.",
    key=("document_event_id", "role", "actor_id"),
    columns=(*PROVENANCE, _DOCUMENT_EVENT_ID, *_without(EVENT_ACTORS)),
)

DOCUMENT_EVENT_PLACES = Table(
    "document_event_places",
    Layer.LAKE,
    grain="happening in one article version and place",
    meaning="Places before events are linked across articles.",
    key=("document_event_id", "role", "place_id"),
    columns=(*PROVENANCE, _DOCUMENT_EVENT_ID, *_without(EVENT_PLACES)),
)

DOCUMENT_CLAIMS = Table(
    "document_claims",
    Layer.LAKE,
    grain="attribution and claim",
    meaning="Claims before propositions are linked across articles.",
    key=("attribution_id", "start_char", "proposition"),
    columns=(
        *PROVENANCE,
        Column("proposition", Kind.TEXT, "The clause, pronouns and hedges left as they are."),
        Column("proposition_key", Kind.TEXT, "Sorted content lemmas of the clause: equal keys are one proposition."),
        Column("document_event_id", Kind.TEXT, "The event the claim is about.", nullable=True),
        Column(
            "contrast_start", Kind.INTEGER, "Where a contrast marker ('However') opens the sentence.", nullable=True
        ),
        Column("contrast_end", Kind.INTEGER, "Where that marker ends.", nullable=True),
        *_without(ATTRIBUTION_CLAIMS),
    ),
)

DOCUMENT_ACTORS = Table(
    "document_actors",
    Layer.LAKE,
    grain="actor met in one article version",
    meaning="Actors that mentions of the article resolve to.",
    key=("article_id", "version", "actor_id"),
    columns=(ARTICLE_ID, VERSION, RUN_ID, *ACTORS.columns),
)

DOCUMENT_PLACES = Table(
    "document_places",
    Layer.LAKE,
    grain="place met in one article version",
    meaning="Places that mentions of the article resolve to.",
    key=("article_id", "version", "place_id"),
    columns=(ARTICLE_ID, VERSION, RUN_ID, *PLACES.columns),
)

DOCUMENT_FAILURES = Table(
    "document_failures",
    Layer.LAKE,
    grain="article version that could not be coded",
    meaning="Articles at which the coder broke: published without coded rows, and listed in quarantine.",
    key=("article_id", "version"),
    columns=(*PROVENANCE, Column("reason", Kind.TEXT, "The error and where it arose, in one line.")),
)
