"""From the bytes of an input file to items: one module per form, each a generator that holds one item at a time.

Not here: finding files (`flows/inputs.py`), unpacking them (`flows/containers.py`), judging fields
(`transforms/articles.py`).
"""

from __future__ import annotations

from flows.readers import html, table, warc
from flows.readers.item import Item, Reading
from flows.readers.single import SINGLE, Reader

READERS: dict[str, Reader] = SINGLE | {
    "text/html": html.read_items,
    "application/vnd.apache.parquet": table.read_parquet,
    "application/vnd.apache.arrow.file": table.read_arrow,
    "application/warc": warc.read_items,
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
