"""What a reading of time words is, and how values are reckoned from publication or another expression.

Not here: which words make an expression (`dates_rules.py`), calendar arithmetic (`dates_calendar.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from transforms.nlp.dates_calendar import ONE_DAY, OPEN, Interval, interval_of, precision_of, safe_date, unit_value
from transforms.nlp.dates_words import Word

NEAR = timedelta(days=31)
_HALF_A_MONTH = timedelta(days=15)
_AGAINST_TENSE = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A reading of some words; offsets into the sentence."""

    start: int
    end: int
    timex_type: str
    value: str | None
    interval: Interval
    precision: str
    rule: str
    anchor: str | None = None
    whole: Interval | None = None
    """The days of the range that this is one end of."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression may be reckoned from.

    `tense` is +1 in a future clause, -1 in a past one, 0 where the clause does not tell. `borrowed` is a year that a
    later expression shares ("January or February *2023*"). A narrative tells of years long before publication: there
    the last expression sets the year.
    """

    published: Interval
    previous: Found | None
    is_narrative: bool
    tense: int = 0
    borrowed: int | None = None
    text: str = ""
    told: Found | None = None
    """The last expression not of the future, and `told_text` its words: what "earlier" and "after that" refer to."""
    told_text: str = ""
    day: Found | None = None
    """The last expression that is a day, for times of day; `quarter` the last quarter, for "the quarter"."""
    quarter: Found | None = None


Readings = Found | tuple[Found, ...] | None
"""What a rule makes of some words: nothing, one expression, or several side by side."""


def from_previous(context: Context) -> Context:
    """The same context with the last expression as reference, as in "the following year"."""
    return replace(context, is_narrative=True) if context.previous is not None else context


def found(
    words: list[Word], timex_type: str, value: str | None, rule: str,
    *, interval: Interval | None = None, precision: str | None = None, anchor: str | None = None,
) -> Found:  # fmt: skip
    """A reading of these words; interval and precision follow from the value unless given."""
    return Found(
        words[0].start, words[-1].end, timex_type, value, interval_of(value) if interval is None else interval,
        precision or precision_of(value), rule, anchor,
    )  # fmt: skip


def first_of(words: list[Word], letters: str) -> Word | None:
    """The first word of one of these classes."""
    return next((word for word in words if word.letter in letters), None)


def reference(context: Context) -> tuple[Interval, str | None]:
    """The days a relative expression is reckoned from, and what they are called."""
    if context.is_narrative:
        if context.previous is None:
            return OPEN, None
        return Interval(context.previous.interval.earliest, context.previous.interval.earliest), context.text
    if context.published != OPEN:
        return context.published, "publication"
    return OPEN, None


def reckon(
    words: list[Word], context: Context, timex_type: str, rule: str, value_at: Callable[[date], str | None],
    *, suffix: str = "", unplaced: str | None = None,
) -> Found:  # fmt: skip
    """An expression whose value hangs on the reference day; where that is an interval, so is the result.

    `unplaced` is the value without a reference day, such as XXXX-12-19.
    """
    days, anchor = reference(context)
    bounds = [day for day in dict.fromkeys(days) if day is not None]
    values = [value for day in bounds if (value := value_at(day)) is not None]
    if not values or len(bounds) != len(values):
        return found(words, timex_type, unplaced, rule, interval=OPEN, precision="vague")
    interval = interval_of(values[0])
    for value in values[1:]:
        interval = interval.union(interval_of(value))
    if None in days:
        interval = Interval(interval.earliest if days.earliest else None, interval.latest if days.latest else None)
    precision = precision_of(values[0])
    agree = len(set(values)) == 1
    if not agree:
        precision = {"day": "days", "month": "months", "year": "years"}.get(precision, "vague")
    return found(words, timex_type, values[0] + suffix if agree else None, rule, interval=interval,
                  precision=precision, anchor=anchor)  # fmt: skip


def month_value(month: int, day: int | None, context: Context) -> Callable[[date], str | None]:
    """Value of a month, or a day in it, whose year the text does not give.

    The tense of the clause decides, unless the other direction is several times nearer: "was payable Dec. 7", written
    in October, is of this year.
    """

    def value_at(today: date) -> str | None:
        years = (today.year - 1, today.year, today.year + 1)
        candidates = [start for year in years if (start := safe_date(year, month, day or 1))]
        if context.is_narrative and context.previous is not None and context.previous.precision == "year":
            return f"{today.year:04}-{month:02}" + (f"-{day:02}" if day else "")
        if context.is_narrative and candidates:
            # A narrative moves on: a month is sooner one that follows than one long gone.
            chosen = min(candidates, key=lambda start: abs((start - today - _HALF_A_MONTH).days))
            return chosen.isoformat() if day else unit_value(chosen, "MO")
        if day is None:
            this_month = today.replace(day=1)
            past = [start for start in candidates if start <= this_month]
            future = [start for start in candidates if start >= this_month]
        else:
            past = [start for start in candidates if start <= today + ONE_DAY]
            future = [start for start in candidates if start >= today]
        if not candidates:
            return None
        weights = {-1: (1, _AGAINST_TENSE), 0: (1, 1), 1: (_AGAINST_TENSE, 1)}[context.tense]
        before = [((today - start).days * weights[0], start) for start in past[-1:]]
        after = [((start - today).days * weights[1], start) for start in future[:1]]
        chosen = min(before + after)[1]
        return chosen.isoformat() if day else unit_value(chosen, "MO")

    return value_at


def amount(words: list[Word]) -> int | None:
    """The number in front of a unit; None for "several" and a bare plural."""
    total = 0
    for word in words:
        if total and word.letter in "t|":
            break  # "two to three weeks": the lower
        if word.letter in "nNK" or (word.letter == "q" and word.value):
            digits = word.value.replace(",", "")
            if not digits.isdigit():
                return None
            total = total * 100 if word.value == "100" and total else total + int(digits)
    if total == 0 and first_of(words, "q") is None and first_of(words, "a"):
        return 1
    return total or None


PERIODS = {
    "D": "D",
    "W": "W",
    "MO": "M",
    "Y": "Y",
    "Q": "Q",
    "E": "E",
    "C": "C",
    "H": "H",
    "M": "M",
    "S": "S",
    "F": "W",
    "WE": "W",
}


OF_A_DAY = frozenset({"H", "M", "S"})
"""Units shorter than a day: they move no date."""


def duration_value(words: list[Word]) -> str | None:
    """TIMEX3 duration such as P2W, PT3H, PXY."""
    unit = first_of(words, "UV")
    if unit is None:
        return None
    count = amount(words)
    if count is None and unit.letter == "U":
        return None
    number = "X" if count is None else str(count * 2 if unit.value == "F" else count)
    return f"P{'T' if unit.value in OF_A_DAY else ''}{number}{PERIODS[unit.value]}"
