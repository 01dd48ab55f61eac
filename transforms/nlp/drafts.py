"""An attribution while it is being put together, and spans made from tokens.

Not here: what counts as an attribution. Spans never begin or end with blanks, edge punctuation, outer quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.nlp.quotations import QuotedText
from transforms.nlp.reading import CharSpan, Sentence

_EDGE = frozenset(" \t\r\n\u00a0\u2028\u2029,;:.-–—")
_MARKS = frozenset("\"“”„«»‘’'`‹›‚")


@dataclass
class Draft:
    """Source, cue and content of one attribution, still tied to its tokens."""

    sentence: Sentence
    content: list[CharSpan]
    cue: Token | None = None
    cue_spans: tuple[CharSpan, ...] = ()
    cue_lemma: str | None = None
    cue_class: str = "speech"
    stance: str = "neutral"
    frame: str = ""
    is_negated: bool = False
    source: Token | None = None
    source_spans: tuple[CharSpan, ...] = ()
    attribution_type: str = "explicit"
    confidence: float = 1.0
    content_head: Token | None = None
    speaker: Draft | None = None
    """The attribution whose speaker this one takes over."""
    framed_by: Draft | None = None
    """The sentence that opened the frame in which this attribution stands."""
    is_anaphoric: bool = False

    @property
    def start(self) -> int:
        spans = [*self.content, *self.cue_spans, *self.source_spans]
        return min(span.start for span in spans)


class Blocks:
    """Drafts by the stretches of text they touch, so that neighbours are found without a look at all of them."""

    _SIZE = 1024

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._drafts: dict[int, dict[int, Draft]] = {}
        for number, draft in enumerate(drafts):
            for span in (*draft.content, *draft.cue_spans, *draft.source_spans):
                for block in range(span.start // self._SIZE, span.end // self._SIZE + 1):
                    self._drafts.setdefault(block, {})[number] = draft

    def near(self, span: CharSpan) -> list[Draft]:
        """Drafts that touch the span's blocks or those beside them, in their order."""
        blocks = range(span.start // self._SIZE - 1, span.end // self._SIZE + 2)
        found = {number: draft for block in blocks for number, draft in self._drafts.get(block, {}).items()}
        return [found[number] for number in sorted(found)]


def token_spans(sentence: Sentence, places: Iterable[int]) -> list[CharSpan]:
    """Spans of runs of adjacent tokens (indices into the doc), blanks trimmed."""
    doc = sentence.tokens.doc
    spans: list[CharSpan] = []
    first = last = -2
    for place in sorted(set(places)):
        if place == last + 1:
            last = place
            continue
        if first >= 0:
            spans.append(sentence.chars(doc[first], doc[last]))
        first = last = place
    if first >= 0:
        spans.append(sentence.chars(doc[first], doc[last]))
    return spans


def trimmed(text: str, span: CharSpan, quoted: QuotedText) -> CharSpan | None:
    """The span without edge punctuation and outer quotation marks; None if no word is left.

    A mark stays whose partner stands inside: the span `the race is “rigged”` keeps its last character.
    """
    start, end = span
    while start < end and (text[start] in _EDGE or (text[start] in _MARKS and not _inner(quoted, start, start, end))):
        start += 1
    while end > start and (
        text[end - 1] in _EDGE or (text[end - 1] in _MARKS and not _inner(quoted, end - 1, start, end))
    ):
        end -= 1
    if start < end and _wraps(quoted, start, end):
        inner = quoted.at(start)
        return trimmed(text, inner.inner, quoted) if inner is not None else None
    if not any(character.isalnum() for character in text[start:end]):
        return None
    return CharSpan(start, end)


def _inner(quoted: QuotedText, place: int, start: int, end: int) -> bool:
    """Whether the mark at this place has its partner within start..end, so that it belongs to the words."""
    quotation = quoted.at(place)
    if quotation is None:
        return False
    if quotation.inner.start <= place < quotation.inner.end:
        return quotation.inner.start > start or quotation.inner.end < end  # a single mark or apostrophe inside
    return start <= quotation.span.start and quotation.span.end <= end


def _wraps(quoted: QuotedText, start: int, end: int) -> bool:
    quotation = quoted.at(start)
    return quotation is not None and quotation.span == (start, end)


def content_spans(text: str, spans: Iterable[CharSpan], quoted: QuotedText) -> list[CharSpan]:
    """Trimmed spans in text order, overlapping or touching ones joined, empty ones dropped."""
    kept = sorted(inner for span in spans if (inner := trimmed(text, span, quoted)) is not None)
    joined: list[CharSpan] = []
    for span in kept:
        if joined and span.start <= joined[-1].end:
            joined[-1] = CharSpan(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
