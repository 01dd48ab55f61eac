"""The attribution tagger's weights: load them once, say which they are.

One of the three places in `transforms` that touch files. Not here: what they compute
(`attribution_network.py`), how they were trained (`benchmarks/attribution`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "attribution_tagger_data"


@dataclass(frozen=True)
class AttributionModel:
    """Weights by name."""

    weights: dict[str, NDArray[np.float32]]


@cache
def load_attribution_model(folder: Path = FOLDER) -> AttributionModel:
    """The weights of this process, loaded at the first call; stored in half precision, used in single."""
    import numpy as np  # noqa: PLC0415 - asking for the hash must not pay for it

    with np.load(folder / "weights.npz", allow_pickle=False) as stored:
        weights = {name: stored[name].astype(np.float32) for name in stored.files}
    return AttributionModel(weights)


def read_meta(folder: Path = FOLDER) -> dict[str, Any]:
    """Version, parser and scores, as training wrote them."""
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return meta


@cache
def attribution_model_sha256(folder: Path = FOLDER) -> str:
    """Hash of the weights and of what is written beside them: goes into the run's metadata."""
    digest = hashlib.sha256()
    for name in ("meta.json", "weights.npz"):
        digest.update(name.encode() + b"\0" + hashlib.sha256((folder / name).read_bytes()).digest())
    return digest.hexdigest()
