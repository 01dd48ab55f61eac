"""Documents: every relative link leads somewhere, every table of event types and modes is the seeds'."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transforms.seeds.load import read_seed
from transforms.tables.columns import MODALITY_VALUES

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("samples/*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (document.parent / link).exists()] == []


def test_event_guidelines_give_the_types_and_modes_of_the_seeds() -> None:
    text = (ROOT / "docs" / "event-guidelines.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z]+) \| ([A-Z]+) \| (yes)? ?\| .* \| .* \| ?(.*) \|$", text, flags=re.MULTILINE)
    quads = {
        "VC": "verbal cooperation",
        "MC": "material cooperation",
        "VX": "verbal conflict",
        "MX": "material conflict",
    }
    stated = {
        name: (quads[quad], bool(required), set(modes.split(", ")) - {""}) for name, quad, required, modes in rows
    }
    modes_of = {
        row["event_type"]: {
            mode["mode"] for mode in read_seed("plover_modes") if mode["event_type"] == row["event_type"]
        }
        for row in read_seed("plover_event_types")
    }
    assert stated == {
        row["event_type"]: (row["quad_class"], row["requires_recipient"] == "true", modes_of[row["event_type"]])
        for row in read_seed("plover_event_types")
    }


def test_event_guidelines_give_every_modality() -> None:
    text = (ROOT / "docs" / "event-guidelines.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| ([a-z]+) \| .+ \| (?:yes|no)\b", text, flags=re.MULTILINE)) == set(MODALITY_VALUES)


def test_every_decision_is_listed() -> None:
    listing = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    pages = [path.name for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]
    assert pages
    assert [name for name in pages if f"({name})" not in listing] == []
    for name in pages:
        text = (ROOT / "docs" / "decisions" / name).read_text(encoding="utf-8")
        assert [part for part in ("**Context.**", "**Choice.**", "**Cost.**") if part not in text] == []
