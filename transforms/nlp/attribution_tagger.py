"""The attribution tagger in use: the cues of an article with their source and content, as places of tokens.

Not here: the numbers it sees (`attribution_features.py`), the network (`attribution_network.py`), its weights
(`attribution_model.py`), attributions made of its answers (`tagged_cues.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc, Token

from transforms.nlp.attribution_features import Floats, Ints, joined, pair_features, token_features
from transforms.nlp.attribution_model import AttributionModel
from transforms.nlp.attribution_network import ROLES, cue_scores, encode, role_scores
from transforms.nlp.quotations import QuotedText

_SOURCE, _CUE, _CONTENT = 1, 2, 3
_CANDIDATE = -2.0
"""Log odds from which a token is looked at as a cue at all."""
_MAX_GAP = 1


@dataclass(frozen=True, slots=True)
class TaggedCue:
    """A cue and its roles: places of tokens in its paragraph, in order."""

    token: Token
    outer: float
    """Log odds that it heads the cue of an outermost attribution."""
    nested: float
    """Log odds that it heads the cue of an attribution at any depth."""
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]


def tag(model: AttributionModel, docs: Sequence[tuple[Doc, int]], quoted: QuotedText) -> list[TaggedCue]:
    """Candidates for cues in the paragraphs (doc, offset in the article) of one article, in text order."""
    docs = [(doc, offset) for doc, offset in docs if len(doc)]
    if not docs:
        return []
    tokens = joined([token_features(doc, quoted, offset) for doc, offset in docs])
    arrays = tokens.arrays()
    hidden = encode(np, model.weights, arrays)
    scores = cue_scores(model.weights, hidden)[:-1]
    cues = np.flatnonzero(scores.max(axis=1) > _CANDIDATE)
    if not len(cues):
        return []
    pairs = pair_features(tokens, cues.tolist())
    roles = role_scores(np, model.weights, hidden, pairs.arrays())
    starts = np.cumsum([0, *(len(doc) for doc, _ in docs)])
    bounds = [*np.flatnonzero(pairs.not_first == 0.0).tolist(), len(pairs)]
    best = _best_path(roles, bounds, model.weights["change"])
    found = []
    for number, cue in enumerate(cues.tolist()):
        window = slice(bounds[number], bounds[number + 1])
        place = int(np.searchsorted(starts, cue, side="right")) - 1
        start = int(starts[place])
        doc = docs[place][0]
        source, own, content = _decoded(pairs.token[window] - start, roles[window], best[window], cue - start)
        outer, nested = scores[cue]
        found.append(TaggedCue(doc[cue - start], float(outer), float(nested), source, own, content))
    return found


def _best_path(scores: Floats, bounds: Sequence[int], change: Floats) -> Ints:
    """Role of each pair on the best path through its window, given the weight of each change of role (Viterbi 1967).

    All windows are decoded at once, each padded to the longest.
    """
    n = len(bounds) - 1
    size = max(end - start for start, end in pairwise(bounds))
    padded = np.zeros((size, n, len(ROLES)), np.float32)
    for number, (start, end) in enumerate(pairwise(bounds)):
        padded[: end - start, number] = scores[start:end]
    came_from = np.zeros((size, n, len(ROLES)), np.int32)
    total = padded[0]
    for step in range(1, size):
        ways = total[:, :, None] + change
        came_from[step] = ways.argmax(axis=1)
        total = ways.max(axis=1) + padded[step]
    best = np.zeros((size, n), np.int32)
    best[-1] = total.argmax(axis=1)
    every = np.arange(n)
    for step in range(size - 1, 0, -1):
        best[step - 1] = came_from[step, every, best[step]]
    return np.concatenate([best[: end - start, number] for number, (start, end) in enumerate(pairwise(bounds))])


def _decoded(
    places: Ints, scores: Floats, roles: Ints, cue: int
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Source: the best run. Cue: the run around its head. Content: all runs, gaps of a token closed."""
    roles[places == cue] = _CUE
    gain = scores - scores[:, :1]
    sources = _runs(places[roles == _SOURCE])
    at = {int(place): number for number, place in enumerate(places)}
    source = max(sources, key=lambda run: sum(float(gain[at[place], _SOURCE]) for place in run), default=[])
    own = next(run for run in _runs(places[roles == _CUE]) if cue in run)
    content = places[roles == _CONTENT].tolist()
    filled: list[int] = []
    for place in content:
        if filled and 1 < place - filled[-1] <= _MAX_GAP + 1:
            between = range(filled[-1] + 1, place)
            if all(roles[at[one]] == 0 for one in between):
                filled += between
        filled.append(place)
    return tuple(source), tuple(own), tuple(filled)


def _runs(places: Ints) -> list[list[int]]:
    runs: list[list[int]] = []
    for place in places.tolist():
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
