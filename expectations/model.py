"""What a rule is: a name, a severity, a reason, and the SQL that finds the rows that break it.

Not here: any rule (one module each beside this one), the registry (`rules.py`), how rules run (`audit.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from transforms.tables import TABLES


class Severity(StrEnum):
    """What a failure leads to: a remark, a refused row, or a refused release."""

    WARN = "warn"
    ERROR = "error"
    FATAL = "fatal"


@dataclass(frozen=True)
class Rule:
    """One thing that must hold.

    A row-level rule looks at each row of `table`, under the alias `this`, with `joins` after it; joins must give each
    row at most one partner. A table-level rule states its own `relation` to select from and fails once per row found.

    Attributes:
        name: Stable name, `table.what_must_hold`.
        severity: What a failure leads to.
        why: The reason, one sentence.
        fails_when: SQL predicate that is true for rows that break the rule; unknown counts as kept.
        detail: SQL text expression with the offending values.
        joins: SQL joins after `table AS this`.
        relation: FROM clause of a table-level rule.
    """

    name: str
    severity: Severity
    why: str
    fails_when: str
    detail: str = "NULL"
    joins: str = ""
    relation: str | None = None

    @property
    def table(self) -> str:
        return self.name.partition(".")[0]

    @property
    def is_table_level(self) -> bool:
        return self.relation is not None

    def source(self, table: str) -> str:
        """FROM clause; `table` is the relation to read the rule's table from."""
        return self.relation or f"{table} AS this {self.joins}".strip()

    def select(self, table: str | None = None) -> str:
        """Query for the failing rows: the table's key columns (none for a table-level rule) and `detail`."""
        key = () if self.is_table_level else TABLES[self.table].key
        columns = ", ".join([*(f"this.{column}" for column in key), f"CAST({self.detail} AS VARCHAR) AS detail"])
        return f"SELECT {columns} FROM {self.source(table or self.table)} WHERE {self.fails_when}"


def error(name: str, why: str, fails_when: str, detail: str = "NULL", joins: str = "") -> Rule:
    """Rule whose failing rows are quarantined."""
    return Rule(name, Severity.ERROR, why, fails_when, detail, joins)


def warn(name: str, why: str, fails_when: str, detail: str = "NULL", joins: str = "") -> Rule:
    """Rule whose failing rows are published with a remark."""
    return Rule(name, Severity.WARN, why, fails_when, detail, joins)


def row_key(table: str) -> str:
    """SQL expression for the key of `this` as a JSON object, columns in the declared order."""
    return "json_object(" + ", ".join(f"'{column}', this.{column}" for column in TABLES[table].key) + ")"
