"""Actors as rows: those an article speaks of, and those the seeds know.

Not here: which actor a mention means (`nlp/coreference.py`), the outlets (`publishers.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import polars as pl

from transforms.nlp.actor_seeds import countries, known_actors, organisations_by_id
from transforms.nlp.reading import ActorRef, Reading
from transforms.tables import ACTORS, DOCUMENT_ACTORS

_FIELDS = tuple(column.name for column in ACTORS.columns)


def document_actors(readings: Iterable[Reading], run_id: str) -> pl.DataFrame:
    """One row per article version and actor it speaks of: by mention, as a source or participant, or as publisher;
    the organisations these stand for are rows too.
    """
    rows: list[dict[str, Any]] = []
    for reading in readings:
        article = reading.article
        unique = {actor.actor_id: actor for actor in _spoken_of(reading)}
        for actor in list(unique.values()):
            organisation = organisations_by_id().get(actor.organisation_id or "")
            if organisation is not None:
                unique.setdefault(organisation.actor_id, organisation)
        rows += [
            {"article_id": article.article_id, "version": article.version, "run_id": run_id, **_row(actor)}
            for actor in unique.values()
        ]
    return DOCUMENT_ACTORS.frame(rows)


def seed_actors() -> pl.DataFrame:
    """The actors of the seeds: countries, people in office, organisations, and the bodies of every state."""
    actors = [country.actor for country in countries().values()]
    actors += [known.actor for known in known_actors().values()]
    actors += organisations_by_id().values()
    unique: dict[str, ActorRef] = {}
    for actor in actors:
        unique.setdefault(actor.actor_id, actor)
    return ACTORS.frame([_row(actor) for actor in unique.values()])


def _spoken_of(reading: Reading) -> Iterator[ActorRef]:
    """Every actor of a reading; the richest description of an id comes last and stays."""
    yield reading.article.publisher
    for event in reading.events:
        yield from (participant.actor for participant in event.participants)
    for attribution in reading.attributions:
        yield from (actor for actor in (attribution.source, attribution.originator) if actor is not None)
    yield from (mention.actor for mention in reading.mentions if mention.actor is not None)


def _row(actor: ActorRef) -> dict[str, Any]:
    return {name: getattr(actor, name) for name in _FIELDS}
