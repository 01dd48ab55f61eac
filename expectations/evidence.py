"""The sentences behind rows that break a rule: found for all examples at once, one scan per table.

A row shows its own span, or that of a row that stands for it: an event its first mention, a claim the first statement
of it. Refused rows are looked up where they were put. Not here: which rows are shown (`summary.py`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from transforms.tables import SENTENCES, TABLES

Row = dict[str, Any]

_FLAT = (("start_char", "end_char"), ("trigger_start", "trigger_end"))
_LISTS = ("content_spans", "marker_span")
_STANDS_FOR = {
    "claims": ("claim_id", "attribution_claims", "claim_id"),
    "claim_relations": ("from_attribution_id", "attributions", "attribution_id"),
    "events": ("event_id", "event_mentions", "event_id"),
    "event_actors": ("event_id", "event_mentions", "event_id"),
    "event_places": ("event_id", "event_mentions", "event_id"),
    "actors": ("actor_id", "mentions", "actor_id"),
    "places": ("place_id", "mentions", "place_id"),
}
"""For tables without spans: column, and the table and column whose first row shows where in the text it comes from."""


@dataclass(frozen=True)
class Example:
    """A row that breaks a rule: its key, the offending values, and its sentence cut in three around the span."""

    row_key: str
    detail: str | None
    before: str = ""
    span: str = ""
    after: str = ""

    @property
    def identity(self) -> str:
        """The values of the key, for people."""
        return " ".join(str(value) for value in json.loads(self.row_key).values())

    @property
    def has_sentence(self) -> bool:
        return bool(self.before or self.span or self.after)


def find_examples(release: Path, verdicts: Sequence[Row], refused: pl.DataFrame) -> list[Example]:
    """An example per verdict (`table_name, row_key, detail`), in their order.

    Args:
        release: Folder of `<table>.parquet`.
        verdicts: Rows of `row_verdicts`.
        refused: Rows of `quarantined_rows` of the same release.
    """
    tables = _Tables(release, refused)
    rows = tables.by_key([(verdict["table_name"], verdict["row_key"]) for verdict in verdicts])
    located = tables.located(rows)
    sentences = tables.sentences([row for row in located if row is not None])
    return [
        _example(verdict, row, sentences) for verdict, row in zip(verdicts, located, strict=True)
    ]  # fmt: skip


def _example(verdict: Row, row: Row | None, sentences: dict[tuple[Any, ...], Row]) -> Example:
    example = Example(verdict["row_key"], verdict["detail"])
    span = _span(row) if row is not None else None
    if row is None or span is None or (sentence := sentences.get(_place(row))) is None:
        return example
    text = sentence["text"]
    start, end = (min(max(at - sentence["start_char"], 0), len(text)) for at in span)
    detail = None if example.detail == text[start:end] else example.detail  # not twice
    return Example(example.row_key, detail, text[:start], text[start:end], text[end:])


def _span(row: Row) -> tuple[int, int] | None:
    """Where in the article a row's evidence lies: its own span, or its first to last one."""
    for start, end in _FLAT:
        if row.get(start) is not None and row.get(end) is not None:
            return row[start], row[end]
    for name in _LISTS:
        if spans := row.get(name):
            spans = spans if isinstance(spans, list) else [spans]
            return spans[0]["start_char"], spans[-1]["end_char"]
    return (0, 0) if "text_sha256" in row or "origin_article_id" in row else None


def _place(row: Row) -> tuple[Any, ...]:
    span = _span(row) or (0, 0)
    return row["article_id"], row["version"], span[0]


class _Tables:
    """Rows of a release by key, published or refused."""

    def __init__(self, release: Path, refused: pl.DataFrame) -> None:
        self._release = release
        self._refused: dict[str, dict[str, Row]] = defaultdict(dict)
        for name, key, row in refused.select("table_name", "row_key", "row_json").iter_rows():
            self._refused[name][key] = json.loads(row)

    def by_key(self, wanted: Sequence[tuple[str, str]]) -> list[tuple[str, Row | None]]:
        """The row of each table and key; None for a table as a whole."""
        keys: dict[str, dict[tuple[Any, ...], str]] = defaultdict(dict)
        for name, row_key in wanted:
            key = json.loads(row_key)
            if name in TABLES and tuple(key) == TABLES[name].key and row_key not in self._refused[name]:
                keys[name][tuple(key.values())] = row_key
        found: dict[tuple[str, str], Row] = {}
        for name, of_table in keys.items():
            columns = TABLES[name].key
            frame = pl.DataFrame(list(of_table), {c: TABLES[name][c].polars_type for c in columns}, orient="row")
            for row in self._scan(name, frame):
                found[name, of_table[tuple(row[column] for column in columns)]] = row
        return [(name, self._refused[name].get(key) or found.get((name, key))) for name, key in wanted]

    def located(self, rows: Iterable[tuple[str, Row | None]]) -> list[Row | None]:
        """Each row, or the one that shows where in the text it comes from; None if nothing does."""
        rows = list(rows)
        wanted: dict[tuple[str, str], set[Any]] = defaultdict(set)
        for name, row in rows:
            if row is not None and _span(row) is None and name in _STANDS_FOR:
                here, table, there = _STANDS_FOR[name]
                wanted[table, there].add(row[here])
        standing = {place: self._first(*place, values) for place, values in wanted.items()}
        return [self._locate(name, row, standing) for name, row in rows]

    @staticmethod
    def _locate(name: str, row: Row | None, standing: dict[tuple[str, str], dict[Any, Row]]) -> Row | None:
        if row is None or _span(row) is not None or name not in _STANDS_FOR:
            return row
        here, table, there = _STANDS_FOR[name]
        return standing[table, there].get(row[here])

    def _first(self, table: str, column: str, values: set[Any]) -> dict[Any, Row]:
        """The first row of the table per value of a column, by its key."""
        frame = pl.DataFrame({column: sorted(value for value in values if value is not None)}, {column: pl.String})
        rows = [*self._scan(table, frame), *(row for row in self._refused[table].values() if row[column] in values)]
        key = TABLES[table].key
        return {row[column]: row for row in sorted(rows, key=lambda row: [row[name] for name in key], reverse=True)}

    def sentences(self, rows: Sequence[Row]) -> dict[tuple[Any, ...], Row]:
        """The sentence in which each row's span begins, by article, version and start of the span."""
        places = {_place(row) for row in rows if "article_id" in row and _span(row) is not None}
        versions = pl.DataFrame(
            sorted({place[:2] for place in places}),
            {"article_id": SENTENCES["article_id"].polars_type, "version": SENTENCES["version"].polars_type},
            orient="row",
        )
        by_version: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for sentence in (*self._scan(SENTENCES.name, versions), *self._refused[SENTENCES.name].values()):
            by_version[sentence["article_id"], sentence["version"]].append(sentence)
        return {
            place: sentence
            for place in places
            for sentence in by_version[place[:2]]
            if sentence["start_char"] <= place[2] < sentence["end_char"]
        }

    def _scan(self, table: str, keys: pl.DataFrame) -> list[Row]:
        """The published rows that match a row of `keys`."""
        path = self._release / f"{table}.parquet"
        if keys.is_empty() or not path.is_file():
            return []
        matching = pl.scan_parquet(path).join(keys.lazy(), on=keys.columns, how="semi")
        return matching.collect().to_dicts()
