"""From the fields of one input item to a row of `articles`, and the versions of what is already known.

Not here: files and forms (`flows/readers/`), outlets (`transforms/publishers.py`), copies (`transforms/stories.py`).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import polars as pl

from transforms.ids import stable_id
from transforms.tables import ARTICLES, INPUTS, QUARANTINED_ROWS

CODED_LANGUAGE = "en"
_TEXT_FIELDS = ("id", "url", "title", "published", "publisher", "byline", "retrieved")
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|yclid|mc_[ce]id|ref|cmpid|ocid|ns_\w+)$")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=\D|$)")
_HEADLINE_LENGTH = 200


class RefusedItemError(ValueError):
    """An input item that can't become an article; the message is the reason, in one line."""


@dataclass(frozen=True, slots=True)
class Published:
    """Publication as an interval of days, with the instant where one was given, and where it comes from."""

    earliest: date | None = None
    latest: date | None = None
    at: datetime | None = None
    method: str = "unknown"


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One input item as read: fields as found, untrusted."""

    text: Any
    id: Any = None
    url: Any = None
    title: Any = None
    published: Any = None
    publisher: Any = None
    byline: Any = None
    retrieved: Any = None


def canonical_url(url: str) -> str | None:
    """The address without fragment, tracking parameters and default port, host in lower case; None if not http(s).

    >>> canonical_url("HTTPS://Example.org:443/a?utm_source=x&id=1#top")
    'https://example.org/a?id=1'
    """
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


def published_interval(stated: str | None, url: str | None) -> Published:
    """Publication from a stated date (ISO 8601 or RFC 5322), else from a day in the URL, else unknown.

    A date without time bounds the day as written; a time with zone also gives the instant in UTC. Years outside
    1800 to 2100 are not believed.
    """
    if stated and (found := _parse_stated(stated.strip())):
        return found
    if url and (match := _URL_DAY.search(url)):
        try:
            day = date(*(int(part) for part in match.groups()))
        except ValueError:
            return Published()
        return Published(day, day, None, "url")
    return Published()


def _parse_stated(stated: str) -> Published | None:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", stated):
            moment, has_time = datetime.fromisoformat(stated), False
        else:
            moment, has_time = datetime.fromisoformat(stated), True
    except ValueError:
        try:
            moment, has_time = parsedate_to_datetime(stated), True
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if not 1800 <= moment.year <= 2100:
        return None
    day = moment.date()
    at = moment.astimezone(UTC) if has_time and moment.tzinfo else None
    return Published(day, day, at, "metadata")


def headline_of(text: str) -> str | None:
    """The first line of a plain text if it reads as a headline: short, no final stop, more lines below."""
    first, _, rest = text.partition("\n")
    first = first.strip()
    is_short = 0 < len(first) <= _HEADLINE_LENGTH and not first.endswith((".", "!", ":", ";", ",", '"', "”"))
    return first if is_short and rest.strip() and not first.startswith(("-", "•", "*")) else None


def normalise(raw: RawArticle, content: bytes) -> dict[str, Any]:
    """Article fields of one item: everything of `articles` that the item alone decides.

    `content` is the item's own bytes: its hash is the identity of an item without a URL. The text is the headline, a
    line break and the body, stripped at both ends and otherwise untouched. Raises `RefusedItemError` with the reason.
    """
    for name in _TEXT_FIELDS:
        value = getattr(raw, name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
            raise RefusedItemError(f"field {name!r} is {type(value).__name__}, not text")
        _encoded(name, str(value))
    if raw.text is None:
        raise RefusedItemError("field 'text' is missing")
    if not isinstance(raw.text, str):
        raise RefusedItemError(f"field 'text' is {type(raw.text).__name__}, not text")
    body = raw.text.strip()
    title = _text(raw.title)
    if not body:
        raise RefusedItemError("the text is empty")
    text = body if not title or is_headline(body, title) else f"{title}\n{body}"
    if "\x00" in text:
        raise RefusedItemError(f"the text holds a NUL character at {text.index(chr(0))}")
    encoded = _encoded("text", text)
    url = _text(raw.url)
    canonical = canonical_url(url) if url else None
    published = published_interval(_text(raw.published), url)
    retrieved = _parse_stated(_text(raw.retrieved) or "")
    return {
        "article_id": stable_id("art", "url", canonical)
        if canonical
        else stable_id("art", "bytes", hashlib.sha256(content).hexdigest()),
        "input_id": _text(raw.id),
        "url": url,
        "canonical_url": canonical,
        "title": title or headline_of(text),
        "byline": _text(raw.byline),
        "published_earliest": published.earliest,
        "published_latest": published.latest,
        "published_at": published.at,
        "published_method": published.method,
        "retrieved_at": retrieved.at if retrieved else None,
        "text": text,
        "text_sha256": hashlib.sha256(encoded).hexdigest(),
    }


def is_headline(text: str, title: str) -> bool:
    """Whether the title is the first line of the text."""
    return text.partition("\n")[0].strip() == title


def _encoded(name: str, text: str) -> bytes:
    """UTF-8 bytes of a field. Raises `RefusedItemError` for half of a surrogate pair, which has none."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RefusedItemError(f"field {name!r} holds a lone surrogate at {error.start}") from None


def _text(value: str | int | None) -> str | None:
    return (str(value).strip() or None) if value is not None else None


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
