"""What several commands need."""

from __future__ import annotations

from flows.home import Home
from flows.releases import NoReleaseError, Release, current_release
from flows.settings import Settings


def current_or_fail(settings: Settings) -> Release:
    """The current release. Raises `NoReleaseError`."""
    release = current_release(Home(settings.home))
    if release is None:
        raise NoReleaseError(f"{settings.home}: no release yet; make one with: dateline run INPUT…")
    return release
