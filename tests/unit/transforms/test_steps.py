"""The books balance, or say where they don't."""

from __future__ import annotations

import polars as pl
import pytest

from transforms.steps import BooksDoNotBalanceError, balanced, count_steps, count_validation
from transforms.tables import QUARANTINED_ROWS

Frames = dict[str, pl.DataFrame]


def versions(*pairs: tuple[str, int], **columns: str) -> pl.DataFrame:
    frame = pl.DataFrame(pairs, {"article_id": pl.String, "version": pl.Int32}, orient="row")
    return frame.with_columns(**{name: pl.lit(value) for name, value in columns.items()})


@pytest.fixture
def frames() -> Frames:
    """Five items: an article in two versions, one that broke the coder, one in French, one item refused."""
    return {
        "inputs": pl.DataFrame(
            {"outcome": ["accepted", "revision", "accepted", "unsupported_language", "quarantined"]}
        ),
        "articles": pl.concat([
            versions(("art_a", 1), ("art_a", 2), ("art_b", 1), language="en", text="He left."),
            versions(("art_c", 1), language="fr", text="Il part."),
        ]),
        "sentences": versions(("art_a", 1), ("art_a", 1), ("art_a", 2)),
        "document_failures": versions(("art_b", 1)),
        "document_events": pl.DataFrame({"document_event_id": ["dev_1", "dev_2"]}),
        "document_event_mentions": pl.DataFrame({"event_mention_id": ["evm_1", "evm_2"]}),
    }  # fmt: skip


@pytest.fixture
def linked() -> Frames:
    """Both events are one."""
    return {
        "events": pl.DataFrame({"event_id": ["eve_1"]}),
        "event_mentions": pl.DataFrame({"event_id": ["eve_1", "eve_1"]}),
    }


def counted(frames: Frames, linked: Frames) -> dict[tuple[str, str, str], int]:
    steps = count_steps(frames["inputs"], frames["articles"], frames, linked)
    return {(row["step"], row["table_name"], row["outcome"]): row["n_rows"] for row in steps.to_dicts()}


def test_every_outcome_is_counted(frames: Frames, linked: Frames) -> None:
    steps = counted(frames, linked)
    assert steps["ingest", "inputs", "out"] == 4
    assert steps["ingest", "inputs", "quarantined"] == 1
    assert steps["code", "articles", "out"] == 2
    assert steps["code", "articles", "coding failed"] == 1
    assert steps["code", "articles", "unsupported_language"] == 1
    assert steps["link", "events", "same event"] == 1


@pytest.mark.parametrize(
    ("lost", "where"),
    [
        ("inputs", "ingest inputs"),
        ("articles", "ingest inputs"),
        ("document_failures", "code articles"),
        ("document_event_mentions", "link event_mentions"),
    ],
)
def test_a_row_lost_on_the_way_is_an_error(frames: Frames, linked: Frames, lost: str, where: str) -> None:
    frames[lost] = frames[lost].tail(-1)
    with pytest.raises(BooksDoNotBalanceError, match=where):
        counted(frames, linked)


def test_a_version_whose_sentences_are_lost_is_an_error(frames: Frames, linked: Frames) -> None:
    frames["sentences"] = frames["sentences"].filter(version=1)
    with pytest.raises(BooksDoNotBalanceError, match="code articles: 4 in"):
        counted(frames, linked)


@pytest.mark.parametrize(("lost", "where"), [("events", "link events"), ("event_mentions", "link event_mentions")])
def test_a_row_lost_in_linking_is_an_error(frames: Frames, linked: Frames, lost: str, where: str) -> None:
    linked[lost] = linked[lost].tail(-1)
    with pytest.raises(BooksDoNotBalanceError, match=where):
        counted(frames, linked)


def test_lost_rows_are_an_error() -> None:
    with pytest.raises(BooksDoNotBalanceError, match="ingest items: 3 in"):
        balanced("ingest", "items", 3, {"out": 2})


def quarantined(*tables: str) -> pl.DataFrame:
    row = {"row_key": "{}", "reasons": ["a rule"], "row_json": "{}", "run_id": "run_test"}
    return QUARANTINED_ROWS.frame([row | {"table_name": table} for table in tables])


def test_validation_is_accounted_per_table() -> None:
    steps = count_validation({"events": 5, "claims": 2}, {"events": 4, "claims": 2}, quarantined("events"))
    assert {(row["table_name"], row["outcome"]): row["n_rows"] for row in steps.to_dicts()} == {
        ("events", "in"): 5,
        ("events", "out"): 4,
        ("events", "quarantined"): 1,
        ("claims", "in"): 2,
        ("claims", "out"): 2,
        ("claims", "quarantined"): 0,
    }


def test_a_row_neither_published_nor_quarantined_is_an_error() -> None:
    with pytest.raises(BooksDoNotBalanceError, match="validate events: 5 in"):
        count_validation({"events": 5}, {"events": 3}, quarantined("events"))
