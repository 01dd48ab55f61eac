"""Reads the seed tables: enumerable facts of language and world, one CSV each beside this module.

Not here: what a seed means (the module that uses it), values that follow from a rule. Standard library only, so that a
run can hash its lexicons before anything heavy is imported.
"""

from __future__ import annotations

import csv
import hashlib
import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_COLUMN = re.compile(r"[a-z][a-z0-9_]*")


class SeedError(ValueError):
    """A seed table is malformed; the message names file and line."""


@cache
def read_seed(name: str, columns: tuple[str, ...] = ()) -> list[dict[str, str]]:
    """Rows of `seeds/<name>.csv` by column name, in file order; an empty cell is "". Shared: do not change them.

    Args:
        name: File name without its ending.
        columns: Columns the caller needs; the file may have more.

    Raises:
        SeedError: The file is absent, its header is not one of lower-case unique names, a needed column is missing,
            or a row has too few or too many cells.
    """
    path = _FOLDER / f"{name}.csv"
    if not path.is_file():
        raise SeedError(f"{path.name}: no such seed table")
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        try:
            header = next(reader, [])
            _check_header(path.name, header, columns)
            rows = []
            for cells in reader:
                if len(cells) != len(header):
                    raise SeedError(f"{path.name}:{reader.line_num}: {len(cells)} cells, the header has {len(header)}")
                rows.append(dict(zip(header, (cell.strip() for cell in cells), strict=True)))
        except (csv.Error, UnicodeDecodeError) as error:
            raise SeedError(f"{path.name}:{reader.line_num}: {error}") from error
    return rows


def _check_header(file: str, header: list[str], columns: tuple[str, ...]) -> None:
    if not header:
        raise SeedError(f"{file}:1: no header")
    if bad := [column for column in header if not _COLUMN.fullmatch(column)]:
        raise SeedError(f"{file}:1: not a column name: {bad[0]!r}")
    if len(set(header)) != len(header):
        raise SeedError(f"{file}:1: a column occurs twice")
    if missing := [column for column in columns if column not in header]:
        raise SeedError(f"{file}:1: needs the column {missing[0]!r}")


def split_cell(cell: str) -> list[str]:
    """The values of a cell that holds several, separated by `|`.

    >>> split_cell("Kyiv|Kiev")
    ['Kyiv', 'Kiev']
    >>> split_cell("")
    []
    """
    return [value for part in cell.split("|") if (value := part.strip())]


def lexicons_sha256() -> str:
    """Hash over names and bytes of all seed tables, sorted by name: equal hashes mean equal lexicons."""
    digest = hashlib.sha256()
    for path in sorted(_FOLDER.glob("*.csv")):
        content = path.read_bytes()
        digest.update(f"{path.name}\x00{len(content)}\x00".encode())
        digest.update(content)
    return digest.hexdigest()
