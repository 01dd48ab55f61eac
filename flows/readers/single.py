"""Readers of the forms that a file and a WARC record alike may hold.

Not here: forms that only a file has, and web pages, which a record reads with its address (`__init__.py`, `warc.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from flows.readers import documents, feeds, jsonl, table, text
from flows.readers.item import Item, Reading

Reader = Callable[[BinaryIO, Reading], Iterator[Item]]

SINGLE: dict[str, Reader] = {
    "text/plain": text.read_items,
    "text/markdown": text.read_markdown,
    "application/jsonl": jsonl.read_items,
    "application/json": jsonl.read_document,
    "text/csv": table.read_csv,
    "text/tab-separated-values": table.read_tsv,
    "application/rss+xml": feeds.read_feed,
    "application/feed+json": feeds.read_feed,
    "application/sitemap+xml": feeds.read_addresses,
    "text/vnd.gdelt": feeds.read_addresses,
    "message/rfc822": documents.read_mail,
    "application/pdf": documents.read_pdf,
}
