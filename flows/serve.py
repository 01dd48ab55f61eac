"""`dateline serve`: run the sources of `sources.toml` on their schedules, in this process.

Not here: deployments for a work pool (`prefect.yaml`), what a run does (`run.py`).
"""

from __future__ import annotations

import os
import tomllib
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

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


def read_sources(path: Path) -> list[Source]:
    """The entries `[[source]]` of a TOML file. Raises `SourcesError`."""
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        sources = [Source(**entry) for entry in content.get("source", [])]
    except FileNotFoundError:
        raise SourcesError(f"{path}: no such file; sources.toml.example shows the form") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourcesError(f"{path}: not TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SourcesError(f"{path}: source entry: {where}: {first['msg']}") from None
    if not sources:
        raise SourcesError(f"{path}: no [[source]] entry")
    if len({source.name for source in sources}) != len(sources):
        raise SourcesError(f"{path}: two sources have the same name")
    return sources


def serve_sources(settings: Settings) -> None:
    """Run each source when its time comes, until this process is stopped; missed times are not made up for.

    Without a Prefect server of the user's own, a private one with the scheduling services runs as long as this does.
    """
    sources = read_sources(settings.sources)
    home = settings.home / "prefect"
    if settings.prefect_api_url:
        server.set_environment(home, settings.prefect_api_url)
    with nullcontext() if settings.prefect_api_url else server.private_server(home, schedules=True):
        server.wait_until_ready()
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
