"""The folder that holds all state, and the lock that keeps two runs from publishing at once.

Not here: what is written into it (`partitions.py`, `releases.py`).
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout


class HomeBusyError(RuntimeError):
    """Another run holds the home; the message names it."""


@dataclass(frozen=True)
class Home:
    """Paths below the home folder."""

    root: Path

    @property
    def landing(self) -> Path:
        """Raw bytes: of what was fetched, as WARC records, and of refused items, kept for a replay."""
        return self.root / "landing"

    @property
    def lake(self) -> Path:
        """Batches: normalised articles, and what coding them gave per coding run."""
        return self.root / "lake"

    @property
    def linked(self) -> Path:
        """What linking gave in the run in progress, whole: each try of the audit begins from it."""
        return self.root / "linked"

    @property
    def staging(self) -> Path:
        """The candidate release of the run in progress."""
        return self.root / "staging"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse.duckdb"

    @property
    def validation(self) -> Path:
        return self.root / "validation"

    @property
    def prefect(self) -> Path:
        return self.root / "prefect"

    @contextmanager
    def locked(self, wait_seconds: float) -> Iterator[None]:
        """Hold the home for one writer; the operating system frees it when the process dies, however it dies.

        Says once on stderr that it waits, and for whom. Raises `HomeBusyError` if another run still holds it after
        `wait_seconds`.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / "run.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            self._wait_for(lock, wait_seconds)
        holder = self.root / "run.holder.json"
        try:
            holder.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()

    def _wait_for(self, lock: FileLock, wait_seconds: float) -> None:
        message = f"{self.root}: another run ({self.lock_holder() or 'unknown'}) is writing here"
        if wait_seconds:
            print(f"{message}; waiting for it up to {wait_seconds:,.0f} s", file=sys.stderr, flush=True)  # noqa: T201
        try:
            lock.acquire(timeout=wait_seconds)
        except Timeout:
            raise HomeBusyError(f"{message}; wait for it or stop it") from None

    def lock_holder(self) -> str | None:
        """Who holds the lock now, or None: a holder file without a held lock is left from a killed run."""
        lock = FileLock(self.root / "run.lock", timeout=0)
        if not (self.root / "run.lock").exists():
            return None
        try:
            lock.acquire()
        except Timeout:
            try:
                held = json.loads((self.root / "run.holder.json").read_text())
            except (OSError, ValueError):
                return "a process that has not named itself yet"
            return f"process {held['pid']} on {held['host']}"
        lock.release()
        return None
