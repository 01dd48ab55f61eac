"""Releases: immutable folders of Parquet files with a manifest; which one is current; publishing and rolling back.

A release folder holds one file per table, `manifest.json` (what it is: hashes only, no clock; its hash is the release's
name) and `publication.json` (when and after which release it was published). `releases/CURRENT` names the current one.
Not here: writing tables (`partitions.py`), the warehouse built from releases (`warehouse/build.py`).
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from flows.home import Home
from transforms.ids import stable_id

_MANIFEST = "manifest.json"
_PUBLICATION = "publication.json"


class NoSuchReleaseError(ValueError):
    """No release of that name; the message lists how to see them."""


class NoReleaseError(RuntimeError):
    """Nothing was published, or refused, yet."""


@dataclass(frozen=True)
class Release:
    """A published release on disk."""

    folder: Path

    @property
    def release_id(self) -> str:
        return self.folder.name

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the release is: run, tables with hashes and row counts, batches, input files."""
        content: dict[str, Any] = json.loads((self.folder / _MANIFEST).read_text())
        return content

    @cached_property
    def publication(self) -> dict[str, Any]:
        """When it was published: `sequence`, `published_at` (UTC), `previous` release or null."""
        content: dict[str, Any] = json.loads((self.folder / _PUBLICATION).read_text())
        return content

    @property
    def run_id(self) -> str:
        return str(self.manifest["run_id"])

    @property
    def sequence(self) -> int:
        return int(self.publication["sequence"])

    @property
    def published_at(self) -> datetime:
        return datetime.fromisoformat(self.publication["published_at"])

    @property
    def batches(self) -> tuple[str, ...]:
        """Batches of articles the release is made of, in order of arrival."""
        return tuple(self.manifest["batches"])

    @cached_property
    def input_files(self) -> frozenset[tuple[str, str]]:
        """Name and hash of every file that was read for it."""
        return frozenset((name, sha) for name, sha in self.manifest["input_files"])

    def table(self, name: str) -> Path:
        """The table's file."""
        return self.folder / f"{name}.parquet"


def manifest_of(
    tables: dict[str, dict[str, Any]],
    run_id: str,
    batches: tuple[str, ...],
    input_files: frozenset[tuple[str, str]],
) -> dict[str, Any]:
    """The manifest of a release; the same content gives the same `release_id`."""
    content = {
        "run_id": run_id,
        "tables": tables,
        "batches": list(batches),
        "input_files": sorted(input_files),
    }
    return {"release_id": stable_id("rel", json.dumps(content, sort_keys=True)), **content}


def publish(home: Home, staged: Path, manifest: dict[str, Any]) -> tuple[Release, bool]:
    """Give the staged folder its place among the releases and make it current; whether that changed anything.

    Each step is one rename: a kill between any two leaves the old release current and whole, or the new one.
    """
    before = current_release(home)
    release = Release(home.releases / manifest["release_id"])
    if release.folder.exists():
        shutil.rmtree(staged, ignore_errors=True)  # gone already if this is a second try
    else:
        sequence = max((one.sequence for one in all_releases(home)), default=0) + 1
        publication = {
            "sequence": sequence,
            "published_at": datetime.now(UTC).isoformat(),
            "previous": before.release_id if before else None,
        }
        (staged / _MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
        (staged / _PUBLICATION).write_text(json.dumps(publication, indent=1, sort_keys=True) + "\n")
        home.releases.mkdir(parents=True, exist_ok=True)
        staged.rename(release.folder)
    is_new = before is None or before.release_id != release.release_id
    if is_new:
        point_at(home, release)
    return release, is_new


def point_at(home: Home, release: Release) -> None:
    """Make a release the current one, in one rename."""
    aside = home.releases / f".CURRENT.{os.getpid()}"
    aside.write_text(release.release_id + "\n")
    aside.replace(home.releases / "CURRENT")


def current_release(home: Home) -> Release | None:
    """The current release, or None before the first."""
    pointer = home.releases / "CURRENT"
    if not pointer.exists():
        return None
    release = Release(home.releases / pointer.read_text().strip())
    if not (release.folder / _MANIFEST).is_file() or release.folder == home.releases:
        raise NoSuchReleaseError(f"{pointer}: names no release; put the name of one of the folders beside it there")
    return release


def ingested_names(home: Home) -> frozenset[str]:
    """Names of the files that the current release was made from."""
    release = current_release(home)
    return frozenset(name for name, _ in release.input_files) if release else frozenset()


def all_releases(home: Home) -> list[Release]:
    """Every release on disk in order of publication."""
    folders = home.releases.glob(f"rel_*/{_PUBLICATION}") if home.releases.exists() else ()
    return sorted((Release(path.parent) for path in folders), key=lambda release: release.sequence)


def lineage(home: Home) -> list[Release]:
    """The current release and those it followed, oldest first: what was rolled back is not among them."""
    by_id = {release.release_id: release for release in all_releases(home)}
    found: list[Release] = []
    release = current_release(home)
    while release is not None:
        found.append(release)
        release = by_id.get(release.publication["previous"] or "")
    return found[::-1]


def find_release(home: Home, release_id: str) -> Release:
    """The release whose id begins so. Raises `NoSuchReleaseError` unless exactly one does."""
    found = [release for release in all_releases(home) if release.release_id.startswith(release_id)]
    if len(found) != 1:
        how_many = "no release" if not found else "more than one release"
        raise NoSuchReleaseError(f"{release_id}: {how_many} of that name; `dateline releases list` shows them")
    return found[0]
