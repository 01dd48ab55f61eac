"""Read input files item by item into batches of normalised articles, and account for every item.

Not here: forms (`readers/`), fields (`transforms/articles.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

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


@dataclass
class Known:
    """What earlier runs took in: versions of each article by the hash of their text, and the items accounted for."""

    versions: dict[str, dict[str, int]] = field(default_factory=dict)
    items: set[tuple[str, int, str]] = field(default_factory=set)

    @classmethod
    def of(cls, articles: pl.LazyFrame, inputs: pl.LazyFrame) -> Known:
        """From the `articles` and `inputs` of the current release; refused items are read anew."""
        known = cls()
        for article_id, version, sha in articles.select("article_id", "version", "text_sha256").collect().iter_rows():
            known.versions.setdefault(article_id, {})[sha] = version
        settled = inputs.filter(pl.col("outcome") != "quarantined")
        known.items.update(settled.select(INPUTS.key).collect().iter_rows())
        return known


@dataclass(frozen=True)
class Ingested:
    """Batches of new articles, the outlets they name, and the rows of `inputs`."""

    batches: tuple[str, ...]
    publishers: pl.DataFrame
    inputs: pl.DataFrame


def ingest(files: Iterable[InputFile], known: Known, lake: Path, landing: Path, settings: Settings) -> Ingested:
    """Read the files; write each batch of new article versions to `lake/articles` and refused items to `landing`.

    Batches depend on the items alone, so that a run that was killed makes the same ones again. Memory holds one batch,
    the identities of known articles, and a short row per item.
    """
    batch: list[Row] = []
    batches: list[str] = []
    inputs: list[pl.DataFrame] = []
    rows: list[Row] = []
    publishers: dict[str, Publisher] = {}
    for file in files:
        for item in READERS[file.media_type](file.path, settings.max_item_bytes):
            if file.position is not None:
                item = replace(item, position=file.position)  # noqa: PLW2901 - the item under its old number
            row, article = _judge(item, file, known, publishers)
            if row is None:
                continue
            rows.append(row)
            if row["outcome"] == "quarantined":
                _keep(item, landing, row["item_sha256"])
            if article is not None:
                batch.append(article)
                if len(batch) >= settings.batch_articles or _chars(batch) >= settings.batch_chars:
                    batches.append(_write_batch(batch, lake))
                    batch = []
            if len(rows) >= 10_000:  # a frame is a tenth of the size of its rows
                inputs.append(_input_rows(rows))
                rows = []
    if batch:
        batches.append(_write_batch(batch, lake))
    inputs.append(_input_rows(rows))
    return Ingested(tuple(batches), publisher_rows(publishers.values()), INPUTS.conform(pl.concat(inputs)))


def kept_items(inputs: pl.LazyFrame, landing: Path) -> list[InputFile]:
    """The refused items of `inputs` as files to read again: their bytes were kept in `landing`."""
    refused = inputs.filter(pl.col("outcome") == "quarantined").select(*INPUTS.key, "media_type").collect()
    return [
        InputFile(landing / sha, name, media_type, sha, position)
        for name, position, sha, media_type in refused.iter_rows()
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
    version = versions[article["text_sha256"]] = len(versions) + 1
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


def _keep(item: Item, landing: Path, sha: str) -> None:
    """Keep the bytes of a refused item: nothing is lost."""
    landing.mkdir(parents=True, exist_ok=True)
    (landing / sha).write_bytes(item.content)


def _write_batch(batch: list[Row], lake: Path) -> str:
    articles = ARTICLES.frame(batch)
    name = stable_id("bat", *(tuple(row) for row in articles.iter_rows()))
    path = lake / "articles" / f"{name}.parquet"
    if not path.exists():
        write_table(ARTICLES, articles, path)
    return name


def _input_rows(rows: list[Row]) -> pl.DataFrame:
    return INPUTS.frame(rows)
