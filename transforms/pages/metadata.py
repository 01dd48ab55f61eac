"""What a page states of itself: JSON-LD and meta elements, as news sites write them for search engines.

Not here: guesses from the visible page (`page.py` asks trafilatura and htmldate for those).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from transforms.published import published_interval

_ARTICLE_TYPES = re.compile(r"(article|posting|liveblog|report|webpage)$", re.I)
_MAX_JSON_LD = 500_000
_MAX_NODES = 2_000
_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dc.date.created",
    "publish-date", "publishdate", "pubdate", "publication_date", "date", "article.published", "article_date_original",
    "originalpublicationdate", "cxenseparse:recs:publishtime", "rnews:datepublished", "bt:pubdate",
)  # fmt: skip
_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "headline")
_SITE = ("og:site_name", "application-name", "dc.publisher", "article:publisher")
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator")
_LANGUAGE = ("og:locale", "content-language", "language", "dc.language")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the page says of itself, as written; None where it does not say."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    site: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None


def page_facts(tree: HtmlElement, address: str | None = None) -> PageFacts:
    """Facts of a parsed page: JSON-LD first, then meta elements; relative addresses joined to `address`."""
    meta = _meta(tree)
    node = _article_node(_json_ld(tree))
    authors = tuple(dict.fromkeys(_names(node.get("author") or node.get("creator"))))
    if not authors:
        stated = next((meta[name] for name in _AUTHOR if name in meta), None)
        authors = (stated,) if stated and not stated.startswith("http") else ()
    site = next((meta[name] for name in _SITE if name in meta and not meta[name].startswith("http")), None)
    stated_dates = (
        _text(node.get("datePublished")),
        *(meta[name] for name in _PUBLISHED if name in meta),
        _text(node.get("dateCreated")),
    )
    return PageFacts(
        title=_text(node.get("headline")) or next((meta[name] for name in _TITLE if name in meta), None),
        authors=authors,
        site=next(_names(node.get("publisher")), None) or site,
        url=_address(tree, meta, address),
        language=_text(node.get("inLanguage"))
        or (tree.get("lang") or next((meta[name] for name in _LANGUAGE if name in meta), None)),
        published=next(filter(_is_date, stated_dates), None),
    )


def _is_date(stated: str | None) -> bool:
    """Whether a date is stated that can be believed: templates left unset say 0001-01-01."""
    return published_interval(stated, None).earliest is not None


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first content of each meta element by its property, name or itemprop, in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _address(tree: HtmlElement, meta: dict[str, str], address: str | None) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    stated = next((href.strip() for href in links if href and href.strip()), None) or meta.get("og:url")
    if not stated:
        return address
    try:
        joined = urljoin(address or "", stated)
    except ValueError:
        return address
    # A canonical address that is the site's front page names no article: templates left unset do that.
    is_front = re.fullmatch(r"https?://[^/]+/?", joined) is not None
    return address or None if is_front else joined if joined.startswith("http") else address


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, outer ones first; blocks that are not JSON are passed over."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        text = script.text.strip().removeprefix("<!--").removesuffix("-->").rstrip("; \n")
        if len(text) > _MAX_JSON_LD:
            continue
        try:
            content = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        waiting, n_seen = [content], 0
        while waiting and n_seen < _MAX_NODES:
            node = waiting.pop(0)
            n_seen += 1
            if isinstance(node, list):
                waiting[:0] = node[:_MAX_NODES]
            elif isinstance(node, dict):
                yield node
                waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _article_node(nodes: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The node that describes the article: of a known type, with a date before one without."""
    best: dict[str, Any] = {}
    best_rank = 0
    for node in nodes:
        kinds = node.get("@type")
        names = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
        if not any(_ARTICLE_TYPES.search(name) for name in names):
            continue
        is_page = all(name.lower().endswith("webpage") for name in names)
        rank = 4 * (not is_page) + 2 * bool(_text(node.get("datePublished"))) + bool(_text(node.get("headline")))
        if rank > best_rank:
            best, best_rank = node, rank
    return best


def _names(value: Any, depth: int = 0) -> Iterator[str]:  # noqa: ANN401 - JSON of others
    """Names in a schema.org person, organisation, list of them, or plain text."""
    if isinstance(value, list) and depth < 3:
        for one in value[:20]:
            yield from _names(one, depth + 1)
    elif isinstance(value, dict):
        yield from _names(value.get("name"), depth + 1)
    elif (name := _text(value)) and not name.startswith("http"):
        yield name


def _text(value: Any) -> str | None:  # noqa: ANN401
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(value).split()) or None
