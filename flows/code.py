"""`dateline code`: ingest and code alone, without state, into one Parquet file per table.

Not here: releases, validation, the warehouse (`run.py`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from flows import workers
from flows.batches import read_batches, write_contract
from flows.identity import coding_run
from flows.ingest import ingest
from flows.inputs import InputFile, input_files
from flows.known import Known
from flows.partitions import write_table
from flows.progress import step
from flows.settings import Settings
from transforms.articles import refused_inputs, uncoded_articles
from transforms.linking import link
from transforms.steps import count_steps, narrowed
from transforms.tables import INPUTS, QUARANTINED_ROWS, RUNS, STEPS


def code_inputs(inputs: Sequence[str | InputFile], out: Path, settings: Settings) -> pl.DataFrame:
    """Code the inputs and write every table of the contract, with `runs`, `inputs`, `steps` and refused inputs.

    Returns the rows of `quarantined_rows`. Raises `UnusableInputError`.
    """
    made_by = coding_run(settings)
    run_id = made_by["run_id"]
    with (
        tempfile.TemporaryDirectory(prefix="dateline-") as scratch,
        input_files(inputs) as files,
    ):
        lake = Path(scratch) / "lake"
        workers.start(settings.workers, settings.model)
        with step("ingest"):
            ingested = ingest(files, Known(), lake, out / "refused", settings)
        with step("code", len(ingested.batches)) as advance:
            for _ in workers.code_all(lake, ingested.batches, run_id, settings.model, settings.workers):
                advance()
        with step("link"):
            articles, coded = read_batches(lake, ingested.batches, run_id)
            books = narrowed(coded)
            refused = pl.concat([refused_inputs(ingested.inputs, run_id), uncoded_articles(coded["document_failures"])])
            linked = link(articles, coded, ingested.publishers, run_id)
        out.mkdir(parents=True, exist_ok=True)
        write_contract(linked, lake, ingested.batches, run_id, out)
        write_table(RUNS, RUNS.frame([made_by]), out / "runs.parquet")
        write_table(INPUTS, ingested.inputs, out / "inputs.parquet")
        write_table(QUARANTINED_ROWS, refused, out / "quarantined_rows.parquet")
        write_table(STEPS, count_steps(ingested.inputs, articles, books, linked), out / "steps.parquet")
    return refused
