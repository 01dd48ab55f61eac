"""Quotations in running text: where they open, close, run on, and which are only scare quotes.

Knows ASCII, curly, angle and low quotation marks, doubled accents, single marks apart from apostrophes, marks that are
never closed, and quotations of several paragraphs (each opens again, only the last closes: The Chicago Manual of Style,
17th ed., 13.30). Not here: who is quoted (`verb_cues.py`, `quoted.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from transforms.nlp.reading import CharSpan

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚']")
_CLOSERS = {
    "“": "”\"“", "”": "”\"", "„": "“”\"„", "‟": "”\"", "«": "»", "»": "«", "‹": "›", "``": "''\"", '"': '"”“',
    "''": "''", "‘": "’'", "'": "'’", "‚": "‘’",
}  # fmt: skip
_SINGLE = frozenset("‘'‚‹")
_APOSTROPHE_WORDS = re.compile(r"(?:\d0s|tis|twas|em|cause|til|n)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_SCARE_WORDS = 3
_BEFORE_OPENER = '([{—–-/:"“«'


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation within one paragraph: `span` with its marks, `inner` without."""

    span: CharSpan
    inner: CharSpan
    is_closed: bool
    is_single: bool
    runs_on: bool = False
    """Not closed, and the next paragraph opens again: the same quotation goes on there."""


def find_quotations(text: str) -> list[Quotation]:
    """All outermost quotations in text order; a mark that never closes quotes to the end of its paragraph.

    >>> [q.inner for q in find_quotations('She said: "Go," and went.')]
    [CharSpan(start=11, end=14)]
    """
    read = (_in_paragraph(text, match.start(), match.end()) for match in _PARAGRAPH.finditer(text))
    paragraphs = [found for found in read if found is not None]
    quotations: list[Quotation] = []
    for number, found in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else []
        opens_again = bool(following) and following[0].span.start == _first_word_mark(text, following[0])
        for quotation in found:
            runs_on = not quotation.is_closed and opens_again and quotation is found[-1]
            quotations.append(
                Quotation(quotation.span, quotation.inner, quotation.is_closed, quotation.is_single, runs_on)
            )
    return quotations


def _first_word_mark(text: str, quotation: Quotation) -> int:
    """The quotation's start if nothing but blanks and a bullet stands before it in its paragraph, else -1."""
    line_start = max(text.rfind(mark, 0, quotation.span.start) for mark in "\r\n\u2028\u2029") + 1
    return quotation.span.start if not text[line_start : quotation.span.start].strip(" \t\u00a0-–—•*") else -1


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation] | None:
    """Quotations of one paragraph; None for a blank line."""
    if not text[start:end].strip():
        return None
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            if _opens(text, mark, start, end):
                opened = mark
        elif mark.group() in _CLOSERS[opened.group()] and _closes(text, opened, mark, end):
            _add(found, text, opened, mark.start(), mark.end(), is_closed=True)
            opened = None
        elif opened.group() in _SINGLE and mark.group() not in _SINGLE and _opens(text, mark, start, end):
            opened = mark  # the single mark was an apostrophe after all
    if opened is not None and opened.group() not in _SINGLE:
        _add(found, text, opened, end, end, is_closed=False)
    return found


def _add(
    found: list[Quotation], text: str, opened: re.Match[str], inner_end: int, end: int, *, is_closed: bool
) -> None:
    inner = CharSpan(opened.end(), inner_end)
    if _WORD.search(text, inner.start, inner.end):
        found.append(Quotation(CharSpan(opened.start(), end), inner, is_closed, opened.group() in _SINGLE))


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark can open: nothing it would close is open, and a word begins right after it."""
    symbol = mark.group()
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if symbol in {"“", "„", "‟", "«", "``", "‹"}:
        return True
    if symbol == "»":
        return after.isalnum() and "«" in text[mark.end() : end]
    if after.isspace() or symbol == "''":
        return symbol == '"' and before.isspace() and text.count('"', start, end) % 2 == 0
    if not (before.isspace() or before in _BEFORE_OPENER):
        return False
    if symbol in {"'", "‘", "’"}:
        if symbol == "’" or _APOSTROPHE_WORDS.match(text, mark.end()):
            return False
        return after.isalnum()
    return True


def _closes(text: str, opened: re.Match[str], mark: re.Match[str], end: int) -> bool:
    """Whether a mark that could close the open one does: single marks inside words and possessives do not."""
    after = text[mark.end()] if mark.end() < end else " "
    before = text[mark.start() - 1]
    if opened.group() in _SINGLE:
        if after.isalnum() or before.isspace():
            return False
        possessive = before in "sS" and after == " " and text[mark.end() + 1 : mark.end() + 2].islower()
        return not (possessive and mark.group() in text[mark.end() : end])
    # A straight mark after a blank and before a word opens: the earlier one was left open.
    return not (mark.group() == '"' and before.isspace() and after.isalnum() and opened.group() == "“")


def is_scare_quotation(text: str, quotation: Quotation) -> bool:
    """Whether the marks only hold a word or two at arm's length: short, no sentence of its own, no mark of speech.

    >>> text = 'Russia "gave" them. "Leave now," he said.'
    >>> [is_scare_quotation(text, q) for q in find_quotations(text)]
    [True, False]
    """
    inner = text[quotation.inner.start : quotation.inner.end]
    if len(_WORD.findall(inner)) > _SCARE_WORDS or inner[-1] in ",!?…—":
        return False
    return not (inner[-1] == "." and inner[:1].isupper())


class QuotedText:
    """The quotations of an article, found by place."""

    def __init__(self, text: str) -> None:
        self.all = find_quotations(text)
        self._starts = [quotation.span.start for quotation in self.all]

    def at(self, place: int) -> Quotation | None:
        """The quotation whose marks or words stand at this place."""
        number = bisect_right(self._starts, place) - 1
        if number < 0 or self.all[number].span.end <= place:
            return None
        return self.all[number]

    def within(self, span: CharSpan) -> list[Quotation]:
        """Quotations that overlap a span."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        found = []
        for quotation in self.all[first:]:
            if quotation.span.start >= span.end:
                break
            if quotation.span.overlaps(span):
                found.append(quotation)
        return found

    def form(self, text: str, spans: tuple[CharSpan, ...]) -> str:
        """How content is given: `direct` (all words quoted), `mixed` (some), `indirect`; `none` without a word."""
        words = [(m.start(), m.end()) for span in spans for m in _WORD.finditer(text, span.start, span.end)]
        quoted = 0
        for start, _ in words:
            quotation = self.at(start)
            quoted += quotation is not None and quotation.inner.start <= start < quotation.inner.end
        if not words:
            return "none"
        return "direct" if quoted == len(words) else "mixed" if quoted else "indirect"
