"""Does every rule catch what it is there for: the sound release of the tests is corrupted once per rule.

    python -m benchmarks.mutations [--write]

Prints how many mutations are caught by the rule meant for them, and which break rules that are not known to mind them
(`tests/integration/expectations/collateral.json`; `--write` writes that file anew).
The rules on declared columns, on the quarantined share and on drift have tests of their own.
"""

from __future__ import annotations

import argparse
import json
import sys

import duckdb
import polars as pl

from expectations import audit
from expectations.drift import RULES as DRIFT
from expectations.rules import BY_NAME, RULES
from expectations.structural import SCHEMA_RULES
from tests.integration.expectations.conftest import sound_rows
from tests.integration.expectations.mutations import COLLATERAL, expected_others, mutate, readers
from transforms.tables import TABLES


def main() -> int:
    """Corrupt, judge, print; 1 if a mutation is missed or breaks a rule that is not known to mind it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write collateral.json anew")
    arguments = parser.parse_args()
    broken = _broken_by_mutation()
    missed = [name for name, failing in broken.items() if name not in failing]
    collateral = {name: sorted(failing - {name}) for name, failing in broken.items() if failing - {name}}
    if arguments.write:
        COLLATERAL.write_text(json.dumps(collateral, indent=1, sort_keys=True) + "\n", "utf-8")
    unexpected = [name for name in broken if collateral.get(name, []) != expected_others(BY_NAME[name])]
    print(f"caught by the rule meant for it: {len(broken) - len(missed)} of {len(broken)}")
    print(f"break no other rule: {len(broken) - len(collateral)}; break others: {len(collateral)}")
    for name in missed:
        print(f"missed: {name}")
    for name in unexpected:
        print(f"{name} breaks {collateral.get(name, [])}")
    return 1 if missed or unexpected else 0


def _broken_by_mutation() -> dict[str, set[str]]:
    """The rules that fail, per rule whose mutation was made."""
    release = {name: TABLES[name].frame(rows) for name, rows in sound_rows().items()}
    judged = [rule for rule in RULES if rule not in SCHEMA_RULES]
    broken = {}
    with duckdb.connect() as con:
        for name, frame in release.items():
            _create(con, name, frame)
        audit.note_context(con, audit.count_rows(con), {})
        for rule in judged:
            if rule in DRIFT or "kept_share" in rule.name:
                continue
            changed = mutate(rule, release, sound_rows())
            for name, frame in changed.items():
                _create(con, name, frame)
            findings = audit.judge(con, readers(judged, release, changed)).findings
            broken[rule.name] = {finding.rule.name for finding in findings if finding.n_failed}
            for name in changed:
                _create(con, name, release[name])
    return broken


def _create(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    con.register("incoming", frame)
    con.execute(f"CREATE OR REPLACE TABLE {name} AS FROM incoming")
    con.unregister("incoming")


if __name__ == "__main__":
    sys.exit(main())
