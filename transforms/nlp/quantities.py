"""Quantities: how many of what, as low and high bounds, with "about" and "an unspecified number" kept.

Not here: dates, durations and ages (`dates.py`), numbers that are part of a name ("S-400").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from transforms.nlp.reading import CharSpan, Quantity, Reading, Sentence
from transforms.seeds.load import read_seed

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_DASHES = frozenset("-–—")
_PHRASE = frozenset({"ADJ", "NOUN", "PROPN"})
_LONGEST_PHRASE = 7


class _Number(NamedTuple):
    """A number read from tokens `first` to `last` of the paragraph; `high` is None where there is no upper bound."""

    first: int
    last: int
    low: float | None
    high: float | None
    unit: str | None
    is_approximate: bool


@cache
def _words() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["kind"], row["value"]) for row in read_seed("quantity_words", ("word", "kind", "value"))}


@cache
def _bounds() -> dict[str, str]:
    """As in "more than" -> low: which bound the number that follows is."""
    return {word: value for word, (kind, value) in _words().items() if kind == "approximate"}


def find_quantities(reading: Reading) -> list[Quantity]:
    """Counted and measured things of an article in text order."""
    timed: dict[int, list[CharSpan]] = {}
    for time in reading.times:
        timed.setdefault(time.sentence_no, []).append(time.span)
    found = []
    for sentence in reading.sentences:
        spans = timed.get(sentence.number, [])
        resume = -1
        for token in sentence.tokens:
            if token.i <= resume:
                continue
            start = sentence.offset + token.idx
            if any(span.start <= start < span.end for span in spans):
                continue
            quantity = _unspecified(sentence, token) or _counted(sentence, token)
            if quantity is not None:
                found.append(quantity)
                resume = max(t.i for t in sentence.tokens if sentence.offset + t.idx < quantity.span.end)
    return found


def _kind(token: Token) -> str:
    return _words().get(token.lower_, ("", ""))[0]


def _unspecified(sentence: Sentence, token: Token) -> Quantity | None:
    """As in "An unspecified number of S-400 systems": counted, but the text says that the number is not known."""
    if _kind(token) != "unspecified" or token.i + 1 >= sentence.tokens.end:
        return None
    noun = token.nbor(1)
    if _kind(noun) != "measure_noun":
        return None
    first = token.i - 1 if token.i > sentence.tokens.start and token.nbor(-1).pos_ == "DET" else token.i
    last, unit = _counted_noun(sentence, noun.i + 1)
    span = sentence.chars(sentence.tokens.doc[first], sentence.tokens.doc[last])
    return Quantity(sentence.number, span, None, None, unit or noun.lemma_.casefold(), False, True)


def _counted(sentence: Sentence, token: Token) -> Quantity | None:
    number = _number_at(sentence, token)
    if number is None:
        return None
    doc = sentence.tokens.doc
    number = _with_range(sentence, number)
    first, bound = _bound_before(sentence, number.first)
    low, high, is_approximate = number.low, number.high, number.is_approximate or bound is not None
    if bound == "low":
        high = None
    elif bound == "high":
        low = None
    last, unit = number.last, number.unit
    if unit is None:
        last, unit = _counted_noun(sentence, number.last + 1)
    if unit is None and number.low is not None and (number.low < 2 or first == number.first == number.last):
        return None  # "one of them", a bare figure: nothing is counted
    if unit is None:
        last = number.last
    return Quantity(sentence.number, sentence.chars(doc[first], doc[last]), low, high, unit, is_approximate, False)


def _number_at(sentence: Sentence, token: Token) -> _Number | None:
    """A number that begins at a token: digits or words, multiplied ("2.5 million"), vague ("dozens"), or money."""
    doc, end = sentence.tokens.doc, sentence.tokens.end
    kind, value = _words().get(token.lower_, ("", ""))
    if kind == "currency" and not token.is_alpha and token.i + 1 < end:
        inner = _number_at(sentence, token.nbor(1))
        return inner._replace(first=token.i, unit=value) if inner is not None else None
    if kind in {"vague", "vague_exact"}:
        return _vague_number(sentence, token)
    amount = _value(token, kind, value)
    if amount is None or _is_part_of_name(sentence, token):
        return None
    last = token.i
    while last + 1 < end:
        following = doc[last + 1]
        next_kind, next_value = _words().get(following.lower_, ("", ""))
        if next_kind == "multiplier" and (following.is_lower or len(following) > 1):
            amount *= float(next_value)
        elif next_kind == "number" and kind == "number" and doc[last].lower_ != following.lower_ and amount >= 20:
            amount += float(next_value)
        elif following.text in _DASHES and kind == "number" and last + 2 < end and _kind(doc[last + 2]) == "number":
            amount += float(_words()[doc[last + 2].lower_][1])  # twenty-five
            last += 1
        else:
            break
        last += 1
    unit = None
    if last + 1 < end:
        next_kind, next_value = _words().get(doc[last + 1].lower_, ("", ""))
        if next_kind in {"unit", "currency"}:
            unit, last = next_value, last + 1
    return _Number(token.i, last, amount, amount, unit, False)


def _vague_number(sentence: Sentence, token: Token) -> _Number | None:
    """As in "dozens", "several", "a few", "tens of thousands": a lower bound by the word's own size."""
    doc, end = sentence.tokens.doc, sentence.tokens.end
    kind, value = _words()[token.lower_]
    low = float(value) if value else None
    first = token.i - 1 if token.i > sentence.tokens.start and token.nbor(-1).lower_ in {"a", "an"} else token.i
    if kind == "vague" and token.lower_ == "few" and first == token.i:
        return None  # "few" is a comment, "a few" a number
    last = token.i
    if last + 2 < end and doc[last + 1].lower_ == "of" and _kind(doc[last + 2]) == "vague":
        last += 2  # tens of thousands
        scale = float(_words()[doc[last].lower_][1] or 0)
        low = low * scale / 2 if low else None
    return _Number(first, last, low, low if kind == "vague_exact" else None, None, kind == "vague")


def _value(token: Token, kind: str, value: str) -> float | None:
    if kind == "number":
        return float(value)
    if _DIGITS.fullmatch(token.text):
        return float(token.text.replace(",", ""))
    return None


def _is_part_of_name(sentence: Sentence, token: Token) -> bool:
    """S-400, F-16, Su-27, 9K720, "Article 5", "No. 3", "Boeing 737", scores such as 3-1."""
    if token.i > sentence.tokens.start:
        before = token.nbor(-1)
        is_glued = before.idx + len(before) == token.idx
        if is_glued and before.text in _DASHES and before.i > sentence.tokens.start and before.nbor(-1).is_alpha:
            return True
        if before.pos_ == "PROPN" and _kind(before) == "" and before.text[:1].isupper():
            return True
        if before.lower_ in {"no.", "number", "article", "chapter", "page", "resolution", "paragraph", "level"}:
            return True
    return token.ent_type_ not in {"", "CARDINAL", "QUANTITY", "MONEY", "PERCENT"} and token.pos_ != "NUM"


def _with_range(sentence: Sentence, number: _Number) -> _Number:
    """As in "10 to 15", "10-15", "between 10 and 15": both numbers are bounds."""
    doc, after = sentence.tokens.doc, number.last + 1
    if after + 1 >= sentence.tokens.end or number.low is None:
        return number
    link = doc[after].lower_
    opened = number.first > sentence.tokens.start and doc[number.first - 1].lower_ == "between"
    if link not in {"to", "or"} and link not in _DASHES and not (opened and link == "and"):
        return number
    other = _number_at_plain(sentence, doc[after + 1])
    if other is None or other.high is None or other.high <= number.low:
        return number
    low = number.low
    if other.high >= 1000 > low and other.last > after + 1:  # "2 to 3 million" shares its multiplier
        scale = 10 ** (3 * ((len(str(int(other.high))) - 1) // 3))
        low = low * scale if low * scale <= other.high else low
    first = number.first - 1 if opened else number.first
    return _Number(first, other.last, low, other.high, number.unit or other.unit, False)


def _number_at_plain(sentence: Sentence, token: Token) -> _Number | None:
    kind, value = _words().get(token.lower_, ("", ""))
    amount = _value(token, kind, value)
    if amount is None:
        return None
    glued = _Number(token.i, token.i, amount, amount, None, False)
    return _number_at(sentence, token) or glued


def _bound_before(sentence: Sentence, first: int) -> tuple[int, str | None]:
    """First token and meaning of "about", "at least", "up to" in front of a number."""
    doc = sentence.tokens.doc
    for length in (3, 2, 1):
        start = first - length
        if start >= sentence.tokens.start:
            bound = _bounds().get(" ".join(token.lower_ for token in doc[start:first]))
            if bound is not None:
                return start, bound
    return first, None


def _counted_noun(sentence: Sentence, start: int) -> tuple[int, str | None]:
    """Last token and lemma of the noun that a number counts: "(of the) new soldiers", "S-400 air defense systems"."""
    doc, end = sentence.tokens.doc, sentence.tokens.end
    i = start
    if i < end and doc[i].lower_ == "of":
        i += 1
    last = start - 1
    for token in _phrase(sentence, i):
        if token.pos_ in {"NOUN", "PROPN"}:
            last = token.i
            if token.dep_ not in {"compound", "amod", "nmod:desc"} and token.head.i <= token.i:
                break
    if last < i:
        return start - 1, None
    return min(last, end - 1), doc[last].lemma_.casefold()


def _phrase(sentence: Sentence, start: int) -> Iterator[Token]:
    """Tokens that can belong to the counted noun phrase, as long as it runs."""
    doc = sentence.tokens.doc
    for i in range(start, min(start + _LONGEST_PHRASE, sentence.tokens.end)):
        token = doc[i]
        is_inner = token.text in _DASHES or (token.pos_ == "NUM" and i > start and doc[i - 1].text in _DASHES)
        if token.pos_ in _PHRASE or is_inner or token.tag_ in {"VBN", "VBG"} or (i == start and token.pos_ == "DET"):
            yield token
        else:
            return


def event_of(reading: Reading, quantity: Quantity) -> int | None:
    """Index of the event mention whose trigger governs a quantity: "*deployed* 200,000 soldiers"; None without one."""
    sentence = reading.sentences[quantity.sentence_no]
    triggers = {
        place: index
        for index, event in reversed(list(enumerate(reading.events)))
        if event.sentence_no == quantity.sentence_no
        for place in range(event.trigger.start, event.trigger.end)
    }
    inside = [
        token for token in sentence.tokens
        if quantity.span.start <= sentence.offset + token.idx < quantity.span.end
    ]  # fmt: skip
    for token in inside:
        for governor in (token, *token.ancestors):
            index = triggers.get(sentence.offset + governor.idx)
            if index is not None:
                return index
    return None


def attribution_of(reading: Reading, quantity: Quantity) -> int | None:
    """Index of the innermost attribution whose content holds a quantity."""
    holding = [
        index
        for index, attribution in enumerate(reading.attributions)
        if any(span.contains(quantity.span) for span in attribution.content_spans)
    ]
    return max(holding, key=lambda index: (reading.attributions[index].depth, index), default=None)
