"""Shows a validation in the terminal.

Not here: what there is to show (`summary.py`), the page for browsers (`page.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.markup import escape as escape_markup
from rich.table import Table as TerminalTable
from rich.text import Text

from expectations.evidence import Example
from expectations.summary import Change, FailingRule, Summary

_COLOURS = {"fatal": "bold red", "error": "red", "warn": "yellow"}
_BLOCKS = "▁▂▃▄▅▆▇█"
_WORTH_SHOWING = 0.02
"""Least change of a category's share that the terminal shows."""


def render_terminal(summary: Summary, examples: bool = True) -> RenderableType:
    """Summary, rows per table, failing rules with their trends and reasons, drift, examples with their sentences."""
    parts: list[RenderableType] = [_headline(summary), "", _terminal_tables(summary)]
    if summary.failing:
        parts += ["", _terminal_rules(summary.failing, reasons=not examples)]
    if any(change.earlier is not None for change in summary.changes):
        parts += ["", _terminal_drift(summary.changes)]
    if examples:
        for rule in summary.failing:
            parts += ["", Text.assemble((rule.rule, _COLOURS[rule.severity]), "  ", (rule.why, "dim"))]
            parts += [_terminal_example(example) for example in rule.examples]
    return Group(*parts)


def _headline(summary: Summary) -> RenderableType:
    colour = "green" if summary.verdict == "published" else "bold red"
    return Text.assemble(
        (summary.verdict, colour),
        f"  {summary.n_rows:,} rows judged by {summary.n_rules} rules: {summary.n_quarantined:,} refused, "
        f"{summary.n_warned:,} with remarks  ",
        (summary.validation_id, "dim"),
    )


def _terminal_tables(summary: Summary) -> TerminalTable:
    shown = TerminalTable("table", box=None, header_style="dim", pad_edge=False)
    for title in ("came in", "published", "refused"):
        shown.add_column(title, justify="right")
    for table in summary.tables:
        refused = f"[red]{table.n_refused:,}[/red]" if table.n_refused else "·"
        shown.add_row(table.table, f"{table.n_published + table.n_refused:,}", f"{table.n_published:,}", refused)
    return shown


def _terminal_rules(rules: Iterable[FailingRule], reasons: bool) -> TerminalTable:
    shown = TerminalTable("severity", box=None, header_style="dim", pad_edge=False)
    shown.add_column("rule", no_wrap=True)
    shown.add_column("rows", justify="right")
    shown.add_column("of", justify="right")
    shown.add_column("trend", no_wrap=True)
    shown.add_column("since", no_wrap=True)
    if reasons:
        shown.add_column("why")
    for rule in rules:
        severity = f"[{_COLOURS[rule.severity]}]{rule.severity}[/]"
        since = rule.failing_since or ("new" if len(rule.trend) > 1 else "")
        counts = f"{rule.n_failed:,}", f"{rule.n_checked:,}", sparkline(rule.trend), since[:12]
        shown.add_row(severity, rule.rule, *counts, *([escape_markup(rule.why)] if reasons else []))
    return shown


def sparkline(trend: Sequence[float | None]) -> str:
    """The shares as blocks of a height relative to the highest; a space where the rule did not run.

    >>> sparkline((0.0, None, 0.1, 0.2))
    '▁ ▅█'
    """
    highest = max((share for share in trend if share), default=0)
    if len(trend) < 2 or not highest:
        return ""
    scale = (len(_BLOCKS) - 1) / highest
    return "".join(" " if share is None else _BLOCKS[int(share * scale + 0.5)] for share in trend)


def _terminal_drift(changes: Iterable[Change]) -> TerminalTable:
    shown = TerminalTable("measure", box=None, header_style="dim", pad_edge=False)
    shown.add_column("now", justify="right")
    shown.add_column("before", justify="right")
    for change in changes:
        name = change.measure if change.category == "all" else f"{change.measure} {change.category}"
        values = ("–" if value is None else f"{value:,.3g}" for value in (change.now, change.earlier))
        if change.category == "all" or abs((change.now or 0) - (change.earlier or 0)) >= _WORTH_SHOWING:
            shown.add_row(name.replace("_", " "), *values)
    return shown


def _terminal_example(example: Example) -> Text:
    shown = Text("  ")
    if example.has_sentence:
        shown.append(example.before, "dim")
        shown.append(example.span, "bold underline")
        shown.append(example.after, "dim")
        shown.append("\n    ")
    if example.detail:
        shown.append(f"{example.detail}  ")
    shown.append(example.identity, "cyan")
    return shown
