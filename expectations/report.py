"""Shows a validation: as a page of the terminal, and as a static page that stands alone in any browser.

Not here: what there is to show (`summary.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from rich.console import Group, RenderableType
from rich.markup import escape as escape_markup
from rich.table import Table as TerminalTable
from rich.text import Text

from expectations.summary import Example, FailingRule, Summary, read_validation

__all__ = ["read_validation", "render_html", "render_terminal"]

_COLOURS = {"fatal": "bold red", "error": "red", "warn": "yellow"}
_CONSEQUENCE = {"fatal": "release refused", "error": "rows refused", "warn": "published with a remark"}


def render_terminal(summary: Summary, examples: bool = True) -> RenderableType:
    """Summary, rows per table, failing rules with their reasons, and examples with their sentences."""
    parts: list[RenderableType] = [_headline(summary), "", _terminal_tables(summary)]
    if summary.failing:
        parts += ["", _terminal_rules(summary.failing, reasons=not examples)]
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
    if reasons:
        shown.add_column("why")
    for rule in rules:
        severity = f"[{_COLOURS[rule.severity]}]{rule.severity}[/]"
        counts = f"{rule.n_failed:,}", f"{rule.n_checked:,}"
        shown.add_row(severity, rule.rule, *counts, *([escape_markup(rule.why)] if reasons else []))
    return shown


def _terminal_example(example: Example) -> Text:
    shown = Text("  ")
    shown.append(example.row_key, "cyan")
    if example.detail:
        shown.append(f"  {example.detail}")
    if example.span:
        shown.append("\n    ")
        shown.append(example.before, "dim")
        shown.append(example.span, "bold underline")
        shown.append(example.after, "dim")
    return shown


def render_html(summary: Summary, data_docs: str | None = None) -> str:
    """A self-contained page: no script, nothing loaded from elsewhere, light or dark as the reader's system.

    Args:
        summary: What to show.
        data_docs: Address of Great Expectations' Data Docs, relative to where the page will lie.
    """
    link = f'<p><a href="{escape(data_docs)}">All rules in Great Expectations\' Data Docs</a></p>' if data_docs else ""
    title = f"Validation {summary.validation_id}"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main>{_html_head(summary)}{link}{_html_tables(summary)}"
        f"{_html_reasons(summary)}{_html_rules(summary)}</main></body></html>\n"
    )


def _html_head(summary: Summary) -> str:
    numbers = (
        ("rows judged", summary.n_rows), ("rules", summary.n_rules), ("rows refused", summary.n_quarantined),
        ("rows with remarks", summary.n_warned),
    )  # fmt: skip
    cards = "".join(f"<div><b>{number:,}</b><span>{label}</span></div>" for label, number in numbers)
    return (
        f'<header><h1>Validation <span class="verdict {summary.verdict}">{summary.verdict}</span></h1>'
        f'<p class="quiet"><code>{summary.validation_id}</code> of coding run <code>{escape(summary.run_id)}</code></p>'
        f'<div class="cards">{cards}</div></header>'
    )


def _html_tables(summary: Summary) -> str:
    rows = "".join(
        f"<tr><td>{table.table}</td><td>{table.n_published + table.n_refused:,}</td><td>{table.n_published:,}</td>"
        f"<td{' class=error' if table.n_refused else ''}>{table.n_refused or '·'}</td></tr>"
        for table in summary.tables
    )
    return (
        '<h2>What came in and what was published</h2><table class="numbers"><thead><tr><th>table</th><th>came in</th>'
        f"<th>published</th><th>refused</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _html_reasons(summary: Summary) -> str:
    if not summary.reasons:
        return "<h2>What was refused and why</h2><p>Nothing was refused.</p>"
    rows = "".join(f"<tr><td>{escape(reason)}</td><td>{number:,}</td></tr>" for reason, number in summary.reasons)
    return (
        '<h2>What was refused and why</h2><table class="numbers"><thead><tr><th>reason</th><th>rows</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _html_rules(summary: Summary) -> str:
    if not summary.failing:
        return f"<h2>Failing rules</h2><p>None of {summary.n_rules} rules fails.</p>"
    return "<h2>Failing rules</h2>" + "".join(_html_rule(rule) for rule in summary.failing)


def _html_rule(rule: FailingRule) -> str:
    examples = "".join(_html_example(example) for example in rule.examples)
    return (
        f'<section><h3><span class="{rule.severity}">{rule.severity}</span> {rule.rule}</h3>'
        f"<p>{escape(rule.why)} <span class=quiet>{rule.n_failed:,} of {rule.n_checked:,}, "
        f"{_CONSEQUENCE[rule.severity]}.</span></p>"
        f"<ul>{examples}</ul></section>"
    )


def _html_example(example: Example) -> str:
    sentence = (
        f"<blockquote>{escape(example.before)}<mark>{escape(example.span)}</mark>{escape(example.after)}</blockquote>"
        if example.span
        else ""
    )
    return f"<li><code>{escape(example.row_key)}</code> <span>{escape(example.detail or '')}</span>{sentence}</li>"


_STYLE = """
:root { color-scheme: light dark; --ink: #1d2129; --quiet: #667; --paper: #fff; --line: #d9dde3; --soft: #f4f6f8;
  --red: #b3261e; --amber: #8a5a00; --green: #1b7a3d; --mark: #ffe9a8 }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ec; --quiet: #9aa3af; --paper: #15181d; --line: #333a44;
  --soft: #1e232a; --red: #ff8a80; --amber: #f2bd57; --green: #7ddc9a; --mark: #6b5200 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem }
h1 { margin: 0; font-size: 1.7rem } h2 { margin: 2.2rem 0 .6rem; font-size: 1.2rem } h3 { margin: 0; font-size: 1rem;
  font-family: ui-monospace, monospace; overflow-wrap: anywhere }
.verdict { border: 1px solid; border-radius: 1rem; padding: .1rem .8rem; font-size: 1rem; vertical-align: middle }
.published { color: var(--green) } .refused, .fatal, .error { color: var(--red) } .warn { color: var(--amber) }
.quiet { color: var(--quiet) } code { font-size: .85em; overflow-wrap: anywhere; color: var(--quiet) }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .8rem }
.cards div { background: var(--soft); border-radius: .5rem; padding: .8rem 1rem }
.cards b { display: block; font-size: 1.5rem } .cards span { color: var(--quiet) }
table { border-collapse: collapse; min-width: 60% } td, th { padding: .25rem .9rem .25rem 0; text-align: left;
  border-bottom: 1px solid var(--line) } th { color: var(--quiet); font-weight: 500 }
.numbers td:not(:first-child), .numbers th:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums }
section { border: 1px solid var(--line); border-radius: .5rem; padding: .8rem 1rem; margin: .8rem 0 }
section p { margin: .2rem 0 } ul { margin: .4rem 0 0; padding-left: 1.1rem } li { margin: .3rem 0;
  overflow-wrap: anywhere }
blockquote { margin: .2rem 0; padding: .1rem .8rem; border-left: 3px solid var(--line) }
mark { background: var(--mark); color: inherit; border-radius: .2rem }
a { color: inherit }
"""
