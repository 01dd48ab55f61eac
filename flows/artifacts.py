"""What a run leaves in Prefect: a summary in Markdown and the validation as a table.

Not here: the validation report itself (`expectations/report.py`), the summary on the terminal (`summary.py`).
"""

from __future__ import annotations

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from expectations.runner import Report
from flows.summary import Counts


def show_validation(report: Report) -> None:
    """Every rule that some row breaks, as a table; an empty one if none does."""
    failing = report.validation_results.filter(~report.validation_results["is_success"])
    rows = failing.select("rule", "severity", "n_failed", "n_checked", "why").sort("rule").to_dicts()
    create_table_artifact(
        rows or [{"rule": "all rules", "severity": "", "n_failed": 0, "n_checked": 0, "why": "no row breaks any rule"}],
        key="dateline-validation",
        description=f"Validation {report.validation_id}: {report.verdict}",
    )


def show_outcome(counts: Counts) -> None:
    """The closing summary of a run."""
    lines = [f"# Release {counts.release_id}", "", "| | |", "|---|---:|"]
    lines += [f"| {label} | {value} |" for label, value in counts.rows]
    create_markdown_artifact("\n".join(lines), key="dateline-summary", description="What the run read and published")
