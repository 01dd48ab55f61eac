"""JSON lines: an article per line (`id, url, title, text, published, publisher, byline`); other fields are ignored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from flows.readers.item import Item, decode, too_large
from transforms.articles import RawArticle

_FIELDS = ("id", "url", "title", "text", "published", "publisher", "byline", "retrieved")


def read_items(path: Path, max_bytes: int) -> Iterator[Item]:
    """Each line that is not blank as one item; holds one line at a time, and of a longer one only `max_bytes`."""
    with path.open("rb") as file:
        for position, (line, size) in enumerate(_lines(file, max_bytes), start=1):
            if size > max_bytes:
                yield Item(position, line, refusal=too_large(size, max_bytes), is_cut=True)
            elif line.strip():
                yield _item(position, line.rstrip(b"\r\n"))


def _lines(file: BinaryIO, max_bytes: int) -> Iterator[tuple[bytes, int]]:
    """Lines with their sizes; a line over the limit comes cut, and its rest is read away in blocks."""
    while line := file.readline(max_bytes + 1):
        size = len(line)
        while not line.endswith(b"\n") and size > max_bytes:
            rest = file.readline(max_bytes)
            size += len(rest)
            if not rest or rest.endswith(b"\n"):
                break
        yield line[:max_bytes] if size > max_bytes else line, size


def _item(position: int, line: bytes) -> Item:
    try:
        record = json.loads(decode(line))
    except json.JSONDecodeError as error:
        return Item(position, line, refusal=f"not JSON: {error.msg} at character {error.pos}")
    except (ValueError, RecursionError) as reason:
        return Item(position, line, refusal=str(reason))
    if not isinstance(record, dict):
        return Item(position, line, refusal=f"the line is a JSON {type(record).__name__}, not an object")
    fields = {name: record.get(name) for name in _FIELDS}
    return Item(position, line, RawArticle(**fields))
