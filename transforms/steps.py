"""The books of a run: rows in = rows out + rows dropped, per step and reason.

Not here: counting during validation (`expectations/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from transforms.articles import CODED_LANGUAGE
from transforms.tables import STEPS


class BooksDoNotBalanceError(AssertionError):
    """Rows were lost or made between two steps; the message says where and how many."""


def balanced(step: str, table_name: str, n_in: int, outcomes: Mapping[str, int]) -> list[dict[str, Any]]:
    """Rows of `steps` for one count. Raises `BooksDoNotBalanceError` unless the outcomes add up to `n_in`.

    >>> [row["n_rows"] for row in balanced("ingest", "items", 3, {"out": 2, "duplicate": 1})]
    [3, 2, 1]
    """
    if sum(outcomes.values()) != n_in:
        raise BooksDoNotBalanceError(f"{step} {table_name}: {n_in} in, but {dict(outcomes)} out")
    counts = {"in": n_in, **outcomes}
    return [{"step": step, "table_name": table_name, "outcome": outcome, "n_rows": n} for outcome, n in counts.items()]


def count_steps(
    inputs: pl.DataFrame,
    articles: pl.DataFrame,
    coded: Mapping[str, pl.DataFrame],
    linked: Mapping[str, pl.DataFrame],
) -> pl.DataFrame:
    """Rows of `steps` for ingest, code and link."""
    outcomes = dict(inputs.group_by("outcome").len().sort("outcome").iter_rows())
    taken = sum(outcomes.pop(name, 0) for name in ("accepted", "revision", "unsupported_language"))
    not_english = articles.filter(pl.col("language") != CODED_LANGUAGE).height
    failed = coded["document_failures"].height
    n_coded = articles.height - not_english - failed
    merged = coded["document_events"].height - linked["events"].height
    rows = [
        *balanced("ingest", "inputs", inputs.height, {"out": taken, **outcomes}),
        *balanced(
            "code",
            "articles",
            articles.height,
            {"out": n_coded, "unsupported_language": not_english, "coding failed": failed},
        ),
        *balanced(
            "link", "events", coded["document_events"].height, {"out": linked["events"].height, "same event": merged}
        ),
        *balanced(
            "link",
            "event_mentions",
            coded["document_event_mentions"].height,
            {"out": linked["event_mentions"].height},
        ),
        *balanced("link", "attributions", coded["attributions"].height, {"out": linked["attributions"].height}),
    ]
    return STEPS.frame(rows)


def count_validation(rows_in: Mapping[str, int], rows_out: Mapping[str, int]) -> pl.DataFrame:
    """Rows of `steps` for validation: what came in per table is published or quarantined."""
    rows = [
        row
        for table, n_in in sorted(rows_in.items())
        for row in balanced("validate", table, n_in, {"out": rows_out[table], "quarantined": n_in - rows_out[table]})
    ]
    return STEPS.frame(rows)
