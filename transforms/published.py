"""When an article was published: an interval of days, the instant where one is stated, and where that comes from.

Not here: finding the statement on a page (`transforms/pages/`), dates inside the text (`transforms/nlp/dates.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_DAY = timedelta(days=1)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)(?:([/-])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))(?=\D|$)")
_URL_MONTH_NAME = re.compile(
    r"/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(\d{1,2})(?=\D|$)", re.I
)
_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}  # fmt: skip
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SLASHES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4})(?:[ T,].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[ T,].*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)Z?)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_WORDY = re.compile(
    r"(?:[A-Za-z]+,?\s+)?(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m1>[A-Za-z]{3,9})\.?|(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<d2>\d{1,2})"
    r"(?:st|nd|rd|th)?),?\s+(?P<y>\d{4})\b.*",
    re.S,
)
_LOOSE_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?.*", re.S
)


@dataclass(frozen=True, slots=True)
class Published:
    """Publication as an interval of days, with the instant where one was given, and where it comes from."""

    earliest: date | None = None
    latest: date | None = None
    at: datetime | None = None
    method: str = "unknown"


def published_interval(
    stated: str | None, url: str | None, text: str = "", *, is_stated: bool = True, no_later: date | None = None
) -> Published:
    """Publication from a stated date, else from a day in the URL, else from the text's dateline, else unknown.

    Read are ISO 8601, RFC 5322, seconds since 1970, `m/d/yy` and its like, and days in English words. A date without
    time bounds the day as written; a time with zone also gives the instant in UTC. Where day and month can't be told
    apart (3/4/19), the day of the URL decides, else both readings bound the interval. An instant in UTC leaves the
    outlet's own day open: the day of the URL decides between neighbours. `is_stated` says that the page states the date
    as its own, rather than that it was found on the page, which goes after the URL. Not believed are years outside 1800
    to 2100 and days after `no_later`: templates left unset, and clocks that were wrong.
    """
    day = _url_day(url) if url else None
    if day is not None and no_later is not None and day > no_later:
        day = None
    readings = _parse_stated(stated.strip()) if stated else ()
    believed = [one for one in readings if _is_believed(one, no_later)]
    if len(believed) > 1 and day is not None:
        believed = [one for one in believed if one.earliest == day] or believed
    if day is not None and not is_stated:
        believed = []
    if believed:
        days = sorted(one.earliest for one in believed if one.earliest is not None)
        method = "metadata" if is_stated else "text"
        at = believed[0].at if len(believed) == 1 else None
        if (
            at is not None
            and day is not None
            and day != days[0]
            and _is_utc(stated or "")
            and abs(day - days[0]) <= _DAY
        ):
            days = [day]
        return Published(days[0], days[-1], at, method)
    if day is not None:
        return Published(day, day, None, "url")
    if text:
        from transforms.datelines import read_dateline  # noqa: PLC0415 - it stands on this module

        dateline = read_dateline(text)
        if dateline and dateline.day and (no_later is None or dateline.day <= no_later):
            return Published(dateline.day, dateline.day + timedelta(days=1), None, "dateline")
    return Published()


def _is_utc(stated: str) -> bool:
    return stated.rstrip().endswith(("Z", "+00:00", "+0000", "GMT", "UTC"))


def stated_instant(stated: str) -> datetime | None:
    """The instant that a stated time with a zone names, in UTC."""
    found = _parse_stated(stated.strip())
    return found[0].at if len(found) == 1 and _is_believed(found[0], None) else None


def _is_believed(found: Published, no_later: date | None) -> bool:
    day = found.earliest
    return day is not None and _FIRST_YEAR <= day.year <= _LAST_YEAR and (no_later is None or day <= no_later)


@lru_cache(maxsize=4096)
def _parse_stated(stated: str) -> tuple[Published, ...]:
    """The readings of a stated date: none, one, or two where day and month can't be told apart."""
    if len(stated) > 100:
        return ()
    if _ISO_DAY.fullmatch(stated):
        return tuple(_days((stated[:4], stated[5:7], stated[8:])))
    if _EPOCH.fullmatch(stated):
        moment = datetime.fromtimestamp(int(stated[:10]), UTC)
        return (Published(moment.date(), moment.date(), moment),)
    if compact := _COMPACT.fullmatch(stated):
        return tuple(_days(compact.group(1, 2, 3)))
    moment_read = _moment(stated)
    if moment_read is not None:
        day = moment_read.date()
        try:
            at = moment_read.astimezone(UTC) if moment_read.tzinfo else None
        except OverflowError:
            at = None
        return (Published(day, day, at),)
    return _written_day(stated)


def _written_day(stated: str) -> tuple[Published, ...]:
    """A day as people write it: 2022/12/3, 12/3/22, 3.12.2022, 3 December 2022."""
    if match := _YEAR_FIRST.fullmatch(stated):
        return tuple(_days(match.group(1, 2, 3)))
    if match := _SLASHES.fullmatch(stated):
        first, second, year = match.groups()
        if len(year) == 2:
            year = f"{'20' if int(year) < 70 else '19'}{year}"
        dotted = "." in stated  # 3.4.2019 is written day first
        orders = [(year, second, first)] if dotted else [(year, first, second), (year, second, first)]
        return tuple(dict.fromkeys(found for order in orders for found in _days(order)))
    if (match := _WORDY.fullmatch(stated)) and (month := _MONTHS.get((match["m1"] or match["m2"])[:3].lower())):
        return tuple(_days((match["y"], str(month), match["d1"] or match["d2"])))
    return ()


def _moment(stated: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stated)
    except ValueError:
        pass
    if match := _LOOSE_ISO.fullmatch(stated):
        zone = {"UTC": "+00:00", "GMT": "+00:00", "Z": "+00:00", None: ""}.get(match[3], match[3] or "")
        try:
            return datetime.fromisoformat(f"{match[1]}T{match[2]}{zone}")
        except ValueError:
            return None
    if "/" in stated or "." in stated[:10]:
        return None
    try:
        return parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _days(parts: tuple[str | None, ...]) -> Iterator[Published]:
    try:
        day = date(*(int(part or "") for part in parts))
    except ValueError:
        return
    yield Published(day, day)


@lru_cache(maxsize=1024)
def _url_day(url: str) -> date | None:
    if named := _URL_MONTH_NAME.search(url):
        parts = (named[1], str(_MONTHS[named[2].lower()]), named[3])
    elif match := _URL_DAY.search(url):
        parts = (match[1], match[3] or match[5], match[4] or match[6])
    else:
        return None
    return next((found.earliest for found in _days(parts)), None)
