"""Runs every rule's SQL over the staged tables: the plain verdicts.

The staged Parquet files are loaded into a DuckDB database in file order, so that `rowid` is the row's number in its
file. Row-level rules that read the same tables share one scan that counts; only rules that fail are asked for their
rows. Not here: what follows from a verdict (`quarantine.py`, `runner.py`), Great Expectations (`suites.py`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from expectations.drift import note_measures
from expectations.model import Rule, Severity, row_key
from expectations.rules import RULES
from expectations.structural import SCHEMA_RULES
from transforms.tables import CONTRACT, Table

FAILURES_SCHEMA = pl.Schema(
    {"rule": pl.String(), "table_name": pl.String(), "row_number": pl.Int64(), "row_key": pl.String(),
     "detail": pl.String()}
)  # fmt: skip
_DETAIL_LENGTH = 500


@dataclass(frozen=True)
class Finding:
    """How one rule came out: rows it looked at and rows that break it (a table-level rule looks at one)."""

    rule: Rule
    n_checked: int
    n_failed: int


@dataclass(frozen=True)
class Verdicts:
    """One judgement: a finding per rule, and the failing rows (`FAILURES_SCHEMA`, by rule and row number).

    Rows that break a table-level rule have no row number and no key.
    """

    findings: tuple[Finding, ...]
    failures: pl.DataFrame

    def failed(self, severity: Severity) -> list[Finding]:
        return [finding for finding in self.findings if finding.n_failed and finding.rule.severity is severity]

    def rows(self, severity: Severity) -> pl.DataFrame:
        """The failing rows of all rules of a severity, table-level ones left out."""
        names = [finding.rule.name for finding in self.failed(severity) if not finding.rule.is_table_level]
        return self.failures.filter(pl.col("rule").is_in(names))


def load(con: duckdb.DuckDBPyConnection, staged: Path, tables: Iterable[Table] = CONTRACT) -> None:
    """(Re)create the tables from `staged/<table>.parquet`; a missing file leaves its table absent."""
    for table in tables:
        path = staged / f"{table.name}.parquet"
        con.execute(f"DROP TABLE IF EXISTS {table.name}")
        if path.is_file():
            con.execute(f"CREATE TABLE {table.name} AS FROM read_parquet(?)", [str(path)])


def count_rows(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows per loaded table."""
    loaded = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    return {
        table.name: _number(con, f"SELECT count(*) FROM {table.name}") for table in CONTRACT if table.name in loaded
    }


def note_context(
    con: duckdb.DuckDBPyConnection,
    n_rows: dict[str, int],
    n_refused: dict[str, int],
    earlier: pl.DataFrame | None = None,
) -> None:
    """Write the tables that rules on whole tables read beside the audited ones.

    Args:
        con: Connection with the loaded tables.
        n_rows: Rows per table that came in.
        n_refused: Of these, the rows refused so far.
        earlier: Measures of the release to compare with (`drift.py`).
    """
    con.execute("CREATE OR REPLACE TABLE refusals (table_name VARCHAR, n_rows BIGINT, n_refused BIGINT)")
    for table, rows in n_rows.items():
        con.execute("INSERT INTO refusals VALUES (?, ?, ?)", [table, rows, n_refused.get(table, 0)])
    note_measures(con, earlier)


def judge(
    con: duckdb.DuckDBPyConnection, rules: Iterable[Rule] = RULES, counts: Mapping[str, int] | None = None
) -> Verdicts:
    """Run the rules over the loaded tables.

    The rules on columns go first; if a table lacks a declared column, they are all: no other could be read. With
    `counts`, failing rows per rule as somebody else counted them, only the rows of failing rules are looked up.

    Raises:
        RuntimeError: A rule finds other than the counted number of rows.
    """
    rules = list(rules)
    schema = judge_columns(con, rules)
    if any(finding.n_failed for finding in schema.findings):
        return schema
    rest = [rule for rule in rules if rule not in SCHEMA_RULES]
    tables = _judge_tables(con, [rule for rule in rest if rule.is_table_level])
    rows = _judge_rows(con, [rule for rule in rest if not rule.is_table_level], counts)
    found = Verdicts(
        (*schema.findings, *tables.findings, *rows.findings),
        pl.concat([schema.failures, tables.failures, rows.failures]),
    )
    if counts is not None:
        _assert_counted(found, counts)
    return found


def judge_columns(con: duckdb.DuckDBPyConnection, rules: Iterable[Rule] = RULES) -> Verdicts:
    """Run the rules on columns and types alone."""
    return _judge_tables(con, [rule for rule in rules if rule in SCHEMA_RULES])


def _assert_counted(found: Verdicts, counts: Mapping[str, int]) -> None:
    rows = Counter(found.failures["rule"].to_list())
    counted = {finding.rule.name: counts.get(finding.rule.name) for finding in found.findings}
    if differ := {name: (rows[name], n) for name, n in counted.items() if n != rows[name]}:
        raise RuntimeError(f"rules find other rows than were counted (found, counted): {differ}")


def _judge_tables(con: duckdb.DuckDBPyConnection, rules: Iterable[Rule]) -> Verdicts:
    findings, failures = [], []
    for rule in rules:
        details = [detail for (detail,) in con.execute(rule.select()).fetchall()]
        findings.append(Finding(rule, 1, len(details)))
        failures += [(rule.name, rule.table, None, None, detail) for detail in sorted(details)]
    return Verdicts(tuple(findings), pl.DataFrame(failures, FAILURES_SCHEMA, orient="row"))


def _judge_rows(
    con: duckdb.DuckDBPyConnection, rules: Iterable[Rule], counts: Mapping[str, int] | None = None
) -> Verdicts:
    n_rows = count_rows(con)
    by_source: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_source[rule.source(rule.table)].append(rule)
    findings, failures = [], [FAILURES_SCHEMA.to_frame()]
    for source, group in by_source.items():
        if counts is not None:
            n_failing = [counts[rule.name] for rule in group]
        else:
            n_failing = _failing_counts(con, source, group) if n_rows[group[0].table] else [0] * len(group)
        for rule, n_failed in zip(group, n_failing, strict=True):
            findings.append(Finding(rule, n_rows[rule.table], n_failed))
            if n_failed:
                failures.append(_failing_rows(con, rule))
    return Verdicts(tuple(findings), pl.concat(failures))


def _failing_counts(con: duckdb.DuckDBPyConnection, source: str, rules: list[Rule]) -> list[int]:
    """One scan of a source for all of its rules."""
    predicates = ", ".join(f"({rule.fails_when}) AS fails_{place}" for place, rule in enumerate(rules))
    counted = ", ".join(f"count(*) FILTER (WHERE fails_{place})" for place in range(len(rules)))
    [row] = con.execute(f"SELECT {counted} FROM (SELECT {predicates} FROM {source})").fetchall()
    return list(row)


def _failing_rows(con: duckdb.DuckDBPyConnection, rule: Rule) -> pl.DataFrame:
    failing: pl.DataFrame = con.sql(
        f"SELECT '{rule.name}' AS rule, '{rule.table}' AS table_name, this.rowid AS row_number, "
        f"CAST({row_key(rule.table)} AS VARCHAR) AS row_key, "
        f"left(CAST({rule.detail} AS VARCHAR), {_DETAIL_LENGTH}) AS detail "
        f"FROM {rule.source(rule.table)} WHERE {rule.fails_when} ORDER BY row_number"
    ).pl()  # fmt: skip
    return failing.cast(FAILURES_SCHEMA)


def _number(con: duckdb.DuckDBPyConnection, query: str) -> int:
    [(value,)] = con.execute(query).fetchall()
    return int(value)
