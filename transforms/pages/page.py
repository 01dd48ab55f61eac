"""One web page read: its article's text, title, authors, site, address, language and date of publication.

Not here: the parts (`metadata.py`, `body.py`), what a stated date means (`transforms/dates_stated.py`).
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from transforms.charsets import decode_bytes
from transforms.pages.body import article_text
from transforms.pages.metadata import PageFacts, page_facts

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_SHORTEST = 25
"""Code points below which what was found is a button or a caption, no article."""
_HUGE_TAG = re.compile(r"<[A-Za-z][^<>]{30000,}>")
"""A tag with tens of thousands of attributes: the parser's time grows with the square of their number."""
_TITLE_TAIL = re.compile(r"\s+(?:[|·•»]|[-–—])\s+[^|·•»–—]{2,50}$")


class NoArticleError(ValueError):
    """The page holds no article; the message says so in one line."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article's page: what it states of itself, what else could be found, and the text."""

    text: str
    facts: PageFacts
    title: str | None
    published: str | None
    is_published_stated: bool
    encoding: str


def read_page(content: bytes, address: str | None = None) -> Page:
    """Read a page of that address, if known. Raises `NoArticleError`."""
    source, encoding = decode_bytes(content, is_page=True)
    return read_source(source, address, encoding)


def read_source(source: str, address: str | None = None, encoding: str = "utf-8") -> Page:
    """Read a page that is decoded already. Raises `NoArticleError`."""
    tree = parse_html(source)
    if tree is None:
        raise NoArticleError("no article text found on the page")
    facts = page_facts(tree, address)
    text = article_text(tree, source)
    if len(text) < _SHORTEST:
        raise NoArticleError("no article text found on the page")
    published = facts.published or _dated_element(tree)
    found = None if published else _searched_date(tree, facts.url)
    return Page(text, facts, facts.title or _title(tree), published or found, published is not None, encoding)


def parse_html(source: str) -> HtmlElement | None:
    """The page as a tree; None if there is nothing in it. Controls that no page may hold are blanked."""
    cleaned = _CONTROLS.sub(" ", _HUGE_TAG.sub(" ", _XML_DECLARATION.sub("", source)))
    if "<" not in cleaned:
        return None
    try:
        tree = document_fromstring(cleaned, parser=HTMLParser(remove_comments=True, collect_ids=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree if len(tree) else None


def _title(tree: HtmlElement) -> str | None:
    """The only heading of the first level, else the title element without the site's name."""
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    if len(headings) == 1:
        return headings[0]
    title = next((" ".join((element.text or "").split()) for element in tree.iter("title")), "")
    return _TITLE_TAIL.sub("", title) or None


def _dated_element(tree: HtmlElement) -> str | None:
    """The `<time>` that is the date of publication: by itemprop, `pubdate` or its class, or the only one there is."""
    found: list[str] = []
    for element in tree.iter("time"):
        stated = (element.get("datetime") or "").strip()
        role = " ".join(filter(None, (element.get("itemprop"), element.get("class"), element.get("id")))).lower()
        if not re.match(r"\d{4}-\d\d-\d\d", stated):
            continue
        if element.get("pubdate") is not None or "publish" in role:
            return stated
        found.append(stated)
    return found[0] if len(set(found)) == 1 else None


def _searched_date(tree: HtmlElement, address: str | None) -> str | None:
    """A day that htmldate finds in the page's markup; a year in the text or the footer is none."""
    from htmldate import find_date  # noqa: PLC0415 - 0.3 s

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found: str | None = find_date(tree, original_date=True, extensive_search=False, url=address)
    except (ValueError, OverflowError, TypeError, AttributeError):  # dates of nonsense break its own arithmetic
        return None
    return found
