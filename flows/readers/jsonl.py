"""JSON: an article per line, or one array or object of articles.

Fields are `id, url, title, text, published, publisher, byline, retrieved, language` or what `columns.py` finds;
others are ignored.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from flows.containers import BrokenFileError
from flows.readers.columns import match_columns, raw_article, say_guesses
from flows.readers.item import Item, Reading, bounded_lines, decode, too_large, whole

_SAMPLE = 20
_Read = Item | tuple[int, bytes, dict[str, Any]]
"""A refusal, or a record with its position and bytes."""


def read_items(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """Each line that is not blank as one item; holds a few lines at a time, and of a longer one only `max_bytes`.

    Columns are matched on the names that the first records have.
    """
    lines = _read_lines(stream, how)
    sample: list[_Read] = []
    broken: BrokenFileError | None = None
    try:
        for one in itertools.islice(lines, _SAMPLE):
            sample.append(one)  # noqa: PERF402 - what came before an error stays
    except BrokenFileError as problem:  # what came before it is read all the same
        broken = problem
    columns = _columns(sample, how)
    yield from (_item(one, columns) for one in sample)
    if broken is not None:
        raise broken
    yield from (_item(one, columns) for one in lines)


def _read_lines(stream: BinaryIO, how: Reading) -> Iterator[_Read]:
    for position, (line, size) in enumerate(bounded_lines(stream, how.max_bytes), start=1):
        if size > how.max_bytes:
            yield Item(position, line, refusal=too_large(how.max_bytes, size), is_cut=True)
        elif line.strip():
            yield _record(position, line.rstrip(b"\r\n"))


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


def _columns(sample: list[_Read], how: Reading) -> dict[str, str]:
    names = dict.fromkeys(name for one in sample if not isinstance(one, Item) for name in one[2])
    columns = match_columns(names, how.columns)
    say_guesses(columns, how)
    return columns


def _record(position: int, line: bytes) -> _Read:
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


def _item(read: _Read, columns: dict[str, str]) -> Item:
    if isinstance(read, Item):
        return read
    position, line, record = read
    return Item(position, line, raw_article(record, columns))
