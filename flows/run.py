"""The main job on one screen: ingest, code, link, validate, publish, load.

Not here: what any step does. This file says in which order, on which files.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from expectations.runner import Report, prepare
from flows import artifacts, workers
from flows.batches import article_path, coded_folder
from flows.home import Home
from flows.identity import coding_run
from flows.ingest import kept_items
from flows.inputs import InputFile, fetched, input_files
from flows.known import Known
from flows.plan import settled_release
from flows.progress import step
from flows.releases import Release, current_release, ingested_names, lineage
from flows.reports import judged_release, refused_candidate, write_report
from flows.settings import read_settings
from flows.sources import find_sources
from flows.summary import Counts, count_run
from flows.tasks import code_batch, ingest_files, link_articles, load_warehouse, publish_release, validate_candidate
from transforms.tables import INPUTS


class RefusedReleaseError(RuntimeError):
    """Validation refused the candidate: the last release stays in place."""

    def __init__(self, report: Report) -> None:
        failures = "; ".join(f"{failure.rule} ({failure.n_failed:,} rows)" for failure in report.fatal)
        super().__init__(f"validation refused to publish: {failures}")
        self.report = report


@dataclass(frozen=True)
class Outcome:
    """What a run did: the release it left current, whether that is a new one, and its figures if it did anything."""

    release: Release
    is_new: bool = False
    counts: Counts | None = None


# Threads only wait for the coding processes: how many code at once is Settings.workers.
@flow(
    name="dateline",
    task_runner=ThreadPoolTaskRunner(max_workers=8),  # type: ignore[arg-type] # Prefect's future types are invariant
    validate_parameters=False,
)
def run(
    inputs: Sequence[str | InputFile], home: str | None = None, *, sources: Sequence[str] = (), replay: bool = False
) -> Outcome:
    """Read the inputs and these sources (of sources.toml); publish and load a release of them and all that came before.

    `home` and everything else comes from the settings if it is not given. One run at a time writes to a home. Raises
    `RefusedReleaseError`, `HomeBusyError`, `UnusableInputError`.
    """
    settings = read_settings(home=home)
    place = Home(settings.home)
    began = time.monotonic()
    with (
        place.locked(settings.lock_wait_seconds),
        fetched(
            inputs,
            settings,
            place.landing,
            sources=find_sources(settings.sources, list(sources)) if sources else (),
            ingested=ingested_names(place),
        ) as arguments,
        input_files(arguments) as files,
    ):
        made_by, before = coding_run(settings), current_release(place)
        run_id = made_by["run_id"]
        if not replay and (settled := settled_release(place, files, run_id, settings)):
            return Outcome(settled)
        workers.start(settings.workers, settings.model)
        with step("ingest"):
            refused = kept_items(_inputs(before), place.landing) if before and replay else []
            ingested = ingest_files([*files, *refused], _known(before, place), place.lake, place.landing, settings)
        batches = list(dict.fromkeys([*(before.batches if before else ()), *ingested.batches]))
        uncoded = [batch for batch in batches if not coded_folder(place.lake, batch, run_id).exists()]
        with step("code", len(uncoded)) as advance:
            coding = [code_batch.submit(place.lake, batch, run_id, settings.model) for batch in uncoded]
            prepare()  # while this process waits
            try:
                for future in coding:
                    future.result()
                    advance()
            except BaseException:
                workers.stop()  # ends the tasks that still wait, so that an interrupted run stops at once
                raise
        with step("link"):
            candidate = link_articles(place, made_by, batches, ingested, before)
        with step("validate"):
            report, manifest = validate_candidate(place, candidate, lineage(place))
        artifacts.show_validation(report)
        if report.fatal:
            write_report(refused_candidate(place))
            raise RefusedReleaseError(report)
        with step("publish"):
            release, is_new = publish_release(place, place.staging, manifest)
        with step("load"):
            load_warehouse(place)
        write_report(judged_release(place, release))
        shutil.rmtree(place.linked)
        counts = count_run(release, ingested.inputs, time.monotonic() - began)
        artifacts.show_outcome(counts)
        return Outcome(release, is_new, counts)


def _inputs(release: Release) -> pl.LazyFrame:
    return pl.scan_parquet(release.table(INPUTS.name))


def _known(before: Release | None, home: Home) -> Known:
    """From the lake, not the release: a version that was refused keeps its number."""
    if before is None:
        return Known()
    return Known(tuple(article_path(home.lake, batch) for batch in before.batches), before.table(INPUTS.name))
