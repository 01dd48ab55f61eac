"""The closing summary of a run: what came in, what was published, what was refused.

Not here: how it is counted (`transforms/steps.py`), what was refused and why (`expectations/report.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from flows.releases import Release
from transforms.tables import INPUTS


@dataclass(frozen=True)
class Counts:
    """Labelled figures of one run, in reading order."""

    release_id: str
    rows: tuple[tuple[str, str], ...]
    n_refused: int


def count_run(release: Release, inputs: pl.DataFrame, seconds: float) -> Counts:
    """Figures of a release and of the items this run took in (rows of `inputs`)."""
    tables = release.manifest["tables"]
    outcomes = dict(inputs.group_by("outcome").len().iter_rows()) if inputs.height else {}
    happened = pl.scan_parquet(release.table("events")).filter("is_happened").select(pl.len()).collect().item()
    refused = tables["quarantined_rows"]["rows"]
    read = ", ".join(
        f"{outcomes[name]:,} {name.replace('_', ' ')}" for name in INPUTS["outcome"].values if name in outcomes
    )
    rows = (
        ("input items read", f"{inputs.height:,}" + (f" ({read})" if read else "")),
        ("article versions", f"{tables['articles']['rows']:,}"),
        ("attributions", f"{tables['attributions']['rows']:,}"),
        ("claims", f"{tables['claims']['rows']:,}"),
        ("events", f"{tables['events']['rows']:,} ({happened:,} happened)"),
        ("rows quarantined", f"{refused:,}"),
        ("seconds", f"{seconds:.0f}"),
    )
    return Counts(release.release_id, rows, refused)
