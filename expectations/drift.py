"""Drift: figures of a release against those of the release before it, as table-level rules with bounds.

The figures stand in `bounds.yml` with their bounds. They are taken of every release and published with it
(`validation_measures`), so that comparing needs no rows of earlier releases. Releases too small to compare, and first
ones, pass. Not here: bounds on a release alone (`bounds.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb
import polars as pl

from expectations.bounds import limit_rules, read_bounds
from expectations.model import Rule
from transforms.tables import VALIDATION_MEASURES

NEEDED = {"name", "table", "measure", "compare", "min_base", "why", "changed", "reason"}
_BOUNDS = read_bounds("drift", NEEDED)
_COLUMNS = ("measure", "category", "value", "n_base")


def _compared(bound: dict[str, Any]) -> str:
    """SQL for one row `value, now, earlier`, if both releases are large enough to compare."""
    measure, least = bound["name"], bound["min_base"]
    large = f"measure = '{measure}' AND n_base >= {least}"
    now, earlier = f"(FROM measures WHERE {large})", f"(FROM earlier_measures WHERE {large})"
    if bound["compare"] == "mix":
        # Total variation distance: the share of rows that would have to change their category.
        apart = "abs(coalesce(now.value, 0) - coalesce(earlier.value, 0))"
        most = f"row({apart}, category)"  # the category, too, lest a tie be broken by chance
        return (
            f"SELECT sum({apart}) / 2, arg_max(category || ' ' || coalesce(round(now.value, 3), 0), {most}), "
            f"arg_max(coalesce(round(earlier.value, 3), 0)::VARCHAR, {most}) "
            f"FROM {now} AS now FULL JOIN {earlier} AS earlier USING (category) "
            "HAVING count(now.value) > 0 AND count(earlier.value) > 0"
        )
    how = {"ratio": "now.value / nullif(earlier.value, 0)", "difference": "abs(now.value - earlier.value)"}
    shown = ", ".join(f"round({side}.value, 3)::VARCHAR" for side in ("now", "earlier"))
    return f"SELECT {how[bound['compare']]}, {shown} FROM {now} AS now JOIN {earlier} AS earlier USING (category)"


def _rules(bound: dict[str, Any]) -> Iterator[Rule]:
    relation = f"({_compared(bound)}) AS compared(value, now, earlier)"
    name = f"{bound['table']}.{bound['name']}_{'ratio' if bound['compare'] == 'ratio' else 'change'}"
    yield from limit_rules(bound, name, relation, " || ': ' || now || ', was ' || earlier")


RULES: tuple[Rule, ...] = tuple(rule for bound in _BOUNDS for rule in _rules(bound))
TABLE_OF: dict[str, str] = {bound["name"]: bound["table"] for bound in _BOUNDS}
"""Table that each measure is taken of."""
WHY: dict[str, str] = {bound["name"]: bound["why"] for bound in _BOUNDS}


def note_measures(con: duckdb.DuckDBPyConnection, earlier: pl.DataFrame | None = None) -> None:
    """Write the tables `measures` and `earlier_measures` that the rules read.

    Args:
        con: Connection with the loaded tables.
        earlier: `validation_measures` of the release to compare with; None compares with nothing.
    """
    taken = " UNION ALL ".join(
        f"SELECT '{bound['name']}', category, value, n_base FROM ({bound['measure']}) AS taken(category, value, n_base)"
        for bound in _BOUNDS
    )
    con.execute(
        f"CREATE OR REPLACE TABLE measures AS FROM ({taken}) AS taken({', '.join(_COLUMNS)}) "
        "WHERE category IS NOT NULL AND isfinite(value::DOUBLE)"
    )
    frame = VALIDATION_MEASURES.frame([]) if earlier is None else earlier
    con.register("given_measures", frame.select(_COLUMNS))
    con.execute("CREATE OR REPLACE TABLE earlier_measures AS FROM given_measures")
    con.unregister("given_measures")


def read_measures(con: duckdb.DuckDBPyConnection, validation_id: str) -> pl.DataFrame:
    """What `note_measures` took, as rows of `validation_measures`."""
    taken: pl.DataFrame = con.sql("FROM measures").pl()
    return VALIDATION_MEASURES.conform(
        taken.with_columns(
            validation_id=pl.lit(validation_id),
            table_name=pl.col("measure").replace_strict(TABLE_OF, return_dtype=pl.String),
        )
    )


def earlier_of(validation_id: str, history: Sequence[pl.DataFrame]) -> pl.DataFrame | None:
    """The measures to compare with: those of the latest release that holds other rows than the one judged.

    A release that is judged again must come out as it did, so it is not compared with itself.
    """
    others = (frame for frame in history if frame.height and frame["validation_id"][0] != validation_id)
    return next(others, None)
