"""Read input files item by item into batches of normalised articles, and account for every item.

Not here: forms (`readers/`), fields (`transforms/articles.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from flows.batches import article_path
from flows.inputs import InputFile
from flows.partitions import write_table
from flows.readers import READERS, Item
from flows.settings import Settings
from transforms.articles import CODED_LANGUAGE, RefusedItemError, normalise
from transforms.ids import stable_id
from transforms.language import detect_language
from transforms.publishers import Publisher, find_publisher, publisher_rows
from transforms.tables import ARTICLES, INPUTS

Row = dict[str, Any]

_ROWS_PER_FRAME = 10_000
"""A frame is a tenth of the size of its rows."""


@dataclass
class Known:
    """What earlier runs took in: versions of each article by the hash of their text, and the items accounted for."""

    versions: dict[str, dict[str, int]] = field(default_factory=dict)
    items: set[tuple[str, int, str]] = field(default_factory=set)

    @classmethod
    def of(cls, articles: pl.LazyFrame, inputs: pl.LazyFrame) -> Known:
        """From all articles ever taken in and the `inputs` of the current release; refused items are read anew."""
        known = cls()
        for article_id, version, sha in articles.select("article_id", "version", "text_sha256").collect().iter_rows():
            known.versions.setdefault(article_id, {})[sha] = version
        settled = inputs.filter(pl.col("outcome") != "quarantined")
        known.items.update(settled.select(INPUTS.key).collect().iter_rows())
        return known

    def copy(self) -> Known:
        """A copy to add to: the original stays as it is for another try."""
        return Known({article: dict(versions) for article, versions in self.versions.items()}, set(self.items))


@dataclass(frozen=True)
class Ingested:
    """Batches of new articles, the outlets they name, the rows of `inputs`, and what of each file was read."""

    batches: tuple[str, ...]
    publishers: pl.DataFrame
    inputs: pl.DataFrame
    input_files: frozenset[tuple[str, str]]


def ingest(files: Iterable[InputFile], known: Known, lake: Path, landing: Path, settings: Settings) -> Ingested:
    """Read the files; write each batch of new article versions to `lake/articles` and refused items to `landing`.

    Batches depend on the items alone, so that a run that was killed, or a second try, makes the same ones again.
    Memory holds one batch, the identities of known articles, and a short row per item.
    """
    known = known.copy()
    batch: list[Row] = []
    batches: list[str] = []
    inputs: list[pl.DataFrame] = []
    rows: list[Row] = []
    publishers: dict[str, Publisher] = {}
    read: set[tuple[str, str]] = set()
    for file in files:
        is_whole = True
        for item in _items(file, settings):
            is_whole &= not item.is_cut
            row, article = _judge(item, file, known, publishers)
            if row is None:
                continue
            rows.append(row)
            if row["outcome"] == "quarantined" and not item.is_cut:
                _keep(item.content, landing / row["item_sha256"])
            if article is not None:
                batch.append(article)
                if len(batch) >= settings.batch_articles or _chars(batch) >= settings.batch_chars:
                    batches.append(_write_batch(batch, lake))
                    batch = []
            if len(rows) >= _ROWS_PER_FRAME:
                inputs.append(INPUTS.frame(rows))
                rows = []
        if file.position is None and not file.problem:
            read.add(file.mark(None if is_whole else settings.max_item_bytes))
    if batch:
        batches.append(_write_batch(batch, lake))
    inputs.append(INPUTS.frame(rows))
    taken_in = INPUTS.conform(pl.concat(inputs))
    return Ingested(tuple(batches), publisher_rows(publishers.values()), taken_in, frozenset(read))


def _items(file: InputFile, settings: Settings) -> Iterator[Item]:
    """The items of a file; a file that holds one item kept from another gives it under its old number."""
    if file.problem:
        yield Item(1, file.name.encode(), refusal=file.problem)
        return
    for item in READERS[file.media_type](file.path, settings.max_item_bytes):
        yield item if file.position is None else replace(item, position=file.position)


def kept_items(inputs: pl.LazyFrame, landing: Path) -> list[InputFile]:
    """The refused items of `inputs` as files to read again, as far as their bytes were kept in `landing`."""
    refused = inputs.filter(pl.col("outcome") == "quarantined").select(*INPUTS.key, "media_type").collect()
    return [
        InputFile(landing / sha, name, media_type, sha, position)
        for name, position, sha, media_type in refused.iter_rows()
        if (landing / sha).exists()
    ]


def _judge(
    item: Item, file: InputFile, known: Known, publishers: dict[str, Publisher]
) -> tuple[Row | None, Row | None]:
    """The item's row of `inputs` (None if an earlier run accounts for it) and, if it is new, its row of `articles`."""
    sha = hashlib.sha256(item.content).hexdigest()
    place = (file.name, item.position, sha)
    if place in known.items:
        return None, None
    known.items.add(place)
    row: Row = dict(zip(INPUTS.key, place, strict=True), media_type=file.media_type)
    try:
        if item.article is None:
            raise RefusedItemError(item.refusal)
        article = normalise(item.article, item.content)
    except RefusedItemError as reason:
        return row | {"outcome": "quarantined", "reason": str(reason), "excerpt": item.excerpt}, None
    publisher = find_publisher(_named(item), article["url"])
    publishers[publisher.publisher_id] = publisher
    versions = known.versions.setdefault(article["article_id"], {})
    row |= {"article_id": article["article_id"]}
    if (version := versions.get(article["text_sha256"])) is not None:
        return row | {"version": version, "outcome": "duplicate", "reason": "same address or bytes, same text"}, None
    is_revision = bool(versions)
    version = versions[article["text_sha256"]] = max(versions.values(), default=0) + 1
    language = detect_language(article["text"])
    outcome = "revision" if is_revision else "accepted" if language == CODED_LANGUAGE else "unsupported_language"
    note = None if language == CODED_LANGUAGE else f"language {language}: kept, not coded"
    article |= {
        "version": version,
        "publisher_id": publisher.publisher_id,
        "language": language,
        "input_path": file.name,
        "input_position": item.position,
        "media_type": file.media_type,
        "is_current": True,
    }
    return row | {"version": version, "outcome": outcome, "reason": note}, article


def _named(item: Item) -> str | None:
    name = item.article.publisher if item.article else None
    return str(name).strip() or None if name is not None else None


def _chars(batch: list[Row]) -> int:
    return sum(len(article["text"]) for article in batch)


def _keep(content: bytes, path: Path) -> None:
    """Keep the bytes of a refused item: nothing is lost."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.partial")
        aside.write_bytes(content)
        aside.replace(path)


def _write_batch(batch: list[Row], lake: Path) -> str:
    articles = ARTICLES.frame(batch)
    name = stable_id("bat", *(tuple(row) for row in articles.iter_rows()))
    path = article_path(lake, name)
    if not path.exists():
        write_table(ARTICLES, articles, path)
    return name
