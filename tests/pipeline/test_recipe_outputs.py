"""The outputs that the recipes' page shows are the samples' own."""

from __future__ import annotations

import duckdb

from warehouse import recipes


def test_the_page_shows_what_the_recipes_give(warehouse: duckdb.DuckDBPyConnection) -> None:
    shown = recipes.PATH.read_text(encoding="utf-8")
    assert shown == recipes.render(warehouse), "stale: run `make docs`"
