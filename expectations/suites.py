"""Great Expectations suites, one per table, made from the registry; nothing is stated here that is not stated there.

Every rule becomes an expectation with the rule's own SQL (`gx_rule.py`). Not here: running them (`checkpoints.py`).
GX is imported inside functions: it takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from expectations.model import Rule, Severity
from transforms.tables import TABLES, Table

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite
    from great_expectations.expectations import Expectation

_GX_SEVERITY = {Severity.WARN: "warning", Severity.ERROR: "critical", Severity.FATAL: "critical"}


def suite(table: Table, rules: Iterable[Rule]) -> ExpectationSuite:
    """The suite of a table: an expectation per rule, whose `meta` names it.

    Raises:
        RuntimeError: GX kept fewer expectations than there are rules (it drops what it does not know with a log line).
    """
    import great_expectations as gx  # noqa: PLC0415

    expectations = [_expectation(rule) for rule in rules if rule.table == table.name]
    made = gx.ExpectationSuite(name=table.name, expectations=expectations, notes=table.meaning)
    if len(made.expectations) != len(expectations):
        raise RuntimeError(f"{table.name}: {len(made.expectations)} of {len(expectations)} expectations loaded")
    return made


def _expectation(rule: Rule) -> Expectation:
    from expectations.gx_rule import ExpectRuleToHold  # noqa: PLC0415

    key = () if rule.is_table_level else TABLES[rule.table].key
    return ExpectRuleToHold(
        source=rule.source(rule.table),
        fails_when=rule.fails_when,
        shown=", ".join([*(f"this.{column}" for column in key), f"{rule.detail} AS detail"]),
        meta={"rule": rule.name},
        description=f"{rule.name}: {rule.why}",
        notes=rule.why,
        severity=_GX_SEVERITY[rule.severity],
    )
