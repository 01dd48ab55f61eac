"""What an interval of days and its precision must say together, wherever a table has both."""

from __future__ import annotations

from expectations.model import Rule, error, warn

_LONGEST = {"week": 7, "weekend": 4, "month": 31, "season": 92, "quarter": 92, "half": 184, "year": 366, "decade": 3653}
"""Most days an interval of a precision can span; a week named from an uncertain day may not be longer either."""
_CLOSED = (
    "minute",
    "day",
    "days",
    "week",
    "weekend",
    "month",
    "season",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
)
"""Precisions that have a first and a last day."""
_OPEN_START = ("before", "until")
_OPEN_END = ("after", "since")


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def interval_rules(table: str, earliest: str, latest: str, precision: str) -> tuple[Rule, ...]:
    """Rules for one interval; the arguments are its column names."""
    first, last, kind = f"this.{earliest}", f"this.{latest}", f"this.{precision}"
    bounds = f"coalesce(CAST({first} AS VARCHAR), 'open') || ' to ' || coalesce(CAST({last} AS VARCHAR), 'open')"
    detail = f"{kind} || ': ' || {bounds}"
    too_long = " ".join(f"WHEN '{name}' THEN {days}" for name, days in _LONGEST.items())
    return (
        error(f"{table}.{latest}_follows_{earliest}", "An interval ends no earlier than it begins.",
              f"{first} > {last}", bounds),
        error(f"{table}.day_is_one_day", "Rows of day precision are joined and counted by their day.",
              f"{kind} IN ('minute', 'day') AND {first} <> {last}", detail),
        warn(f"{table}.interval_fits_precision", "An interval longer than its precision was misread.",
             f"{last} - {first} >= CASE {kind} {too_long} END", detail),
        warn(f"{table}.closed_precision_has_bounds", "A day, a month or a year has a first and a last day.",
             f"{kind} IN ({_listed(_CLOSED)}) AND ({first} IS NULL OR {last} IS NULL)", detail),
        warn(f"{table}.before_is_open", "'Before March' has no first day.",
             f"{kind} IN ({_listed(_OPEN_START)}) AND {first} IS NOT NULL AND {last} IS NULL", detail),
        warn(f"{table}.after_is_open", "'After March' has a first day and may lack a last one, not the reverse.",
             f"{kind} IN ({_listed(_OPEN_END)}) AND {last} IS NOT NULL AND {first} IS NULL", detail),
        warn(f"{table}.year_is_plausible", "A day outside 1000 to 2200 is a misread number.",
             f"year({first}) NOT BETWEEN 1000 AND 2200 OR year({last}) NOT BETWEEN 1000 AND 2200", detail),
    )  # fmt: skip
