"""What counts as current: the views of `main` and the `as_of_*` macros, generated from one definition.

A row is current if the current release holds it and it belongs to, or is still referred to by, the current version of
an article. The same definition at an earlier instant gives `as_of_<table>(ts)`. Not here: anything that joins tables
for reading (`views/`, `macros/`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from transforms.tables import TABLES, Column, Layer, Table
from warehouse.ddl import RECORDED_AT, table_comment
from warehouse.sql import literal

REFERRED_FROM = {
    "claims": ("attribution_claims", "claim_id"),
    "events": ("event_mentions", "event_id"),
    "event_actors": ("event_mentions", "event_id"),
    "event_places": ("event_mentions", "event_id"),
}
"""Tables that span articles, with the table and column through which a current article keeps their rows."""

CORE_TABLES = tuple(
    sorted(
        (table for table in TABLES.values() if table.layer is Layer.CORE), key=lambda table: table.name in REFERRED_FROM
    )
)
"""Those that others are sieved by come first."""
REF_TABLES = tuple(table for table in TABLES.values() if table.layer is Layer.REF)

_OPEN = "superseded_at IS NULL"
_OPEN_THEN = "recorded_at <= ts AND (superseded_at IS NULL OR superseded_at > ts)"


def _select(table: Table, is_open: str, sibling: Callable[[str], str]) -> str:
    """The current rows of a core table; `sibling` names the current rows of another one."""
    columns = ", ".join(column.name for column in (*table.columns, RECORDED_AT))
    conditions = [is_open]
    if table.name == "articles":
        conditions.append("is_current")
    elif table.name in REFERRED_FROM:
        through, column = REFERRED_FROM[table.name]
        conditions.append(f"{column} IN (SELECT {column} FROM {sibling(through)})")
    else:
        conditions.append(f"(article_id, version) IN (SELECT (article_id, version) FROM {sibling('articles')})")
    if table.name == "claim_relations":
        conditions += [
            f"{side}_attribution_id IN (SELECT attribution_id FROM {sibling('attributions')})"
            for side in ("from", "to")
        ]
    return f"SELECT {columns} FROM core.{table.name} WHERE {' AND '.join(conditions)}"


def current_select(table: Table) -> str:
    """The query behind the view of a core table in `main`."""
    return _select(table, _OPEN, lambda name: f"main.{name}")


def as_of_select(table: Table) -> str:
    """The query behind `as_of_<table>(ts)`."""
    return _select(table, _OPEN_THEN, lambda name: f"main.as_of_{name}(ts)")


def create_current() -> Iterator[str]:
    """The statements that create the current views and the as-of macros with their comments."""
    for table in CORE_TABLES:
        yield from _create_view(table, current_select(table), (*table.columns, RECORDED_AT))
    for table in REF_TABLES:
        yield from _create_view(table, f"SELECT * FROM ref.{table.name}", table.columns)
    for table in CORE_TABLES:
        yield f"CREATE MACRO main.as_of_{table.name}(ts) AS TABLE {as_of_select(table)}"
        meaning = f"The rows that main.{table.name} would have shown at the instant ts. {table_comment(table)}"
        yield f"COMMENT ON MACRO TABLE main.as_of_{table.name} IS {literal(meaning)}"


def _create_view(table: Table, select: str, columns: tuple[Column, ...]) -> Iterator[str]:
    yield f"CREATE VIEW main.{table.name} AS {select}"
    yield f"COMMENT ON VIEW main.{table.name} IS {literal('Current rows. ' + table_comment(table))}"
    for column in columns:
        yield f"COMMENT ON COLUMN main.{table.name}.{column.name} IS {literal(column.comment)}"
