"""The hand-written SQL files: views, macros and audits, each with a header that says what it is.

A header is comment lines before the first statement: `Purpose:`, `Grain:`, for macros `Parameters:`, and `Columns:`
followed by one line `name: meaning` per output column. `schema.name.sql` puts a view outside `main`.
Not here: the generated current views (`current.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

from warehouse.sql import literal

FOLDER = Path(__file__).parent
_FIELD = re.compile(r"--\s+(Purpose|Grain|Parameters|Columns):\s*(.*)")
_COLUMN = re.compile(r"--\s+(\w+):\s+(.*)")
_CONTINUED = re.compile(r"--\s+(.*)")


@dataclass(frozen=True)
class Definition:
    """One SQL file: where its object lives, its header, and its query without a closing semicolon."""

    schema: str
    name: str
    purpose: str
    grain: str
    parameters: tuple[str, ...]
    columns: dict[str, str]
    query: str

    @property
    def comment(self) -> str:
        """Purpose and grain in one line."""
        return f"{self.purpose} One row per {self.grain}." if self.grain else self.purpose


def read_definition(path: Path) -> Definition:
    """The definition in a file.

    Raises `ValueError` if the header says no purpose or holds a line it cannot place.
    """
    schema, _, name = path.stem.rpartition(".")
    fields: dict[str, str] = {}
    columns: dict[str, str] = {}
    lines = path.read_text("utf-8").splitlines()
    at = 0
    field = column = None
    for at, line in enumerate(lines):
        if not line.startswith("--"):
            break
        if found := _FIELD.fullmatch(line):
            field, column = found[1], None
            fields[field] = found[2].strip()
        elif field == "Columns" and (found := _COLUMN.fullmatch(line)):
            column = found[1]
            columns[column] = found[2].strip()
        elif field and (found := _CONTINUED.fullmatch(line)):
            if column:
                columns[column] += f" {found[1].strip()}"
            else:
                fields[field] += f" {found[1].strip()}"
        else:
            raise ValueError(f"{path.name}:{at + 1}: cannot place this header line: {line}")
    if "Purpose" not in fields:
        raise ValueError(f"{path.name}: the header says no purpose")
    parameters = tuple(part.strip() for part in fields.get("Parameters", "").split(",") if part.strip())
    query = "\n".join(lines[at:]).strip().rstrip(";")
    return Definition(
        schema or "main", name, fields["Purpose"], fields.get("Grain", "").rstrip("."), parameters, columns, query
    )


def read_folder(kind: str) -> dict[str, Definition]:
    """The definitions in `views`, `macros` or `audits`, each after those that it reads."""
    found = {path.stem.rpartition(".")[2]: read_definition(path) for path in sorted((FOLDER / kind).glob("*.sql"))}
    reads = {
        name: sorted(other for other in found if other != name and re.search(rf"\b{other}\b", definition.query))
        for name, definition in found.items()
    }
    order = TopologicalSorter({name: reads[name] for name in sorted(reads)}).static_order()
    return {name: found[name] for name in order}


def create_definitions() -> Iterator[str]:
    """The statements that create every view and macro with their comments."""
    for name, view in read_folder("views").items():
        where = f"{view.schema}.{name}"
        yield f"CREATE VIEW {where} AS {view.query}"
        yield f"COMMENT ON VIEW {where} IS {literal(view.comment)}"
        for column, meaning in view.columns.items():
            yield f"COMMENT ON COLUMN {where}.{column} IS {literal(meaning)}"
    for name, macro in read_folder("macros").items():
        where = f"{macro.schema}.{name}"
        yield f"CREATE MACRO {where}({', '.join(macro.parameters)}) AS TABLE {macro.query}"
        yield f"COMMENT ON MACRO TABLE {where} IS {literal(macro.comment)}"
