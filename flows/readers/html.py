"""Web pages: title, byline, site, address, day and body through trafilatura; the time of day as the page states it.

Not here: what a stated time means (`transforms/articles.py`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

from flows.readers.item import Item, decode, too_large
from transforms.articles import RawArticle


def read_items(path: Path, max_bytes: int) -> Iterator[Item]:
    """The page as one item; its encoding is found by trafilatura."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - 0.3 s that other forms should not pay

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it can't read is refused with a reason

    if (size := path.stat().st_size) > max_bytes:
        with path.open("rb") as file:
            yield Item(1, file.read(max_bytes), refusal=too_large(size, max_bytes), is_cut=True)
        return
    content = path.read_bytes()
    if not content.strip() or b"\x00" in content:
        try:
            decode(content)
        except ValueError as reason:
            yield Item(1, content, refusal=str(reason))
            return
    page = bare_extraction(
        content,
        favor_precision=True,
        include_comments=False,
        with_metadata=True,
        # Only dates that the page states as its own: a year in the text or the footer is none.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
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
            published=_stated_time(content) or page.date,
            publisher=page.sitename,
            byline=page.author,
        ),
    )


_TIME = rb"(\d{4}-\d\d-\d\dT\d\d:\d\d[^\"'<>\s]*)"
_STATED = (
    re.compile(rb"\"datePublished\"\s*:\s*\"" + _TIME + rb"\""),
    re.compile(rb"<meta[^>]*article:published_time[^>]*content=[\"']" + _TIME),
    re.compile(rb"<meta[^>]*content=[\"']" + _TIME + rb"[\"'][^>]*article:published_time"),
)
"""Where pages state the instant of publication: schema.org's JSON-LD, and the Open Graph article tags."""


def _stated_time(content: bytes) -> str | None:
    found = (pattern.search(content) for pattern in _STATED)
    return next((match[1].decode("ascii", "replace") for match in found if match), None)
