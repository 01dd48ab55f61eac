"""Makes Great Expectations' pages fit for reading offline: nothing asks another machine, old runs are dropped.

GX 1.24 writes pages that load styles and scripts from about ten remote addresses, and a logo with the project's id.
Not here: building the pages (`checkpoints.py`), Dateline's own report (`report.py`).
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from great_expectations.data_context import AbstractDataContext
    from great_expectations.data_context.types.resource_identifiers import ValidationResultIdentifier

KEPT_RUNS = 10
"""Runs of which pages are kept."""

_SITE = "local_site"
_REMOTE = re.compile(
    r"<script\b.*?</script>|<link\b[^>]*https?://[^>]*>|<img\b[^>]*https?://[^>]*>|<footer.*?</footer>"
    r"|<p>Stay current on everything GX.*?</p>",
    re.DOTALL,
)
_SUITE_LINK = re.compile(r'<a href="[^"]*/expectations/[^"]*"[^>]*>(.*?)</a>')
_REMOTE_BACKGROUND = re.compile(r"url\(['\"]?https?://[^)]*\)")
_STYLE = """<style>
:root { color-scheme: light dark; --line: #8884; --soft: #8881 }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1200px; padding: 1rem }
a { color: #2a6fdb } table { border-collapse: collapse; width: 100%; margin: .5rem 0 }
td, th { border: 1px solid var(--line); padding: .35rem .5rem; text-align: left; vertical-align: top }
code, pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px }
.collapse { display: block } .navbar { border-bottom: 1px solid var(--line) } ol.breadcrumb { list-style: none;
display: flex; gap: 1rem; padding: 0 }
.popover, .cooltip .top, .modal, #ge-cta-footer, button, input, label { display: none }
.fa-check-circle::before, .fa-check::before { content: "✓"; color: #2a9d4a }
.fa-times::before, .fa-times-circle::before { content: "✗"; color: #d33 }
.fa-exclamation-triangle::before { content: "!"; color: #d80 }
</style>"""


def build(
    context: AbstractDataContext, results: list[ValidationResultIdentifier], folder: Path, validation_id: str
) -> None:
    """Write the pages of one run into `<folder>/data_docs`; `results` are the identifiers of its validation results."""
    site = folder / "data_docs"
    for stale in site.glob(f"validations/*/{validation_id}"):
        shutil.rmtree(stale)
    context.variables.data_docs_sites = {_SITE: _configuration(site)}
    context.build_data_docs(site_names=[_SITE], resource_identifiers=results, build_index=False)
    for page in site.glob(f"validations/*/{validation_id}/**/*.html"):
        page.write_text(_offline(page.read_text("utf-8")), "utf-8")
    shutil.rmtree(site / "static", ignore_errors=True)
    _write_index(site, _drop_old_runs(site))


def _configuration(site: Path) -> dict[str, Any]:
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(site.resolve())},
        # A page per validation result says all that a page per suite would.
        "site_section_builders": {"expectations": "None", "profiling": "None"},
    }


def _offline(page: str) -> str:
    """The page without anything that loads from elsewhere: scripts go, a small style stands in for the remote ones."""
    local = _REMOTE_BACKGROUND.sub("none", _REMOTE.sub("", page))
    return _SUITE_LINK.sub(r"\1", local).replace("</head>", f"{_STYLE}</head>", 1)


def _drop_old_runs(site: Path) -> list[str]:
    """Names of the kept runs, newest first."""
    newest = {folder.name: folder.stat().st_mtime_ns for folder in site.glob("validations/*/*")}
    runs = sorted(newest, key=lambda name: newest[name], reverse=True)
    for run in runs[KEPT_RUNS:]:
        for folder in site.glob(f"validations/*/{run}"):
            shutil.rmtree(folder)
    return runs[:KEPT_RUNS]


def _write_index(site: Path, runs: list[str]) -> None:
    """A page of links; GX's own needs scripts from elsewhere to show anything."""
    sections = []
    for run in runs:
        pages = sorted(page.relative_to(site) for page in site.glob(f"validations/*/{run}/**/*.html"))
        links = " · ".join(f'<a href="{page.as_posix()}">{page.parts[1]}</a>' for page in pages)
        sections.append(f"<h2>{run}</h2><p>{links}</p>")
    head = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Data Docs</title>{_STYLE}</head>'
    (site / "index.html").write_text(f"{head}<body><h1>Data Docs</h1>{''.join(sections)}</body></html>", "utf-8")
