"""Commands that make rows: run, code, serve."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from flows.run import Outcome

_PUBLISHED_WITH_QUARANTINE, _REFUSED = 3, 4


_MAP = click.option("--map", "mapped", default="", metavar="FIELD=COLUMN,…", help="Columns of foreign tables and JSON.")


@click.command()
@click.argument("inputs", nargs=-1)
@click.option("--source", "sources", multiple=True, metavar="NAME", help="An entry of sources.toml; may be repeated.")
@_MAP
@click.option("--workers", type=int, help="Coding processes (default: all cores).")
@click.option("--model", help="spaCy pipeline to use instead of the embedded one.")
@click.pass_obj
def run(obj: dict[str, Any], /, inputs: tuple[str, ...], sources: tuple[str, ...], mapped: str, **flags: Any) -> None:
    r"""Read INPUTS, code, link, validate, publish a release and load the warehouse.

    INPUTS are files, folders, globs, addresses, or - for what comes on stdin. What is known already is not done again.

    \b
    Example:
      dateline run samples/
      dateline run 'archive/2022-12-*.jsonl' report.html
      dateline run dump.csv --map title=headline,text=body
      dateline run --source inbox
    \b
    Exit status: 0 done, 1 failed, 2 wrong usage, 3 published with quarantined rows, 4 validation refused to publish.
    """
    from flows.settings import read_settings

    settings = read_settings(**obj["flags"], **flags)
    from flows.home import Home
    from flows.identity import coding_run
    from flows.inputs import fetched, input_files
    from flows.plan import settled_release
    from flows.readers.columns import read_map
    from flows.releases import ingested_names
    from flows.sources import find_sources

    if not inputs and not sources:
        raise click.UsageError("nothing to read: give INPUTS or --source NAME")
    home = Home(settings.home)
    with fetched(
        inputs,
        settings,
        home.landing,
        sources=find_sources(settings.sources, list(sources)) if sources else (),
        columns=tuple(read_map(mapped).items()),
        ingested=ingested_names(home),
    ) as arguments:
        with input_files(arguments) as files:
            if settled := settled_release(home, files, coding_run(settings)["run_id"], settings):
                click.echo(f"Nothing new: release {settled.release_id} holds all of it.")
                return
        outcome = run_flow(arguments, settings, debug=obj["debug"])
    report_outcome(outcome)


def run_flow(inputs: Sequence[Any], settings: Any, *, debug: bool, replay: bool = False) -> Outcome:
    """Run the flow in this process, against the user's Prefect server or a private one.

    The server and the coding processes start before anything heavy is imported here, so that all load side by side.
    Prefect's own traces of an error are shown with `debug` only: the command line tells it in one line.
    """
    from flows import server, workers
    from flows.settings import export_settings

    export_settings(settings)
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING" if debug else "CRITICAL")
    with server.reached(settings.home / "prefect", settings.prefect_api_url) as wait_until_ready:
        workers.start(settings.workers, settings.model)
        try:
            from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

            from flows.run import RefusedReleaseError, run

            wait_until_ready()
            try:
                # The heartbeat is for servers that watch many machines; it holds back the end of a flow by a second.
                with temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
                    return run(inputs, str(settings.home), replay=replay)
            except RefusedReleaseError as refusal:
                message = f"dateline: {refusal}; the last release stays. See: dateline report --refused"
                click.echo(message, err=True)
                sys.exit(_REFUSED)
        finally:
            workers.stop()


def report_outcome(outcome: Outcome) -> None:
    """Print the closing summary; leaves with status 3 if rows were refused."""
    if outcome.counts is None:
        click.echo(f"Nothing new: release {outcome.release.release_id} holds all of it.")
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    counts = outcome.counts
    title = f"{'Published' if outcome.is_new else 'Unchanged:'} {counts.release_id}"
    table = Table(title=title, box=box.SIMPLE, show_header=False, title_justify="left")
    for label, value in counts.rows:
        table.add_row(label, value)
    Console().print(table)
    if counts.n_refused:
        click.echo("Some rows were refused: dateline quarantine list", err=True)
        sys.exit(_PUBLISHED_WITH_QUARANTINE)


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@_MAP
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the tables.")
@click.option("--workers", type=int, help="Coding processes (default: all cores).")
@click.option("--model", help="spaCy pipeline to use instead of the embedded one.")
@click.pass_obj
def code(obj: dict[str, Any], /, inputs: tuple[str, ...], out: Path, mapped: str, **flags: Any) -> None:
    r"""Read and code INPUTS without any state: one Parquet file per table into a folder.

    \b
    Example:
      dateline code article.txt --out coded/
    """
    from flows.settings import read_settings

    settings = read_settings(**obj["flags"], **flags)
    from flows import workers

    try:
        from flows.code import code_inputs
        from flows.inputs import fetched
        from flows.readers.columns import read_map

        with fetched(inputs, settings, columns=tuple(read_map(mapped).items())) as arguments:
            refused = code_inputs(arguments, out, settings)
    finally:
        workers.stop()
    click.echo(f"Tables are in {out}")
    for key, reasons in refused.select("row_key", "reasons").iter_rows():
        click.echo(f"refused: {', '.join(map(str, json.loads(key).values()))}: {'; '.join(reasons)}", err=True)
    if refused.height:
        sys.exit(_PUBLISHED_WITH_QUARANTINE)


@click.command()
@click.option("--sources", type=click.Path(path_type=str), help="What to run and when (default: sources.toml).")
@click.pass_obj
def serve(obj: dict[str, Any], /, **flags: Any) -> None:
    r"""Schedule the sources of sources.toml in this process, until it is stopped.

    \b
    Example:
      dateline serve --sources sources.toml
    """
    from flows.settings import export_settings, read_settings

    settings = read_settings(**obj["flags"], **flags)
    export_settings(settings)
    from flows.serve import serve_sources

    serve_sources(settings)


COMMANDS = (run, code, serve)
