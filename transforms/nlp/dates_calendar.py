"""Calendar arithmetic: TIMEX3 values and the days they cover.

Values follow TimeML 1.2.1 / ISO 8601 (`2022-12-19`, `2022-W51`, `2022-12`, `2022-Q4`, `2022-WI`, `202`, `20`).
Not here: words (`dates_words.py`), rules (`dates_rules.py`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T.*)?|(?P<decade>\d{3})X?|(?P<century>\d\d)(?:XX)?"
)
_DAYS = {"D": 1, "W": 7, "F": 14, "WE": 7, "H": 0, "M": 0, "S": 0}
_MONTHS = {"MO": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
ONE_DAY = timedelta(days=1)


class Interval(NamedTuple):
    """Days from earliest to latest, both included; None is open."""

    earliest: date | None
    latest: date | None

    def union(self, other: Interval) -> Interval:
        """The smallest interval that holds both; open where one of them is."""
        starts = [day for day in (self.earliest, other.earliest) if day is not None]
        ends = [day for day in (self.latest, other.latest) if day is not None]
        return Interval(min(starts) if len(starts) == 2 else None, max(ends) if len(ends) == 2 else None)


OPEN = Interval(None, None)


def month_interval(year: int, month: int, n_months: int = 1) -> Interval:
    """The days of so many months from a month on."""
    last = shift_months(date(year, month, 1), n_months - 1)
    return Interval(date(year, month, 1), last.replace(day=monthrange(last.year, last.month)[1]))


def interval_of(value: str | None) -> Interval:
    """The days a TIMEX3 value covers; open for values that name no stretch of the calendar.

    >>> interval_of("2022-W51")
    Interval(earliest=datetime.date(2022, 12, 19), latest=datetime.date(2022, 12, 25))
    >>> interval_of("PRESENT_REF")
    Interval(earliest=None, latest=None)
    """
    match = _VALUE.fullmatch(value or "")
    if match is None:
        return OPEN
    part = match.groupdict()
    try:
        if part["decade"]:
            return _years(int(part["decade"]) * 10, 10)
        if part["century"]:
            return _years(int(part["century"]) * 100, 100)
        return _within_year(int(part["year"]), part)
    except ValueError:  # no such day, week or year in the calendar
        return OPEN


def _within_year(year: int, part: dict[str, str | None]) -> Interval:
    if part["week"]:
        monday = date.fromisocalendar(year, int(part["week"]), 1)
        return Interval(monday + 5 * ONE_DAY if part["weekend"] else monday, monday + 6 * ONE_DAY)
    if part["day"] and part["month"]:
        day = date(year, int(part["month"]), int(part["day"]))
        return Interval(day, day)
    if part["month"]:
        return month_interval(year, int(part["month"]))
    if part["quarter"]:
        return month_interval(year, 3 * int(part["quarter"]) - 2, 3)
    if part["half"]:
        return month_interval(year, 6 * int(part["half"]) - 5, 6)
    if part["season"]:
        return month_interval(year, _SEASONS[part["season"]], 3)
    return _years(year, 1)


def _years(first: int, count: int) -> Interval:
    return Interval(date(first, 1, 1), date(first + count - 1, 12, 31))


def shift_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last day.

    >>> shift_months(date(2022, 12, 31), 2)
    datetime.date(2023, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, count: int, unit: str) -> date | None:
    """The day so many units on, None outside the calendar; units as in `time_words.csv`, hours and less count nothing.

    >>> shift(date(2022, 12, 21), -2, "W")
    datetime.date(2022, 12, 7)
    >>> shift(date(2022, 12, 21), -3000, "Y") is None
    True
    """
    try:
        if unit in _DAYS:
            return day + timedelta(days=count * _DAYS[unit])
        return shift_months(day, count * _MONTHS[unit])
    except (ValueError, OverflowError):
        return None


def unit_value(day: date, unit: str) -> str:
    """TIMEX3 value of the day, week, month, quarter, year, decade or century that a day lies in."""
    iso = day.isocalendar()
    return {
        "D": day.isoformat(),
        "W": f"{iso.year}-W{iso.week:02}",
        "WE": f"{iso.year}-W{iso.week:02}-WE",
        "F": f"{iso.year}-W{iso.week:02}",
        "MO": f"{day.year}-{day.month:02}",
        "Q": f"{day.year}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04}",
        "E": f"{day.year // 10:03}",
        "C": f"{day.year // 100:02}",
    }.get(unit, day.isoformat())


def precision_of(value: str | None) -> str:
    """Precision that a TIMEX3 value has on its face."""
    match = _VALUE.fullmatch(value or "")
    if match is None:
        return "vague"
    part = match.groupdict()
    for name in ("decade", "century", "weekend", "week", "day", "month", "quarter", "half", "season"):
        if part[name]:
            return name
    return "year"


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def unit_after(day: date, count: int, unit: str) -> str | None:
    """TIMEX3 value of the week, month, … so many units on; None outside the calendar."""
    moved = shift(day, count, unit)
    return unit_value(moved, unit) if moved is not None else None
