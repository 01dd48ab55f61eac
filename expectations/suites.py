"""Great Expectations suites, one per table, made from the registry; nothing is stated here that is not stated there.

A rule with a ready-made equivalent becomes that expectation, any other one an `UnexpectedRowsExpectation` with the
rule's own SQL. Not here: running them (`checkpoints.py`). GX is imported inside functions: it takes seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from expectations.model import Rule, Severity
from transforms.tables import Table

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite
    from great_expectations.expectations import Expectation

_GX_SEVERITY = {Severity.WARN: "warning", Severity.ERROR: "critical", Severity.FATAL: "critical"}


def unexpected_rows_query(rule: Rule) -> str:
    """The rule's query in GX's template form: `{batch}` is the table, other braces are doubled.

    GX puts either a bare subquery or one with an alias of its own in the place of `{batch}`, hence the wrapping; a
    table-level rule reads what it needs itself and carries the placeholder in a comment.
    """
    if rule.is_table_level:
        return f"{_escaped(rule.select())} /* {{batch}} */"
    placeholder = "(SELECT * FROM _batch_)"
    return _escaped(rule.select(placeholder)).replace("_batch_", "{batch}")


def _escaped(query: str) -> str:
    """GX fills braces in, and SQLAlchemy takes a colon before a word for a parameter."""
    return re.sub(r"(?<![:\w\\]):(?=\w)", r"\\:", query.replace("{", "{{").replace("}", "}}"))


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
        "meta": {"rule": rule.name},
        "description": f"{rule.name}: {rule.why}",
        "notes": rule.why,
        "severity": _GX_SEVERITY[rule.severity],
    }
    if rule.native:
        return getattr(ready_made, rule.native.expectation)(**dict(rule.native.arguments), **described)
    return ready_made.UnexpectedRowsExpectation(unexpected_rows_query=unexpected_rows_query(rule), **described)
