"""The books of a run: rows in = rows out + rows dropped, per step and reason.

Not here: counting during validation (`expectations/`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl

from transforms.articles import CODED_LANGUAGE
from transforms.tables import STEPS

_TAKEN_IN = ("accepted", "revision", "unsupported_language")
"""Outcomes of input items that became a version of an article."""

_READABLE = r"[\p{L}\p{N}]"
"""What a text needs to have a sentence: a letter or a digit."""


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


def narrowed(coded: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """What `count_steps` reads of coded frames: the article version of each row."""
    return {name: rows.select("article_id", "version") for name, rows in coded.items()}


def count_steps(
    inputs: pl.DataFrame,
    articles: pl.DataFrame,
    coded: Mapping[str, pl.DataFrame],
    linked: Mapping[str, pl.DataFrame],
) -> pl.DataFrame:
    """Rows of `steps` for ingest, code and link; each outcome is counted where it ended, none is what is left over.

    Args:
        inputs: Rows of `inputs`, of all runs that `articles` come from.
        articles: All article versions taken in.
        coded: Frames of `CODED` by name; of `sentences` only `article_id, version` are read.
        linked: Frames of `LINKED` by name: linking takes the others over as they were coded.

    Raises:
        BooksDoNotBalanceError: Items, article versions or coded rows are missing or doubled.
    """
    outcomes = dict(inputs.group_by("outcome").len().sort("outcome").iter_rows())
    set_aside = {name: n for name, n in outcomes.items() if name not in _TAKEN_IN}
    is_in_language = pl.col("language") == CODED_LANGUAGE
    in_language, in_other_language = articles.filter(is_in_language), articles.filter(~is_in_language)
    coding = {
        "out": _versions(coded["sentences"]),
        "unsupported_language": _versions(in_other_language),
        "nothing to read": _versions(in_language.filter(~pl.col("text").str.contains(_READABLE))),
        "coding failed": _versions(coded["document_failures"]),
    }
    n_events = coded["document_events"].height
    same_event = n_events - linked["event_mentions"]["event_id"].n_unique()
    rows = [
        *balanced("ingest", "inputs", inputs.height, {"out": articles.height, **set_aside}),
        *balanced("code", "articles", articles.height, coding),
        *balanced("link", "events", n_events, {"out": linked["events"].height, "same event": same_event}),
        *balanced(
            "link", "event_mentions", coded["document_event_mentions"].height, {"out": linked["event_mentions"].height}
        ),
    ]
    return STEPS.frame(rows)


def _versions(rows: pl.DataFrame) -> int:
    """Article versions that the rows come from."""
    return rows.select("article_id", "version").n_unique()


def count_validation(
    rows_in: Mapping[str, int], rows_out: Mapping[str, int], quarantined_rows: pl.DataFrame
) -> pl.DataFrame:
    """Rows of `steps` for validation: what came in per table is published or lies in `quarantined_rows`.

    Args:
        rows_in: Rows per table before quarantine.
        rows_out: Rows per table that stayed.
        quarantined_rows: What validation took out; the refusals of earlier steps left out.

    Raises:
        BooksDoNotBalanceError: A row is in neither, or in both.
    """
    taken = Counter(quarantined_rows["table_name"].to_list())
    rows = [
        row
        for table, n_in in sorted(rows_in.items())
        for row in balanced("validate", table, n_in, {"out": rows_out[table], "quarantined": taken[table]})
    ]
    return STEPS.frame(rows)
