"""`document_event*`: rows of what one article says happens, from its reading.

Not here: finding events (`transforms/nlp/triggers.py`), events across articles (`transforms/link_events.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import polars as pl

from transforms.attributions import attribution_id
from transforms.ids import stable_id
from transforms.mentions import mention_id
from transforms.nlp.event_lexicon import event_lexicon
from transforms.nlp.reading import EventMention, Participant, Reading
from transforms.tables import (
    DOCUMENT_EVENT_ACTORS,
    DOCUMENT_EVENT_MENTIONS,
    DOCUMENT_EVENT_PLACES,
    DOCUMENT_EVENTS,
)

_HAPPENED = frozenset({"asserted", "reported", "presupposed", "probable"})
_FUTURE = frozenset({"future", "after"})
_STRONGEST_FIRST = (
    "asserted", "reported", "presupposed", "probable", "planned", "possible", "hypothetical", "irrealis", "negated",
)  # fmt: skip


def document_events(readings: Iterable[Reading], run_id: str) -> pl.DataFrame:
    """Rows of `document_events`: one per group of mentions."""
    return DOCUMENT_EVENTS.frame([_event_row(reading, group, run_id) for reading, group in _groups(readings)])


def document_event_mentions(readings: Iterable[Reading], run_id: str) -> pl.DataFrame:
    """Rows of `document_event_mentions`."""
    return DOCUMENT_EVENT_MENTIONS.frame(
        [
            {
                **_provenance(reading, run_id),
                "document_event_id": document_event_id(reading, mention.group),
                "event_mention_id": event_mention_id(reading, mention),
                "sentence_no": mention.sentence_no,
                "trigger_start": mention.trigger.start,
                "trigger_end": mention.trigger.end,
                "trigger_text": reading.text(mention.trigger),
                "event_type": mention.event_type,
                "event_mode": mention.event_mode,
                "cameo_code": mention.cameo_code,
                "modality": mention.modality,
                "is_background": mention.is_background,
                "attribution_id": None if mention.attribution is None else attribution_id(reading, mention.attribution),
            }
            for reading in readings
            for mention in reading.events
        ]
    )


def document_event_actors(readings: Iterable[Reading], run_id: str) -> pl.DataFrame:
    """Rows of `document_event_actors`; within an event an actor keeps the role it had first."""
    rows: list[dict[str, Any]] = []
    for reading, group in _groups(readings):
        seen: set[str] = set()
        for participant in _participants(group):
            if participant.actor.actor_id in seen:
                continue
            seen.add(participant.actor.actor_id)
            rows.append(
                {
                    **_provenance(reading, run_id),
                    "document_event_id": document_event_id(reading, group[0].group),
                    "role": participant.role,
                    "actor_id": participant.actor.actor_id,
                    "actor_text": participant.text,
                    "mention_id": None if participant.mention is None else mention_id(reading, participant.mention),
                }
            )
    return DOCUMENT_EVENT_ACTORS.frame(rows)


def document_event_places(readings: Iterable[Reading], run_id: str) -> pl.DataFrame:
    """Rows of `document_event_places`."""
    rows = {
        (document_event_id(reading, group[0].group), role, place.place_id): {
            **_provenance(reading, run_id),
            "document_event_id": document_event_id(reading, group[0].group),
            "role": role,
            "place_id": place.place_id,
        }
        for reading, group in _groups(readings)
        for mention in group
        for role, place in mention.places
    }
    return DOCUMENT_EVENT_PLACES.frame(list(rows.values()))


def event_mention_id(reading: Reading, mention: EventMention) -> str:
    """Id of a mention: hash of article, version, trigger and type."""
    return stable_id("evm", *_place(reading), *mention.trigger, mention.event_type)


def document_event_id(reading: Reading, group: int) -> str:
    """Identity of a happening within its article version: hash of its first trigger."""
    first = min((mention for mention in reading.events if mention.group == group), key=lambda one: one.trigger)
    return stable_id("dev", *_place(reading), *first.trigger, first.event_type)


def is_happened(mention: EventMention, reading: Reading) -> bool:
    """Whether a mention says that the event has happened or is happening, as news and not as background.

    What is only probable counts, what lies ahead does not: the view `happened` rests on this rule alone.
    """
    if mention.modality not in _HAPPENED or mention.is_background or mention.precision in _FUTURE:
        return False
    published = reading.article.published_latest
    return published is None or mention.earliest is None or mention.earliest <= published


def _event_row(reading: Reading, group: list[EventMention], run_id: str) -> dict[str, Any]:
    first = group[0]
    strongest = min(group, key=lambda mention: _STRONGEST_FIRST.index(mention.modality))
    modes = [mention.event_mode for mention in group if mention.event_mode]
    return {
        **_provenance(reading, run_id),
        "document_event_id": document_event_id(reading, first.group),
        "event_type": first.event_type,
        "event_mode": modes[0] if modes else None,
        "event_contexts": sorted({context for mention in group for context in mention.contexts}),
        "quad_class": event_lexicon().quad_classes[first.event_type],
        "is_reciprocal": any(mention.is_reciprocal for mention in group),
        "modality": strongest.modality,
        "is_happened": any(is_happened(mention, reading) for mention in group),
        "event_earliest": first.earliest,
        "event_latest": first.latest,
        "event_precision": first.precision,
        "event_rule": first.rule,
    }


def _groups(readings: Iterable[Reading]) -> Iterator[tuple[Reading, list[EventMention]]]:
    for reading in readings:
        groups: dict[int, list[EventMention]] = defaultdict(list)
        for mention in reading.events:
            groups[mention.group].append(mention)
        for group in groups.values():
            yield reading, sorted(group, key=lambda mention: mention.trigger)


def _participants(group: list[EventMention]) -> Iterator[Participant]:
    """Participants of all mentions, the most telling mention first.

    "visited" says who came to whom, "met with" whom, "the meeting" neither: the others of a visit are its hosts.
    """
    first, *others = sorted(
        group, key=lambda mention: (mention.event_mode is None, -len({one.role for one in mention.participants}))
    )
    yield from first.participants
    is_visit = first.event_mode == "visit" and any(one.role == "actor" for one in first.participants)
    for mention in others:
        for participant in mention.participants:
            yield replace(participant, role="recipient") if is_visit else participant


def _place(reading: Reading) -> tuple[str, int]:
    return reading.article.article_id, reading.article.version


def _provenance(reading: Reading, run_id: str) -> dict[str, Any]:
    return {"article_id": reading.article.article_id, "version": reading.article.version, "run_id": run_id}
