"""The landing: what was fetched, as WARC files that are never changed, and what is known of each address.

`fetched/<time>.warc.gz` holds one fetching run, `fetched/<time>.<source>.warc.gz` one for a source: a gzip member per
record, so that a file cut off by a kill is whole up to its last record; it is written as `.partial` and gets its name
when the run is over, or when the next one begins.
`addresses.sqlite` remembers validators, times, and the links of lists whose pages did not answer yet; it can be deleted
at the cost of fetching again.
Not here: fetching (`client.py`), reading WARC files (`flows/readers/warc.py`).
"""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from flows.fetch.client import Response

_SCHEMA = """CREATE TABLE IF NOT EXISTS addresses (
    url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, body_sha256 TEXT, fetched_at TEXT NOT NULL, problem TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS links (url TEXT, list TEXT, UNIQUE (url, list))"""
_NEVER = datetime.min.replace(tzinfo=UTC)


def source_of(file: Path) -> str | None:
    """The source that a file of the landing was fetched for."""
    return next(iter(file.name.removesuffix(".warc.gz").split(".")[2:]), None)


class Landing:
    """Where responses are kept; open one with `Landing.opened`."""

    def __init__(self, folder: Path, database: sqlite3.Connection, source: str | None) -> None:
        self._folder = folder
        self._database = database
        self._lock = threading.Lock()
        name = ".".join([datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f"), *([source] if source else [])])
        self._partial = folder / "fetched" / f"{name}.warc.gz.partial"

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, source: str | None = None) -> Iterator[Landing]:
        """The landing in that folder, for one fetching run at a time; names what a killed run left.

        `source` is the name of the source fetched for, if it is one.
        """
        (folder / "fetched").mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "fetch.lock"):
            for left in sorted((folder / "fetched").glob("*.warc.gz.partial")):
                left.rename(left.with_suffix(""))
            database = sqlite3.connect(folder / "addresses.sqlite", check_same_thread=False, isolation_level=None)
            try:
                database.executescript(_SCHEMA)
                landing = cls(folder, database, source)
                yield landing
                if landing._partial.exists():
                    landing._partial.rename(landing._partial.with_suffix(""))
            finally:
                database.close()

    def files(self) -> list[Path]:
        """All finished WARC files, oldest first."""
        return sorted((self._folder / "fetched").glob("*.warc.gz"))

    def validators(self, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of the last answer."""
        row = self._row(url)
        return (row[0], row[1]) if row and not row[4] else (None, None)

    def is_fresh(self, url: str, hours: float) -> bool:
        """Whether the address was asked for within so many hours, with or without success."""
        row = self._row(url)
        return row is not None and (datetime.now(UTC) - datetime.fromisoformat(row[3])).total_seconds() < 3600 * hours

    def _row(self, url: str) -> tuple[str, str, str, str, str] | None:
        with self._lock:
            found: tuple[str, str, str, str, str] | None = self._database.execute(
                "SELECT etag, last_modified, body_sha256, fetched_at, problem FROM addresses WHERE url = ?", (url,)
            ).fetchone()
        return found

    def expect(self, links: Iterable[str], list_url: str) -> None:
        """Remember what a list links to, until it answers or is gone: an unchanged list is not read again."""
        with self._lock:
            self._database.execute("BEGIN")
            self._database.executemany(
                "INSERT OR IGNORE INTO links VALUES (?, ?)", [(link, list_url) for link in links]
            )
            self._database.execute("COMMIT")

    def expected(self, list_url: str) -> list[str]:
        """Links of the list whose pages did not answer yet, in the order they were found."""
        with self._lock:
            rows = self._database.execute("SELECT url FROM links WHERE list = ? ORDER BY rowid", (list_url,)).fetchall()
        return [url for (url,) in rows]

    def _settle(self, url: str) -> None:
        with self._lock:
            self._database.execute("DELETE FROM links WHERE url = ?", (url,))

    def keep(self, url: str, response: Response, *, follows: bool = False, is_index: bool = False) -> None:
        """Keep the answer to a request for `url`, unless it is the same as the last time.

        `follows` marks a list whose addresses are fetched as well: its entries are then left to their pages.
        `is_index` marks a list of lists: it is asked for whole each time, as these change while it does not.
        """
        row = self._row(url)
        sha = hashlib.sha256(response.body).hexdigest()
        if response.status != 304 and not (row and row[2] == sha):
            block = _http_block(response)
            extra = ["Dateline-Links-Followed: yes"] if follows else []
            self._write(_record("response", response.url, response.retrieved, block, extra,
                                "application/http; msgtype=response", sha))  # fmt: skip
        validators = (None, None) if is_index else (response.header("etag"), response.header("last-modified"))
        if response.status == 304 and row:
            validators, sha = (validators[0] or row[0], validators[1] or row[1]), row[2]
        self._remember(url, *validators, sha, response.retrieved, None)
        self._settle(url)

    def keep_problem(self, url: str, problem: str, *, was_asked: bool = True, is_final: bool = False) -> None:
        """Keep that an address could not be fetched and why: its row among the inputs says so.

        One that was not even asked for may be asked for at once; `is_final` if a list's link need not be tried again.
        """
        row = self._row(url)
        now = datetime.now(UTC).replace(microsecond=0)
        if not (row and row[4] == problem):
            block = f"dateline-refusal: can't be fetched: {problem}\r\n".encode("utf-8", "replace")
            digest = hashlib.sha256(block).hexdigest()
            self._write(_record("metadata", url, now, block, [], "application/warc-fields", digest))
        etag, modified, sha = row[:3] if row else (None, None, None)
        asked = now if was_asked else datetime.fromisoformat(row[3]) if row else _NEVER
        self._remember(url, etag, modified, sha, asked, problem)
        if is_final:
            self._settle(url)

    def _write(self, record: bytes) -> None:
        with self._lock, self._partial.open("ab") as file:
            file.write(gzip.compress(record, 6, mtime=0))
            file.flush()

    def _remember(
        self, url: str, etag: str | None, modified: str | None, sha: str | None, at: datetime, problem: str | None
    ) -> None:
        with self._lock:
            self._database.execute(
                "INSERT OR REPLACE INTO addresses VALUES (?, ?, ?, ?, ?, ?)",
                (url, etag, modified, sha, at.isoformat(), problem),
            )


def _http_block(response: Response) -> bytes:
    lines = [f"HTTP/1.1 {response.status} OK", *(f"{name}: {value}" for name, value in response.headers)]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + response.body


def _record(kind: str, url: str, at: datetime, block: bytes, extra: list[str], media_type: str, sha: str) -> bytes:
    """A WARC/1.1 record (ISO 28500:2017); its id is made from address, time and bytes."""
    digest = hashlib.sha256(f"{kind} {url} {at.isoformat()} {sha}".encode()).hexdigest()
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:sha256:{digest}>",
        f"WARC-Date: {at.strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"WARC-Target-URI: {url}",
        f"WARC-Block-Digest: sha256:{hashlib.sha256(block).hexdigest()}",
        f"WARC-Payload-Digest: sha256:{sha}",
        *extra,
        f"Content-Type: {media_type}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(head).encode("utf-8", "replace") + b"\r\n\r\n" + block + b"\r\n\r\n"
