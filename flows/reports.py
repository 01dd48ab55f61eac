"""The validation report of a release, or of the last candidate that was refused, and its page in the home.

Not here: what it says (`expectations/summary.py`) and how it looks (`expectations/report.py`, `page.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from expectations.page import render_html
from expectations.summary import Summary, read_validation
from flows.home import Home
from flows.releases import NoReleaseError, Release, lineage
from transforms.tables import VALIDATION_RUNS

_REFUSED = "refused"


@dataclass(frozen=True)
class Judged:
    """What a report is about: its name, the folder of its tables, and the releases before it, oldest first."""

    name: str
    folder: Path
    before: tuple[Path, ...]
    home: Home


def judged_release(home: Home, release: Release) -> Judged:
    """A release with those that it followed."""
    before = tuple(other.folder for other in lineage(home) if other.sequence < release.sequence)
    return Judged(release.release_id, release.folder, before, home)


def refused_candidate(home: Home) -> Judged:
    """The last candidate that validation refused. Raises `NoReleaseError` if there is none."""
    if not (home.staging / f"{VALIDATION_RUNS.name}.parquet").is_file():
        raise NoReleaseError(f"{home.root}: no refused candidate here; without --refused: the current release")
    return Judged(_REFUSED, home.staging, tuple(release.folder for release in lineage(home)), home)


def write_report(judged: Judged) -> tuple[Summary, Path]:
    """Read the validation and write its page into `validation/reports` of the home; both."""
    validation = read_validation(judged.folder, judged.before)
    page = judged.home.validation / "reports" / f"{judged.name}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(render_html(validation, judged.name, "../data_docs/index.html"), encoding="utf-8")
    return validation, page
