"""JSON: an article per line, or one array or object of articles.

Fields are `id, url, title, text, published, publisher, byline, retrieved, language` or what `columns.py` finds;
others are ignored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from flows.progress import say
from flows.readers.columns import guesses, match_columns, raw_article
from flows.readers.item import Item, Reading, bounded_lines, decode, too_large, whole

_SAMPLE = 20


def read_items(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """Each line that is not blank as one item; holds a few lines at a time, and of a longer one only `max_bytes`.

    Columns are matched on the names that the first records have.
    """
    waiting: list[Item | tuple[int, bytes, dict[str, Any]]] = []
    columns: dict[str, str] | None = None
    for position, (line, size) in enumerate(bounded_lines(stream, how.max_bytes), start=1):
        if size > how.max_bytes:
            read: Item | tuple[int, bytes, dict[str, Any]] = Item(
                position, line, refusal=too_large(how.max_bytes, size), is_cut=True
            )
        elif not line.strip():
            continue
        else:
            read = _record(position, line.rstrip(b"\r\n"))
        if columns is None:
            waiting.append(read)
            if len(waiting) >= _SAMPLE:
                columns = _columns(waiting, how)
                yield from (_item(one, columns) for one in waiting)
                waiting = []
        else:
            yield _item(read, columns)
    if waiting:
        columns = _columns(waiting, how)
        yield from (_item(one, columns) for one in waiting)


def read_document(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """A JSON document: an array of records, or an object that holds one (`articles`, `items`), or one record."""
    content, refused = whole(stream, how)
    if refused:
        yield refused
        return
    try:
        found = _parse(content)
    except ValueError as reason:
        yield Item(1, content, refusal=str(reason))
        return
    if isinstance(found, dict):
        lists = [found[key] for key in ("articles", "items", "data", "results") if isinstance(found.get(key), list)]
        found = lists[0] if lists else [found]
    if not isinstance(found, list):
        yield Item(1, content, refusal=f"a JSON {type(found).__name__}, not records")
        return
    lines = [json.dumps(one, ensure_ascii=True, separators=(",", ":")).encode() for one in found]
    records = [_record(position, line) for position, line in enumerate(lines, start=1)]
    columns = _columns(records[:_SAMPLE], how)
    yield from (_item(one, columns) for one in records)


def _columns(sample: list[Item | tuple[int, bytes, dict[str, Any]]], how: Reading) -> dict[str, str]:
    names = dict.fromkeys(name for one in sample if not isinstance(one, Item) for name in one[2])
    columns = match_columns(names, how.columns)
    if guessed := guesses(columns, how.columns):
        say(f"{how.name}: columns guessed: {guessed}; --map FIELD=COLUMN to say otherwise")
    return columns


def _record(position: int, line: bytes) -> Item | tuple[int, bytes, dict[str, Any]]:
    try:
        record = _parse(line)
    except ValueError as reason:
        return Item(position, line, refusal=str(reason))
    if not isinstance(record, dict):
        return Item(position, line, refusal=f"the line is a JSON {type(record).__name__}, not an object")
    return position, line, record


def _parse(line: bytes) -> Any:  # noqa: ANN401 - any JSON
    """JSON by orjson; what that refuses goes to the standard parser: lone surrogates, NaN, huge numbers.

    Raises `ValueError` with the reason.
    """
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(decode(line))
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos}") from None
    except RecursionError:
        raise ValueError("not JSON that can be read: nested too deep") from None


def _item(read: Item | tuple[int, bytes, dict[str, Any]], columns: dict[str, str]) -> Item:
    if isinstance(read, Item):
        return read
    position, line, record = read
    return Item(position, line, raw_article(record, columns))
