"""What a reader wants to know of a validation, read from the Parquet files of a release (or of a refused one).

Not here: how it looks (`report.py`), how it came about (`runner.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from expectations.drift import earlier_of
from expectations.evidence import Example, find_examples
from transforms.tables import CONTRACT, VALIDATION_MEASURES

EXAMPLES = 3
"""Examples shown per failing rule."""
_SEVERITY_ORDER = {"fatal": 0, "error": 1, "warn": 2}
TREND = 12
"""Releases that a trend goes back."""


@dataclass(frozen=True)
class FailingRule:
    """A rule that some rows break.

    `trend` holds the share of rows that broke it, release by release up to this one; None where it did not run.
    """

    rule: str
    table: str
    severity: str
    why: str
    n_checked: int
    n_failed: int
    examples: tuple[Example, ...]
    trend: tuple[float | None, ...] = ()
    failing_since: str | None = None
    """The earliest release of the unbroken row of those that break it; None if this is the first."""


@dataclass(frozen=True)
class TableCount:
    """Rows of a table: published, and refused."""

    table: str
    n_published: int
    n_refused: int


@dataclass(frozen=True)
class Change:
    """A figure of this release and of the one it is compared with (None if there is none)."""

    measure: str
    category: str
    now: float | None
    earlier: float | None


@dataclass(frozen=True)
class Summary:
    """One validation as a reader sees it."""

    validation_id: str
    run_id: str
    verdict: str
    n_rules: int
    n_rows: int
    n_warned: int
    n_quarantined: int
    tables: tuple[TableCount, ...]
    failing: tuple[FailingRule, ...]
    reasons: tuple[tuple[str, int], ...]
    """Why rows were refused, with counts; `depends on TABLE` for dependants."""
    changes: tuple[Change, ...] = ()


def read_validation(release: Path, before: Sequence[Path] = ()) -> Summary:
    """Summary of the validation whose quality tables lie in a folder, beside the tables that it judged.

    Args:
        release: Folder of `<table>.parquet`: a release, or the staged files of a refused one.
        before: Folders of the releases that it followed, oldest first.
    """
    [run] = pl.read_parquet(release / "validation_runs.parquet").to_dicts()
    results = pl.read_parquet(release / "validation_results.parquet").filter(~pl.col("is_success"))
    refused = pl.read_parquet(release / "quarantined_rows.parquet")
    shown = (
        pl.read_parquet(release / "row_verdicts.parquet").sort("rule", "row_key").group_by("rule", maintain_order=True)
        .head(EXAMPLES).to_dicts()
    )  # fmt: skip
    examples = list(zip(shown, find_examples(release, shown, refused), strict=True))
    rates = [_failure_rates(folder) for folder in before[-TREND + 1 :]]
    failing = [
        FailingRule(
            result["rule"], result["table_name"], result["severity"], result["why"], result["n_checked"],
            result["n_failed"],
            tuple(example for verdict, example in examples if verdict["rule"] == result["rule"]),
            (*(rate.get(result["rule"]) for rate in rates), result["n_failed"] / max(result["n_checked"], 1)),
            _failing_since(result["rule"], before[-TREND + 1 :], rates),
        )
        for result in results.to_dicts()
    ]  # fmt: skip
    return Summary(
        run["validation_id"], run["run_id"], run["verdict"], run["n_rules"], run["n_rows"], run["n_warned"],
        run["n_quarantined"], _table_counts(release, refused),
        tuple(sorted(failing, key=lambda rule: (_SEVERITY_ORDER[rule.severity], -rule.n_failed, rule.rule))),
        tuple(Counter(_reason(reason) for reason in refused["reasons"].explode().drop_nulls()).most_common()),
        _changes(release, before),
    )  # fmt: skip


def _failure_rates(release: Path) -> dict[str, float]:
    """Share of rows that break each rule, of the rules that ran."""
    results = pl.read_parquet(release / "validation_results.parquet", columns=["rule", "n_failed", "n_checked"])
    return {rule: n_failed / max(n_checked, 1) for rule, n_failed, n_checked in results.iter_rows()}


def _failing_since(rule: str, before: Sequence[Path], rates: Sequence[dict[str, float]]) -> str | None:
    since = None
    for folder, rate in zip(reversed(before), reversed(rates), strict=True):
        if not rate.get(rule):
            break
        since = folder.name
    return since


def _changes(release: Path, before: Sequence[Path]) -> tuple[Change, ...]:
    """The measures of the release beside those of the latest one before it that holds other rows."""
    paths = [folder / "validation_measures.parquet" for folder in (release, *reversed(before))]
    now, *history = [pl.read_parquet(path) if path.is_file() else VALIDATION_MEASURES.frame([]) for path in paths]
    if now.is_empty():
        return ()
    earlier = earlier_of(now["validation_id"][0], history)
    if earlier is None:
        earlier = now.clear()
    key = ["measure", "category"]
    both = now.join(earlier.select(*key, earlier="value"), on=key, how="full", coalesce=True).sort(key)
    return tuple(Change(*row) for row in both.select(*key, "value", "earlier").iter_rows())


def _reason(reason: str) -> str:
    """A reason without the key of the row that it names."""
    return reason.partition(" {")[0]


def _table_counts(release: Path, refused: pl.DataFrame) -> tuple[TableCount, ...]:
    n_refused = Counter(refused["table_name"].to_list())
    names = [table.name for table in CONTRACT]
    # What is no table of the contract (`inputs`) accounts for refused items as well.
    others = [
        TableCount(name, _rows(release, name) - n, n) for name, n in sorted(n_refused.items()) if name not in names
    ]
    return (*others, *(TableCount(name, _rows(release, name), n_refused[name]) for name in names))


def _rows(release: Path, table: str) -> int:
    path = release / f"{table}.parquet"
    return int(pl.scan_parquet(path).select(pl.len()).collect().item()) if path.is_file() else 0
