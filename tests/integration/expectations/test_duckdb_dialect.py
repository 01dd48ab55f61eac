"""The SQLAlchemy dialect reads DuckDB: files and named in-memory databases, types, parameters, catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import sqlalchemy
from sqlalchemy import exc

from expectations.duckdb_dialect import SCHEME


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sqlalchemy.Engine]:
    path = tmp_path / "some.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE things AS SELECT i AS number, 'n' || i AS name, [i] AS numbers FROM range(5) AS r(i)")
        con.execute("CREATE VIEW odd AS FROM things WHERE number % 2 = 1")
    made = sqlalchemy.create_engine(f"{SCHEME}:///{path}")
    yield made
    made.dispose()


def test_rows_are_fetched_one_by_one_in_batches_and_all(engine: sqlalchemy.Engine) -> None:
    with engine.connect() as connection:
        result = connection.execute(sqlalchemy.text("SELECT number FROM things WHERE number > :least"), {"least": 0})
        assert result.fetchone() == (1,)
        assert result.fetchmany(2) == [(2,), (3,)]
        assert result.fetchall() == [(4,)]


def test_tables_and_views_are_reflected(engine: sqlalchemy.Engine) -> None:
    inspector = sqlalchemy.inspect(engine)
    assert inspector.get_table_names() == ["things"]
    assert inspector.get_view_names() == ["odd"]
    assert inspector.has_table("odd")
    assert not inspector.has_table("even")
    assert {column["name"]: str(column["type"]) for column in inspector.get_columns("things")} == {
        "number": "BIGINT", "name": "VARCHAR", "numbers": "BIGINT[]"
    }  # fmt: skip
    with pytest.raises(exc.NoSuchTableError):
        inspector.get_columns("absent")


def test_a_named_memory_database_is_shared() -> None:
    name = ":memory:test_a_named_memory_database"
    with duckdb.connect(name) as con:
        con.execute("CREATE TABLE things AS SELECT 7 AS number")
        shared = sqlalchemy.create_engine(f"{SCHEME}:///{name}")
        with shared.connect() as connection:
            assert connection.execute(sqlalchemy.text("FROM things")).scalar() == 7
        shared.dispose()


def test_an_error_of_the_database_is_one_of_sqlalchemy(engine: sqlalchemy.Engine) -> None:
    with engine.connect() as connection, pytest.raises(exc.ProgrammingError):
        connection.execute(sqlalchemy.text("SELECT nothing FROM things"))
