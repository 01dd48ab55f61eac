"""The rules: sequences of word classes, and what each means on the calendar.

Each rule is a regular expression over the class letters of `dates_words.py` and the function that reads its words. What
a rule cannot place is left open, never put on the day of publication. Values follow TIMEX3 as used in TempEval-3
(UzZaman et al. 2013). Not here: tense, ranges over two expressions, the walk through an article (`dates.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from transforms.nlp import dates_periods as periods
from transforms.nlp import dates_points as points
from transforms.nlp.dates_reckoning import Context, Readings
from transforms.nlp.dates_words import Word

Builder = Callable[[list[Word], Context, str], Readings]

_MONTH = "[MA]"
_COUNT = r"(?:n(?:-?n)*(?:&?a?h)?|Nh?|K|aqo?|qo?|an(?=V))"
_COUNTS = rf"{_COUNT}(?:[t|]{_COUNT})?"
_DAY = rf"(?:W,?)?(?:T?{_MONTH}(?:[NO]|TO)(?:,?Y)?|(?:T?Oo?|T?N|O){_MONTH}(?:,?Y)?)"


def _weekend(words: list[Word], context: Context, rule: str) -> Readings:
    return periods.relative_unit(words, context, rule) if words[1].value == "WE" else None


RULES: tuple[tuple[str, str, Builder], ...] = (
    ("numeric date", r"I|Y-N-N(?!-)", points.numeric),
    ("year before Christ", rf"(?:(?:E-?)?{_MONTH},?)?[NKY]j", points.before_christ),
    ("range of days", rf"{_MONTH}N-N(?:,?Y)?|N-N{_MONTH}(?:,?Y)?|{_MONTH}N&N(?:,?Y|(?=[,.)x]|$))|N&N{_MONTH}(?:,?Y)?",
     points.day_range),
    ("part of a day", rf"(?:T?E[-io]?)?T?P[io]T?{_DAY}|T?PoW", points.part_of_date),
    ("full date", rf"(?:W,?)?{_MONTH}(?:[NO]|TO),?Y|(?:W,?)?(?:T?Oo?|T?N){_MONTH},?Y", points.calendar),
    ("day of a month", rf"(?:W,?)?{_MONTH}(?:[NO]|TO)|(?:W,?)?(?:T?Oo|T?N|O){_MONTH}", points.calendar),
    ("month of a year", rf"(?:T?E[-o]?)?{_MONTH}[,o]?Y|(?:E-?)?{_MONTH},?o?[LHX]U", points.calendar),
    ("month", r"(?:T?E[-o]?)?(?:[LXH]?M|[LXH]A)|T?E[-o]?A|(?<=[isuF])A(?![NK])|(?<=[MA]t)A(?![NK])", points.calendar),
    ("half of a year", r"T?[OL]ho(?:T?k?Y|[LHXT]U)", points.half_year),
    ("ordinal period", r"(?:O-U|(?:[LHX]U'x|T?Y|T?U-?[Ge])k?O-?U|T?k?OU(?:j|o?Y|o[LXH]U)?)", periods.ordinal_unit),
    ("season", r"(?:E-?)?(?:TSo?Y|SoY|SY|T?YS|[LXH]S(?!x)|TS(?![xo])|(?<=i)S(?!x))", periods.season),
    ("holiday", r"[LXH]?C(?:,?Y)?", points.holiday),
    ("decade", r"T?(?:E-?)?y", points.decade),
    ("quarter of a year named", r"T?Y(?:U|l)", periods.told_quarter),
    ("year", r"(?:T?E[-o]?)?(?:TU|k)?Y(?:-[YNKB])?", points.year),
    ("last units", rf"T?[LX]{_COUNTS}[UV]", periods.last_units),
    ("the same period", r"dH?U|THU", periods.of_told),
    ("relative period", r"(?:(?:T?E-?o?|e)T?[LXH]?U|T?[LXH]U)P?", periods.relative_unit),
    ("the quarter told of", r"T[gk]+(?:U|l)|TU(?![GVe'-])", periods.told_quarter),
    ("year-ago period", r"T?U-?[Ge](?:U|l)", periods.ago),
    ("ago", rf"m*(?:(?:{_COUNTS}|a)-?[UV]-?[Ge]|[UV]-?G|U-e)", periods.ago),
    ("clock", rf"(?:c|N)pz?,?i?(?:{_DAY}|[WD])|(?:c|N)pz?|(?<=[ius])cz?(?:i?[WD])?|cz", points.clock),
    ("weekday", r"(?:[Ee]-?)?(?:T?L|X|HX?)?WP?|(?:E-?)?PW", points.weekday),
    ("deictic day", r"(?:[Ee]-?)?DP?|(?:E-?)?PD|[eE]?[HL]P", points.deictic),
    ("that part of a day", r"dP", points.that_part),
    ("year-end", r"U-?E|U'xE", periods.year_end),
    ("set", r"v(?:n|N)?[UWV]|wP?", periods.repeated),
    ("duration", rf"m*(?:TO?)?{_COUNTS}V|m*{_COUNT}-?U|m+aU|(?:(?<=[ifsutob])|^)aU", periods.duration),
    ("for so long", r"(?<=f)V", periods.duration),
    ("so long", r"(?<=i)V|V(?=e)", periods.bare_units),
    ("reference", r"R", periods.reference_word),
    ("the past", r"(?<=i)TL(?![UVnNqOhYMWSk])", periods.the_past),
    ("weekend", r"TU", _weekend),
)  # fmt: skip
COMBINED = re.compile("|".join(f"(?P<r{number}>{pattern})" for number, (_, pattern, _) in enumerate(RULES)))
