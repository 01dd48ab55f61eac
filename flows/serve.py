"""`dateline serve`: run the sources of `sources.toml` on their schedules, in this process.

Not here: deployments for a work pool (`prefect.yaml`), what a run does (`run.py`).
"""

from __future__ import annotations

import os
import tomllib
import zoneinfo
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cronsim import CronSim, CronSimError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from flows import server
from flows.settings import Settings


class SourcesError(ValueError):
    """`sources.toml` can't be used; the message says where and why."""


class Source(BaseModel):
    """One entry of `sources.toml`: what to read, and when (cron, in the given time zone)."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    inputs: list[str] = Field(min_length=1)
    cron: str
    timezone: str = "UTC"

    @field_validator("cron")
    @classmethod
    def _is_cron(cls, cron: str) -> str:
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


def _source(path: Path, number: int, entry: dict[str, Any]) -> Source:
    try:
        return Source.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise SourcesError(f"{path}: source {entry.get('name', number)!r}: {where}: {message}") from None


def serve_sources(settings: Settings) -> None:
    """Run each source when its time comes, until this process is stopped; missed times are not made up for.

    Without a Prefect server of the user's own, a private one with the scheduling services runs as long as this does.
    """
    sources = read_sources(settings.sources)
    with server.reached(settings.home / "prefect", settings.prefect_api_url, schedules=True) as wait_until_ready:
        wait_until_ready()
        from prefect import serve  # noqa: PLC0415 - reads its settings when it is imported
        from prefect.schedules import Cron  # noqa: PLC0415

        from flows.run import run  # noqa: PLC0415

        deployments: list[Any] = [  # to_deployment is typed for callers with an event loop as well
            run.to_deployment(
                source.name,
                parameters={"inputs": source.inputs, "home": str(settings.home.resolve())},
                schedule=Cron(source.cron, timezone=source.timezone),
                concurrency_limit=1,
                description=f"dateline run {' '.join(source.inputs)}",
            )
            for source in sources
        ]
        names = ", ".join(source.name for source in sources)
        print(f"Serving {names} on {os.environ['PREFECT_API_URL']}; stop with Ctrl-C.", flush=True)
        serve(*deployments, print_starting_message=False)
