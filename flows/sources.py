"""`sources.toml`: what is read again and again, when, and what is known of it beforehand.

Not here: running it on its schedule (`serve.py`).
"""

from __future__ import annotations

import tomllib
import zoneinfo
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from cronsim import CronSim, CronSimError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from flows.readers.columns import ColumnsError, read_map


class SourcesError(ValueError):
    """`sources.toml` can't be used; the message says where and why."""


class Source(BaseModel):
    """One entry of `sources.toml`: what to read, when (cron, in the given time zone), and what is known of it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    inputs: list[str] = Field(default=[], description="files, folders, globs, addresses of pages and lists")
    feeds: list[str] = Field(default=[], description="addresses of RSS, Atom or JSON feeds and of sitemaps")
    sites: list[str] = Field(
        default=[], description="addresses of sites whose feeds or sitemaps are found by themselves"
    )
    cron: str | None = None
    timezone: str = "UTC"
    publisher: str | None = Field(default=None, min_length=1)
    language: str | None = Field(default=None, pattern=r"^[a-z]{2}$")
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    map: dict[str, str] = Field(default={}, description="article field = column of the input")

    @field_validator("cron")
    @classmethod
    def _is_cron(cls, cron: str | None) -> str | None:
        if cron is None:
            return None
        try:
            CronSim(cron, datetime.now(UTC))
        except CronSimError as error:
            raise ValueError(f"{cron!r} is no cron expression: {error}") from None
        if len(cron.split()) != 5:
            raise ValueError(f"{cron!r} is no cron expression: five fields, minute hour day month weekday")
        return cron

    @field_validator("timezone")
    @classmethod
    def _is_timezone(cls, timezone: str) -> str:
        if timezone not in zoneinfo.available_timezones():
            raise ValueError(f"{timezone!r} is no time zone, like Europe/Minsk or UTC")
        return timezone

    @field_validator("map")
    @classmethod
    def _is_map(cls, mapped: dict[str, str]) -> dict[str, str]:
        try:
            read_map(",".join(f"{field}={column}" for field, column in mapped.items()))
        except ColumnsError as error:
            raise ValueError(str(error)) from None
        return mapped

    @model_validator(mode="after")
    def _has_something(self) -> Source:
        if not (self.inputs or self.feeds or self.sites):
            raise ValueError("nothing to read: give inputs, feeds or sites")
        return self


def read_sources(path: Path) -> list[Source]:
    """The entries `[[source]]` of a TOML file. Raises `SourcesError`."""
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SourcesError(f"{path}: no such file; sources.toml.example shows the form") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourcesError(f"{path}: not TOML: {error}") from None
    entries = content.pop("source", [])
    if content:
        raise SourcesError(f"{path}: {', '.join(content)}: only [[source]] entries are known")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SourcesError(f"{path}: source: write each as an entry [[source]]; sources.toml.example shows the form")
    sources = [_source(path, number, entry) for number, entry in enumerate(entries, start=1)]
    if not sources:
        raise SourcesError(f"{path}: no [[source]] entry")
    if len({source.name for source in sources}) != len(sources):
        raise SourcesError(f"{path}: two sources have the same name")
    return sources


def find_sources(path: Path, names: list[str]) -> list[Source]:
    """The sources of those names, in that order. Raises `SourcesError` for one that is not there."""
    known = {source.name: source for source in read_sources(path)}
    for name in names:
        if name not in known:
            raise SourcesError(f"{path}: no source {name!r}; there are: {', '.join(known)}")
    return [known[name] for name in names]


def _source(path: Path, number: int, entry: dict[str, Any]) -> Source:
    try:
        return Source.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        place = f"{where}: " if where else ""
        raise SourcesError(f"{path}: source {entry.get('name', number)!r}: {place}{message}") from None
