"""Attributions: constructions, quotations, nesting, frames, speakers; spans in any text. Sentences are our own."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.transforms.nlp.read_text import read_parsed
from transforms.nlp.cue_lexicon import CUE_CLASSES, noun_cues, verb_cues
from transforms.nlp.cues import find_attributions
from transforms.nlp.reading import Attribution, CharSpan, Reading


def _read(text: str, *, has_title: bool = False) -> Reading:
    reading = read_parsed(text, has_title=has_title)
    reading.attributions = find_attributions(reading)
    return reading


def _texts(reading: Reading, spans: tuple[CharSpan, ...]) -> str:
    return " … ".join(reading.text(span) for span in spans)


def _explicit(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (_texts(reading, one.source_spans), _texts(reading, one.cue_spans), _texts(reading, one.content_spans))
        for one in reading.attributions
        if one.attribution_type == "explicit"
    ]


def _one(reading: Reading, cue: str) -> Attribution:
    (found,) = [one for one in reading.attributions if cue in _texts(reading, one.cue_spans)]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister said that the bridge was closed.",
            ("The minister", "said", "the bridge was closed"),
        ),
        ("The mayor said the bridge would reopen.", ("The mayor", "said", "the bridge would reopen")),
        ('"The bridge is closed," the mayor said.', ("the mayor", "said", "The bridge is closed")),
        ("“The bridge is closed,” said the mayor.", ("the mayor", "said", "The bridge is closed")),
        ("The bridge is closed, the mayor said.", ("the mayor", "said", "The bridge is closed")),
        (
            "The bridge is closed, according to the ministry.",
            ("the ministry", "according to", "The bridge is closed"),
        ),
        ("According to the ministry, the bridge is closed.", ("the ministry", "According to", "the bridge is closed")),
        ('The mayor replied: "We will not leave."', ("The mayor", "replied", "We will not leave")),
        ("Observers do not see signs of an attack.", ("Observers", "do not see", "signs of an attack")),
        ("The mayor refused to leave the city.", ("The mayor", "refused", "to leave the city")),
        (
            "There was information from local residents that the army had left the town.",
            ("local residents", "There was information from", "the army had left the town"),
        ),
    ],
)
def test_constructions(text: str, expected: tuple[str, str, str]) -> None:
    reading = _read(text)
    source, cue, content = expected
    found = _explicit(reading)
    assert len(found) == 1
    assert found[0][:2] == (source, cue)
    assert found[0][2].rstrip(".") == content


def test_content_may_be_split_by_its_cue() -> None:
    reading = _read('"We are ready," the mayor said, "and we will stay."')
    (found,) = _explicit(reading)
    assert found == ("the mayor", "said", "We are ready … and we will stay")
    assert reading.attributions[0].quotation == "direct"


def test_a_quotation_goes_on_in_the_next_sentences_and_paragraphs() -> None:
    text = "“The town holds,” the mayor said. “Nobody leaves.\n\n“We have food and water.”"
    (found,) = _explicit(_read(text))
    assert found[2] == "The town holds … Nobody leaves … We have food and water"


def test_words_at_arms_length_are_no_quotation() -> None:
    reading = _read('Officials confirmed that the army "liberated" the village.')
    assert _one(reading, "confirmed").quotation == "mixed"
    assert _one(reading, "confirmed").stance == "endorsing"
    assert len(_explicit(reading)) == 1


def test_nested_attributions_have_parent_and_chain() -> None:
    reading = _read("Joe Biden said that Vladimir Putin had promised to withdraw the troops.")
    outer, inner = _one(reading, "said"), _one(reading, "promised")
    assert inner.parent == reading.attributions.index(outer)
    assert inner.source is not None
    assert outer.source is not None
    publisher = reading.article.publisher.actor_id
    assert inner.chain == (publisher, outer.source.actor_id, inner.source.actor_id)
    assert (outer.depth, inner.depth) == (1, 2)
    assert outer.chain == inner.chain[:2]


def test_a_spokesman_speaks_for_his_service() -> None:
    reading = _read("A spokesman for the European Union said that talks had failed.")
    found = _one(reading, "said")
    assert found.originator is not None
    assert found.originator.name == "European Union"


def test_venue_and_day_belong_to_the_saying() -> None:
    reading = _read("On December 20, the mayor said in a comment for Espreso that the bridge would reopen in May.")
    found = _one(reading, "said")
    assert (found.said_earliest, found.said_latest) == (date(2022, 12, 20), date(2022, 12, 20))
    assert found.venue is not None
    assert reading.text(found.venue).startswith("in a comment")
    assert found.is_first_hand


def test_an_undated_saying_stays_open_to_the_past() -> None:
    found = _one(_read("The mayor said the bridge would reopen in May 2023."), "said")
    assert (found.said_earliest, found.said_latest) == (None, date(2022, 12, 21))


def test_a_frame_governs_what_follows_and_the_headline_repeats_it() -> None:
    text = (
        "Russia is pressing Belarus to join the war\n"
        "Moscow is pressing Minsk to send its army to Ukraine, and Minsk is slow to answer for reasons of its own.\n"
        "The Institute for the Study of War shares the information in its report.\n"
        "Belarusian troops are likely to remain in their barracks."
    )
    reading = _read(text, has_title=True)
    kinds = {one.sentence_no: one.attribution_type for one in reading.attributions}
    assert kinds[0] == "headline"
    assert kinds[3] == "frame"
    opener = _one(reading, "shares the information")
    assert _texts(reading, opener.content_spans).startswith("Russia is pressing Belarus")
    (framed,) = [one for one in reading.attributions if one.attribution_type == "frame"]
    assert framed.source == opener.source


def test_the_outlets_own_voice_and_what_goes_on_with_a_speaker() -> None:
    reading = _read(
        "Troops crossed the river on Monday.\n"
        "The mayor said on Tuesday that the town was safe. The army may attack again in spring."
    )
    author, _, inherited = reading.attributions
    assert (author.attribution_type, author.source_class, author.originator) == ("author", "outlet", None)
    assert author.chain == (reading.article.publisher.actor_id,)
    assert author.depth == 1
    assert inherited.attribution_type == "inherited"
    assert inherited.confidence < 1
    assert inherited.source == _one(reading, "said").source


def test_every_sentence_with_a_verb_stands_under_an_attribution() -> None:
    text = "Rain fell.\nThe mayor left for Odesa and the army stayed.\n“It was late,” he said. Nobody slept."
    reading = _read(text)
    covered = [span for one in reading.attributions for span in one.content_spans]
    for sentence in reading.sentences:
        assert any(span.overlaps(sentence.span) for span in covered)


def test_lexicons_are_well_formed() -> None:
    for words in (verb_cues(), noun_cues()):
        assert len(words) > 80
        assert all(word.cue_class in CUE_CLASSES for word in words.values())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["The mayor said", '"', "“", "”", "that", "troops left", ",", ".", "’", "«", "according to", "🚢", "\n",
             ":", "\u0301", "he", "denied", "it", "\u2028", "CITY", "(", ")", "not", "rule out", "an attack", "'"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_spans_lie_in_any_text(words: list[str]) -> None:
    reading = _read(" ".join(words))
    for number, one in enumerate(reading.attributions):
        assert one.content_spans
        assert one.depth == max(1, len(one.chain) - 1)
        assert one.parent is None or (one.parent != number and one.parent < len(reading.attributions))
        for spans in (one.content_spans, one.cue_spans, one.source_spans):
            assert list(spans) == sorted(spans)
            assert all(0 <= span.start < span.end <= len(reading.article.text) for span in spans)
            assert all(not first.overlaps(second) for first, second in pairwise(spans))


def test_a_quotation_signed_with_a_dash() -> None:
    reading = _read("The readers wrote in.\n\n“The bridge must be open to everyone again by May.” ― Angela Merkel")
    found = _one(reading, "―")
    assert reading.text(found.source_spans[0]) == "Angela Merkel"
    assert found.quotation == "direct"


def test_a_label_speaks_to_the_end_of_its_paragraph() -> None:
    reading = _read("MERKEL: The bridge is open. It will stay open, whatever the weather does.\n\nThe crowd cheered.")
    found = _one(reading, ":")
    assert reading.text(found.content_spans[-1]).endswith("whatever the weather does")


@pytest.mark.parametrize(
    "text", ["Russian troops are likely to attack Kyiv.", "The Russian Federation may repeat the attack on Kyiv."]
)
def test_a_deed_is_no_attribution(text: str) -> None:
    assert _explicit(_read(text)) == []
