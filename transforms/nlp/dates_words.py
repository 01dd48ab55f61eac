"""From a sentence to a string of word classes, one letter a token, on which the time rules are written.

A sentence without a word of time costs one set operation. Not here: what a sequence of classes means.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from transforms.seeds.load import read_seed

_CLASS = {
    "month": "M", "ambiguous_month": "A", "weekday": "W", "weekdays": "w", "unit": "U", "units": "V", "deictic": "D",
    "part_of_day": "P", "season": "S", "number": "n", "ordinal": "O", "article": "a", "the": "T", "last": "L",
    "next": "X", "this": "H", "part": "E", "ago": "G", "earlier": "e", "in": "i", "for": "f", "since": "s",
    "until": "u", "from": "F", "to": "t", "between": "b", "and": "&", "or": "|", "of": "o", "every": "v",
    "several": "q", "half": "h", "about": "m", "that": "d", "latest": "g", "fiscal": "k", "period": "l", "zone": "z",
    "before_christ": "j", "decade": "y",
}  # fmt: skip
"""Letter of each kind of word in `time_words.csv`. Digits give Y (year), y (decade), N (1-31), K (other number),
O (ordinal), I (full numeric date), c (time of day), B (two-digit year after an apostrophe); R is a set phrase,
C a holiday; x is anything else and punctuation stands for itself."""
_TRIGGERS = frozenset("MAWwUVDPSRCjy")
_TOKEN = re.compile(r"[ap]\.m\b\.?|\d+(?:[.,:/]\d+)*[^\W\d_]*|[^\W\d_]+|\S", re.IGNORECASE)
_LETTERS = re.compile(r"[a-z]+")
_YEAR = re.compile(r"\d{4}|\d0s\b|\d[./]\d|\d:\d\d")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?::(\d\d)(?::\d\d)?)?(am|pm)?", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.IGNORECASE)
_SPOKEN_CENTURIES = frozenset({"17", "18", "19", "20"})
_PLACES_OF_A_REFERENCE = re.compile(r"(?:at|until|to) ")
_OTHER_PHRASES = {"zone": "z", "about": "m"}
_LONGEST_ABBREVIATION = 4
_PUNCTUATION = {**{mark: mark for mark in ",.()$€£/%"}, **dict.fromkeys("-–—", "-"), **dict.fromkeys("'’", "'")}
_DECADE = re.compile(r"(?:1[0-9]|20)?\d0s")


class Word(NamedTuple):
    """A token: its class letter, its value (of the seed, or digits) and where it lies in the sentence."""

    letter: str
    value: str
    start: int
    end: int


@cache
def _lexicon() -> dict[str, tuple[str, str]]:
    rows = read_seed("time_words", ("word", "kind", "value"))
    return {row["word"]: (_CLASS[row["kind"]], row["value"]) for row in rows}


@cache
def _phrases() -> dict[str, list[tuple[str, str, str]]]:
    """First word -> (phrase, letter, value), longest first."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in read_seed("time_references", ("phrase", "value", "meaning")):
        meaning, value = row["meaning"], row["value"]
        letter = _OTHER_PHRASES.get(meaning, "R")
        entry = (row["phrase"], letter, value if letter != "R" else f"{meaning}|{value}")
        found.setdefault(row["phrase"].split()[0], []).append(entry)
    for row in read_seed("holidays", ("name", "month_day")):
        name = row["name"].casefold()
        found.setdefault(re.split(r"[ ']", name)[0], []).append((name, "C", row["month_day"]))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in found.items()}


@cache
def _trigger_words() -> frozenset[str]:
    words = {word for word, (letter, _) in _lexicon().items() if letter in _TRIGGERS}
    words |= {word for word, (letter, value) in _lexicon().items() if letter == "n" and value in {"17", "18", "19"}}
    phrases = (phrase for rows in _phrases().values() for phrase, letter, _ in rows if letter in _TRIGGERS)
    words |= {_LETTERS.findall(phrase)[-1] for phrase in phrases}
    return frozenset(words)


def may_hold_time(sentence: str) -> bool:
    """Whether a sentence has any word a time expression could be built on."""
    return not _trigger_words().isdisjoint(_LETTERS.findall(sentence.lower())) or _YEAR.search(sentence) is not None


def read_words(sentence: str) -> list[Word]:
    """The tokens of a sentence with their classes."""
    lowered = sentence.lower()
    if len(lowered) != len(sentence):  # a few letters change length in lower case; offsets matter more than they do
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in sentence)
    words: list[Word] = []
    resume = 0
    for match in _TOKEN.finditer(sentence):
        start, end = match.span()
        if start < resume:
            continue
        low = lowered[start:end]
        word = _set_phrase(lowered, low, start) if low in _phrases() else None
        if word is None:
            word = _number(sentence, start, end) if sentence[start].isdigit() else _word(sentence, low, start, end)
        words.append(word)
        resume = word.end
    return _mind_neighbours(words)


def _set_phrase(lowered: str, first: str, start: int) -> Word | None:
    """The longest set phrase or holiday that begins here."""
    for phrase, letter, value in _phrases()[first]:
        end = start + len(phrase)
        if lowered.startswith(phrase, start) and not lowered[end : end + 1].isalnum():
            # "at the time", "until now": the preposition is no part of the expression
            lead = _PLACES_OF_A_REFERENCE.match(phrase) if letter == "R" else None
            return Word(letter, value, start + lead.end() if lead else start, end)
    return None


def _word(sentence: str, low: str, start: int, end: int) -> Word:
    """A token that is no number."""
    known = _lexicon().get(low)
    if known is not None:
        letter, value = known
        if letter in "MAWw" and sentence[start] == low[0]:
            return Word("x", value, start, end)  # names of months and days are written with a capital
        if letter in "zj" and sentence[start:end] != low.upper():
            return Word("x", low, start, end)  # zones and BC are written in capitals
        if letter == "M" and len(low) <= _LONGEST_ABBREVIATION and sentence[end : end + 1] == ".":
            end += 1
        return Word(letter, value, start, end)
    if len(low) == 1 and not low.isalpha():
        return Word(_PUNCTUATION.get(low, "x"), low, start, end)
    return Word("p" if low in {"am", "pm"} or low[1:3] == ".m" else "x", low, start, end)


def _mind_neighbours(words: list[Word]) -> list[Word]:
    """Give "earlier" to the unit before it ("a year earlier") or the period after it ("earlier this month")."""
    for number, word in enumerate(words):
        if word.letter == "R" and word.end - word.start == len("earlier") and word.value.startswith("before"):
            before = words[number - 1].letter if number else ""
            if before == "-" and number > 1:
                before = words[number - 2].letter
            after = words[number + 1].letter if number + 1 < len(words) else ""
            if before in {"U", "V"} or (after and after in "HLWDM"):
                words[number] = word._replace(letter="e", value="-1")
    return (
        _join_spoken_years(words)
        if any(word.value in _SPOKEN_CENTURIES and word.letter == "n" for word in words)
        else words
    )


def _join_spoken_years(words: list[Word]) -> list[Word]:
    """Years in words, as in transcripts: "nineteen ninety-seven", "twenty sixteen"."""
    joined: list[Word] = []
    number = 0
    while number < len(words):
        word = words[number]
        tens = words[number + 1] if number + 1 < len(words) else None
        if (
            word.letter != "n"
            or word.value not in _SPOKEN_CENTURIES
            or tens is None
            or tens.letter != "n"
            or not 10 <= int(tens.value) < 100
        ):
            joined.append(word)
            number += 1
            continue
        rest = words[number + 2 :]
        skip = 1 if rest and rest[0].letter == "-" else 0
        ones = rest[skip] if len(rest) > skip and rest[skip].letter == "n" and int(rest[skip].value) < 10 else None
        has_ones = ones is not None and int(tens.value) % 10 == 0 and int(tens.value) >= 20
        year = int(word.value) * 100 + int(tens.value) + (int(ones.value) if ones is not None and has_ones else 0)
        last = ones if ones is not None and has_ones else tens
        joined.append(Word("Y", str(year), word.start, last.end))
        number += 3 + skip if has_ones else 2
    return joined


def _number(sentence: str, start: int, end: int) -> Word:
    text = sentence[start:end]
    before = sentence[start - 1 : start]
    if (before and before in "$€£") or _is_in_name(sentence, start):
        return Word("x", text, start, end)
    if before in {"'", "’"} and len(text) == 2 and text.isdigit():
        return Word("B", text, start, end)
    if text.isdigit():
        number = int(text)
        if len(text) == 4 and 1000 <= number < 2200:
            return Word("Y", text, start, end)
        return Word("N" if 1 <= number <= 31 and len(text) <= 2 else "K", text, start, end)
    if text in {"1/2", "1/4", "3/4"}:
        return Word("h", text, start, end)
    if match := _ORDINAL.fullmatch(text):
        return Word("O", match[1], start, end)
    for letter, pattern in (("I", _NUMERIC_DATE), ("y", _DECADE), ("c", _CLOCK)):
        if pattern.fullmatch(text):
            return Word(letter, text, start, end)
    return Word("x" if "/" in text else "K", text, start, end)


def _is_in_name(sentence: str, start: int) -> bool:
    """Whether digits end a name: "S-400", "F-16", "Boeing-737"; but "mid-1996" is a time."""
    before = sentence[start - 1 : start]
    if not before or not (before.isalpha() or (before in "-–" and start > 1 and sentence[start - 2].isalpha())):
        return False
    return not sentence[max(0, start - 6) : start].lower().endswith(("mid-", "early-", "late-"))
