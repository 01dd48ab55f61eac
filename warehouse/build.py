"""Building `warehouse.duckdb` from the releases on disk, beside the live file, and swapping it in.

`core` remembers: a row is open from the first release that holds it to the first one that no longer does. Releases
after the current one (left behind by a rollback) are listed in `meta.releases` but their rows are no history.
Not here: which releases there are (`flows/`), the statements that create tables and views (`ddl.py`, `current.py`).
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from transforms.tables import RELEASED, RELEASES, RUNS, Layer, Table
from warehouse.connect import WarehouseError, connect
from warehouse.current import create_current
from warehouse.ddl import create_schemas, loaded_columns
from warehouse.definitions import create_definitions
from warehouse.sql import literal

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReleaseFiles:
    """A published release: `sequence` counts from 1, `published_at` is in UTC, `folder` holds `<table>.parquet`."""

    release_id: str
    sequence: int
    run_id: str
    published_at: datetime
    folder: Path
    is_current: bool

    def path(self, table: Table) -> Path:
        """The Parquet file of a table."""
        return self.folder / f"{table.name}.parquet"


def build_warehouse(releases: Sequence[ReleaseFiles], target: Path) -> None:
    """Builds the warehouse of these releases, given in order of publication, and puts it in the place of `target`.

    A kill at any instant leaves the old file; readers of the old file keep it until they reopen. Remains of a killed
    build are removed first, so only one process may build at a time.

    Raises `WarehouseError` if not exactly one release is current or a file of it is missing or of another schema.
    """
    current = [release for release in releases if release.is_current]
    if len(current) != 1:
        raise WarehouseError(f"{len(current)} of {len(releases)} releases are marked current: mark exactly one")
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_remains(target)
    building = target.with_name(f".{target.name}.building")
    con = duckdb.connect(building)
    try:
        con.execute("SET TimeZone = 'UTC'")
        _create(con, create_schemas())
        _load(con, releases, current[0])
        _create(con, _create_layout())
        con.execute("CHECKPOINT")
    finally:
        con.close()
    _swap(building, target)


def warehouse_release(path: Path) -> str | None:
    """The release that the file shows.

    None means that it has to be built: there is no file, it was laid out by another version of Dateline, it is
    damaged, or it cannot be read (a writer in another program keeps readers out, but not a swap).
    """
    try:
        with connect(path) as con:
            shown = "SELECT release_id FROM meta.layout(), meta.releases WHERE is_current AND layout = $1"
            rows = con.execute(shown, [_layout()]).fetchall()
    except (WarehouseError, duckdb.Error):
        return None
    return str(rows[0][0]) if rows else None


def _layout() -> str:
    """Hash of every statement that lays out a warehouse."""
    statements = (*create_schemas(), *create_current(), *create_definitions())
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()


def _create_layout() -> Iterator[str]:
    yield from create_current()
    yield from create_definitions()
    yield f"CREATE MACRO meta.layout() AS TABLE SELECT {literal(_layout())} AS layout"
    yield "COMMENT ON MACRO TABLE meta.layout IS 'Hash of the definitions of all tables, views and macros.'"


def _create(con: duckdb.DuckDBPyConnection, statements: Iterator[str]) -> None:
    con.execute("BEGIN")
    for statement in statements:
        con.execute(statement)
    con.execute("COMMIT")


def _load(con: duckdb.DuckDBPyConnection, releases: Sequence[ReleaseFiles], current: ReleaseFiles) -> None:
    for release in releases:
        if problem := _problem(con, release):
            if release.is_current:
                raise WarehouseError(f"release {release.release_id} cannot be loaded: {problem}")
            logger.warning("release %s is left out of the history: %s", release.release_id, problem)
            n_articles = n_rows = 0
        else:
            for table in RELEASED:
                if table.layer is Layer.CORE and release.sequence <= current.sequence:
                    _load_history(con, table, release)
                elif table.layer in (Layer.QUALITY, Layer.META):
                    _load_once(con, table, release)
                elif table.layer is Layer.REF and release.is_current:
                    _insert(con, table, f"SELECT * FROM {_rows(table, release)}")
            n_articles, n_rows = _count(con, release, RELEASED[:1]), _count(con, release, RELEASED)
        con.execute(
            f"INSERT INTO meta.{RELEASES.name} VALUES (?, ?, ?, ?, ?, ?, ?)",
            [release.release_id, release.sequence, release.run_id, release.published_at, n_articles, n_rows,
             release.is_current],
        )  # fmt: skip


def _problem(con: duckdb.DuckDBPyConnection, release: ReleaseFiles) -> str | None:
    """Why the files of a release do not fit today's schema."""
    for table in RELEASED:
        path = release.path(table)
        if not path.is_file():
            return f"{path} is missing"
        described = con.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))})").fetchall()
        if missing := [column.name for column in table.columns if column.name not in {row[0] for row in described}]:
            return f"{path} lacks {', '.join(missing)}"
    return None


def _rows(table: Table, release: ReleaseFiles) -> str:
    columns = ", ".join(column.name for column in table.columns)
    return f"(SELECT {columns} FROM read_parquet({literal(str(release.path(table)))}))"


def _load_history(con: duckdb.DuckDBPyConnection, table: Table, release: ReleaseFiles) -> None:
    """Closes the open rows that the release no longer holds and opens those that are new in it."""
    name, rows = f"core.{table.name}", _rows(table, release)
    at = f"TIMESTAMPTZ {literal(release.published_at.isoformat())}"
    if not con.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchall():
        _insert(con, table, f"SELECT *, {at}, NULL FROM {rows}")
        return
    same_key = " AND ".join(f"held.{column} = given.{column}" for column in table.key)
    row = "row({})".format(", ".join(f"{{side}}.{column.name}" for column in table.columns))
    same = f"{same_key} AND {row.format(side='held')} IS NOT DISTINCT FROM {row.format(side='given')}"
    con.execute(
        f"CREATE TEMP TABLE added AS SELECT given.* FROM {rows} AS given "
        f"ANTI JOIN (FROM {name} WHERE superseded_at IS NULL) AS held ON {same}"
    )
    con.execute(
        f"UPDATE {name} AS held SET superseded_at = {at} "
        f"WHERE superseded_at IS NULL AND NOT EXISTS (FROM {rows} AS given WHERE {same})"
    )
    _insert(con, table, f"SELECT *, {at}, NULL FROM added")
    con.execute("DROP TABLE added")


def _load_once(con: duckdb.DuckDBPyConnection, table: Table, release: ReleaseFiles) -> None:
    """Adds what the release says of itself; a coding run that an earlier release named is not added again."""
    if loaded_columns(table):
        _insert(con, table, f"SELECT *, {literal(release.release_id)} FROM {_rows(table, release)}")
    else:
        known = f"SELECT run_id FROM meta.{RUNS.name}"
        _insert(con, table, f"SELECT * FROM {_rows(table, release)} WHERE run_id NOT IN ({known})")


def _insert(con: duckdb.DuckDBPyConnection, table: Table, select: str) -> None:
    con.execute(f"INSERT INTO {table.layer}.{table.name} {select}")


def _count(con: duckdb.DuckDBPyConnection, release: ReleaseFiles, tables: Sequence[Table]) -> int:
    counts = " + ".join(f"(SELECT count(*) FROM read_parquet({literal(str(release.path(table)))}))" for table in tables)
    return int(con.execute(f"SELECT {counts}").fetchall()[0][0])


def _remove_remains(target: Path) -> None:
    for remains in target.parent.glob(f".{target.name}.building*"):
        if remains.is_dir():
            shutil.rmtree(remains)
        else:
            remains.unlink()


def _swap(building: Path, target: Path) -> None:
    """Makes the new file durable before and its new name after the rename."""
    with building.open("rb") as file:
        os.fsync(file.fileno())
    # A log beside the old file would be replayed into the new one.
    target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
    building.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
