"""Commands that keep house: quarantine, releases, doctor."""

from __future__ import annotations

import json
from typing import Any

import click


@click.group()
def quarantine() -> None:
    r"""Refused rows and input items, with their reasons.

    \b
    Example:
      dateline quarantine list
      dateline quarantine replay
    """


@quarantine.command("list")
@click.pass_obj
def list_quarantined(obj: dict[str, Any]) -> None:
    r"""List what the current release refused.

    \b
    Example:
      dateline quarantine list
    """
    from flows.cli.common import current_or_fail
    from flows.home import Home
    from flows.quarantine import refused_rows
    from flows.settings import read_settings

    settings = read_settings(**obj["flags"])
    release = current_or_fail(settings)
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rows = refused_rows(Home(settings.home))
    if not rows:
        click.echo(f"Release {release.release_id} refused nothing.")
        return
    title = f"Refused by {release.release_id}"
    table = Table("table", "key", "reasons", "first seen", "replays", title=title, title_justify="left")
    for row in rows:
        named = ", ".join(str(value) for value in json.loads(row.row_key).values())
        # File names and reasons are no markup.
        since = f"{row.first_seen.published_at:%Y-%m-%d}"
        table.add_row(row.table, Text(named), Text("\n".join(row.reasons)), since, str(row.n_replays))
    Console().print(table)


@quarantine.command("show")
@click.argument("key")
@click.pass_obj
def show_quarantined(obj: dict[str, Any], key: str) -> None:
    r"""Show refused rows in full: all whose key contains KEY.

    \b
    Example:
      dateline quarantine show wire.jsonl
    """
    from flows.cli.common import current_or_fail
    from flows.home import Home
    from flows.quarantine import refused_rows
    from flows.settings import read_settings

    settings = read_settings(**obj["flags"])
    current_or_fail(settings)
    found = [row for row in refused_rows(Home(settings.home)) if key in row.row_key]
    for row in found:
        click.echo(f"{row.table} {row.row_key}")
        for reason in row.reasons:
            click.echo(f"  refused: {reason}")
        seen = row.first_seen
        click.echo(f"  first seen: {seen.release_id}, {seen.published_at:%Y-%m-%d %H:%M} UTC; replays: {row.n_replays}")
        click.echo(json.dumps(json.loads(row.row_json), indent=2, ensure_ascii=False))
    if not found:
        raise click.ClickException(f"no refused row has {key!r} in its key; dateline quarantine list shows them all")


@quarantine.command("replay")
@click.pass_obj
def replay_quarantined(obj: dict[str, Any]) -> None:
    r"""Read refused items again and judge every row anew, after a fix of the data or of a rule.

    \b
    Example:
      dateline quarantine replay
    """
    from flows.cli.common import current_or_fail
    from flows.cli.pipeline import report_outcome, run_flow
    from flows.home import Home
    from flows.quarantine import note_replay
    from flows.settings import read_settings

    settings = read_settings(**obj["flags"])
    current_or_fail(settings)
    outcome = run_flow([], settings, debug=obj["debug"], replay=True)
    note_replay(Home(settings.home))
    report_outcome(outcome)


@click.group()
def releases() -> None:
    r"""Published releases; point the warehouse back at an earlier one.

    \b
    Example:
      dateline releases list
      dateline releases rollback rel_1f3a
    """


@releases.command("list")
@click.pass_obj
def list_releases(obj: dict[str, Any]) -> None:
    r"""List the releases, oldest first; * marks the current one.

    \b
    Example:
      dateline releases list
    """
    from flows.home import Home
    from flows.releases import NoSuchReleaseError, all_releases, current_release
    from flows.settings import read_settings

    home = Home(read_settings(**obj["flags"]).home)
    broken, current = None, None
    try:
        current = current_release(home)
    except NoSuchReleaseError as error:  # told after the list, which is needed to mend it
        broken = error
    for release in all_releases(home):
        mark = "*" if current and release.release_id == current.release_id else " "
        tables = release.manifest["tables"]
        click.echo(
            f"{mark} {release.sequence:>4}  {release.release_id}  {release.published_at:%Y-%m-%d %H:%M:%S} UTC"
            f"  {tables['articles']['rows']:,} articles  {sum(one['rows'] for one in tables.values()):,} rows"
        )
    if broken:
        raise broken
    if current is None:
        click.echo(f"No release yet in {home.root}: dateline run INPUT…", err=True)


@releases.command()
@click.argument("release_id")
@click.pass_obj
def rollback(obj: dict[str, Any], release_id: str) -> None:
    r"""Make RELEASE_ID (or its first characters) the current release and load it.

    \b
    Example:
      dateline releases rollback rel_1f3a
    """
    from flows.home import Home
    from flows.load import load_warehouse
    from flows.releases import find_release, point_at
    from flows.settings import read_settings

    settings = read_settings(**obj["flags"])
    home = Home(settings.home)
    with home.locked(settings.lock_wait_seconds):
        release = find_release(home, release_id)
        point_at(home, release)
        load_warehouse(home)
    click.echo(f"Current release: {release.release_id}")


@click.command()
@click.pass_obj
def doctor(obj: dict[str, Any]) -> None:
    r"""Show every setting with its value and origin, versions, the language model, and who holds the home.

    \b
    Example:
      dateline doctor
    """
    from flows.doctor import examine

    for section, lines in examine(obj["flags"]).items():
        click.echo(section)
        width = max((len(name) for name, _ in lines), default=0)
        for name, value in lines:
            click.echo(f"  {name:<{width}}  {value}")


COMMANDS = (quarantine, releases, doctor)
