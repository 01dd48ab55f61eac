"""Quotations signed by who said them: “We will rebuild it.” — Angela Merkel.

The dash is the cue. Not here: quotations with a verb (`verb_cues.py`) or a colon (`noun_cues.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_right

from transforms.nlp.drafts import Draft, token_spans
from transforms.nlp.quotations import Quotation, QuotedText, is_scare_quotation
from transforms.nlp.reading import Reading, Sentence

_SIGNATURE = re.compile(r"\s{0,3}(?P<dash>[—―–]|--?)[ \u00a0]?(?P<name>[^\n\r“”\"]{3,80}?)\s*(?=[\n\r]|$|[“\"])")
_NAME = re.compile(r"[^\W\d_][\w.’'-]*")
_SMALL = frozenset({"de", "la", "von", "van", "der", "bin", "al", "of", "the", "and"})
_MAX_NAMES = 6


def signed_quotations(reading: Reading, quoted: QuotedText) -> list[Draft]:
    """A draft for each quotation after which only a dash and a name stand in its line."""
    found = []
    for quotation in quoted.all:
        if not is_scare_quotation(reading.article.text, quotation):
            draft = _signed(reading, quotation)
            found += [draft] if draft is not None else []
    return found


def _signed(reading: Reading, quotation: Quotation) -> Draft | None:
    signature = _SIGNATURE.match(reading.article.text, quotation.span.end)
    if signature is None or not _is_name(signature["name"].split(",")[0]):
        return None
    sentence = _sentence_at(reading, signature.start("dash"))
    if sentence is None:
        return None
    places = {token.i: sentence.at(token) for token in sentence.tokens}
    dash = [i for i, span in places.items() if span.start <= signature.start("dash") < span.end]
    name = [i for i, span in places.items() if signature.start("name") <= span.start < signature.end("name")]
    if not dash or not name:
        return None
    doc = sentence.tokens.doc
    head = next((doc[i] for i in name if doc[i].head.i not in name), doc[name[0]])
    return Draft(
        sentence, [quotation.inner], doc[dash[0]], tuple(token_spans(sentence, dash[:1])), doc[dash[0]].text,
        frame="quote", source=head, source_spans=tuple(token_spans(sentence, name)[:1]),
    )  # fmt: skip


def _is_name(words: str) -> bool:
    """Whether all words begin with a capital, small particles apart."""
    parts = _NAME.findall(words)
    named = [part for part in parts if part.lower() not in _SMALL]
    return 0 < len(named) <= _MAX_NAMES and all(part[0].isupper() for part in named)


def _sentence_at(reading: Reading, place: int) -> Sentence | None:
    number = bisect_right(reading.sentences, place, key=lambda sentence: sentence.span.start) - 1
    if number < 0 or place >= reading.sentences[number].span.end:
        return None
    return reading.sentences[number]
