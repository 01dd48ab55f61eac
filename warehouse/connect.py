"""Opening the warehouse to read it: nothing can be written, no other file can be reached.

Not here: building it (`build.py`), running and formatting queries (`query.py`).
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

import duckdb

from warehouse.sql import literal

CATALOG = "warehouse"
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_HOLDER = re.compile(r"\(PID (\d+)\)")


class WarehouseError(Exception):
    """The warehouse cannot be opened, read or built; the message is one line that says what to do."""


def connect(path: Path, *, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    """A connection that sees the warehouse under its plain names, in UTC.

    The file is attached to a database of its own in memory: opening it directly would, in a process that already reads
    it, give the file from before a swap. Read-only connections cannot reach any file and cannot lift that again.

    Raises `WarehouseError` if the file is missing, is no warehouse, or is held by a writer.
    """
    if not path.is_file():
        raise WarehouseError(f"no warehouse at {path}: run `dateline run INPUT…` to build it")
    con = duckdb.connect(config=_CONFIG)
    try:
        con.execute(f"ATTACH {literal(str(path))} AS {CATALOG} {'(READ_ONLY)' if read_only else ''}")
    except duckdb.IOException as error:
        con.close()
        raise WarehouseError(_explain(path, str(error))) from error
    con.execute(f"USE {CATALOG}")
    con.execute("SET TimeZone = 'UTC'")
    # Made only by a query that outgrows memory, and removed on closing; the default is the working folder.
    con.execute(f"SET temp_directory = {literal(str(Path(gettempdir()) / f'dateline-{uuid4().hex}'))}")
    if read_only:
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
    return con


def _explain(path: Path, message: str) -> str:
    if "lock" in message:
        holder = _HOLDER.search(message)
        who = f"process {holder[1]}" if holder else "another process"
        return f"{path} is opened for writing by {who}: end it, or wait until it is done"
    first_line = message.strip().splitlines()[0].removeprefix("IO Error: ")
    return f"{path} cannot be opened: {first_line} Run `dateline run` again to rebuild it"
