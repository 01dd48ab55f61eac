"""Reads `bounds.yml`: bounds of whole tables as table-level rules; below min is fatal, above max a warning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from expectations.model import Rule, Severity
from transforms.tables import CONTRACT

_FILE = Path(__file__).with_name("bounds.yml")
_NEEDED = {"name", "tables", "measure", "why", "changed", "reason"}
_KNOWN = _NEEDED | {"min", "max"}


def _rules(bound: dict[str, Any]) -> Iterator[Rule]:
    if not bound.keys() >= _NEEDED or not bound.keys() <= _KNOWN or not bound.keys() & {"min", "max"}:
        raise ValueError(f"{_FILE.name}: {bound.get('name', bound)}: needs {sorted(_NEEDED)} and min or max")
    tables = [table.name for table in CONTRACT] if bound["tables"] == "all" else bound["tables"]
    for table in tables:
        relation = f"({bound['measure'].format(table=table)}) AS measured(value)"
        for limit, severity, side, fails in (
            ("min", Severity.FATAL, "least", "<"),
            ("max", Severity.WARN, "most", ">"),
        ):
            if limit in bound:
                yield Rule(
                    f"{table}.{bound['name']}_is_at_{side}",
                    severity,
                    bound["why"],
                    f"value {fails} {bound[limit]}",
                    f"value || ' {fails} {bound[limit]}'",
                    relation=relation,
                )


RULES: tuple[Rule, ...] = tuple(
    rule for bound in YAML(typ="safe", pure=True).load(_FILE.read_text("utf-8")) for rule in _rules(bound)
)
