"""The validation report as a page that stands alone in any browser: no script, nothing loaded from elsewhere.

Not here: what there is to show (`summary.py`), how the page is laid out (`report.html.j2`), the terminal (`report.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from expectations.summary import Change, Summary

CONSEQUENCE = {"fatal": "release refused", "error": "rows refused", "warn": "published with a remark"}
_TEMPLATE = Path(__file__).with_name("report.html.j2")
_WIDTH, _HEIGHT = 96, 20
"""Pixels of a sparkline."""


def render_html(summary: Summary, name: str, data_docs: str | None = None) -> str:
    """The page, light or dark as the reader's system.

    Args:
        summary: What to show.
        name: The release, or what else was judged.
        data_docs: Address of Great Expectations' Data Docs, relative to where the page will lie.
    """
    by_measure = {measure: list(changes) for measure, changes in groupby(summary.changes, lambda one: one.measure)}
    return _template().render(
        validation=summary,
        name=name,
        data_docs=data_docs,
        cards=(
            ("rows judged", summary.n_rows),
            ("rules", summary.n_rules),
            ("rows refused", summary.n_quarantined),
            ("rows with remarks", summary.n_warned),
        ),
        consequence=CONSEQUENCE,
        has_earlier=any(change.earlier is not None for change in summary.changes),
        figures=[change for change in summary.changes if change.category == "all"],
        mixes=[
            (measure, sorted(changes, key=lambda one: -(one.now or 0)))
            for measure, changes in by_measure.items()
            if changes[0].category != "all"
        ],
        spark=_spark,
        percent=_percent,
        figure=lambda value: "–" if value is None else f"{value:,.3g}",
        difference=_difference,
        moved=_moved,
    )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    return environment.from_string(_TEMPLATE.read_text("utf-8"))


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %"


def _difference(change: Change) -> str:
    if change.now is None or change.earlier is None:
        return ""
    if change.measure.endswith("_share"):
        return f"{100 * (change.now - change.earlier):+.1f} points"
    return f"{100 * (change.now / change.earlier - 1):+.1f} %" if change.earlier else ""


def _moved(changes: Iterable[Change]) -> float:
    """Share of rows that would have to change their category: the total variation distance."""
    return sum(abs((change.now or 0) - (change.earlier or 0)) for change in changes) / 2


def _spark(trend: Sequence[float | None]) -> Markup:
    """A line over the releases, from zero to the highest value; releases in which the rule did not run are left out."""
    highest = max((value for value in trend if value), default=1.0)
    points = [
        (place * (_WIDTH - 6) / (len(trend) - 1) + 3, _HEIGHT - 3 - value / highest * (_HEIGHT - 6))
        for place, value in enumerate(trend)
        if value is not None
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return Markup('<svg width="{w}" height="{h}" role="img"><polyline points="{line}"/>'
                  '<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/></svg>').format(
        w=_WIDTH, h=_HEIGHT, line=line, x=x, y=y)  # fmt: skip
