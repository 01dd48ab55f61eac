"""Running one query and writing its result as a table for people or in a form for programs.

Not here: opening the warehouse (`connect.py`), where the result goes (`flows/cli`).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, Literal, get_args

import duckdb

from warehouse.connect import WarehouseError

Format = Literal["table", "csv", "json", "parquet", "markdown"]
FORMATS: tuple[str, ...] = get_args(Format)
_WHOLE_WORD = 30
"""Characters up to which a word or id is kept in one piece."""


def run_sql(con: duckdb.DuckDBPyConnection, sql: str, format: Format = "table") -> str | bytes:  # noqa: A002
    """The result of one statement: text, or bytes for Parquet.

    Nothing is shortened in any format. NULL is empty in csv, table and markdown, null in json and Parquet; times are in
    the connection's time zone. Raises `WarehouseError`, in one line, if the statement is wrong or is not alone.
    """
    try:
        statements = con.extract_statements(sql)
        if len(statements) != 1:
            raise WarehouseError(f"{len(statements)} statements given: give one")
        if format == "parquet":
            return _parquet(con, sql)
        con.execute(statements[0])
        names = [column[0] for column in con.description or []]
        rows = con.fetchall()
    except duckdb.Error as error:
        raise WarehouseError(_one_line(error)) from error
    return _WRITERS[format](names, rows)


def _one_line(error: duckdb.Error) -> str:
    """DuckDB's message without the drawing of the place, which it gives in lines of its own."""
    kept = []
    for line in str(error).splitlines():
        if line.startswith("LINE "):
            kept.append(f"(line {line.removeprefix('LINE ').partition(':')[0]})")
        elif line.strip(" ^"):
            kept.append(line.strip())
    return " ".join(kept)


def _parquet(con: duckdb.DuckDBPyConnection, sql: str) -> bytes:
    # Through Arrow: COPY would need file access, and would write HUGEINT, the type of every sum, as a rounded DOUBLE.
    import pyarrow.parquet as pq  # noqa: PLC0415 - slow, and only this format needs it

    relation = con.sql(sql)
    if relation is None:
        raise WarehouseError("the statement gives no rows to write as Parquet")
    buffer = io.BytesIO()
    pq.write_table(relation.to_arrow_table(), buffer)
    return buffer.getvalue()


def _plain(value: object) -> object:
    """A value that JSON can hold: days and times in ISO 8601, numbers and texts as they are."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not isfinite(value):
        return None
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _json_text(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False)


def _cell(value: object) -> str:
    """A value as text; lists and structures as JSON, NULL as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return _json_text(value) if isinstance(value, list | dict | tuple) else str(_plain(value))


def _csv(names: list[str], rows: list[tuple[Any, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _json(names: list[str], rows: list[tuple[Any, ...]]) -> str:
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise WarehouseError(f"columns named twice: {', '.join(twice)}: give them names of their own with AS")
    return _json_text([dict(zip(names, row, strict=True)) for row in rows]) + "\n"


def _shown(value: object) -> str:
    """A value for people: spans as 12–34, lists by commas, times to the second."""
    if isinstance(value, dict) and value.keys() == {"start_char", "end_char"}:
        return f"{value['start_char']}–{value['end_char']}"
    if isinstance(value, list | tuple):
        return ", ".join(_shown(item) for item in value)
    return value.isoformat(" ", "seconds") if isinstance(value, datetime) else _cell(value)


def markdown(names: list[str], rows: list[tuple[Any, ...]]) -> str:
    """A Markdown table; line breaks and bars in cells do not break it."""

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"

    return (
        "\n".join([line(names), "|" + " --- |" * len(names), *(line([_shown(v) for v in row]) for row in rows)]) + "\n"
    )


def _table(names: list[str], rows: list[tuple[Any, ...]]) -> str:
    """A table as wide as the terminal; one block per row where the columns would break words and ids."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - slow, and only this format needs it
    from rich.console import Console, Group, RenderableType  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(file=io.StringIO(), color_system=None, legacy_windows=False)
    cells = [[_shown(value) for value in row] for row in rows]
    least = [_least_width([name, *column]) for name, *column in zip(names, *cells, strict=True)]
    is_narrow = sum(least) + 3 * len(least) > console.width
    shown: Table | Group
    if is_narrow:
        blocks: list[RenderableType] = []
        for row in cells:
            block = Table(box=None, show_header=False, pad_edge=False)
            block.add_column(no_wrap=True)
            block.add_column(overflow="fold")
            for name, cell in zip(names, row, strict=True):
                block.add_row(Text(name), Text(cell))
            blocks += [Text("─" * min(console.width, 40)), block]
        shown = Group(*blocks)
    else:
        shown = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
        for number, name in enumerate(names):
            is_number = any(_is_number(row[number]) for row in rows)
            shown.add_column(Text(name), overflow="fold", justify="right" if is_number else "left")
        for row in cells:
            shown.add_row(*(Text(cell) for cell in row))
    with console.capture() as capture:
        console.print(shown)
    lines = [line.rstrip() for line in capture.get().splitlines()]
    return "\n".join([*lines, f"({len(rows)} row{'' if len(rows) == 1 else 's'})"]) + "\n"


def _least_width(texts: Sequence[str]) -> int:
    """Columns of the terminal that the longest word of the texts takes, or the most that a word may ask for."""
    from rich.cells import cell_len  # noqa: PLC0415

    return max(min(_WHOLE_WORD, cell_len(word)) for text in texts for word in text.split() or [""])


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


_WRITERS: dict[str, Callable[[list[str], list[tuple[Any, ...]]], str]] = {
    "csv": _csv,
    "json": _json,
    "markdown": markdown,
    "table": _table,
}
