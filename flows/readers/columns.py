"""Which field of a foreign record is which field of an article: as the user maps them, else by usual names.

Not here: reading records (`jsonl.py`, `table.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flows.progress import say
from flows.readers.item import Reading
from transforms.articles import RawArticle

FIELDS = ("id", "url", "title", "text", "published", "publisher", "byline", "retrieved", "language")
_USUAL: dict[str, tuple[str, ...]] = {
    "id": ("guid", "uuid", "article_id", "doc_id", "docid", "_id", "uid", "identifier"),
    "url": ("link", "source_url", "web_url", "uri", "article_url", "canonical_url", "document_identifier", "href"),
    "title": ("headline", "head", "news_title", "article_title", "name"),
    "text": ("body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "articlebody", "story",
             "body_text", "plain_text", "description", "summary"),
    "published": ("date", "published_at", "publish_date", "published_date", "date_published", "datepublished",
                  "publication_date", "date_publish", "pub_date", "pubdate", "timestamp", "datetime", "created_at",
                  "published_raw"),
    "publisher": ("source", "outlet", "source_name", "publication", "site", "site_name", "sitename", "newspaper",
                  "media", "source_domain", "domain"),
    "byline": ("author", "authors", "creator", "writer"),
    "retrieved": ("retrieved_at", "date_download", "fetched_at", "crawled_at", "scraped_at", "date_crawled"),
    "language": ("lang", "language_code"),
}  # fmt: skip


class ColumnsError(ValueError):
    """A column mapping can't be used; the message says what to write."""


def read_map(stated: str) -> dict[str, str]:
    """`title=headline,text=body` as field to column. Raises `ColumnsError`."""
    mapped: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in stated.split(","))):
        field, _, column = (part.strip() for part in pair.partition("="))
        if field not in FIELDS or not column:
            raise ColumnsError(f"--map {pair!r}: write FIELD=COLUMN, FIELD one of {', '.join(FIELDS)}")
        mapped[field] = column
    return mapped


def match_columns(names: Iterable[str], mapped: Mapping[str, str]) -> dict[str, str]:
    """Field to column: as mapped, else a column of the field's own name, else of a usual name, letter case aside.

    >>> match_columns(["Headline", "body", "url"], {})
    {'url': 'url', 'title': 'Headline', 'text': 'body'}
    """
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(str(name).strip().lower().replace(" ", "_").replace("-", "_"), str(name))
    taken = set(mapped.values())
    found: dict[str, str] = {}
    for field in FIELDS:
        candidates = [by_name[usual] for usual in (field, *_USUAL[field]) if usual in by_name]
        column = mapped.get(field) or next((one for one in candidates if one not in taken), None)
        if column is not None:
            found[field] = column
            taken.add(column)
    return found


def say_guesses(columns: Mapping[str, str], how: Reading) -> None:
    """Say what was guessed before it is used, `a.csv: columns guessed: title ← Headline`: once for all of a file."""
    guessed = [
        f"{field} ← {column}" for field, column in columns.items() if column != field and field not in how.columns
    ]
    if guessed and (told := ", ".join(guessed)) not in how.guesses_said:
        how.guesses_said.add(told)
        say(f"{how.name}: columns guessed: {told}; --map FIELD=COLUMN to say otherwise")


def raw_article(record: Mapping[str, Any], columns: Mapping[str, str]) -> RawArticle:
    """The fields of a record; people in a list, or in objects with a name, become one line."""
    fields: dict[str, Any] = {field: record.get(column) for field, column in columns.items()}
    if (byline := fields.get("byline")) is not None:
        fields["byline"] = _people(byline)
    fields.setdefault("text", None)
    return RawArticle(**fields)


def _people(value: Any) -> Any:  # noqa: ANN401 - JSON of others
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return value["name"]
    if isinstance(value, list):
        names = [_people(one) for one in value]
        return ", ".join(names) if all(isinstance(name, str) for name in names) else value
    return value
