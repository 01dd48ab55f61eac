"""From the bytes of an input file to items: one module per form, each a generator that holds one item at a time.

Not here: finding files (`flows/inputs.py`), judging fields (`transforms/articles.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from flows.readers import html, jsonl, text
from flows.readers.item import Item

READERS: dict[str, Callable[[Path, int], Iterator[Item]]] = {
    "text/plain": text.read_items,
    "text/html": html.read_items,
    "application/jsonl": jsonl.read_items,
}

__all__ = ["READERS", "Item"]
