"""The registry: every rule of every table, generated and hand-written, under one stable name.

Not here: the rules themselves; add one to the module of its table and it is in.
"""

from __future__ import annotations

from expectations import (
    actors,
    articles,
    attributions,
    bounds,
    claims,
    drift,
    events,
    references,
    spans,
    structural,
    text,
)
from expectations.model import Rule
from transforms.ids import stable_id
from transforms.tables import CONTRACT

HAND_WRITTEN: tuple[Rule, ...] = (
    *articles.RULES,
    *text.RULES,
    *attributions.RULES,
    *claims.RULES,
    *events.RULES,
    *actors.RULES,
)
_BY_TABLE = {table.name: place for place, table in enumerate(CONTRACT)}
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *structural.SCHEMA_RULES,
            *bounds.RULES,
            *drift.RULES,
            *structural.RULES,
            *references.RULES,
            *spans.RULES,
            *HAND_WRITTEN,
        ),
        key=lambda rule: _BY_TABLE[rule.table],
    )
)
"""All rules, by table in the order of `CONTRACT`."""

BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}

if len(BY_NAME) != len(RULES):
    names = [rule.name for rule in RULES]
    raise ValueError(f"two rules of one name: {sorted({name for name in names if names.count(name) > 1})}")

RULES_ID = stable_id("rules", *(f"{rule.name} {rule.severity} {rule.select()}" for rule in RULES))
"""Identity of the registry: changes when a rule, its severity or its predicate does."""
