"""The tables of the warehouse are those of the schema, with every comment."""

from __future__ import annotations

import duckdb
import pytest

from transforms.tables import CONTRACT, TABLES, Layer, Table
from warehouse.current import CORE_TABLES, create_current
from warehouse.ddl import create_schemas, loaded_columns, table_comment
from warehouse.definitions import create_definitions, read_folder


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    for statement in (*create_schemas(), *create_current(), *create_definitions()):
        con.execute(statement)
    return con


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_column_is_there_with_type_and_comment(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    found = con.execute(
        "SELECT column_name, comment, is_nullable FROM duckdb_columns() WHERE schema_name = ? AND table_name = ?"
        " ORDER BY column_index",
        [str(table.layer), table.name],
    ).fetchall()
    columns = (*table.columns, *loaded_columns(table))
    assert [(name, comment) for name, comment, _ in found] == [(column.name, column.comment) for column in columns]
    required = {name for name, _, is_nullable in found if not is_nullable}
    assert required == {column.name for column in columns if not column.nullable} - {"superseded_at"}
    comment = con.execute(
        "SELECT comment FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?", [str(table.layer), table.name]
    ).fetchall()
    assert comment == [(table_comment(table),)]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_frames_read_back_with_the_declared_types(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    names = ", ".join(column.name for column in table.columns)
    assert con.sql(f"SELECT {names} FROM {table.layer}.{table.name}").pl().schema == table.polars_schema


def test_every_contract_table_can_be_read_under_its_plain_name(con: duckdb.DuckDBPyConnection) -> None:
    views = {
        row[0] for row in con.execute("SELECT view_name FROM duckdb_views() WHERE schema_name = 'main'").fetchall()
    }
    assert {table.name for table in CONTRACT} <= views


def test_every_view_and_macro_has_a_comment(con: duckdb.DuckDBPyConnection) -> None:
    bare_views = con.execute(
        "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL"
    ).fetchall()
    bare_macros = con.execute(
        "SELECT function_name FROM duckdb_functions()"
        " WHERE NOT internal AND function_type LIKE '%macro%' AND comment IS NULL"
    ).fetchall()
    bare_columns = con.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
    ).fetchall()
    assert (bare_views, bare_macros, bare_columns) == ([], [], [])


@pytest.mark.parametrize("name", sorted(read_folder("views")))
def test_headers_of_views_name_their_columns(con: duckdb.DuckDBPyConnection, name: str) -> None:
    view = read_folder("views")[name]
    given = [row[0] for row in con.execute(f"DESCRIBE {view.schema}.{name}").fetchall()]
    assert list(view.columns) == given


@pytest.mark.parametrize("name", sorted(read_folder("macros")))
def test_headers_of_macros_name_their_columns(con: duckdb.DuckDBPyConnection, name: str) -> None:
    macro = read_folder("macros")[name]
    given = [row[0] for row in con.execute(f"DESCRIBE FROM {name}({', '.join('?' * len(macro.parameters))})",
                                           ["x"] * len(macro.parameters)).fetchall()]  # fmt: skip
    assert list(macro.columns) == given


def test_there_is_a_view_of_the_past_for_every_core_table(con: duckdb.DuckDBPyConnection) -> None:
    for table in CORE_TABLES:
        assert table.layer is Layer.CORE
        assert con.execute(f"FROM as_of_{table.name}(now())").fetchall() == []
