"""What the current release refuses: since when, and how often it was replayed in vain.

Replays that change nothing make no release, so they are noted in the home (`validation/replays.txt`).
Not here: what is refused and why (`expectations/`), the replay itself (`run.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from flows.home import Home
from flows.releases import Release, lineage
from transforms.tables import QUARANTINED_ROWS


@dataclass(frozen=True)
class Refused:
    """A refused row: its table and key, the reasons, the row as JSON, the release that refused it first, replays."""

    table: str
    row_key: str
    reasons: tuple[str, ...]
    row_json: str
    first_seen: Release
    n_replays: int


def refused_rows(home: Home) -> list[Refused]:
    """The rows that the current release refuses, by table and key."""
    releases = lineage(home)
    first: dict[tuple[str, str], Release] = {}
    for release in releases:
        for place in _read(release).select("table_name", "row_key").iter_rows():
            first.setdefault(place, release)
    replays = _replays(home)
    return [
        Refused(table, key, tuple(reasons), row, first[table, key],
                sum(at > first[table, key].published_at for at in replays))
        for table, key, reasons, row in _read(releases[-1])
        .sort(QUARANTINED_ROWS.key).select("table_name", "row_key", "reasons", "row_json").iter_rows()
    ]  # fmt: skip


def note_replay(home: Home) -> None:
    """Note that everything refused was judged anew now."""
    home.validation.mkdir(parents=True, exist_ok=True)
    with _log(home).open("a", encoding="utf-8") as log:
        log.write(f"{datetime.now(UTC).isoformat()}\n")


def _replays(home: Home) -> list[datetime]:
    log = _log(home)
    return [datetime.fromisoformat(line) for line in log.read_text("utf-8").split()] if log.exists() else []


def _log(home: Home) -> Path:
    return home.validation / "replays.txt"


def _read(release: Release) -> pl.DataFrame:
    return pl.read_parquet(release.table(QUARANTINED_ROWS.name))
