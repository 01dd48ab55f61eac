"""Runs the suites over the staged tables with Great Expectations, and says per rule how many rows broke it.

One context, one data source (the DuckDB that `audit.load` filled), one checkpoint over all
tables. With a folder, the context is a file project in `<folder>/gx` and its Data Docs are in `<folder>/data_docs`.
Not here: what the rules are (`suites.py`), how the pages are made fit for offline reading (`data_docs.py`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING

from expectations import data_docs
from expectations.model import Rule
from expectations.suites import suite
from transforms.tables import CONTRACT

if TYPE_CHECKING:
    from great_expectations import Checkpoint, RunIdentifier
    from great_expectations.core import ExpectationSuiteValidationResult
    from great_expectations.data_context import AbstractDataContext

_WHOLE = "all"
"""Name of the batch that is the whole table."""


def run(
    database: str, rules: Iterable[Rule], validation_id: str, folder: Path | None = None, with_docs: bool = True
) -> dict[str, int]:
    """Failing rows per rule name, as Great Expectations counts them.

    Args:
        database: DuckDB file (or `:memory:NAME`) with the loaded tables.
        rules: The registry, or a part of it.
        validation_id: Names the run in the Data Docs.
        folder: Where the file project and the Data Docs live; None leaves no files.
        with_docs: Whether to write Data Docs into the folder.

    Raises:
        RuntimeError: An expectation was lost, or broke off with an exception instead of giving a count.
    """
    rules = list(rules)
    with _quiet():
        context = _context(folder)
        outcome = _checkpoint(context, database, rules).run(run_id=_run_identifier(validation_id))
        if folder is not None and with_docs:
            data_docs.build(context, list(outcome.run_results), folder, validation_id)
    counts = {rule: n for result in outcome.run_results.values() for rule, n in _counts(result)}
    if missing := {rule.name for rule in rules} - counts.keys():
        raise RuntimeError(f"Great Expectations gave no result for {sorted(missing)}")
    return counts


def _run_identifier(validation_id: str) -> RunIdentifier:
    import great_expectations as gx  # noqa: PLC0415

    return gx.RunIdentifier(run_name=validation_id)


def _context(folder: Path | None) -> AbstractDataContext:
    import great_expectations as gx  # noqa: PLC0415

    if folder is None:
        return gx.get_context(mode="ephemeral")
    # Everything in the project is generated anew; the results of earlier runs live on in the Data Docs.
    shutil.rmtree(folder / "gx", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return gx.get_context(mode="file", project_root_dir=folder)


def _checkpoint(context: AbstractDataContext, database: str, rules: list[Rule]) -> Checkpoint:
    import great_expectations as gx  # noqa: PLC0415
    from great_expectations.core.batch_definition import BatchDefinition  # noqa: PLC0415
    from great_expectations.datasource.fluent.sql_datasource import TableAsset  # noqa: PLC0415

    from expectations import duckdb_dialect  # noqa: PLC0415

    source = context.data_sources.add_sql(
        "staged",
        connection_string=f"{duckdb_dialect.SCHEME}:///{database}",
        assets=[
            TableAsset(name=table.name, table_name=table.name, batch_definitions=[BatchDefinition(name=_WHOLE)])
            for table in CONTRACT
        ],  # all at once: GX writes the whole configuration anew with every asset that is added
    )
    definitions = [
        context.validation_definitions.add(
            gx.ValidationDefinition(
                name=table.name,
                data=source.get_asset(table.name).get_batch_definition(_WHOLE),
                suite=context.suites.add(suite(table, rules)),
            )
        )
        for table in CONTRACT
    ]
    return context.checkpoints.add(gx.Checkpoint(name="release", validation_definitions=definitions))


def _counts(result: ExpectationSuiteValidationResult) -> Iterator[tuple[str, int]]:
    for each in result.results:
        rule = each.expectation_config.meta["rule"]
        if "observed_value" not in each.result:
            raise RuntimeError(f"{rule}: Great Expectations could not evaluate it: {each.exception_info}")
        yield rule, int(each.result["observed_value"])


@contextmanager
def _quiet() -> Iterator[None]:
    """No analytics, and none of the progress bars that GX writes to the terminal whatever its settings say."""
    before = os.environ.get("GX_ANALYTICS_ENABLED")
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):
            yield
    finally:
        if before is None:
            del os.environ["GX_ANALYTICS_ENABLED"]
        else:
            os.environ["GX_ANALYTICS_ENABLED"] = before
