"""Feeds (RSS, Atom, JSON Feed), sitemaps and GDELT files: articles in them, and addresses they point to.

An entry that carries its article is an item. One that carries a teaser points to its page; where links are followed,
the page is the item and the entry is none. Sitemaps and GDELT files hold nothing but addresses.
Not here: fetching what is pointed to (`flows/fetch/`).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

from flows.readers.item import Item, Reading, bounded_lines, whole
from transforms.articles import RawArticle

_FULL_TEXT = 800
"""Characters of text from which an entry is taken to carry its article."""
_MAX_ADDRESSES = 50_000
"""As many as the sitemap protocol allows in one file."""
_GDELT_COLUMN = {"export": 60, "mentions": 5}
_GDELT_OLD_COLUMN = 57


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: its fields, its text as HTML, and whether that is the article or a teaser."""

    fields: dict[str, Any]
    body: str
    is_full: bool

    has_bad_link: bool = False

    @property
    def link(self) -> str | None:
        """The address of its page."""
        link = self.fields.get("url")
        return link if isinstance(link, str) and link.lower().startswith(("http://", "https://")) else None


def read_feed(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """Each entry of an RSS, Atom or JSON feed that is not left to its page."""
    content, refused = whole(stream, how)
    if refused:
        yield refused
        return
    entries = list(feed_entries(content))
    if not entries:
        yield Item(1, content, refusal="no entries found in the feed")
    for position, entry in enumerate(entries, start=1):
        if entry.link and not entry.is_full and how.follows_links:
            continue
        record = {**entry.fields, "text": entry.body}
        raw = json.dumps(record, sort_keys=True, ensure_ascii=True).encode()
        text = _plain_text(entry.body)
        yield Item(
            position,
            raw,
            RawArticle(**{**record, "text": text, "is_extracted": True}),
            note=_note(entry),
            url=entry.link,
        )


def _note(entry: Entry) -> str | None:
    if entry.has_bad_link:
        return "its link in the feed is no address"
    return None if entry.is_full else "teaser of a feed: its page was not fetched"


def read_addresses(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """Nothing: a list of addresses holds no article; one that can't be read is refused."""
    content, refused = whole(stream, how)
    if refused:
        yield refused
    elif not any(True for _ in (*sitemap_addresses(content), *gdelt_addresses(io.BytesIO(content)))):
        yield Item(1, content, refusal="no addresses found in the list")


def feed_entries(content: bytes, address: str | None = None) -> Iterator[Entry]:
    """The entries of a feed, in its order; relative links are joined to `address`. None if it is no feed."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _json_entries(content, address)
        return
    import feedparser  # noqa: PLC0415 - 0.2 s that other forms should not pay

    parsed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    site = parsed.feed.get("title")
    for entry in parsed.entries:
        bodies = [part.get("value") or "" for part in entry.get("content", [])]
        summary = entry.get("summary") or ""
        body = max([*bodies, summary], key=len)
        link = _string(entry.get("link"))
        url = joined(address, link) if link else None
        yield Entry(
            {
                "id": _string(entry.get("id")),
                "url": url,
                "title": _plain_text(entry.get("title") or "") or None,
                "published": _string(entry.get("published") or entry.get("updated")),
                "publisher": _plain_text(entry.get("source", {}).get("title") or site or "") or None,
                "byline": _string(entry.get("author")),
                "language": _string(parsed.feed.get("language")),
            },
            body,
            len(_plain_text(body)) >= _FULL_TEXT,
            has_bad_link=link is not None and url is None,
        )


def _json_entries(content: bytes, address: str | None) -> Iterator[Entry]:
    try:
        feed = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return
    items = feed.get("items") if isinstance(feed, dict) else None
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, dict):
            continue
        people = item.get("authors") or item.get("author")
        listed = people if isinstance(people, list) else [people]
        names = [one["name"] for one in listed if isinstance(one, dict) and isinstance(one.get("name"), str)]
        body = _string(item.get("content_html")) or _string(item.get("content_text")) or ""
        body = body or _string(item.get("summary")) or ""
        link = _string(item.get("url") or item.get("external_url"))
        url = joined(address, link) if link else None
        yield Entry(
            {
                "id": _string(item.get("id")),
                "url": url,
                "title": _string(item.get("title")),
                "published": _string(item.get("date_published") or item.get("date_modified")),
                "publisher": _string(feed.get("title")),
                "byline": ", ".join(names) or None,
                "language": _string(item.get("language") or feed.get("language")),
            },
            body,
            len(_plain_text(body)) >= _FULL_TEXT,
            has_bad_link=link is not None and url is None,
        )


def joined(base: str | None, link: str) -> str | None:
    """The link as seen from the page at `base`; None if it is no address: broken brackets, half a character."""
    try:
        address = urljoin(base or "", link)
        urlsplit(address)
        address.encode()
    except ValueError:
        return None
    return address


def _string(value: Any) -> str | None:  # noqa: ANN401 - fields of others
    return str(value).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None


_BLOCK = re.compile(r"(?i)</?(?:p|div|li|ul|ol|br|h[1-6]|blockquote|tr|figure|figcaption|section|article)\b[^<>]*>")
_ITEM = re.compile(r"(?i)<li\b[^<>]*>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _plain_text(body: str) -> str:
    """The text of a fragment of HTML, a paragraph a line, list items after "- "."""
    if "<" not in body and "&" not in body:
        return body.strip()
    from lxml.etree import strip_elements  # noqa: PLC0415 - slow to load, only where there is markup
    from lxml.html import fragment_fromstring  # noqa: PLC0415

    marked = _CONTROLS.sub(" ", _BLOCK.sub("\n", _ITEM.sub("\n- ", body)))
    try:
        fragment = fragment_fromstring(marked, create_parent="div")
    except (ValueError, AssertionError):
        return body.strip()
    strip_elements(fragment, "script", "style", with_tail=False)
    lines = (" ".join(line.split()) for line in fragment.text_content().split("\n"))
    return "\n".join(line for line in lines if line and line != "-")


_LOC = re.compile(rb"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[\s*)?([^<\]\s]+)", re.I)


def sitemap_addresses(content: bytes) -> Iterator[str]:
    """The addresses of a sitemap or an index of sitemaps. No XML is parsed, so no entity is ever expanded."""
    import html  # noqa: PLC0415

    for match, _ in zip(_LOC.finditer(content), range(_MAX_ADDRESSES), strict=False):
        address = html.unescape(match[1].decode("utf-8", "replace"))
        if address.lower().startswith(("http://", "https://")):
            yield address


def is_sitemap_index(content: bytes) -> bool:
    """Whether the addresses are further sitemaps."""
    return re.search(rb"<(?:\w+:)?sitemapindex[\s>]", content[:5000], re.I) is not None


def gdelt_addresses(stream: BinaryIO) -> Iterator[str]:
    """The distinct article addresses of a GDELT export (1.0 or 2.0) or mentions file, in its order."""
    seen: set[str] = set()
    csv.field_size_limit(1_000_000)
    for line, _ in bounded_lines(stream, 1_000_000):
        cells = line.decode("utf-8", "replace").rstrip("\r\n").split("\t")
        columns = {61: _GDELT_COLUMN["export"], 58: _GDELT_OLD_COLUMN}.get(len(cells))
        if columns is None and 14 <= len(cells) <= 17:
            columns = _GDELT_COLUMN["mentions"]
        address = cells[columns].strip() if columns is not None else ""
        if address.lower().startswith(("http://", "https://")) and address not in seen:
            seen.add(address)
            yield address
