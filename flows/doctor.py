"""`dateline doctor`: settings with their origins, versions, the language model, the state of the home.

Not here: mending anything.
"""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import Any

from flows.home import Home
from flows.identity import coding_run
from flows.releases import all_releases, current_release
from flows.settings import origins, read_settings
from transforms.nlp.parser import identify_parser
from warehouse.build import warehouse_release

_LIBRARIES = ("prefect", "duckdb", "polars", "great-expectations", "pyarrow", "spacy", "trafilatura")

Lines = list[tuple[str, str]]


def examine(flags: dict[str, Any]) -> dict[str, Lines]:
    """What to tell, by section: name and value of each finding."""
    settings = read_settings(**flags)
    origin = origins(settings, flags)
    values = settings.model_dump()
    model = identify_parser(settings.model)
    run = coding_run(settings)
    home = Home(settings.home)
    current = current_release(home)
    shown = warehouse_release(home.warehouse)
    return {
        "Settings": [(name, f"{value}  ({origin[name]})") for name, value in values.items()],
        "Versions": [
            ("dateline", version("dateline")),
            ("python", platform.python_version()),
            *((name, version(name)) for name in _LIBRARIES),
        ],
        "Language model": [
            ("name", model.name + (" (a stand-in of low quality)" if model.is_standin else "")),
            ("version", model.version),
            ("sha256", model.sha256),
            *((name, f"{score:.3f}") for name, score in sorted(model.scores.items())),
        ],
        "Coding run": [(name, str(value)) for name, value in run.items() if name.endswith(("run_id", "sha256"))],
        "Home": [
            ("folder", f"{home.root}{'' if home.root.exists() else ' (not there yet)'}"),
            ("releases", str(len(all_releases(home)))),
            ("current release", current.release_id if current else "none"),
            ("warehouse shows", shown or "nothing yet"),
            ("held by", home.lock_holder() or "nobody"),
        ],
    }
