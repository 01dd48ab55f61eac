"""Web pages: title, byline, date, site, address and body through trafilatura."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flows.readers.item import Item, decode, too_large
from transforms.articles import RawArticle


def read_items(path: Path, max_bytes: int) -> Iterator[Item]:
    """The page as one item; its encoding is found by trafilatura."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - 0.3 s that other forms should not pay

    if (size := path.stat().st_size) > max_bytes:
        with path.open("rb") as file:
            yield Item(1, file.read(max_bytes), refusal=too_large(size, max_bytes))
        return
    content = path.read_bytes()
    if not content.strip() or b"\x00" in content:
        try:
            decode(content)
        except ValueError as reason:
            yield Item(1, content, refusal=str(reason))
            return
    page = bare_extraction(content, favor_precision=True, include_comments=False, with_metadata=True)
    if page is None or not page.text:
        yield Item(1, content, refusal="no article text found on the page")
        return
    yield Item(
        1,
        content,
        RawArticle(
            text=page.text,
            url=page.url,
            title=page.title,
            published=page.date,
            publisher=page.sitename,
            byline=page.author,
        ),
    )
