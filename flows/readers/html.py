"""Web pages: the whole file is one page.

Not here: reading the page (`transforms/pages/`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from flows.readers.item import Item, Reading, check_text, whole
from transforms.articles import RawArticle


def read_items(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """The page as one item."""
    content, refused = whole(stream, how)
    yield refused or page_item(1, content)


def page_item(position: int, content: bytes, address: str | None = None, retrieved: str | None = None,
              record_id: str | None = None) -> Item:  # fmt: skip
    """A page of that address as an item."""
    from transforms.pages.page import NoArticleError, read_page  # noqa: PLC0415 - 0.5 s other forms should not pay

    try:
        if not content.strip():
            check_text(content)
        page = read_page(content, address)
    except (NoArticleError, ValueError) as reason:
        return Item(position, content, refusal=str(reason), url=address)
    facts = page.facts
    return Item(
        position,
        content,
        RawArticle(
            text=page.text,
            url=facts.url,
            title=page.title,
            published=page.published,
            publisher=facts.site,
            byline=", ".join(facts.authors) or None,
            retrieved=retrieved,
            language=facts.language,
            is_published_stated=page.is_published_stated,
            is_extracted=True,
            record_id=record_id,
        ),
        note=None if page.encoding == "utf-8" else f"not UTF-8: read as {page.encoding}",
        url=address,
    )
