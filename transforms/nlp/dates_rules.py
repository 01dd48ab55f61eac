"""The rules: sequences of word classes, and what each means on the calendar.

Each rule is a regular expression over the class letters of `dates_words.py` and a builder. What a rule cannot place is
left open, never put on the day of publication. Values follow TIMEX3 as used in TempEval-3 (UzZaman et al. 2013).
Not here: tense, ranges over two expressions, the walk through an article (`dates.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from transforms.nlp.dates_calendar import OPEN, Interval, interval_of, safe_date, shift, unit_after, unit_value
from transforms.nlp.dates_reckoning import (
    NEAR,
    OF_A_DAY,
    PERIODS,
    Context,
    Found,
    amount,
    duration_value,
    first_of,
    found,
    month_value,
    reckon,
    reference,
)
from transforms.nlp.dates_words import Word

Builder = Callable[[list[Word], Context, str], Found | None]


def _calendar(words: list[Word], context: Context, rule: str) -> Found | None:
    """Month with what stands around it: day, year, weekday, "early", "last"."""
    month_word = first_of(words, "MA")
    if month_word is None:
        return None
    month = int(month_word.value)
    day_word, year_word = first_of(words, "NO"), first_of(words, "Y")
    day = int(day_word.value) if day_word else None
    if day is not None and safe_date(2000, month, day) is None:
        return None
    year = int(year_word.value) if year_word else context.borrowed
    relative_year = first_of(words, "U")
    if year is not None:
        value = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
        if day and safe_date(year, month, day) is None:
            return None
        return found(words, "DATE", value, rule if year_word else "year of the next expression")
    step = first_of(words, "LHX")
    if relative_year is not None and step is not None:
        if relative_year.value != "Y":
            return None
        offset = {"L": -1, "H": 0, "X": 1}[step.letter]
        return reckon(words, context, "DATE", rule, lambda today: f"{today.year + offset:04}-{month:02}")
    if step is not None:
        context = replace(context, tense={"L": -1, "H": 0, "X": 1}[step.letter])
    named = {-1: "latest before", 1: "next after", 0: "nearest to"}[context.tense]
    unplaced = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
    return reckon(
        words, context, "DATE", f"{rule}: {named} the anchor", month_value(month, day, context), unplaced=unplaced
    )


def _numeric(words: list[Word], _: Context, rule: str) -> Found | None:
    """2022-12-19, 19.12.2022, 12/19/2022; where day and month could change places, both are meant."""
    if words[0].letter == "Y":
        day = safe_date(*(int(word.value) for word in words if word.letter in "YN"))
        return found(words, "DATE", day.isoformat(), rule) if day else None
    separator = "/" if "/" in words[0].value else "."
    one, two, year = (int(part) for part in words[0].value.split(separator))
    day_first, month_first = safe_date(year, two, one), safe_date(year, one, two)
    readings = [reading for reading in (day_first, month_first if separator == "/" else None) if reading]
    if not readings:
        return None
    if len(set(readings)) == 1:
        return found(words, "DATE", readings[0].isoformat(), rule)
    return found(words, "DATE", None, f"{rule}, day or month first", precision="vague",
                  interval=Interval(min(readings), max(readings)))  # fmt: skip


def _day_range(words: list[Word], context: Context, rule: str) -> Found | None:
    """December 19-20; 19 and 20 December 2022."""
    first, last = (word for word in words if word.letter == "N")
    if int(first.value) >= int(last.value):
        return None
    one = _calendar([word for word in words if word is not last], context, rule)
    two = _calendar([word for word in words if word is not first], context, rule)
    if one is None or two is None:
        return None
    return found(words, "DATE", None, rule, interval=one.interval.union(two.interval), precision="days",
                  anchor=one.anchor)  # fmt: skip


def _year(words: list[Word], _: Context, rule: str) -> Found | None:
    year = first_of(words, "Y")
    if year is None:
        return None
    last = words[-1]
    if last is year:
        return found(words, "DATE", year.value, rule)
    short = last.letter in "NKB" and len(last.value) == 2
    until = int(year.value[:2] + last.value if short else last.value) if last.value.isdigit() else 0
    if not int(year.value) < until < int(year.value) + 200:
        return None
    interval = Interval(date(int(year.value), 1, 1), date(until, 12, 31))
    return found(words, "DATE", None, "range of years", interval=interval, precision="years")


def _decade(words: list[Word], _: Context, rule: str) -> Found | None:
    digits = words[-1].value[:-1]
    decade = digits[:3] if len(digits) == 4 else f"19{digits[0]}" if len(digits) == 2 else None
    return found(words, "DATE", decade, rule) if decade else None


def _ordinal_unit(words: list[Word], context: Context, rule: str) -> Found | None:
    """The third quarter (of 2022), the 20th century."""
    number, unit, year = first_of(words, "O"), first_of(words, "U"), first_of(words, "Y")
    if number is None or unit is None:
        return None
    nth = int(number.value)
    if unit.value == "C" and nth > 1:
        return found(words, "DATE", f"{nth - 1:02}", "century")
    if unit.value != "Q" or not 1 <= nth <= 4:
        return None
    if year is not None or context.borrowed is not None:
        return found(words, "DATE", f"{year.value if year else context.borrowed}-Q{nth}", rule)
    step = first_of(words, "LHX")
    offset = {"L": -1, "H": 0, "X": 1}[step.letter] if step else None

    def value_at(today: date) -> str:
        if offset is not None:
            return f"{today.year + offset}-Q{nth}"
        begun = nth <= (today.month + 2) // 3
        return f"{today.year if begun or context.tense > 0 else today.year - 1}-Q{nth}"

    return reckon(words, context, "DATE", rule, value_at)


def _season(words: list[Word], context: Context, rule: str) -> Found | None:
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


def _relative_unit(words: list[Word], context: Context, rule: str) -> Found | None:
    """Last week, next month, this year, the end of the year, earlier this month, over the weekend."""
    unit, step = first_of(words, "U"), first_of(words, "LHX")
    if unit is None or unit.value in OF_A_DAY:
        return None
    letter = step.letter if step else "H"
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


def _weekday(words: list[Word], context: Context, rule: str) -> Found | None:
    """On Tuesday, last Friday, Friday night: the latest such day in a past clause, the next in a future one."""
    day, step, part = first_of(words, "W"), first_of(words, "LHX"), first_of(words, "P")
    if day is None:
        return None
    number = int(day.value) - 1

    def value_at(today: date) -> str:
        back = (today.weekday() - number) % 7
        ahead = (number - today.weekday()) % 7
        if step is not None and step.letter == "L":
            return (today - timedelta(days=back or 7)).isoformat()
        if step is not None and step.letter == "X":
            return (today + timedelta(days=ahead or 7)).isoformat()
        if step is not None or context.tense > 0:
            return (today + timedelta(days=ahead)).isoformat()
        return (today - timedelta(days=back)).isoformat()

    suffix = f"T{part.value}" if part else ""
    return reckon(
        words, context, "TIME" if part else "DATE", rule, value_at, suffix=suffix, unplaced=f"XXXX-WXX-{number + 1}"
    )


def _deictic(words: list[Word], context: Context, rule: str) -> Found | None:
    """Yesterday, tomorrow morning, this evening, last night."""
    word, part, step = first_of(words, "D"), first_of(words, "P"), first_of(words, "LHX")
    offset = int(word.value) if word else {"L": -1, "H": 0, "X": 1}[step.letter] if step else 0
    is_time = part is not None or (word is not None and words[-1].end - words[-1].start == 7 and offset == 0)
    suffix = f"T{part.value if part else 'NI'}" if is_time else ""
    published = replace(context, is_narrative=False)
    return reckon(words, published, "TIME" if is_time else "DATE", rule,
                  lambda today: (today + timedelta(days=offset)).isoformat(), suffix=suffix)  # fmt: skip


def _clock(words: list[Word], context: Context, rule: str) -> Found | None:
    """10 p.m. Wednesday; at 10:30."""
    digits = re.match(r"(\d{1,2})(?:[:.](\d\d))?", words[0].value)
    if digits is None:
        return None
    marker = first_of(words, "p")
    is_afternoon = (marker is not None and marker.value.startswith("p")) or words[0].value.lower().endswith("pm")
    hour = int(digits[1]) % 12 + 12 if is_afternoon else int(digits[1])
    if hour > 24 or int(digits[2] or 0) > 59:
        return None
    time = f"T{hour:02}:{digits[2] or '00'}"
    if first_of(words, "W"):
        day = _weekday(words, context, rule)
    elif first_of(words, "D"):
        day = _deictic([word for word in words if word.letter == "D"], context, rule)
    else:
        return found(words, "TIME", time, rule, interval=OPEN, precision="minute")
    if day is None:
        return None
    return replace(day, start=words[0].start, end=words[-1].end, timex_type="TIME", precision="minute", rule=rule,
                   value=day.value + time if day.value else None)  # fmt: skip


def _holiday(words: list[Word], context: Context, rule: str) -> Found | None:
    name, year = first_of(words, "C"), first_of(words, "Y")
    if name is None:
        return None
    if year is not None:
        return found(words, "DATE", f"{year.value}-{name.value}", rule)
    month, day = (int(part) for part in name.value.split("-"))
    return reckon(words, context, "DATE", rule, month_value(month, day, context))


def _ago(words: list[Word], context: Context, rule: str) -> Found | None:
    """Two weeks ago, several years ago, a year earlier: as precise as its unit."""
    unit, marker = first_of(words, "UV"), first_of(words, "Ge")
    count = amount(words)
    if unit is None or marker is None:
        return None
    if count is None and unit.letter == "U":
        count = 1
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


def _last_units(words: list[Word], context: Context, rule: str) -> Found | None:
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


def _duration(words: list[Word], context: Context, rule: str) -> Found | None:
    """Two years, a six-month, for years: how long, not when; "for years" of the past reaches up to publication."""
    value = duration_value(words)
    if value is None:
        return None
    days, anchor = reference(context)
    reaches_now = words[0].letter == "f" and words[-1].letter == "V" and amount(words) is None and context.tense <= 0
    return found(words, "DURATION", value, rule, precision="duration",
                  interval=Interval(None, days.latest) if reaches_now else OPEN,
                  anchor=anchor if reaches_now else None)  # fmt: skip


def _set(words: list[Word], _: Context, rule: str) -> Found | None:
    unit = first_of(words, "UVWw")
    if unit is None:
        return None
    if unit.letter in "Ww":
        value = f"XXXX-WXX-{unit.value}"
    else:
        value = f"P{'T' if unit.value in OF_A_DAY else ''}{amount(words) or 1}{PERIODS[unit.value]}"
    return found(words, "SET", value, rule, interval=OPEN, precision="set")


def _reference(words: list[Word], context: Context, _: str) -> Found | None:
    """Now, recently, earlier, after that: open on the side the words leave open."""
    meaning, value = words[0].value.split("|")
    if meaning == "future" and context.tense < 0:
        return None  # "he soon left" is told of the past
    published, previous = context.published, context.told or context.previous
    previous_text = context.told_text or context.text
    if meaning == "set":
        return found(words, "SET", value, "set", interval=OPEN, precision="set")
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


_MONTH = "[MA]"
_COUNT = r"(?:n(?:-?n)*|N|K|aqo?|qo?|an(?=V))"
RULES: tuple[tuple[str, str, Builder], ...] = (
    ("numeric date", r"I|Y-N-N(?!-)", _numeric),
    ("range of days", rf"{_MONTH}N-N(?:,?Y)?|N-N{_MONTH}(?:,?Y)?|{_MONTH}N&N(?:,?Y|(?=[,.)]|$))|N&N{_MONTH}(?:,?Y)?",
     _day_range),
    ("full date", rf"(?:W,?)?{_MONTH}(?:[NO]|TO),?Y|(?:W,?)?(?:T?Oo?|N){_MONTH},?Y", _calendar),
    ("day of a month", rf"(?:W,?)?{_MONTH}(?:[NO]|TO)|(?:W,?)?(?:T?Oo|N|O){_MONTH}", _calendar),
    ("month of a year", rf"(?:T?E[-o]?)?{_MONTH}[,o]?Y|(?:E-?)?{_MONTH},?o?[LHX]U", _calendar),
    ("month", r"(?:T?E[-o]?)?(?:[LXH]?M|[LXH]A)|T?E[-o]?A|(?<=[isuF])A(?![xN])", _calendar),
    ("ordinal period", r"(?:O-U|T?OU(?:o?Y|o[LXH]U)?)", _ordinal_unit),
    ("season", r"(?:E-?)?(?:[LXH]S|TS(?:o?Y|(?!o))|SoY|SY|(?<=i)S)(?!x)", _season),
    ("holiday", r"[LXH]?C(?:,?Y)?", _holiday),
    ("decade", r"T?(?:E-?)?y", _decade),
    ("year", r"(?:T?E[-o]?)?(?:TU)?Y(?:-[YNKB])?", _year),
    ("last units", rf"T?[LX]{_COUNT}[UV]", _last_units),
    ("relative period", r"(?:(?:T?E-?o?|e)T?[LXH]?U|T?[LXH]U)P?", _relative_unit),
    ("ago", rf"m*(?:(?:{_COUNT}|a)-?[UV]-?[Ge]|[UV]-?G|U-e)", _ago),
    ("clock", r"(?:c|N)p(?:i?[WD])?|(?<=i)c(?:i?[WD])?", _clock),
    ("weekday", r"(?:[Ee]-?)?[LXH]?WP?", _weekday),
    ("deictic day", r"(?:[Ee]-?)?DP?|[HL]P", _deictic),
    ("set", r"v(?:n|N)?[UWV]|w", _set),
    ("duration", rf"m*(?:TO?)?{_COUNT}V|{_COUNT}-?U|(?:(?<=[ifsutobm])|^)aU|fV", _duration),
    ("reference", r"R", _reference),
    ("weekend", r"TU", lambda words, context, rule: _relative_unit(words, context, rule)
     if words[1].value == "WE" else None),
)  # fmt: skip
COMBINED = re.compile("|".join(f"(?P<r{number}>{pattern})" for number, (_, pattern, _) in enumerate(RULES)))
