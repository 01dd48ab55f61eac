"""Batches for training the attribution tagger: some paragraphs as arrays of fixed size, padded.

Not here: what is in an example (`corpus.py`), the training itself (`train.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from benchmarks.attribution.corpus import Paragraph
from transforms.nlp.attribution_features import WINDOW, joined, pair_features
from transforms.nlp.attribution_network import Arrays

TOKENS, PAIRS, WINDOWS = 3000, 6000, 160
"""Size of a batch; all are padded."""
_LINKS = ("head", "subject", "complement")


def groups(examples: Sequence[Paragraph], order: Sequence[int]) -> Iterator[list[Paragraph]]:
    """Paragraphs in batches that fit `TOKENS`, `PAIRS` and `WINDOWS`."""
    group: list[Paragraph] = []
    n = p = c = 0
    for place in order:
        one = examples[place]
        size, pairs = len(one.tokens), sum(len(roles) for roles in one.roles)
        cues = len(one.cues)
        if size > TOKENS or pairs > PAIRS or cues > WINDOWS:
            continue
        if n + size > TOKENS or p + pairs > PAIRS or c + cues > WINDOWS:
            yield group
            group, n, p, c = [], 0, 0, 0
        group.append(one)
        n, p, c = n + size, p + pairs, c + cues
    if group:
        yield group


def batch(group: Sequence[Paragraph]) -> Arrays:
    """Padded arrays of some paragraphs with their gold."""
    tokens = joined([one.tokens for one in group])
    n = len(tokens)
    starts = np.cumsum([0, *(len(one.tokens) for one in group)])[:-1].tolist()
    cues = [cue + start for one, start in zip(group, starts, strict=True) for cue in one.cues]
    arrays = {name: _padded(column, TOKENS) for name, column in tokens.arrays().items()}
    for name in _LINKS:  # "none" is the row after the padding
        column = getattr(tokens, name)
        arrays[name] = _padded(np.where(column == n, TOKENS, column).astype(np.int32), TOKENS, TOKENS)
    pairs = pair_features(tokens, cues)
    padded = {name: _padded(column, PAIRS) for name, column in pairs.arrays().items()}
    roles = [roles for one in group for roles in one.roles]
    padded["gold"] = _padded(np.concatenate([*roles, np.zeros(0, np.int32)]).astype(np.int32), PAIRS)
    padded["steps"] = _steps([len(one) for one in roles])
    gold, weight = _cue_gold(group, starts)
    return {"tokens": arrays, "pairs": padded, "cue_gold": gold, "cue_weight": weight}


def _steps(sizes: Sequence[int]) -> Any:
    """Step by step of all windows at once, the place of the pair; `PAIRS` after a window's end: steps × WINDOWS."""
    steps = np.full((2 * WINDOW + 1, WINDOWS), PAIRS, np.int32)
    starts = np.cumsum([0, *sizes])
    for number, (start, size) in enumerate(zip(starts.tolist(), sizes, strict=False)):
        steps[:size, number] = np.arange(start, start + size)
    return steps


def _cue_gold(group: Sequence[Paragraph], starts: Sequence[int]) -> tuple[Any, Any]:
    """Whether each token heads an outermost cue, and one at any depth; and how much it counts: TOKENS × 2 each."""
    gold, weight = np.zeros((TOKENS, 2), np.float32), np.zeros((TOKENS, 2), np.float32)
    for one, start in zip(group, starts, strict=True):
        own = slice(start, start + len(one.tokens))
        for cue, is_nested in zip(one.cues, one.is_nested, strict=True):
            gold[start + cue] = (not is_nested, 1.0)
        weight[own, 0] = not one.is_nested_known
        weight[own, 1] = 1.0
        if not one.is_nested_known:
            weight[own, 1] = np.where(one.is_nested_unknown == 1, gold[own, 1], 1.0)
    return gold, weight


def _padded(column: Any, size: int, fill: float = 0) -> Any:
    missing = size - len(column)
    return np.concatenate([column, np.full((missing, *column.shape[1:]), fill, column.dtype)]) if missing else column
