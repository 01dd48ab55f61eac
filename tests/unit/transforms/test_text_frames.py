"""Frames of what a text holds: schema, evidence, keys and references."""

from __future__ import annotations

import polars as pl
import pytest

from tests.unit.transforms.nlp.read_text import read_parsed
from transforms.actors import document_actors, seed_actors
from transforms.mentions import mention_id, mentions
from transforms.nlp.reading import Reading
from transforms.places import document_places
from transforms.quantities import quantities
from transforms.sentences import sentences
from transforms.tables import ACTORS, DOCUMENT_ACTORS, MENTIONS, QUANTITIES, SENTENCES, TIME_EXPRESSIONS
from transforms.time_expressions import time_expressions

_TEXT = """Storm closes port
The port of Odesa was closed on December 19 – for the first time in years, Reuters reported.
About 40 ships wait near Ukraine’s coast 🚢, said Andriy Yermak. He asked Turkey for help.
- News"""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_parsed(_TEXT, has_title=True)


@pytest.mark.parametrize("make", [sentences, mentions, time_expressions, quantities])
def test_rows_carry_their_evidence(make, reading: Reading) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    frame: pl.DataFrame = make([reading], "run_1")
    assert frame.height > 0
    for start, end, text in frame.select("start_char", "end_char", "text").iter_rows():
        assert _TEXT[start:end] == text


def test_frames_have_the_schema_even_when_empty() -> None:
    for make, table in (
        (sentences, SENTENCES), (mentions, MENTIONS), (time_expressions, TIME_EXPRESSIONS), (quantities, QUANTITIES),
        (document_actors, DOCUMENT_ACTORS),
    ):  # fmt: skip
        assert make([], "run_1").schema == table.polars_schema


def test_keys_are_unique_and_references_hold(reading: Reading) -> None:
    found = mentions([reading], "run_1")
    actors = document_actors([reading], "run_1")
    places = document_places([reading], "run_1")
    assert found["mention_id"].n_unique() == found.height
    assert set(found["antecedent_id"].drop_nulls()) <= set(found["mention_id"])
    assert set(found["actor_id"].drop_nulls()) <= set(actors["actor_id"])
    assert set(found["place_id"].drop_nulls()) == set(places["place_id"])
    assert set(actors["organisation_id"].drop_nulls()) <= set(actors["actor_id"])
    assert mention_id(reading, 0) in set(found["mention_id"])


def test_the_publisher_is_among_the_actors(reading: Reading) -> None:
    assert reading.article.publisher.actor_id in set(document_actors([reading], "run_1")["actor_id"])


def test_seed_actors_have_unique_ids_and_their_organisations() -> None:
    actors = seed_actors()
    assert actors.schema == ACTORS.polars_schema
    assert actors["actor_id"].n_unique() == actors.height
    assert set(actors["organisation_id"].drop_nulls()) <= set(actors["actor_id"])
    allowed = {column.name: set(column.values) for column in ACTORS.columns if column.values}
    for name, values in allowed.items():
        assert set(actors[name].drop_nulls()) <= values


def test_same_reading_same_frame(reading: Reading) -> None:
    again = read_parsed(_TEXT, has_title=True)
    assert mentions([again], "run_1").equals(mentions([reading], "run_1"))
