"""Sentence boundaries: the repairs, and offsets that hold."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from tests.unit.transforms.nlp.read_text import article_text, read_parsed
from transforms.nlp.sentences import paragraph_texts, read_sentences

_NLP = spacy.blank("en")


def _split(text: str, starts: set[str]) -> list[str]:
    """Sentences of a text whose parser puts a boundary before each of these words."""
    article = article_text(text)
    docs: list[Doc] = []
    for paragraph in paragraph_texts(article):
        doc = _NLP(paragraph)
        for token in doc:
            token.is_sent_start = token.i == 0 or token.text in starts
        docs.append(doc)
    return [text[s.span.start : s.span.end] for s in read_sentences(article, docs)]


@pytest.mark.parametrize(
    ("text", "starts", "expected"),
    [
        ('"We will stay," the mayor said.', {"the"}, ['"We will stay," the mayor said.']),
        ("Gen. Brown left. He was tired.", {"Brown", "He"}, ["Gen. Brown left.", "He was tired."]),
        ("It ended. Nobody came.", set(), ["It ended.", "Nobody came."]),
        ("He met J. Smith there.", set(), ["He met J. Smith there."]),
        ('"Why?" he asked.', {"he"}, ['"Why?" he asked.']),
        ("She left (at noon.) Then it rained.", {"Then"}, ["She left (at noon.)", "Then it rained."]),
        ("He came on Dec. 5 by ship.", {"5"}, ["He came on Dec. 5 by ship."]),
    ],
)
def test_boundaries_are_repaired(text: str, starts: set[str], expected: list[str]) -> None:
    assert _split(text, starts) == expected


def test_a_parse_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        read_sentences(article_text("One line."), [_NLP("Quite another line.")])


def test_the_dash_of_a_bullet_and_lone_labels_are_no_sentences() -> None:
    reading = read_parsed("Floods recede\nThe water fell.\n- Roads are open again.\n- News", has_title=True)
    assert [reading.text(sentence.span) for sentence in reading.sentences] == [
        "Floods recede", "The water fell.", "Roads are open again.",
    ]  # fmt: skip


@given(st.text(alphabet=st.sampled_from("ABab .!?\"”'\n,🜁é"), max_size=60))
def test_sentences_tile_the_paragraphs_without_blanks_at_their_edges(text: str) -> None:
    article = article_text(text)
    docs = []
    for paragraph in paragraph_texts(article):
        doc = _NLP(paragraph)
        for token in doc:
            token.is_sent_start = True
        docs.append(doc)
    end = 0
    for sentence in read_sentences(article, docs):
        words = text[sentence.span.start : sentence.span.end]
        assert sentence.span.start >= end
        assert words == words.strip() != ""
        assert sentence.chars(sentence.tokens[0], sentence.tokens[-1]) == sentence.span
        end = sentence.span.end
