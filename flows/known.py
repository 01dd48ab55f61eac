"""What earlier runs took in, looked up in an index on disk: memory stays flat however much is known.

The index is made anew for each try, from the lake and the current release, and gone after it: nothing to keep in step.
Not here: judging items (`ingest.py`).
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import polars as pl

_FILES_AT_ONCE = 200
_CACHE_KIB = 65_536
_DIGEST_BYTES = 12
"""Of a hash of place or text: two of a billion meet with a chance below one in ten billion."""


@dataclass(frozen=True)
class Known:
    """Files that say what is known: all articles ever taken in, and the `inputs` of the current release."""

    articles: tuple[Path, ...] = ()
    inputs: Path | None = None

    @contextmanager
    def indexed(self) -> Iterator[Index]:
        """An index of it to look up and add to, which leaves no trace."""
        with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
            index = Index(Path(scratch) / "known.sqlite")
            try:
                index.add_articles(self.articles)
                if self.inputs is not None:
                    index.add_inputs(self.inputs)
                yield index
            finally:
                index.close()


class Index:
    """Versions of each article by their text, and the items accounted for."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        for line in (
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "PRAGMA locking_mode = EXCLUSIVE",
            f"PRAGMA cache_size = -{_CACHE_KIB}",
            "CREATE TABLE texts (article BLOB, text BLOB, version INT, PRIMARY KEY (article, text)) WITHOUT ROWID",
            "CREATE TABLE items (place BLOB PRIMARY KEY) WITHOUT ROWID",
            "BEGIN",
        ):
            self._database.execute(line)

    def close(self) -> None:
        """Close the file; it can be deleted then."""
        self._database.close()

    def add_articles(self, files: Sequence[Path]) -> None:
        """From the lake, not the release: a version that was refused keeps its number."""
        for first in range(0, len(files), _FILES_AT_ONCE):
            some = pl.scan_parquet(list(files[first : first + _FILES_AT_ONCE]))
            rows = some.select("article_id", "version", "text_sha256").collect().iter_rows()
            self.add_versions(rows)

    def add_versions(self, rows: Iterable[tuple[str, int, str]]) -> None:
        """Versions by article and hash of text."""
        self._database.executemany(
            "INSERT OR REPLACE INTO texts VALUES (?, ?, ?)",
            ((_article(article), _text(sha), version) for article, version, sha in rows),
        )

    def add_inputs(self, path: Path) -> None:
        """Items accounted for; refused ones are read anew."""
        settled = pl.scan_parquet(path).filter(pl.col("outcome") != "quarantined")
        columns = settled.select("input_path", "input_position", "item_sha256")
        self._database.executemany(
            "INSERT OR IGNORE INTO items VALUES (?)", ((_place(*row),) for row in columns.collect().iter_rows())
        )

    def is_new_item(self, path: str, position: int, sha: str) -> bool:
        """Whether the item is not accounted for; it is from now on."""
        found = self._database.execute("INSERT OR IGNORE INTO items VALUES (?)", (_place(path, position, sha),))
        return found.rowcount == 1

    def version_of(self, article_id: str, text_sha256: str) -> tuple[int, bool]:
        """The version this text is of the article, and whether it is a new one, which it is no more from now on."""
        article, text = _article(article_id), _text(text_sha256)
        rows = self._database.execute("SELECT text, version FROM texts WHERE article = ?", (article,)).fetchall()
        for known, version in rows:
            if known == text:
                return int(version), False
        version = max((int(number) for _, number in rows), default=0) + 1
        self._database.execute("INSERT INTO texts VALUES (?, ?, ?)", (article, text, version))
        return version, True


def _article(article_id: str) -> bytes:
    return blake2b(article_id.encode(), digest_size=_DIGEST_BYTES).digest()


def _text(sha: str) -> bytes:
    return blake2b(sha.encode(), digest_size=_DIGEST_BYTES).digest()


def _place(path: str, position: int, sha: str) -> bytes:
    return blake2b(f"{path}\x00{position}\x00{sha}".encode(), digest_size=_DIGEST_BYTES).digest()
