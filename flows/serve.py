"""`dateline serve`: run the sources of `sources.toml` on their schedules, in this process.

Not here: deployments for a work pool (`prefect.yaml`), what a run does (`run.py`).
"""

from __future__ import annotations

import os
from typing import Any

from flows import server
from flows.settings import Settings
from flows.sources import SourcesError, read_sources


def serve_sources(settings: Settings) -> None:
    """Run each source when its time comes, until this process is stopped; missed times are not made up for.

    Without a Prefect server of the user's own, a private one with the scheduling services runs as long as this does.
    Raises `SourcesError`.
    """
    sources = [source for source in read_sources(settings.sources) if source.cron]
    if not sources:
        raise SourcesError(f"{settings.sources}: no source has a cron line; dateline run --source NAME runs one now")
    with server.reached(settings.home / "prefect", settings.prefect_api_url, schedules=True) as wait_until_ready:
        wait_until_ready()
        from prefect import serve  # noqa: PLC0415 - reads its settings when it is imported
        from prefect.schedules import Cron  # noqa: PLC0415

        from flows.run import run  # noqa: PLC0415

        deployments: list[Any] = [  # to_deployment is typed for callers with an event loop as well
            run.to_deployment(
                source.name,
                parameters={"inputs": [], "home": str(settings.home.resolve()), "sources": [source.name]},
                schedule=Cron(str(source.cron), timezone=source.timezone),
                concurrency_limit=1,
                description=f"dateline run --source {source.name}",
            )
            for source in sources
        ]
        names = ", ".join(source.name for source in sources)
        print(f"Serving {names} on {os.environ['PREFECT_API_URL']}; stop with Ctrl-C.", flush=True)
        serve(*deployments, print_starting_message=False)
