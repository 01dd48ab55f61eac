"""What a reader wants to know of a validation, read from the Parquet files of a release (or of a refused one).

Not here: how it looks (`report.py`), how it came about (`runner.py`).
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from transforms.tables import CONTRACT, TABLES

EXAMPLES = 3
"""Examples shown per failing rule."""
_SEVERITY_ORDER = {"fatal": 0, "error": 1, "warn": 2}
_STARTS = (("start_char", "end_char"), ("trigger_start", "trigger_end"))
_SPANS = ("content_spans", "marker_span")


@dataclass(frozen=True)
class Example:
    """A row that breaks a rule: its key, the offending values, and its sentence cut in three around the span."""

    row_key: str
    detail: str | None
    before: str = ""
    span: str = ""
    after: str = ""


@dataclass(frozen=True)
class FailingRule:
    """A rule that some rows break."""

    rule: str
    table: str
    severity: str
    why: str
    n_checked: int
    n_failed: int
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class TableCount:
    """Rows of a table: published, and refused."""

    table: str
    n_published: int
    n_refused: int


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


def read_validation(release: Path) -> Summary:
    """Summary of the validation whose quality tables lie in a folder, beside the tables that it judged.

    Args:
        release: Folder of `<table>.parquet`: a release, or the staged files of a refused one.
    """
    [run] = pl.read_parquet(release / "validation_runs.parquet").to_dicts()
    results = pl.read_parquet(release / "validation_results.parquet").filter(~pl.col("is_success"))
    verdicts = pl.read_parquet(release / "row_verdicts.parquet")
    refused = pl.read_parquet(release / "quarantined_rows.parquet")
    evidence = _Evidence(release, refused)
    failing = [
        FailingRule(
            result["rule"], result["table_name"], result["severity"], result["why"], result["n_checked"],
            result["n_failed"],
            tuple(
                evidence.example(verdict)
                for verdict in verdicts.filter(rule=result["rule"]).sort("row_key").head(EXAMPLES).to_dicts()
            ),
        )
        for result in results.to_dicts()
    ]  # fmt: skip
    return Summary(
        run["validation_id"], run["run_id"], run["verdict"], run["n_rules"], run["n_rows"], run["n_warned"],
        run["n_quarantined"], _table_counts(release, refused),
        tuple(sorted(failing, key=lambda rule: (_SEVERITY_ORDER[rule.severity], -rule.n_failed, rule.rule))),
        tuple(Counter(_reason(reason) for reason in refused["reasons"].explode().drop_nulls()).most_common()),
    )  # fmt: skip


def _reason(reason: str) -> str:
    """A reason without the key of the row that it names."""
    return reason.partition(" {")[0]


def _table_counts(release: Path, refused: pl.DataFrame) -> tuple[TableCount, ...]:
    n_refused = Counter(refused["table_name"].to_list())
    names = [table.name for table in CONTRACT]
    others = sorted(n_refused.keys() - set(names))
    return tuple(TableCount(name, _rows(release, name), n_refused[name]) for name in (*others, *names))


def _rows(release: Path, table: str) -> int:
    path = release / f"{table}.parquet"
    return int(pl.scan_parquet(path).select(pl.len()).collect().item()) if path.is_file() else 0


class _Evidence:
    """Finds the rows behind verdicts, and the sentences they stand in."""

    def __init__(self, release: Path, refused: pl.DataFrame) -> None:
        self._release = release
        self._refused = {(row["table_name"], row["row_key"]): row["row_json"] for row in refused.to_dicts()}
        self._refused_sentences = [
            dict(json.loads(row)) for row in refused.filter(pl.col("table_name") == "sentences")["row_json"]
        ]

    def example(self, verdict: dict[str, Any]) -> Example:
        row = self._row(verdict["table_name"], verdict["row_key"])
        example = Example(verdict["row_key"], verdict["detail"])
        sentence, span = self._sentence(row), _span(row)
        if sentence is None or span is None:
            return example
        start, end = (min(max(place - sentence["start_char"], 0), len(sentence["text"])) for place in span)
        text = sentence["text"]
        return Example(example.row_key, example.detail, text[:start], text[start:end], text[end:])

    def _row(self, table: str, row_key: str) -> dict[str, Any]:
        if (table, row_key) in self._refused:
            return dict(json.loads(self._refused[table, row_key]))
        key = json.loads(row_key)
        if tuple(key) != TABLES[table].key:
            return {}
        return self._first(table, [pl.col(name).eq_missing(value) for name, value in key.items()]) or {}

    def _sentence(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """The sentence in which the row's span begins, published or refused."""
        if "article_id" not in row or (span := _span(row)) is None:
            return None
        published = self._first("sentences", [
            pl.col("article_id") == row["article_id"], pl.col("version") == row["version"],
            pl.col("start_char") <= span[0], pl.col("end_char") > span[0],
        ])  # fmt: skip
        refused = (
            sentence
            for sentence in self._refused_sentences
            if (sentence["article_id"], sentence["version"]) == (row["article_id"], row["version"])
            and sentence["start_char"] <= span[0] < sentence["end_char"]
        )
        return published or next(refused, None)

    def _first(self, table: str, conditions: list[pl.Expr]) -> dict[str, Any] | None:
        path = self._release / f"{table}.parquet"
        if table not in TABLES or not path.is_file():
            return None
        found = pl.scan_parquet(path).filter(*conditions).head(1).collect().to_dicts()
        return found[0] if found else None


def _span(row: dict[str, Any]) -> tuple[int, int] | None:
    """Where in the article a row's evidence lies: its own span, or its first to last one."""
    for start, end in _STARTS:
        if row.get(start) is not None and row.get(end) is not None:
            return row[start], row[end]
    for name in _SPANS:
        spans = row.get(name)
        if spans:
            spans = spans if isinstance(spans, list) else [spans]
            return spans[0]["start_char"], spans[-1]["end_char"]
    return None
