"""Datelines and bylines: where and when a report was filed, its people and its agency.

Not here: dates elsewhere in the text (`transforms/nlp/dates.py`), names of outlets (`transforms/publishers.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from transforms.seeds.load import read_seed, split_cell

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_MONTH_NUMBERS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}  # fmt: skip
_PLACE = r"[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]*)*(?:, [A-Z][\w.'’\- ]{1,30}?)?"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})"
    rf"(?:,\s+(?:[A-Z][a-z]+day,?\s+)?(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\s+(?P<month2>{_MONTH}))"
    rf"(?:,?\s+(?P<year>\d{{4}}))?)?"
    r"\s*(?:\((?P<agency>[A-Z][\w .&'/-]{1,40})\)|(?P<slash>/[A-Z][\w .-]{1,30}/))?\s*(?:[-–—]{1,2}|:)\s+(?=\S)"
)
_AGENCY_ONLY = re.compile(r"\((?P<agency>[A-Z][\w .&'/-]{1,40})\)\s*(?:[-–—]{1,2}\s+)?(?=[A-Z\"“])")
_WINDOW = 400


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a report: place as written, day if the year is stated, agency; its span in the text."""

    text: str
    start: int
    end: int
    place: str | None
    day: date | None
    agency: str | None


def read_dateline(text: str) -> Dateline | None:
    """The dateline at the head of one of the first paragraphs: "MINSK, December 3, 2022 (Reuters) - ".

    >>> read_dateline("MINSK, Dec. 3, 2022 (Reuters) - Talks began.").day
    datetime.date(2022, 12, 3)
    >>> read_dateline("NATO - what is it?") is None
    True
    """
    start = 0
    for line in text[:_WINDOW].split("\n")[:3]:
        match = _DATELINE.match(line)
        if match and (match["month"] or match["month2"] or match["agency"] or match["slash"] or _is_place(match)):
            agency = match["agency"] or (match["slash"] or "").strip("/") or None
            return Dateline(
                match.group().strip(" -–—:"), start, start + match.end(), match["place"], _day(match), agency
            )
        if (match := _AGENCY_ONLY.match(line)) and _agency(match["agency"]):
            return Dateline(match.group().strip(" -–—"), start, start + match.end(), None, None, match["agency"])
        start += len(line) + 1
    return None


def _is_place(match: re.Match[str]) -> bool:
    """Capitals and a dash alone open a report only with a comma and a country: "NATO - …" is a sentence."""
    return "," in match["place"]


def _day(match: re.Match[str]) -> date | None:
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    if not (match["year"] and month):
        return None
    try:
        return date(int(match["year"]), _MONTH_NUMBERS[month[:3].lower()], int(day))
    except ValueError:
        return None


_BY = re.compile(
    r"^\s*(?:by|written by|reporting by|reported by|from|story by|analysis by|opinion by|text by)[:\s]+", re.I
)
_SPLIT = re.compile(r"\s*(?:,|;|\||/|&|\band\b|\bwith\b|•|·)\s*", re.I)
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|staff|writer|journalist|contributor|columnist|producer|bureau|desk|team|"
    r"newsroom|service|analysis|opinion|special to|updated|published|senior|chief|political|foreign)\b",
    re.I,
)
_PERSON_WORD = re.compile(r"[^\W\d_]+(?:[.'’\-][^\W\d_]*)*\.?")
_MAX_PEOPLE = 20


@lru_cache(maxsize=4096)
def split_byline(byline: str | None) -> tuple[tuple[str, ...], str | None]:
    """The people and the agency of a byline; roles, addresses and desks are neither.

    >>> split_byline("By Anna Lee and J. P. Brown, Reuters")
    (('Anna Lee', 'J. P. Brown'), 'Reuters')
    """
    if not byline:
        return (), None
    people: list[str] = []
    agency = None
    for part in _SPLIT.split(_BY.sub("", byline))[:_MAX_PEOPLE]:
        name = re.sub(r"\s*(?:\(.*?\)|@\S+|\S+@\S+)\s*", " ", _BY.sub("", part)).strip(" .-–—")
        if known := _agency(part.strip()):
            agency = agency or known
        elif name and not _ROLE.search(name) and 2 <= len(name.split()) <= 5 and _is_person(name):
            people.append(name)
    return tuple(dict.fromkeys(people)), agency


def _is_person(name: str) -> bool:
    words = name.split()
    return all(_PERSON_WORD.fullmatch(word) for word in words) and words[0][0].isupper() and words[-1][0].isalpha()


def _agency(name: str) -> str | None:
    """The agency of that name or alias, by its usual name."""
    return _agencies().get(re.sub(r"^the\s+", "", name.strip(" .()").casefold()))


@cache
def _agencies() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_seed("publishers"):
        if "agency" in row["note"]:
            for name in (row["name"], *split_cell(row["aliases"])):
                found[re.sub(r"^the\s+", "", name.casefold())] = row["name"]
    return found
