"""Plain text: the whole file is one article, its first line the headline if it reads as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flows.readers.item import Item, decode, too_large
from transforms.articles import RawArticle


def read_items(path: Path, max_bytes: int) -> Iterator[Item]:
    """The file as one item."""
    if (size := path.stat().st_size) > max_bytes:
        with path.open("rb") as file:
            yield Item(1, file.read(max_bytes), refusal=too_large(size, max_bytes), is_cut=True)
        return
    content = path.read_bytes()
    try:
        text = decode(content)
    except ValueError as reason:
        yield Item(1, content, refusal=str(reason))
        return
    yield Item(1, content, RawArticle(text.replace("\r\n", "\n").replace("\r", "\n")))
