"""Claims: clauses cut, certainty and its scope, bands only for ICD-203 words. Sentences are our own."""

from __future__ import annotations

import pytest

from tests.unit.transforms.nlp.read_text import read_parsed
from transforms.nlp.certainty import cue_level, factuality
from transforms.nlp.clauses import find_claims
from transforms.nlp.cues import find_attributions
from transforms.nlp.reading import Claim, Reading
from transforms.nlp.triggers import find_events


def _read(text: str) -> Reading:
    reading = read_parsed(text)
    reading.attributions = find_attributions(reading)
    reading.events = find_events(reading)
    reading.claims = find_claims(reading)
    return reading


def _claim(reading: Reading, words: str) -> Claim:
    found = [claim for claim in reading.claims if words in reading.text(claim.span)]
    return min(found, key=lambda claim: claim.span.end - claim.span.start)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The army left the city.", "army left", "CT+"),
        ("The army did not leave the city.", "leave", "CT-"),
        ("No movement of troops was seen at the border.", "movement", "CT-"),
        ("There was no increase in traffic.", "increase", "CT-"),
        ("The army may leave the city.", "leave", "PS+"),
        ("The army will probably leave the city.", "leave", "PR+"),
        ("The army is likely to leave the city.", "leave", "PR+"),
        ("The army is unlikely to leave the city.", "leave", "PR-"),
        ("If the river freezes, the army will leave the city.", "army will leave", "Uu"),
        ("The mayor denied that the army had left.", "army had left", "CT-"),
        ("The mayor did not confirm that the army had left.", "army had left", "Uu"),
        ("The mayor does not rule out an attack on the city.", "attack on the city", "PS+"),
    ],
)
def test_factuality(text: str, words: str, expected: str) -> None:
    claim = _claim(_read(text), words)
    assert claim.factuality == expected
    assert claim.polarity == ("negative" if expected.endswith("-") else "positive")


def test_only_icd_203_words_have_a_band() -> None:
    likely = _claim(_read("The army is very likely to leave the city."), "leave")
    assert (likely.certainty_term, likely.certainty_low, likely.certainty_high) == ("very likely", 0.8, 0.95)
    for text in ("The army may leave the city.", "The mayor does not rule out an attack on the city."):
        for claim in _read(text).claims:
            assert claim.certainty_term is None
            assert claim.certainty_low is None


def test_future_is_no_uncertainty() -> None:
    claim = _claim(_read("The ministry said that the bridge will open on Monday."), "bridge will open")
    assert (claim.factuality, claim.is_future) == ("CT+", True)


def test_coordinated_clauses_are_claims_of_their_own() -> None:
    reading = _read("The spokesman said that the border is calm and the army has probably left.")
    assert _claim(reading, "border is calm").factuality == "CT+"
    assert _claim(reading, "army has probably left").factuality == "PR+"
    assert _claim(reading, "border is calm").hedge_spans == ()


def test_relative_clauses_are_taken_for_granted() -> None:
    reading = _read("The mayor is probably selling the house that he bought in May.")
    assert _claim(reading, "selling").factuality == "PR+"
    assert _claim(reading, "that he bought").factuality == "CT+"


def test_equal_propositions_have_equal_keys_whatever_their_polarity() -> None:
    affirmed = _claim(_read("The mayor said that the convoy crossed the river."), "crossed")
    hedged = _claim(_read("The convoy probably crossed the river, an officer said."), "crossed")
    assert affirmed.proposition_key == hedged.proposition_key == "convoy cross river"


def test_a_contrast_marker_is_kept() -> None:
    reading = _read("However, the mayor said that the bridge was open.")
    contrast = _claim(reading, "bridge was open").contrast
    assert contrast is not None
    assert reading.text(contrast) == "However"


def test_claims_lie_in_their_attributions() -> None:
    reading = _read("“Nobody has left,” the mayor said. “We may go, and others will stay,” he added on Monday.")
    assert reading.claims
    for claim in reading.claims:
        spans = reading.attributions[claim.attribution].content_spans
        assert any(span.contains(claim.span) for span in spans)
        assert all(any(span.contains(hedge) for span in spans) for hedge in claim.hedge_spans)


@pytest.mark.parametrize(
    ("levels", "is_negated", "expected"),
    [
        ([], False, "CT+"), (["probable", "possible"], False, "PS+"), (["improbable"], True, "PR+"),
        (["impossible"], False, "CT-"), (["unknown"], True, "Uu"),
    ],
)  # fmt: skip
def test_levels_combine(levels: list[str], is_negated: bool, expected: str) -> None:
    assert factuality(levels, is_negated=is_negated) == expected


def test_cues_bear_on_their_content() -> None:
    assert cue_level("say", is_negated=False) == "certain"
    assert cue_level("rule out", is_negated=True) == "possible"
    assert cue_level("a cue of no effect", is_negated=True) == "certain"
    assert cue_level(None, is_negated=False) == "certain"
