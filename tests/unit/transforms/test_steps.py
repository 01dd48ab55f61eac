"""The books balance, or say where they don't."""

from __future__ import annotations

import pytest

from transforms.steps import BooksDoNotBalanceError, balanced, count_validation


def test_lost_rows_are_an_error() -> None:
    with pytest.raises(BooksDoNotBalanceError, match="ingest items: 3 in"):
        balanced("ingest", "items", 3, {"out": 2})


def test_validation_is_accounted_per_table() -> None:
    steps = count_validation({"events": 5, "claims": 2}, {"events": 4, "claims": 2})
    assert {(row["table_name"], row["outcome"]): row["n_rows"] for row in steps.to_dicts()} == {
        ("events", "in"): 5,
        ("events", "out"): 4,
        ("events", "quarantined"): 1,
        ("claims", "in"): 2,
        ("claims", "out"): 2,
        ("claims", "quarantined"): 0,
    }
