"""Great Expectations suites, one per table, made from the registry; nothing is stated here that is not stated there.

A rule with a ready-made equivalent becomes that expectation, which GX evaluates on its own; any other one becomes an
`UnexpectedRowsExpectation` over the rows that the rule's SQL, kept in its `meta`, was found to fail: evaluating it a
second time would double the cost and could give nothing else. Not here: running them (`checkpoints.py`). GX is imported
inside functions: it takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from expectations.model import Rule, Severity
from transforms.tables import Table

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite
    from great_expectations.expectations import Expectation

_GX_SEVERITY = {Severity.WARN: "warning", Severity.ERROR: "critical", Severity.FATAL: "critical"}


def unexpected_rows_query(rule: Rule) -> str:
    """The failing rows of a rule as `audit.note_failures` wrote them down; GX wants `{batch}` to be named somewhere."""
    return f"SELECT row_key, detail FROM failures WHERE rule = '{rule.name}' /* {{batch}} */"


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
    import great_expectations.expectations as ready_made  # noqa: PLC0415

    described = {
        "meta": {"rule": rule.name, "sql": rule.select()},
        "description": f"{rule.name}: {rule.why}",
        "notes": rule.why,
        "severity": _GX_SEVERITY[rule.severity],
    }
    if rule.native:
        return getattr(ready_made, rule.native.expectation)(**dict(rule.native.arguments), **described)
    return ready_made.UnexpectedRowsExpectation(unexpected_rows_query=unexpected_rows_query(rule), **described)
