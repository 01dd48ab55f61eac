"""Short ways from a text to a reading, for the tests of the reading steps."""

from __future__ import annotations

from datetime import date
from functools import cache

import spacy
from spacy.language import Language

from transforms.nlp.coreference import find_mentions
from transforms.nlp.dates import find_times
from transforms.nlp.parser import parse
from transforms.nlp.quantities import find_quantities
from transforms.nlp.reading import ArticleText, Mention, Reading
from transforms.nlp.sentences import paragraph_texts, read_sentences
from transforms.publishers import find_publisher

WEDNESDAY = date(2022, 12, 21)


@cache
def _blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def article_text(
    text: str, published: tuple[date | None, date | None] = (WEDNESDAY, WEDNESDAY), *, has_title: bool = False
) -> ArticleText:
    publisher = find_publisher("Espreso", None).actor
    return ArticleText("art_test", 1, text, has_title, published[0], published[1], publisher)


def read_unparsed(text: str, published: tuple[date | None, date | None] = (WEDNESDAY, WEDNESDAY)) -> Reading:
    """Sentences and times alone, by a tokenizer and full stops: no model is loaded."""
    reading = Reading(article_text(text, published))
    docs = _blank().pipe(paragraph_texts(reading.article))
    reading.sentences = read_sentences(reading.article, docs)
    reading.times = find_times(reading)
    return reading


def read_parsed(text: str, *, has_title: bool = False) -> Reading:
    """Sentences, times, quantities and mentions with the embedded parser."""
    reading = Reading(article_text(text, has_title=has_title))
    reading.sentences = read_sentences(reading.article, parse(paragraph_texts(reading.article)))
    reading.times = find_times(reading)
    reading.quantities = find_quantities(reading)
    reading.mentions = find_mentions(reading)
    return reading


def mention_of(reading: Reading, text: str, occurrence: int = 0) -> Mention:
    """The mention with exactly these words, by order of occurrence."""
    found = [mention for mention in reading.mentions if reading.text(mention.span) == text]
    assert len(found) > occurrence, f"{text!r} is none of {[reading.text(m.span) for m in reading.mentions]}"
    return found[occurrence]
