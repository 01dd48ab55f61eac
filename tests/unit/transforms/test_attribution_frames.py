"""Frames of attributions and claims: schema, evidence, keys and references."""

from __future__ import annotations

import pytest

from tests.unit.transforms.nlp.read_text import read_parsed
from transforms.attributions import attribution_id, attributions
from transforms.claims import document_claims
from transforms.nlp.clauses import find_claims
from transforms.nlp.cues import find_attributions
from transforms.nlp.reading import Reading
from transforms.nlp.triggers import find_events
from transforms.tables import ATTRIBUTIONS, DOCUMENT_CLAIMS

_TEXT = """Storm closes port 🚢
The port of Odesa was closed on December 19. “Ships will wait,” said Andriy Yermak, “and we’re ready.”
He said that Turkey had promised to help. However, the army may not come."""


@pytest.fixture(scope="module")
def reading() -> Reading:
    reading = read_parsed(_TEXT, has_title=True)
    reading.attributions = find_attributions(reading)
    reading.events = find_events(reading)
    reading.claims = find_claims(reading)
    return reading


def test_empty_frames_have_the_schema() -> None:
    assert attributions([], "run_1").schema == ATTRIBUTIONS.polars_schema
    assert document_claims([], "run_1").schema == DOCUMENT_CLAIMS.polars_schema


def test_attributions_carry_their_evidence(reading: Reading) -> None:
    frame = attributions([reading], "run_1")
    assert frame.height == len(reading.attributions)
    assert frame["attribution_id"].is_unique().all()
    for role in ("source", "cue", "content"):
        for spans, text in frame.select(f"{role}_spans", f"{role}_text").iter_rows():
            assert (" … ".join(_TEXT[span["start_char"] : span["end_char"]] for span in spans) or None) == text


def test_parents_are_rows_and_values_are_in_their_enumerations(reading: Reading) -> None:
    frame = attributions([reading], "run_1")
    known = set(frame["attribution_id"])
    assert set(frame["parent_attribution_id"].drop_nulls()) <= known
    assert attribution_id(reading, 0) in known
    for name in ("source_class", "quotation", "attribution_type", "stance"):
        assert set(frame[name].drop_nulls()) <= set(ATTRIBUTIONS[name].values)


def test_claims_carry_their_evidence_and_refer_to_attributions(reading: Reading) -> None:
    frame = document_claims([reading], "run_1")
    assert frame.height == len(reading.claims) > 0
    assert frame.select(DOCUMENT_CLAIMS.key).is_unique().all()
    assert set(frame["attribution_id"]) <= set(attributions([reading], "run_1")["attribution_id"])
    assert set(frame["factuality"]) <= set(DOCUMENT_CLAIMS["factuality"].values)
    for start, end, text in frame.select("start_char", "end_char", "text").iter_rows():
        assert _TEXT[start:end] == text
