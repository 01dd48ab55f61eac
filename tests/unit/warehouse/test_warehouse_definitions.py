"""Headers of SQL files are read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from transforms.tables import Kind
from warehouse.current import CORE_TABLES
from warehouse.definitions import read_definition, read_folder

HEADED = """\
-- Purpose: What was said,
--   and by whom.
-- Grain: statement.
-- Parameters: actor, day
-- Columns:
--   who: The speaker.
--   what: The words,
--     verbatim.
SELECT who, what
FROM said; -- all
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_header_and_query_are_told_apart(tmp_path: Path) -> None:
    found = read_definition(write(tmp_path, "said.sql", HEADED.replace("; -- all", ";")))
    assert (found.schema, found.name, found.grain) == ("main", "said", "statement")
    assert found.purpose == "What was said, and by whom."
    assert found.parameters == ("actor", "day")
    assert found.columns == {"who": "The speaker.", "what": "The words, verbatim."}
    assert found.query == "SELECT who, what\nFROM said"
    assert found.comment == "What was said, and by whom. One row per statement."


def test_schema_stands_before_the_name(tmp_path: Path) -> None:
    found = read_definition(write(tmp_path, "quality.said.sql", HEADED))
    assert (found.schema, found.name) == ("quality", "said")


@pytest.mark.parametrize(
    ("text", "message"),
    [("SELECT 1", "says no purpose"), ("-- Whatever\n-- Purpose: x\nSELECT 1", r"bad\.sql:1: cannot place")],
)
def test_bad_headers_are_refused_with_their_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_definition(write(tmp_path, "bad.sql", text))


def test_views_come_after_those_they_read() -> None:
    order = list(read_folder("views"))
    assert order.index("statements") < order.index("contradictions")


def test_the_view_of_spans_holds_every_span_column_of_the_schema() -> None:
    query = read_folder("views")["spans"].query
    for table in CORE_TABLES:
        columns = [column.name for column in table.columns if column.kind in (Kind.SPAN, Kind.SPANS)]
        columns += [column.name for column in table.columns if column.name.endswith(("start_char", "trigger_start"))]
        if columns:
            branches = [branch for branch in query.split("UNION ALL") if f"FROM main.{table.name}\n" in f"{branch}\n"
                        or f"FROM main.{table.name} " in branch]  # fmt: skip
            for column in columns:
                assert any(column in branch for branch in branches), f"{table.name}.{column}"
