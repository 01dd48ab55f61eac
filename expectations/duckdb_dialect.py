"""A small SQLAlchemy dialect that lets Great Expectations' SQL engine read DuckDB.

GX 1.24 knows no DuckDB but runs well on it when told that it is PostgreSQL, whose SQL DuckDB speaks. `duckdb-engine`
0.17 fails on DuckDB 2.0. Read-only use: no DDL, no transactions, one connection. URLs: `dateline+duckdb:///FILE` or
`dateline+duckdb:///:memory:NAME`, which shares the in-memory database of that name within the process.
Not here: anything about rules.
"""

# ruff: noqa: ANN401, ARG002, ARG003
# The signatures are SQLAlchemy's.

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import duckdb
from sqlalchemy import exc, pool, types
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGDialect

SCHEME = "dateline+duckdb"

_TYPES: dict[str, type[types.TypeEngine[Any]]] = {
    "BIGINT": types.BIGINT,
    "INTEGER": types.INTEGER,
    "DOUBLE": types.DOUBLE,
    "VARCHAR": types.VARCHAR,
    "BOOLEAN": types.BOOLEAN,
    "DATE": types.DATE,
    "TIMESTAMP WITH TIME ZONE": types.TIMESTAMP,
}


class _Nested(types.UserDefinedType[Any]):
    """A list or structure: SQLAlchemy needs to know no more than its name."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: Any) -> str:
        return self.name


class _Cursor:
    """DB-API cursor that reads all rows at once: GX fetches after its connection went back to the pool."""

    arraysize = 1
    rowcount = -1

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self.description: Sequence[tuple[Any, ...]] | None = None

    def execute(self, statement: str, parameters: Any = None) -> None:
        result = self._connection.execute(statement, parameters or None)
        self.description = result.description
        self._rows = result.fetchall()[::-1]

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop() if self._rows else None

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        return [self._rows.pop() for _ in range(min(size, len(self._rows)))]

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.fetchmany(len(self._rows))

    def close(self) -> None:
        self._rows = []


class _Connection:
    """DB-API connection; every statement is its own transaction."""

    def __init__(self, raw: duckdb.DuckDBPyConnection) -> None:
        self.raw = raw

    def cursor(self) -> _Cursor:
        return _Cursor(self.raw)

    def commit(self) -> None:
        """Nothing is written."""

    def rollback(self) -> None:
        """Nothing is written."""

    def close(self) -> None:
        self.raw.close()


def _connect(database: str) -> _Connection:
    return _Connection(duckdb.connect(database))


class DuckDBDialect(PGDialect):
    """PostgreSQL's dialect with DuckDB's catalogue behind its reflection."""

    name = "postgresql"  # what GX chooses its SQL by
    driver = "duckdb"
    default_paramstyle = "numeric_dollar"
    supports_statement_cache = False
    supports_server_side_cursors = False
    supports_sane_rowcount = False

    @classmethod
    def import_dbapi(cls) -> Any:
        """DuckDB's module has the exceptions of DB-API 2 but other connections, so the two are put together here."""
        errors = {name: getattr(duckdb, name) for name in dir(duckdb) if name.endswith("Error")}
        missing = {"InterfaceError": duckdb.Error, "Error": duckdb.Error}
        return SimpleNamespace(paramstyle=cls.default_paramstyle, connect=_connect, **(missing | errors))

    @classmethod
    def get_pool_class(cls, url: Any) -> type[pool.Pool]:
        return pool.StaticPool

    def create_connect_args(self, url: Any) -> tuple[list[str], dict[str, Any]]:
        return [url.database], {}

    def initialize(self, connection: Any) -> None:
        self.server_version_info = (14, 0)
        self.default_schema_name = "main"

    def get_isolation_level_values(self, dbapi_conn: Any) -> Sequence[Any]:
        return ["AUTOCOMMIT"]

    def get_columns(self, connection: Any, table_name: Any, schema: str | None = None, **_: Any) -> Any:
        found = _query(
            connection,
            "SELECT column_name, data_type, is_nullable FROM duckdb_columns() "
            "WHERE database_name = current_database() AND table_name = ? ORDER BY column_index",
            str(table_name),
        )
        if not found:
            raise exc.NoSuchTableError(str(table_name))
        return [
            {
                "name": name,
                "type": _TYPES[kind]() if kind in _TYPES else _Nested(kind),
                "nullable": nullable,
                "default": None,
            }
            for name, kind, nullable in found
        ]

    def get_table_names(self, connection: Any, schema: str | None = None, **_: Any) -> Any:
        query = "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
        return [name for (name,) in _query(connection, query)]

    def get_view_names(self, connection: Any, schema: str | None = None, **_: Any) -> Any:
        query = "SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()"
        return [name for (name,) in _query(connection, query)]

    def get_schema_names(self, connection: Any, **_: Any) -> Any:
        return ["main"]

    def has_table(self, connection: Any, table_name: Any, schema: str | None = None, **_: Any) -> bool:
        known = [*self.get_table_names(connection, schema), *self.get_view_names(connection, schema)]
        return str(table_name) in known

    def get_pk_constraint(self, connection: Any, table_name: Any, schema: str | None = None, **_: Any) -> Any:
        return {"constrained_columns": [], "name": None}

    def get_foreign_keys(self, connection: Any, table_name: Any, schema: str | None = None, **_: Any) -> Any:
        return []

    def get_indexes(self, connection: Any, table_name: Any, schema: str | None = None, **_: Any) -> Any:
        return []


def _query(connection: Any, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
    raw: duckdb.DuckDBPyConnection = connection.connection.dbapi_connection.raw
    return raw.execute(statement, list(parameters)).fetchall()


registry.register("dateline.duckdb", __name__, "DuckDBDialect")
