"""Commands that read what was published: sql, show, report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("query", required=False)
@click.option("-f", "--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Read the query here.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "csv", "json", "parquet", "markdown"]),
    default="table",
    show_default=True,
    help="Form of the result.",
)
@click.pass_obj
def sql(obj: dict[str, Any], query: str | None, file: Path | None, output: str) -> None:
    r"""Run one read-only query on the warehouse.

    \b
    Example:
      dateline sql "FROM happened SELECT event_type, count(*) AS n GROUP BY ALL ORDER BY n DESC"
      dateline sql -f docs/recipes/q21-what-happened.sql --format csv
    """
    if (query is None) == (file is None):
        raise click.UsageError("give one query, or one file with -f")
    from flows.settings import read_settings
    from warehouse.connect import connect
    from warehouse.query import run_sql

    text = file.read_text(encoding="utf-8") if file else str(query)
    with connect(read_settings(**obj["flags"]).home / "warehouse.duckdb") as con:
        result = run_sql(con, text, output)  # type: ignore[arg-type]
    if isinstance(result, bytes):
        sys.stdout.buffer.write(result)
    else:
        click.echo(result, nl=False)


@click.command()
@click.argument("identity", metavar="ID")
@click.pass_obj
def show(obj: dict[str, Any], identity: str) -> None:
    r"""Show an article, attribution, event or claim with its evidence.

    An article is found by its article_id or by the id its input gave it.

    \b
    Example:
      dateline show art_1b2c…
    """
    from rich.console import Console

    from flows.settings import read_settings
    from warehouse.connect import connect
    from warehouse.show import show as render

    with connect(read_settings(**obj["flags"]).home / "warehouse.duckdb") as con:
        Console(highlight=False).print(render(con, identity))


@click.command()
@click.option("--release", "release_id", help="Release to report on (default: the current one).")
@click.option("--refused", is_flag=True, help="Report on the last candidate that validation refused.")
@click.option("--open", "open_page", is_flag=True, help="Open the HTML report in a browser.")
@click.pass_obj
def report(obj: dict[str, Any], release_id: str | None, refused: bool, open_page: bool) -> None:
    r"""Show the validation report of a release: summary, failing rules, refused rows.

    \b
    Example:
      dateline report --open
    """
    from rich.console import Console

    from expectations.report import render_terminal
    from flows.cli.common import current_or_fail
    from flows.home import Home
    from flows.releases import find_release
    from flows.reports import judged_release, refused_candidate, write_report
    from flows.settings import read_settings

    settings = read_settings(**obj["flags"])
    home = Home(settings.home)
    if refused:
        judged = refused_candidate(home)
    else:
        judged = judged_release(home, find_release(home, release_id) if release_id else current_or_fail(settings))
    validation, page = write_report(judged)
    Console().print(render_terminal(validation))
    click.echo(f"Page: {page}")
    if open_page:
        click.launch(str(page))


COMMANDS = (sql, show, report)
