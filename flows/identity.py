"""What made the rows: the coding run's identity, read from files without importing any of the code.

Not here: the model's own identity (`transforms/nlp/parser.py`), the seeds' hash (`transforms/seeds/load.py`).
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flows.settings import Settings
from transforms.ids import stable_id
from transforms.nlp.attribution_model import attribution_model_sha256
from transforms.nlp.parser import identify_parser
from transforms.seeds.load import lexicons_sha256

ONTOLOGY_VERSION = "PLOVER 2.0 (Dateline table 1)"
_CODE = Path(__file__).resolve().parent.parent


@cache
def code_sha256() -> str:
    """Hash over the code that makes rows and judges them: every module of transforms and expectations."""
    digest = hashlib.sha256()
    for package in ("transforms", "expectations"):
        for path in sorted((_CODE / package).rglob("*")):
            if path.suffix in (".py", ".yml"):
                digest.update(path.relative_to(_CODE).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def coding_run(settings: Settings) -> dict[str, Any]:
    """The row of `runs` for these settings; equal facts give an equal `run_id`."""
    model = identify_parser(settings.model)
    facts = {
        "dateline_version": version("dateline"),
        "code_sha256": code_sha256(),
        "lexicons_sha256": lexicons_sha256(),
        "model_name": model.name,
        "model_version": model.version,
        "model_sha256": model.sha256,
        "tagger_sha256": attribution_model_sha256(),
        "is_model_standin": model.is_standin,
        "ontology_version": ONTOLOGY_VERSION,
        "settings_sha256": hashlib.sha256(json.dumps(settings.coding, sort_keys=True).encode()).hexdigest(),
    }
    return {"run_id": stable_id("run", *facts.values()), **facts}
