"""Periods, durations and references: quarters, seasons, "last week", "two years ago", "every day", "after that".

Each function reads the words of one rule (`dates_rules.py`). Not here: days and dates (`dates_points.py`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from transforms.nlp.dates_calendar import OPEN, Interval, interval_of, shift, unit_after, unit_value
from transforms.nlp.dates_reckoning import (
    NEAR,
    OF_A_DAY,
    PERIODS,
    Context,
    Readings,
    amount,
    duration_value,
    first_of,
    found,
    from_previous,
    reckon,
    reference,
)
from transforms.nlp.dates_words import Word


def ordinal_unit(words: list[Word], context: Context, rule: str) -> Readings:
    """The third quarter (of 2022), the 20th century."""
    number, unit, year = first_of(words, "O"), first_of(words, "U"), first_of(words, "Y")
    if number is None or unit is None:
        return None
    nth = int(number.value)
    if unit.value == "C" and nth > 1:
        if words[-1].letter == "j":
            return found(words, "DATE", f"BC{nth - 1:02}", "century", interval=OPEN, precision="century")
        return found(words, "DATE", f"{nth - 1:02}", "century")
    if unit.value != "Q" or not 1 <= nth <= 4:
        return None
    if year is not None or context.borrowed is not None:
        return found(words, "DATE", f"{year.value if year else context.borrowed}-Q{nth}", rule)
    step = first_of(words, "LHXGe")
    offset = {"L": -1, "H": 0, "X": 1, "G": -1, "e": -1}[step.letter] if step else None

    def value_at(today: date) -> str:
        if offset is not None:
            return f"{today.year + offset}-Q{nth}"
        begun = nth <= (today.month + 2) // 3
        return f"{today.year if begun or context.tense > 0 else today.year - 1}-Q{nth}"

    return reckon(words, context, "DATE", rule, value_at)


def season(words: list[Word], context: Context, rule: str) -> Readings:
    """The summer of 1963, last winter, in spring: three months, winter from December on."""
    season, year, step = first_of(words, "S"), first_of(words, "Y"), first_of(words, "LHX")
    if season is None:
        return None
    if year is not None:
        return found(words, "DATE", f"{year.value}-{season.value}", rule)
    name = season.value

    def value_at(today: date) -> str | None:
        values = [f"{today.year + offset}-{name}" for offset in (-1, 0, 1)]
        begun = [value for value in values if (start := interval_of(value).earliest) and start <= today]
        running = [value for value in begun if (end := interval_of(value).latest) and end >= today]
        ended = [value for value in begun if value not in running]
        if (step is not None and step.letter == "X") or (step is None and context.tense > 0):
            return values[len(begun)] if len(begun) < len(values) else None
        if step is not None and step.letter == "L":
            return (ended or begun)[-1] if begun else None
        if step is not None and step.letter == "H":
            return running[-1] if running else f"{today.year}-{name}"
        return begun[-1] if begun else None

    return reckon(words, context, "DATE", rule, value_at)


def of_told(words: list[Word], context: Context, rule: str) -> Readings:
    """That year, the same day: the unit that the last expression lies in."""
    unit, previous = first_of(words, "U"), context.previous
    if unit is None or previous is None or previous.interval.earliest is None or unit.value in OF_A_DAY:
        return None
    if unit.value == "D" and previous.precision not in {"day", "minute"}:
        return None
    value = unit_value(previous.interval.earliest, unit.value)
    return found(words, "DATE", value, rule, anchor=context.text)


def told_quarter(words: list[Word], context: Context, rule: str) -> Readings:
    """The (latest) quarter, the 1988 period: the quarter last spoken of, or that of the year named."""
    unit, year, told = first_of(words, "U"), first_of(words, "Y"), context.quarter
    if told is None or told.value is None or (unit is not None and unit.value != "Q"):
        return None
    value = (year.value if year else told.value[:4]) + told.value[4:]
    return found(words, "DATE", value, rule, anchor="quarter told of")


def relative_unit(words: list[Word], context: Context, rule: str) -> Readings:
    """Last week, next month, this year, the end of the year, earlier this month, over the weekend."""
    unit, step = first_of(words, "U"), first_of(words, "LHX")
    if unit is None or unit.value in OF_A_DAY:
        return None
    letter = step.letter if step else "H"
    if step is not None and step.value in {"same", "anchor"}:
        context = from_previous(context)
        if context.previous is None:
            return None
    if unit.value == "WE" and letter == "H" and context.tense <= 0:
        letter = "L"
    count = {"L": -1, "H": 0, "X": 1}[letter]
    follows = step is not None and step.value == "" and words[0].letter == "T"
    if unit.value == "WE":
        # The last weekend is the one whose Sunday came before the reference day.

        def weekend_at(today: date) -> str:
            back = timedelta(days=(today.weekday() + 2) % 7)
            return unit_value(today - back if count < 0 else today + timedelta(weeks=count), "WE")

        return reckon(words, context, "DATE", rule, weekend_at)
    if unit.value == "D" and not follows:
        return None
    if follows and context.previous is not None and unit.value == "D":
        context = replace(context, is_narrative=True)
    return reckon(words, context, "DATE", rule,
                  lambda today: unit_after(today, count, unit.value))  # fmt: skip


def ago(words: list[Word], context: Context, rule: str) -> Readings:
    """Two weeks ago, several years ago, a year earlier: as precise as its unit."""
    unit, marker = first_of(words, "UV"), first_of(words, "Ge")
    count = amount(words)
    if unit is None or marker is None:
        return None
    if count is None and unit.letter == "U":
        count = 1
    told = context.quarter
    if count == 1 and unit.value == "Y" and told is not None and told.value is not None:
        # "compared with a year earlier" in a report on a quarter: the same quarter of the year before
        return found(words, "DATE", f"{int(told.value[:4]) - 1:04}{told.value[4:]}", rule, anchor="quarter told of")
    sign = int(marker.value) if marker.letter == "e" else -1
    if marker.letter == "e" and context.previous is not None and context.previous.interval.earliest is not None:
        context = replace(context, is_narrative=True)
    days, anchor = reference(context)
    if count is None or unit.value in {"M", "S"}:
        interval = Interval(None, days.latest) if sign < 0 else Interval(days.earliest, None)
        return found(words, "DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", rule, interval=interval,
                      precision="past" if sign < 0 else "future", anchor=anchor)  # fmt: skip
    step = -(-count // 24) if unit.value == "H" else count
    grain = "D" if unit.value == "H" else unit.value
    return reckon(words, context, "DATE", rule, lambda today: unit_after(today, sign * step, grain))


def last_units(words: list[Word], context: Context, rule: str) -> Readings:
    """The past two months, over the next ten days: a stretch that ends or begins at the reference."""
    value, step, unit, count = duration_value(words), first_of(words, "LX"), first_of(words, "UV"), amount(words)
    if value is None or step is None or unit is None:
        return None
    days, anchor = reference(context)
    if step.letter == "L":
        start = None
        if days.earliest and count and unit.value not in OF_A_DAY:
            start = shift(days.earliest, -count, unit.value)
        interval = Interval(start, days.latest)
    else:
        end = shift(days.latest, count, unit.value) if days.latest and count and unit.value not in OF_A_DAY else None
        interval = Interval(days.earliest, end)
    return found(words, "DURATION", value, rule, interval=interval, precision="duration", anchor=anchor)


def duration(words: list[Word], context: Context, rule: str) -> Readings:
    """Two years, a six-month, for years: how long, not when; "for years" of the past reaches up to publication."""
    value = duration_value(words)
    if value is None:
        return None
    days, anchor = reference(context)
    reaches_now = rule == "for so long" and context.tense <= 0
    return found(words, "DURATION", value, rule, precision="duration",
                  interval=Interval(None, days.latest) if reaches_now else OPEN,
                  anchor=anchor if reaches_now else None)  # fmt: skip


def bare_units(words: list[Word], _: Context, rule: str) -> Readings:
    """Within days, weeks later: how many is left open."""
    unit = words[-1]
    value = f"P{'T' if unit.value in OF_A_DAY else ''}X{PERIODS[unit.value]}"
    return found(words, "DURATION", value, rule, interval=OPEN, precision="duration")


def year_end(words: list[Word], context: Context, rule: str) -> Readings:
    """Year-end, year's end: the year that ends; which day is left open."""
    if words[0].value != "Y" or words[-1].value != "END":
        return None
    return reckon(words, context, "DATE", rule, lambda today: f"{today.year:04}")


def the_past(words: list[Word], context: Context, rule: str) -> Readings:
    """In the past: up to the day of publication."""
    if words[-1].value != "past":
        return None
    days, anchor = reference(replace(context, is_narrative=False))
    return found(words, "DATE", "PAST_REF", rule, interval=Interval(None, days.latest), precision="past",
                 anchor=anchor)  # fmt: skip


def repeated(words: list[Word], _: Context, rule: str) -> Readings:
    """Every day, each Thursday, Mondays."""
    unit = first_of(words, "UVWw")
    if unit is None:
        return None
    part = first_of(words, "P")
    if unit.letter in "Ww":
        value = f"XXXX-WXX-{unit.value}" + (f"T{part.value}" if part else "")
    else:
        value = f"P{'T' if unit.value in OF_A_DAY else ''}{amount(words) or 1}{PERIODS[unit.value]}"
    return found(words, "SET", value, rule, interval=OPEN, precision="set")


def reference_word(words: list[Word], context: Context, _: str) -> Readings:
    """Now, recently, earlier, after that: open on the side the words leave open."""
    meaning, value = words[0].value.split("|")
    if meaning == "future" and context.tense < 0:
        return None  # "he soon left" is told of the past
    published = context.published
    if meaning == "set":
        return found(words, "SET", value, "set", interval=OPEN, precision="set")
    if meaning == "lately":
        return found(words, "DURATION", value, "reference to the past", interval=Interval(None, published.latest),
                     precision="past", anchor="publication" if published != OPEN else None)  # fmt: skip
    return _refer(words, context, meaning, value)


def _refer(words: list[Word], context: Context, meaning: str, value: str) -> Readings:
    """A reference to the day of publication, or to the last expression told of."""
    published, previous = context.published, context.told or context.previous
    previous_text = context.told_text or context.text
    to_previous = meaning in {"before", "after", "since", "same"} and previous is not None
    days = previous.interval if to_previous and previous else published
    anchor = previous_text if to_previous else "publication" if published != OPEN else None
    if meaning == "now":
        interval, rule = published, "reference to the present"
        spoken = previous.interval.earliest if previous else None
        # The present of a statement reported before is the day it was made.
        if spoken and published.earliest and timedelta(0) < published.earliest - spoken <= NEAR:
            interval = Interval(spoken, published.latest)
    elif meaning in {"past", "until", "before"}:
        interval, rule = Interval(None, days.latest), "reference to the past"
    elif meaning in {"after", "since"}:
        latest = published.latest if context.tense <= 0 else None
        if latest and days.earliest and latest < days.earliest:
            latest = None
        interval, rule = Interval(days.earliest, latest), "after the last expression"
    elif meaning == "same":
        if previous is None:
            return None
        return found(words, "DATE", previous.value or value or None, "same as the last expression",
                      interval=previous.interval, precision=previous.precision, anchor=previous_text)  # fmt: skip
    else:
        interval, rule = Interval(published.earliest, None), "reference to the future"
    return found(words, "DATE", value or None, rule, interval=interval, precision=meaning, anchor=anchor)
