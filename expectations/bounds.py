"""Reads `bounds.yml`: bounds of whole tables as table-level rules; below min is fatal, above max a warning.

Not here: measures of one release against another (`drift.py`), which stand in the same file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from expectations.model import Rule, Severity
from transforms.tables import CONTRACT

_FILE = Path(__file__).with_name("bounds.yml")
_NEEDED = {"name", "tables", "measure", "why", "changed", "reason"}
_LIMITS = {"min", "max"}


def read_bounds(section: str, needed: set[str]) -> list[dict[str, Any]]:
    """The entries of a section of the file.

    Raises `ValueError` if one lacks a field that it needs, or both limits, or has a field that nobody reads.
    """
    entries: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(_FILE.read_text("utf-8"))[section]
    for entry in entries:
        if not entry.keys() >= needed or entry.keys() - needed - _LIMITS or not entry.keys() & _LIMITS:
            raise ValueError(f"{_FILE.name}: {entry.get('name', entry)}: needs {sorted(needed)} and min or max")
    return entries


def limit_rules(bound: dict[str, Any], name: str, relation: str, detail: str = "") -> Iterator[Rule]:
    """The rules for a bound's limits on the column `value` of a relation; `detail` is SQL text shown after it."""
    for limit, severity, side, fails in (("min", Severity.FATAL, "least", "<"), ("max", Severity.WARN, "most", ">")):
        if limit in bound:
            shown = f"round(value, 3) || ' {fails} {bound[limit]}'{detail}"
            broken = f"value {fails} {bound[limit]}"
            yield Rule(f"{name}_is_at_{side}", severity, bound["why"], broken, shown, relation=relation)


def _rules(bound: dict[str, Any]) -> Iterator[Rule]:
    for table in [table.name for table in CONTRACT] if bound["tables"] == "all" else bound["tables"]:
        relation = f"({bound['measure'].format(table=table)}) AS measured(value)"
        yield from limit_rules(bound, f"{table}.{bound['name']}", relation)


RULES: tuple[Rule, ...] = tuple(rule for bound in read_bounds("levels", _NEEDED) for rule in _rules(bound))
