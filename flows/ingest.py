"""Read input files item by item into batches of normalised articles, and account for every item.

Not here: forms (`readers/`), fields (`transforms/articles.py`), what is known already (`known.py`).
"""

from __future__ import annotations

import hashlib
import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from flows.batches import article_path
from flows.containers import BrokenFileError, open_members
from flows.inputs import InputFile
from flows.known import Index, Known
from flows.partitions import read_table, write_rows
from flows.readers import KEPT_AS, READERS, Item, Reading
from flows.settings import Settings
from transforms.articles import CODED_LANGUAGE, RefusedItemError, normalise
from transforms.ids import stable_id
from transforms.language import detect_language
from transforms.publishers import Publisher, find_publisher, publisher_rows
from transforms.tables import ARTICLES, INPUTS

Row = dict[str, Any]

_ROWS_PER_FILE = 20_000
_BATCHES_WAITING = 4


@dataclass(frozen=True)
class Ingested:
    """Batches of new articles, the outlets they name, files with rows of `inputs`, and what of each file was read."""

    batches: tuple[str, ...]
    publishers: pl.DataFrame
    input_rows: tuple[Path, ...]
    input_files: frozenset[tuple[str, str]]

    @property
    def inputs(self) -> pl.DataFrame:
        """The rows of `inputs`."""
        return read_table(INPUTS, self.input_rows)


def ingest(
    files: Iterable[InputFile],
    known: Known,
    lake: Path,
    landing: Path,
    settings: Settings,
    today: date | None = None,
) -> Ingested:
    """Read the files; write each batch of new article versions to `lake/articles` and refused items to `landing`.

    Batches depend on the items alone, so that a run that was killed, or a second try, makes the same ones again.
    Memory holds one batch and the rows of some thousand items: all else is on disk. No article is taken to be
    published after `today` (UTC now, if not given) but for time zones.
    """
    no_later = (today or datetime.now(UTC).date()) + timedelta(days=1)
    books = _Books(lake, landing, settings)
    publishers: dict[str, Publisher] = {}
    read: set[tuple[str, str]] = set()
    with known.indexed() as index, books:
        for file in files:
            is_whole = True
            for name, media_type, item in _items(file, settings):
                is_whole &= not item.is_cut
                row, article = _judge(item, file, (name, media_type), index, publishers, no_later)
                if row is not None:
                    books.enter(row, article, item)
            if file.position is None and not file.problem:
                read.add(file.mark(None if is_whole else settings.max_item_bytes))
        books.close()
    return Ingested(tuple(books.batches), publisher_rows(publishers.values()), tuple(books.row_files), frozenset(read))


class _Books:
    """Where rows go: articles into batches, rows of `inputs` into files, refused items into the landing."""

    def __init__(self, lake: Path, landing: Path, settings: Settings) -> None:
        shutil.rmtree(lake / "inputs", ignore_errors=True)
        self._lake, self._landing, self._settings = lake, landing, settings
        self._articles: list[Row] = []
        self._n_chars = 0
        self._rows: list[Row] = []
        # Compressing takes a core of its own: it happens while the next items are read.
        self._writer = ThreadPoolExecutor(1)
        self._writing: deque[Future[None]] = deque()
        self.batches: list[str] = []
        self.row_files: list[Path] = []

    def __enter__(self) -> _Books:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no writing behind, whatever happened: another try may come."""
        self._writer.shutdown()

    def enter(self, row: Row, article: Row | None, item: Item) -> None:
        """Take in what became of an item."""
        self._rows.append(row)
        if row["outcome"] == "quarantined" and not item.is_cut:
            _keep(item.content if item.kept is None else item.kept, self._landing / row["item_sha256"])
        if article is not None:
            self._articles.append(article)
            self._n_chars += len(article["text"])
            if len(self._articles) >= self._settings.batch_articles or self._n_chars >= self._settings.batch_chars:
                self._write_articles()
        if len(self._rows) >= _ROWS_PER_FILE:
            self._write_rows()

    def close(self) -> None:
        """Write what is left; there is a file of rows even if it has none. Raises what any writing raised."""
        if self._articles:
            self._write_articles()
        self._write_rows()
        while self._writing:
            self._writing.popleft().result()

    def _write_articles(self) -> None:
        name = _named_batch(self._articles)
        self.batches.append(name)
        if not (path := article_path(self._lake, name)).exists():
            while len(self._writing) >= _BATCHES_WAITING:
                self._writing.popleft().result()
            self._writing.append(self._writer.submit(write_rows, ARTICLES, self._articles, path))
        self._articles, self._n_chars = [], 0

    def _write_rows(self) -> None:
        path = self._lake / "inputs" / f"{len(self.row_files):06d}.parquet"
        write_rows(INPUTS, self._rows, path)
        self.row_files.append(path)
        self._rows = []


def _items(file: InputFile, settings: Settings) -> Iterator[tuple[str, str, Item]]:
    """The items of a file, each with the name and form of the file or of the member of it that holds the item.

    A file that holds one item kept from another gives it under its old number.
    """
    how = Reading(settings.max_item_bytes, file.name, dict(file.hints.columns))
    if file.problem:
        yield file.name, file.media_type, Item(1, file.name.encode(), refusal=file.problem)
    elif file.position is not None:
        with file.path.open("rb") as stream:
            for item in READERS[KEPT_AS.get(file.media_type, file.media_type)](stream, how):
                yield file.name, file.media_type, replace(item, position=file.position)
    else:
        for member in open_members(file.path, file.name):
            if member.problem:
                refused = Item(1, member.name.encode(), refusal=member.problem, is_cut=True)
                yield member.name, member.media_type, refused
                continue
            position = 0
            try:
                for item in READERS[member.media_type](member.stream, how):
                    position = item.position
                    yield member.name, member.media_type, item
            except BrokenFileError as problem:
                refused = Item(position + 1, b"", refusal=f"not read on here: {problem}", is_cut=True)
                yield member.name, member.media_type, refused


def kept_items(inputs: pl.LazyFrame, landing: Path) -> list[InputFile]:
    """The refused items of `inputs` as files to read again, as far as their bytes were kept in `landing`."""
    refused = inputs.filter(pl.col("outcome") == "quarantined").select(*INPUTS.key, "media_type").collect()
    return [
        InputFile(landing / sha, name, media_type, sha, position)
        for name, position, sha, media_type in refused.iter_rows()
        if (landing / sha).exists()
    ]


def _judge(
    item: Item,
    file: InputFile,
    member: tuple[str, str],
    index: Index,
    publishers: dict[str, Publisher],
    no_later: date,
) -> tuple[Row | None, Row | None]:
    """The item's row of `inputs` (None if an earlier run accounts for it) and, if it is new, its row of `articles`."""
    # Under another mapping an item is another one, beside the one it was: what it holds is read otherwise.
    mapped = repr(file.hints.columns).encode() if file.hints.columns else b""
    sha = hashlib.sha256(item.content + mapped).hexdigest()
    name, media_type = member
    if not index.is_new_item(name, item.position, sha):
        return None, None
    row: Row = {"input_path": name, "input_position": item.position, "item_sha256": sha, "media_type": media_type,
                "url": item.url}  # fmt: skip
    try:
        if item.article is None:
            raise RefusedItemError(item.refusal)
        article = normalise(item.article, item.content, no_later)
    except RefusedItemError as reason:
        return row | {"outcome": "quarantined", "reason": str(reason), "excerpt": item.excerpt}, None
    row |= {"article_id": article["article_id"], "url": article["url"] or item.url, "reason": item.note}
    publisher = find_publisher(file.hints.publisher or _named(item), article["url"])
    if file.hints.reliability:
        publisher = replace(publisher, reliability=file.hints.reliability)
    publishers.setdefault(publisher.publisher_id, publisher)
    version, is_new = index.version_of(article["article_id"], article["text_sha256"])
    row |= {"version": version}
    if not is_new:
        same = "same address, same text" if article["canonical_url"] else "same bytes"
        return row | {"outcome": "duplicate", "reason": same}, None
    language = detect_language(article["text"], file.hints.language or item.article.language)
    outcome = "revision" if version > 1 else "accepted" if language == CODED_LANGUAGE else "unsupported_language"
    notes = [item.note] if item.note else []
    notes += [f"language {language}: kept, not coded"] if language != CODED_LANGUAGE else []
    article |= {
        "version": version,
        "publisher_id": publisher.publisher_id,
        "language": language,
        "input_path": name,
        "input_position": item.position,
        "media_type": media_type,
        "is_current": True,
    }
    return row | {"outcome": outcome, "reason": "; ".join(notes) or None}, article


def _named(item: Item) -> str | None:
    name = item.article.publisher if item.article else None
    return str(name).strip() or None if name is not None else None


def _keep(content: bytes, path: Path) -> None:
    """Keep the bytes of a refused item: nothing is lost."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.partial")
        aside.write_bytes(content)
        aside.replace(path)


def _named_batch(batch: list[Row]) -> str:
    """Put the articles in order; the name of their batch. Texts stand for themselves by their hash."""
    batch.sort(key=lambda row: (row["article_id"], row["version"]))
    names = [column.name for column in ARTICLES.columns if column.name != "text"]
    return stable_id("bat", *(tuple(row.get(name) for name in names) for row in batch))
