"""Which rows stand on which other rows: drives both the foreign-key rules and what quarantine takes along.

Generated from `Column.references`, plus the references that span several columns and the two ownerships (a claim that
nobody states and an event that no text mentions are not rows). Not here: the walk itself (`quarantine.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from expectations.model import Rule, Severity
from transforms.tables import CONTRACT, Table

_AUDITED = {table.name for table in CONTRACT}
_ARTICLE_VERSION = ("article_id", "version")
_SENTENCE = (*_ARTICLE_VERSION, "sentence_no")


@dataclass(frozen=True)
class Reference:
    """Every row of `table` whose `columns` are stated needs a row of `to_table` with the same `to_columns`."""

    name: str
    table: str
    columns: tuple[str, ...]
    to_table: str
    to_columns: tuple[str, ...]
    why: str

    def matches(self, this: str, that: str) -> str:
        """SQL condition that the rows under two aliases belong together."""
        pairs = zip(self.columns, self.to_columns, strict=True)
        return " AND ".join(f"{that}.{to} = {this}.{column}" for column, to in pairs)

    @property
    def rule(self) -> Rule:
        stated = " AND ".join(f"this.{column} IS NOT NULL" for column in self.columns)
        found = f"SELECT 1 FROM {self.to_table} AS that WHERE {self.matches('this', 'that')}"
        detail = " || ' ' || ".join(f"CAST(this.{column} AS VARCHAR)" for column in self.columns)
        return Rule(self.name, Severity.ERROR, self.why, f"{stated} AND NOT EXISTS ({found})", detail)


def _declared(table: Table) -> Iterator[Reference]:
    for column in table.columns:
        if column.references is None:
            continue
        to_table, _, to_column = column.references.partition(".")
        if to_table not in _AUDITED:
            continue
        # Offsets and every row made from a text belong to one version of the article, not to any.
        is_of_version = column.name == "article_id" and "version" in table
        yield Reference(
            f"{table.name}.{column.name}_is_found",
            table.name,
            _ARTICLE_VERSION if is_of_version else (column.name,),
            to_table,
            _ARTICLE_VERSION if is_of_version else (to_column,),
            f"{column.name} must lead to a row of {to_table}, or joins lose the row in silence.",
        )


def _sentences() -> Iterator[Reference]:
    for table in CONTRACT:
        if "sentence_no" in table and table.name != "sentences":
            yield Reference(
                f"{table.name}.sentence_is_found", table.name, _SENTENCE, "sentences", _SENTENCE,
                "Evidence is shown with its sentence.",
            )  # fmt: skip


_CLAIM_IN_ATTRIBUTION = tuple(
    Reference(
        f"claim_relations.{end}_claim_is_attributed", "claim_relations", (f"{end}_attribution_id", f"{end}_claim_id"),
        "attribution_claims", ("attribution_id", "claim_id"),
        "A relation names a claim and the attribution it stands in; the two must belong together.",
    )
    for end in ("from", "to")
)  # fmt: skip
_OWNED = (
    Reference(
        "claims.has_an_attribution", "claims", ("claim_id",), "attribution_claims", ("claim_id",),
        "A claim that nobody states is not in any text.",
    ),
    Reference(
        "events.has_a_mention", "events", ("event_id",), "event_mentions", ("event_id",),
        "An event without a mention has no evidence.",
    ),
)  # fmt: skip

REFERENCES: tuple[Reference, ...] = (
    *(reference for table in CONTRACT for reference in _declared(table)),
    *_sentences(),
    *_CLAIM_IN_ATTRIBUTION,
    *_OWNED,
)
RULES: tuple[Rule, ...] = tuple(reference.rule for reference in REFERENCES)
