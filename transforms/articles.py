"""From the fields of one input item to a row of `articles`, and the versions of what is already known.

Not here: files and forms (`flows/readers/`), dates (`published.py`), text (`cleaning.py`), outlets (`publishers.py`),
copies (`stories.py`).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import polars as pl

from transforms.cleaning import clean_extracted, clean_text
from transforms.datelines import read_dateline, split_byline
from transforms.ids import stable_id
from transforms.published import published_interval, stated_instant
from transforms.tables import ARTICLES, INPUTS, QUARANTINED_ROWS

CODED_LANGUAGE = "en"
_TEXT_FIELDS = ("id", "url", "title", "published", "publisher", "byline", "retrieved", "language", "record_id")
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|yclid|msclkid|igshid|mc_[ce]id|mkt_tok|_ga|_hs\w+|ref|cmpid|cmp|icid|ocid|ito|xtor|smid|"
    r"smtyp|s_cid|pgtype|clicksource|wt\.\w+|wt_\w+|at_\w+|ns_\w+|guc\w+|taid|spm)$",
    re.I,
)
_PLAIN_URL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[A-Za-z0-9/_.~-]*")
"""Addresses that are in canonical form as they are: most."""
_HEADLINE_LENGTH = 200


class RefusedItemError(ValueError):
    """An input item that can't become an article; the message is the reason, in one line."""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One input item as read: fields as found, untrusted.

    `record_id` names the WARC record it came from. `is_published_stated`: the date is the item's own statement, not
    found on its page. `is_extracted`: the text was taken off a page or a document, so that its blanks mean nothing.
    """

    text: Any
    id: Any = None
    url: Any = None
    title: Any = None
    published: Any = None
    publisher: Any = None
    byline: Any = None
    retrieved: Any = None
    language: Any = None
    record_id: Any = None
    is_published_stated: bool = True
    is_extracted: bool = False


@lru_cache(maxsize=1024)
def canonical_url(url: str) -> str | None:
    """The address without fragment, tracking parameters and default port, host in lower case; None if not http(s).

    >>> canonical_url("HTTPS://Example.org:443/a?utm_source=x&id=1#top")
    'https://example.org/a?id=1'
    """
    if _PLAIN_URL.fullmatch(url):
        return url
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    host = parts.hostname.lower()
    if port and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        host = f"{host}:{port}"
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])])
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return urlunsplit((parts.scheme.lower(), host, path, query, ""))


def headline_of(text: str) -> str | None:
    """The first line of a plain text if it reads as a headline: short, no final stop, more lines below."""
    first, _, rest = text.partition("\n")
    first = first.strip()
    is_short = 0 < len(first) <= _HEADLINE_LENGTH and not first.endswith((".", "!", ":", ";", ",", '"', "”"))
    return first if is_short and rest.strip() and not first.startswith(("-", "•", "*")) else None


def normalise(raw: RawArticle, content: bytes, no_later: date | None = None) -> dict[str, Any]:
    """Article fields of one item: everything of `articles` that the item alone decides.

    `content` is the item's own bytes: its hash is the identity of an item without a URL. The text is the headline, a
    line break and the body, stripped at both ends: a record's own text is left as it is, so that offsets made elsewhere
    still point into it; text taken off a page is put into normal form (`cleaning.py`). No article is published after
    `no_later`. Raises `RefusedItemError` with the reason.
    """
    for name in _TEXT_FIELDS:
        value = getattr(raw, name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise RefusedItemError(f"field {name!r} is {type(value).__name__}, not text")
        _check_encodable(name, str(value))
    if raw.text is None:
        raise RefusedItemError("field 'text' is missing")
    if not isinstance(raw.text, str):
        raise RefusedItemError(f"field 'text' is {type(raw.text).__name__}, not text")
    _check_encodable("text", raw.text)
    title = _line(raw.title)
    body = clean_extracted(raw.text) if raw.is_extracted else raw.text.strip()
    if not body:
        raise RefusedItemError("the text is empty")
    if "\x00" in body or (title and "\x00" in title):
        raise RefusedItemError(f"the text holds a NUL character at {body.find(chr(0))}")
    text = body if not title or is_headline(body, title) else f"{title}\n{body}"
    url = _text(raw.url)
    canonical = canonical_url(url) if url else None
    published = published_interval(
        _text(raw.published), url, body, is_stated=raw.is_published_stated, no_later=no_later
    )
    retrieved = _text(raw.retrieved)
    byline = _line(raw.byline)
    authors, agency = split_byline(byline)
    dateline = read_dateline(body)
    return {
        "article_id": stable_id("art", "url", canonical)
        if canonical
        else stable_id("art", "bytes", hashlib.sha256(content).hexdigest()),
        "input_id": _text(raw.id),
        "url": url,
        "canonical_url": canonical,
        "title": title or headline_of(text),
        "byline": byline,
        "authors": list(authors) or None,
        "agency": agency or (dateline.agency if dateline else None),
        "dateline": dateline.text if dateline else None,
        "published_earliest": published.earliest,
        "published_latest": published.latest,
        "published_at": published.at,
        "published_method": published.method,
        "retrieved_at": stated_instant(retrieved) if retrieved else None,
        "text": text,
        "text_sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "warc_record_id": _text(raw.record_id),
    }


def is_headline(text: str, title: str) -> bool:
    """Whether the title is the first line of the text."""
    return text.partition("\n")[0].strip() == title


def _check_encodable(name: str, text: str) -> None:
    """Raises `RefusedItemError` for half of a surrogate pair, which has no UTF-8."""
    if text.isascii():
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RefusedItemError(f"field {name!r} holds a lone surrogate at {error.start}") from None


def _text(value: str | int | None) -> str | None:
    return (str(value).strip() or None) if value is not None else None


def _line(value: str | int | None) -> str | None:
    """The value in normal form and in one line."""
    if (text := _text(value)) is None:
        return None
    text = clean_text(text)
    return (" ".join(text.split()) if "\n" in text or "\r" in text else text.strip()) or None


def mark_current(articles: pl.DataFrame) -> pl.DataFrame:
    """`articles` with `is_current` set on one version of each: the latest published, of equals the last to arrive."""
    newest = (
        articles.sort("article_id", "published_latest", "version", nulls_last=False)
        .group_by("article_id", maintain_order=True)
        .agg(pl.col("version").last().alias("newest"))
    )
    marked = articles.join(newest, on="article_id", how="left", maintain_order="left")
    return ARTICLES.conform(marked.with_columns((pl.col("version") == pl.col("newest")).alias("is_current")))


def settle_inputs(inputs: pl.DataFrame) -> pl.DataFrame:
    """`inputs` (in order of arrival), each item once; a refused item is settled when its place is read anew."""
    arrived = inputs.with_row_index("arrival").unique(INPUTS.key, keep="last", maintain_order=True)
    is_last = pl.col("arrival") == pl.col("arrival").max().over("input_path", "input_position")
    return INPUTS.conform(arrived.filter((pl.col("outcome") != "quarantined") | is_last))


def refused_inputs(inputs: pl.DataFrame, run_id: str) -> pl.DataFrame:
    """Rows of `quarantined_rows` for the items of `inputs` that could not become articles."""
    refused = inputs.filter(pl.col("outcome") == "quarantined")
    key = pl.struct(INPUTS.key).struct.json_encode()
    return QUARANTINED_ROWS.conform(
        refused.select(
            pl.lit(INPUTS.name).alias("table_name"),
            key.alias("row_key"),
            pl.concat_list("reason").alias("reasons"),
            pl.struct("excerpt", "input_path", "input_position", "item_sha256").struct.json_encode().alias("row_json"),
            pl.lit(run_id).alias("run_id"),
        )
    )


def uncoded_articles(failures: pl.DataFrame) -> pl.DataFrame:
    """Rows of `quarantined_rows` for the articles that could not be coded (rows of `document_failures`)."""
    key = pl.struct(ARTICLES.key).struct.json_encode()
    return QUARANTINED_ROWS.conform(
        failures.select(
            pl.lit(ARTICLES.name).alias("table_name"),
            key.alias("row_key"),
            pl.concat_list("reason").alias("reasons"),
            key.alias("row_json"),
            "run_id",
        )
    )
