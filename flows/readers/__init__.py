"""From the bytes of an input file to items: one module per form, each a generator that holds one item at a time.

Not here: finding files (`flows/inputs.py`), unpacking them (`flows/containers.py`), judging fields
(`transforms/articles.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from flows.readers import documents, feeds, html, jsonl, table, text, warc
from flows.readers.item import Item, Reading

READERS: dict[str, Callable[[BinaryIO, Reading], Iterator[Item]]] = {
    "text/plain": text.read_items,
    "text/markdown": text.read_markdown,
    "text/html": html.read_items,
    "application/jsonl": jsonl.read_items,
    "application/json": jsonl.read_document,
    "text/csv": table.read_csv,
    "text/tab-separated-values": table.read_tsv,
    "application/vnd.apache.parquet": table.read_parquet,
    "application/vnd.apache.arrow.file": table.read_arrow,
    "application/warc": warc.read_items,
    "application/rss+xml": feeds.read_feed,
    "application/feed+json": feeds.read_feed,
    "application/sitemap+xml": feeds.read_addresses,
    "text/vnd.gdelt": feeds.read_addresses,
    "message/rfc822": documents.read_mail,
    "application/pdf": documents.read_pdf,
}
KEPT_AS = {
    "application/json": "application/jsonl",
    "application/vnd.apache.parquet": "application/jsonl",
    "application/vnd.apache.arrow.file": "application/jsonl",
    "application/rss+xml": "application/jsonl",
    "application/feed+json": "application/jsonl",
}
"""The form in which refused items of a form are kept, where it is another: a row of a table is a line of JSON."""

__all__ = ["KEPT_AS", "READERS", "Item", "Reading"]
