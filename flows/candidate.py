"""The candidate release: all batches linked, staged as Parquet, audited, completed with what the audit found.

Not here: rows (`transforms/`), rules (`expectations/`), publishing (`releases.py`).
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from expectations.runner import Report, validate
from flows.batches import read_batches, write_contract
from flows.home import Home
from flows.ingest import Ingested
from flows.partitions import folder_written_aside, read_table, sha256_of, write_table
from flows.releases import Release, manifest_of
from transforms.articles import refused_inputs, settle_inputs, uncoded_articles
from transforms.linking import link
from transforms.publishers import refreshed
from transforms.steps import count_steps, count_validation, narrowed
from transforms.tables import (
    INPUTS,
    PUBLISHERS,
    QUARANTINED_ROWS,
    RELEASED,
    RUNS,
    STEPS,
    VALIDATION_MEASURES,
)


@dataclass(frozen=True)
class Candidate:
    """A staged release before its audit."""

    run: dict[str, Any]
    batches: tuple[str, ...]
    input_files: frozenset[tuple[str, str]]
    inputs: pl.DataFrame
    quarantined: pl.DataFrame
    steps: pl.DataFrame


def link_articles(
    home: Home,
    run: dict[str, Any],
    batches: Sequence[str],
    ingested: Ingested,
    before: Release | None,
) -> Candidate:
    """Link everything coded under this run, old batches and new, and stage the tables of the contract."""
    articles, coded = read_batches(home.lake, batches, run["run_id"])
    publishers = ingested.publishers
    inputs = ingested.inputs
    if before is not None:
        publishers = pl.concat([read_table(PUBLISHERS, [before.table("publishers")]), publishers])
        inputs = pl.concat([read_table(INPUTS, [before.table("inputs")]), inputs])
    publishers = refreshed(publishers)
    inputs = settle_inputs(inputs)
    books = narrowed(coded)
    refused = pl.concat([refused_inputs(inputs, run["run_id"]), uncoded_articles(coded["document_failures"])])
    linked = link(articles, coded, publishers, run["run_id"])
    shutil.rmtree(home.linked, ignore_errors=True)
    with folder_written_aside(home.linked) as aside:
        write_contract(linked, home.lake, batches, run["run_id"], aside)
    steps = count_steps(inputs, articles, books, linked)
    input_files = ingested.input_files.union(before.input_files if before else ())
    return Candidate(run, tuple(batches), input_files, inputs, refused, steps)


def validate_candidate(
    home: Home, candidate: Candidate, before: Sequence[Release] = ()
) -> tuple[Report, dict[str, Any]]:
    """Audit the staged tables, take refused rows out, add quality and meta tables; the report and the manifest.

    The hashes in the manifest are taken right after the audit: what is published is what was audited. `before` are the
    releases that it follows, oldest first.
    """
    run_id = candidate.run["run_id"]
    measured = [release.table(VALIDATION_MEASURES.name) for release in reversed(before)]
    history = [pl.read_parquet(path) for path in measured if path.is_file()]
    report = validate(home.linked, run_id, home.validation, write_table, audited=home.staging, history=history)
    quarantined = pl.concat([report.quarantined_rows, candidate.quarantined])
    validated = count_validation(report.rows_in, report.rows_out, report.quarantined_rows)
    added = {
        **report.frames,
        QUARANTINED_ROWS.name: quarantined,
        RUNS.name: RUNS.frame([candidate.run]),
        INPUTS.name: candidate.inputs,
        STEPS.name: pl.concat([candidate.steps, validated]),
    }
    for table in RELEASED:
        if table.name in added:
            write_table(table, added[table.name], home.staging / f"{table.name}.parquet")
    tables = {}
    for table in RELEASED:
        path = home.staging / f"{table.name}.parquet"
        n_rows = pl.scan_parquet(path).select(pl.len()).collect().item()
        tables[table.name] = {"sha256": sha256_of(path), "bytes": path.stat().st_size, "rows": n_rows}
    return report, manifest_of(tables, run_id, candidate.batches, candidate.input_files)
