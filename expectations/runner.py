"""The gate in front of a release: judge, quarantine, judge again, and say whether it may be published.

Not here: the rules (`rules.py`), what is done with the answer (`flows/`), how it is shown (`report.py`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread

import duckdb
import polars as pl

from expectations import audit, checkpoints
from expectations.audit import Finding, Verdicts
from expectations.drift import earlier_of, read_measures
from expectations.model import Severity
from expectations.quarantine import WriteTable, refuse, restate, take_out
from expectations.rules import BY_NAME, RULES, RULES_ID
from transforms.ids import stable_id
from transforms.tables import (
    ARTICLES,
    CONTRACT,
    QUARANTINED_ROWS,
    ROW_VERDICTS,
    TABLES,
    VALIDATION_MEASURES,
    VALIDATION_RESULTS,
    VALIDATION_RUNS,
)

_VERDICTS = {"warn": "warn", "error": "quarantine", "fatal": "refuse"}
_MEMORY = "400MB"
"""What DuckDB may hold of the audited tables; the rest stays on disk."""


@dataclass(frozen=True)
class FatalFailure:
    """A rule that refuses the release, with up to three details of what broke it."""

    rule: str
    why: str
    n_failed: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What came of a validation.

    Attributes:
        validation_id: Hash of the audited files and the rules: same input, same id.
        verdict: `published` (may be published) or `refused`.
        fatal: The failures that refuse it; empty if published.
        rows_in: Rows per table before quarantine.
        rows_out: Rows per table in the staged files now.
        validation_runs: One row (`VALIDATION_RUNS`).
        validation_results: A row per rule: what was found in all that came in (`VALIDATION_RESULTS`).
        final_results: The same over the rows that stayed; no error rule fails there.
        validation_measures: Figures of the rows that stayed, for comparing releases (`VALIDATION_MEASURES`).
        row_verdicts: Refused rows by the rules they break, published rows with warnings, failing tables
            (`ROW_VERDICTS`).
        quarantined_rows: Refused rows whole, dependants included (`QUARANTINED_ROWS`).
    """

    validation_id: str
    verdict: str
    fatal: tuple[FatalFailure, ...]
    rows_in: dict[str, int]
    rows_out: dict[str, int]
    validation_runs: pl.DataFrame
    validation_results: pl.DataFrame
    final_results: pl.DataFrame
    validation_measures: pl.DataFrame
    row_verdicts: pl.DataFrame
    quarantined_rows: pl.DataFrame

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """The quality tables of the release by name."""
        return {
            "validation_runs": self.validation_runs,
            "validation_results": self.validation_results,
            "validation_measures": self.validation_measures,
            "row_verdicts": self.row_verdicts,
            "quarantined_rows": self.quarantined_rows,
        }


def prepare() -> Thread:
    """Import Great Expectations, seconds of work, while something else is waited for; `validate` works without."""
    importing = Thread(target=import_module, args=("great_expectations.expectations",), daemon=True)
    importing.start()
    return importing


def validate(
    staged: Path,
    run_id: str,
    docs: Path | None,
    write_table: WriteTable,
    *,
    with_docs: bool = True,
    audited: Path | None = None,
    history: Sequence[pl.DataFrame] = (),
) -> Report:
    """Audit the staged tables, take refused rows out of them, and judge whether the rest may be published.

    Great Expectations counts the rows of what came in that break each rule: one evaluation serves its result, its
    pages and the verdicts per row. Where rows were refused, the same SQL judges the rest until no error rule fails.

    Args:
        staged: Folder of `<table>.parquet` for every table of `CONTRACT`.
        run_id: Coding run that the verdicts belong to.
        docs: Folder of Great Expectations' project (`gx/`) and Data Docs (`data_docs/`). None leaves Great
            Expectations out: the same rules are judged in plain SQL alone.
        write_table: Writes a frame as a table's Parquet file.
        with_docs: False runs Great Expectations without writing Data Docs.
        audited: Folder for what may be published, made anew; `staged` then stays as it is, so that a second try
            judges all of it again. None rewrites `staged` itself where rows were refused.
        history: `validation_measures` of the releases before, latest first.

    Raises:
        RuntimeError: Great Expectations counts other than the rows that are found, or rows went missing.
    """
    validation_id = stable_id("val", RULES_ID, *_file_hashes(staged))
    earlier = earlier_of(validation_id, history)
    if audited is not None:
        _link_tables(staged, audited)
        staged = audited
    with _database(staged) as (database, con):
        audit.load(con, staged)
        rows_in = audit.count_rows(con)
        found: list[Verdicts] = []
        taken = [QUARANTINED_ROWS.frame([])]
        if is_readable := not audit.judge_columns(con).failed(Severity.FATAL):
            audit.note_context(con, rows_in, {}, earlier)
        counts = None
        if docs is not None and is_readable:
            counts = checkpoints.run(database, RULES, validation_id, docs, with_docs)
        while True:
            found.append(audit.judge(con, counts=counts))
            counts = None  # what stays is judged again, in plain SQL
            broken = found[-1].rows(Severity.ERROR)
            if broken.is_empty():
                break
            refused = refuse(con, broken)
            taken.append(take_out(staged, refused, run_id, write_table))
            changed = {TABLES[name] for name in refused["table_name"].unique()}
            if ARTICLES in changed:
                changed.update(restate(staged, write_table))
            audit.load(con, staged, changed)
            n_refused = Counter(pl.concat(taken)["table_name"].to_list())
            audit.note_context(con, rows_in, n_refused, earlier)
        rows_out = audit.count_rows(con)
        measures = read_measures(con, validation_id) if is_readable else VALIDATION_MEASURES.frame([])
        quarantined = QUARANTINED_ROWS.conform(pl.concat(taken))
        _assert_nothing_vanished(rows_in, rows_out, quarantined)
    return _report(validation_id, run_id, rows_in, rows_out, found, quarantined, measures)


def _link_tables(staged: Path, audited: Path) -> None:
    """The staged tables in a new folder, as hard links: nothing is copied, and nothing cut is cut in `staged`."""
    shutil.rmtree(audited, ignore_errors=True)
    audited.mkdir(parents=True)
    for table in CONTRACT:
        path = staged / f"{table.name}.parquet"
        if path.is_file():
            os.link(path, audited / path.name)


@contextmanager
def _database(staged: Path) -> Iterator[tuple[str, duckdb.DuckDBPyConnection]]:
    """A DuckDB file beside the staged folder, for the time of the audit; memory holds a part of it."""
    folder = staged.with_name(f".{staged.name}.audit")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        database = str(folder / "audit.duckdb")
        with duckdb.connect(database) as con:
            con.execute(f"SET memory_limit = '{_MEMORY}'")
            con.execute("SET force_compression = 'uncompressed'")  # written once and read once: packing costs more
            yield database, con
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _file_hashes(staged: Path) -> list[str]:
    return [
        f"{table.name} {_sha256_of(path)}" for table in CONTRACT if (path := staged / f"{table.name}.parquet").is_file()
    ]


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _assert_nothing_vanished(rows_in: dict[str, int], rows_out: dict[str, int], quarantined: pl.DataFrame) -> None:
    taken = Counter(quarantined["table_name"].to_list())
    if wrong := {name: n for name, n in rows_in.items() if n != rows_out[name] + taken[name]}:
        raise RuntimeError(f"rows in are not rows out and rows quarantined: {wrong} in, {rows_out} out, {taken} taken")


def _report(
    validation_id: str,
    run_id: str,
    rows_in: dict[str, int],
    rows_out: dict[str, int],
    found: list[Verdicts],
    quarantined: pl.DataFrame,
    measures: pl.DataFrame,
) -> Report:
    final = found[-1]
    fatal = tuple(_fatal(final, finding) for finding in final.failed(Severity.FATAL))
    warned = final.rows(Severity.WARN)
    of_tables = final.failures.filter(pl.col("row_number").is_null())
    refused = pl.concat(verdicts.rows(Severity.ERROR) for verdicts in found)
    n_rows = sum(rows_in.values())
    run = {
        "validation_id": validation_id,
        "run_id": run_id,
        "n_rules": len(final.findings),
        "n_rows": n_rows,
        "n_warned": warned.select("table_name", "row_number").n_unique(),
        "n_quarantined": len(quarantined),
        "verdict": "refused" if fatal else "published",
    }
    return Report(
        validation_id=validation_id,
        verdict=str(run["verdict"]),
        fatal=fatal,
        rows_in=rows_in,
        rows_out=rows_out,
        validation_runs=VALIDATION_RUNS.frame([run]),
        validation_results=_results(validation_id, _over_all_rounds(found)),
        final_results=_results(validation_id, final.findings),
        validation_measures=measures,
        row_verdicts=_row_verdicts(validation_id, run_id, warned, refused, of_tables),
        quarantined_rows=quarantined,
    )


def _fatal(verdicts: Verdicts, finding: Finding) -> FatalFailure:
    details = verdicts.failures.filter(pl.col("rule") == finding.rule.name)["detail"].drop_nulls().head(3)
    return FatalFailure(finding.rule.name, finding.rule.why, finding.n_failed, tuple(details.to_list()))


def _over_all_rounds(found: list[Verdicts]) -> list[Finding]:
    """Error rules: rows checked at first and rows refused in any round. Others: as judged on the rows that stayed."""
    checked = {finding.rule.name: finding.n_checked for finding in found[0].findings}
    refused = Counter[str]()
    for verdicts in found:
        refused.update(verdicts.rows(Severity.ERROR)["rule"].to_list())
    return [
        Finding(finding.rule, checked[finding.rule.name], refused[finding.rule.name])
        if finding.rule.severity is Severity.ERROR
        else finding
        for finding in found[-1].findings
    ]


def _results(validation_id: str, findings: list[Finding] | tuple[Finding, ...]) -> pl.DataFrame:
    return VALIDATION_RESULTS.frame([
        {
            "validation_id": validation_id,
            "rule": finding.rule.name,
            "table_name": finding.rule.table,
            "severity": finding.rule.severity.value,
            "why": finding.rule.why,
            "n_checked": finding.n_checked,
            "n_failed": finding.n_failed,
            "is_success": finding.n_failed == 0,
        }
        for finding in findings
    ])  # fmt: skip


def _row_verdicts(
    validation_id: str, run_id: str, warned: pl.DataFrame, refused: pl.DataFrame, of_tables: pl.DataFrame
) -> pl.DataFrame:
    """One row per rule and key; rows that share a key (and break `key_is_unique`) share the verdict.

    A failing table has no key; `occurrence` tells what is wrong with it apart where that is more than one thing.
    """
    occurrence = pl.int_range(1, pl.len() + 1).over("rule")
    key = (
        pl.when(occurrence == 1)
        .then(pl.lit("{}"))
        .otherwise(pl.concat_str(pl.lit('{"occurrence":'), occurrence, pl.lit("}")))
    )
    severities = {name: rule.severity.value for name, rule in BY_NAME.items()}
    verdicts = pl.concat([warned, refused, of_tables.with_columns(row_key=key)]).with_columns(
        severity=pl.col("rule").replace_strict(severities), validation_id=pl.lit(validation_id), run_id=pl.lit(run_id)
    )
    verdicts = verdicts.with_columns(verdict=pl.col("severity").replace_strict(_VERDICTS))
    return ROW_VERDICTS.conform(verdicts.unique(["rule", "row_key"], keep="first", maintain_order=True))
