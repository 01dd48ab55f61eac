"""Points and days of the calendar: dates, months, years, weekdays, times of day, holidays.

Each function reads the words of one rule (`dates_rules.py`). Not here: weeks, quarters, durations and references
(`dates_periods.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from transforms.nlp.dates_calendar import OPEN, Interval, safe_date
from transforms.nlp.dates_reckoning import (
    Context,
    Found,
    Readings,
    first_of,
    found,
    from_previous,
    month_value,
    reckon,
)
from transforms.nlp.dates_words import Word


def calendar(words: list[Word], context: Context, rule: str) -> Readings:
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
    unplaced = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
    rule = f"{rule}: year by nearness and tense"
    return reckon(words, context, "DATE", rule, month_value(month, day, context), unplaced=unplaced)


def numeric(words: list[Word], _: Context, rule: str) -> Readings:
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


def day_range(words: list[Word], context: Context, rule: str) -> Readings:
    """December 19-20; 19 and 20 December 2022: one expression for each day."""
    first, last = (word for word in words if word.letter == "N")
    if int(first.value) >= int(last.value):
        return None
    link = next(n for n, word in enumerate(words) if word.letter in "-&")
    one = calendar([word for word in words if word is not last], context, rule)
    two = calendar([word for word in words if word is not first], context, rule)
    if not isinstance(one, Found) or not isinstance(two, Found):
        return None
    one = replace(one, start=words[0].start, end=words[link - 1].end)
    two = replace(two, start=words[link + 1].start, end=words[-1].end)
    return ends_of_range(one, two) if words[link].letter == "-" else (one, two)


def ends_of_range(one: Found, two: Found) -> tuple[Found, Found]:
    """Both ends, each with its own value and the days of the whole."""
    whole = one.interval.union(two.interval)
    return replace(one, whole=whole), replace(two, whole=whole)


def year(words: list[Word], _: Context, rule: str) -> Readings:
    """2020; early 2020; 1861-65, whose ends are two expressions."""
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
    rule = "range of years"
    one = found(words[: words.index(year) + 1], "DATE", year.value, rule)
    return ends_of_range(one, found([last], "DATE", f"{until:04}", rule))


def half_year(words: list[Word], context: Context, rule: str) -> Readings:
    """The second half of 2008, the last half of this year."""
    half, year, step = words[1] if words[0].letter == "T" else words[0], first_of(words, "Y"), words[-2]
    if half.letter == "O" and half.value not in {"1", "2"}:
        return None
    number = "2" if half.letter == "L" else half.value
    if half.letter == "L" and half.value != "":
        return None
    if year is not None:
        return found(words, "DATE", f"{year.value}-H{number}", rule)
    if words[-1].value != "Y":
        return None
    offset = {"L": -1, "X": 1}.get(step.letter, 0)
    return reckon(words, context, "DATE", rule, lambda today: f"{today.year + offset}-H{number}")


def before_christ(words: list[Word], _: Context, rule: str) -> Readings:
    """480 BC; May 480 BC: no day of the calendar, so the interval is open."""
    year, month = first_of(words, "NKY"), first_of(words, "MA")
    if year is None or not year.value.isdigit():
        return None
    value = f"BC{int(year.value):04}" + (f"-{int(month.value):02}" if month else "")
    return found(words, "DATE", value, rule, interval=OPEN, precision="month" if month else "year")


def decade(words: list[Word], _: Context, rule: str) -> Readings:
    """The 1990s, the nineties; "the '80s" are those of the twentieth century."""
    word = words[-1]
    if len(word.value) < word.end - word.start - 1 and words[0].letter != "T":
        return None  # "in his eighties"
    digits = word.value[:-1]
    decade = digits[:3] if len(digits) == 4 else f"19{digits[0]}" if len(digits) == 2 else None
    return found(words, "DATE", decade, rule) if decade else None


def weekday(words: list[Word], context: Context, rule: str) -> Readings:
    """On Tuesday, last Friday, Friday night: the latest such day in a past clause, the next in a future one."""
    day, step, part = first_of(words, "W"), first_of(words, "LHX"), first_of(words, "P")
    if day is None:
        return None
    number = int(day.value) - 1
    if step is not None and step.value == "anchor":
        context = from_previous(context)

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


def deictic(words: list[Word], context: Context, rule: str) -> Readings:
    """Yesterday, tomorrow morning, this evening, last night, noon today."""
    word, part, step = first_of(words, "D"), first_of(words, "P"), first_of(words, "LHX")
    if step is not None and step.value in {"same", "anchor"}:
        return None
    offset = int(word.value) if word else {"L": -1, "H": 0, "X": 1}[step.letter] if step else 0
    is_tonight = word is not None and offset == 0 and word.end - word.start == len("tonight")
    is_time = part is not None or is_tonight
    suffix = f"T{part.value if part else 'NI'}" if is_time else ""
    published = replace(context, is_narrative=False)
    return reckon(words, published, "TIME" if is_time else "DATE", rule,
                  lambda today: (today + timedelta(days=offset)).isoformat(), suffix=suffix)  # fmt: skip


def that_part(words: list[Word], context: Context, rule: str) -> Readings:
    """That night: of the last day told of."""
    day, part = context.day, first_of(words, "P")
    if day is None or part is None or day.value is None:
        return None
    return found(words, "TIME", f"{day.value[:10]}T{part.value}", rule, anchor=context.text or None)


def part_of_date(words: list[Word], context: Context, rule: str) -> Readings:
    """The night of April 18, 1775; the morning of 31 January."""
    part = first_of(words, "P")
    rest = words[words.index(part) + 1 :] if part else []
    if part is None or not rest:
        return None
    day = weekday(rest, context, rule) if first_of(rest, "W") and not first_of(rest, "MA") \
        else calendar(rest, context, rule)  # fmt: skip
    if not isinstance(day, Found):
        return None
    return replace(day, start=words[0].start, timex_type="TIME",
                   value=f"{day.value}T{part.value}" if day.value else None)  # fmt: skip


def clock(words: list[Word], context: Context, rule: str) -> Readings:
    """10 p.m. Wednesday; 5 p.m. EST, Nov. 9; at 10:30: a zone becomes the offset of the value."""
    digits = re.match(r"(\d{1,2})(?:[:.](\d\d))?", words[0].value)
    if digits is None:
        return None
    marker, zone = first_of(words, "p"), first_of(words, "z")
    is_afternoon = (marker is not None and marker.value.startswith("p")) or words[0].value.lower().endswith("pm")
    hour = int(digits[1]) % 12 + 12 if is_afternoon else int(digits[1])
    if hour > 24 or int(digits[2] or 0) > 59:
        return None
    time = f"T{hour:02}:{digits[2] or '00'}{zone.value if zone else ''}"
    rest = [word for word in words if word.letter in "WDMANOYT"]
    rest = [word for word in rest if word is not words[0]]
    day: Readings = None
    if first_of(rest, "MA"):
        day = calendar(rest, context, rule)
    elif first_of(rest, "W"):
        day = weekday(rest, context, rule)
    elif first_of(rest, "D"):
        day = deictic(rest, context, rule)
    else:
        return found(words, "TIME", time, rule, interval=OPEN, precision="minute")
    if not isinstance(day, Found):
        return None
    return replace(day, start=words[0].start, end=words[-1].end, timex_type="TIME", precision="minute", rule=rule,
                   value=day.value + time if day.value else None)  # fmt: skip


def holiday(words: list[Word], context: Context, rule: str) -> Readings:
    """A feast on a fixed day, with or without its year."""
    name, year = first_of(words, "C"), first_of(words, "Y")
    if name is None:
        return None
    if year is not None:
        return found(words, "DATE", f"{year.value}-{name.value}", rule)
    month, day = (int(part) for part in name.value.split("-"))
    return reckon(words, context, "DATE", rule, month_value(month, day, context))
