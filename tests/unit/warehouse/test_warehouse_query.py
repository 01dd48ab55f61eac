"""Results in every format: complete, exact, readable."""

from __future__ import annotations

import csv
import io
import json

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from warehouse.connect import WarehouseError
from warehouse.query import run_sql

LONG = "Минск 🚀 " * 60
RESULT = f"""
SELECT * FROM (VALUES
    (1, 'a|b' || chr(10) || 'c', DATE '2022-12-19', [{{'start_char': 1, 'end_char': 4}}], true,
        9007199254740993::HUGEINT),
    (2, NULL, NULL, [], false, 2::HUGEINT)
) AS rows(number, words, day, spans, is_so, total) -- '{LONG}'
"""


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def text(con: duckdb.DuckDBPyConnection, sql: str, output: str) -> str:
    result = run_sql(con, sql, output)  # type: ignore[arg-type]
    assert isinstance(result, str)
    return result


def test_csv_is_whole_and_quoted(con: duckdb.DuckDBPyConnection) -> None:
    rows = list(csv.reader(io.StringIO(text(con, RESULT, "csv"))))
    assert rows == [
        ["number", "words", "day", "spans", "is_so", "total"],
        ["1", "a|b\nc", "2022-12-19", '[{"start_char": 1, "end_char": 4}]', "true", "9007199254740993"],
        ["2", "", "", "[]", "false", "2"],
    ]


def test_json_keeps_types(con: duckdb.DuckDBPyConnection) -> None:
    first, second = json.loads(text(con, RESULT, "json"))
    assert first == {
        "number": 1, "words": "a|b\nc", "day": "2022-12-19", "spans": [{"start_char": 1, "end_char": 4}],
        "is_so": True, "total": 9007199254740993,
    }  # fmt: skip
    assert second["words"] is None


def test_json_has_numbers_that_every_reader_knows(con: duckdb.DuckDBPyConnection) -> None:
    assert json.loads(text(con, "SELECT 'nan'::DOUBLE AS a, 1.50 AS b, 2.0 AS c", "json")) == [
        {"a": None, "b": 1.5, "c": 2}
    ]


def test_json_refuses_to_lose_a_column(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(WarehouseError, match="columns named twice: a"):
        run_sql(con, "SELECT 1 AS a, 2 AS a", "json")


def test_parquet_keeps_large_sums_exact(con: duckdb.DuckDBPyConnection) -> None:
    result = run_sql(con, "SELECT sum(n) AS total FROM (VALUES (9007199254740993::BIGINT)) AS t(n)", "parquet")
    assert isinstance(result, bytes)
    assert int(pq.read_table(pa.BufferReader(result)).column("total")[0].as_py()) == 9007199254740993


def test_markdown_stays_a_table(con: duckdb.DuckDBPyConnection) -> None:
    lines = text(con, RESULT, "markdown").splitlines()
    assert lines[2] == "| 1 | a\\|b c | 2022-12-19 | 1–4 | true | 9007199254740993 |"
    assert len(lines) == 4


def test_table_shortens_nothing(con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = text(con, f"SELECT 1 AS number, '{LONG}' AS words", "table")
    assert shown.count("🚀") == 60
    assert max(cell_len(line) for line in shown.splitlines()) <= 80
    assert shown.endswith("(1 row)\n")


def test_many_columns_become_blocks(con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    columns = ", ".join(f"'value {number}' AS column_{number}" for number in range(20))
    lines = text(con, f"SELECT {columns}", "table").splitlines()
    assert lines[1].split() == ["column_0", "value", "0"]
    assert lines[-1] == "(1 row)"


def test_ids_stay_in_one_piece(con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    ids = [f"evt_{number:020}" for number in range(3)]
    columns = ", ".join(f"'{identity}' AS id_{number}" for number, identity in enumerate(ids))
    shown = text(con, f"SELECT {columns}", "table")
    assert [identity for identity in ids if identity in shown] == ids


def test_square_brackets_are_no_markup(con: duckdb.DuckDBPyConnection) -> None:
    assert "[bold]x[/bold]" in text(con, "SELECT '[bold]x[/bold]' AS words", "table")


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT nothing FROM nowhere", "Catalog Error.*nowhere"),
        ("SELEC 1", "Parser Error"),
        ("SELECT 1; SELECT 2", "2 statements given"),
        ("-- nothing", "0 statements given"),
    ],
)
@pytest.mark.parametrize("output", ["csv", "parquet"])
def test_errors_are_one_line(con: duckdb.DuckDBPyConnection, sql: str, message: str, output: str) -> None:
    with pytest.raises(WarehouseError, match=message) as caught:
        run_sql(con, sql, output)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30), st.data())
def test_substring_counts_code_points(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    found = duckdb.execute("SELECT substring(?, ? + 1, ? - ?)", [words, start, end, start]).fetchall()
    assert found == [(words[start:end],)]
