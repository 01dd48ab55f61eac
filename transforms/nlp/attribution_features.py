"""What the attribution tagger sees of a parsed paragraph, as arrays of numbers.

Words enter only as hashes, so that no text of the training corpora is in the weights. The same functions make the
arrays in training and in use. Not here: the network (`attribution_network.py`), what becomes of its answers
(`attribution_tagger.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.tokens import Doc

from transforms.nlp.cue_lexicon import CUE_CLASSES, noun_cues, verb_cues
from transforms.nlp.quotations import QuotedText
from transforms.nlp.reading import CharSpan
from transforms.seeds.load import read_seed

LEMMAS, SUFFIXES, SHAPES, LABELS = 8192, 1024, 256, 256
"""Sizes of the hash tables."""
LEXICON_CLASSES = 12
QUOTE_STATES = 4
SIDE_LABELS = 64
"""Hash table of (relation, side) of a token's children: a row of counts per token."""
BRANCHES, DISTANCES, QUOTE_RELATIONS = 2048, 24, 16
WINDOW = 100
"""Tokens on either side of a cue among which its source and content are sought."""

_COLUMNS = ("LEMMA", "SUFFIX", "PREFIX", "SHAPE", "TAG", "DEP", "ENT_TYPE", "HEAD", "IDX")
_ANCESTORS = 4
_PLAIN = ("children", "quotation", "closed", "not_first", "not_last")
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_COMPLEMENTS = ("ccomp", "xcomp", "obj", "acl", "parataxis")

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TokenFeatures:
    """Arrays over the n tokens of a paragraph; places point into them, n itself meaning "none"."""

    ids: dict[str, Ints]
    """Hashed columns: lemma, suffix, prefix, shape, tag, dep, ent, lexicon, quote; each of length n."""
    children: Floats
    """n × SIDE_LABELS: how many children of each relation and side."""
    head: Ints
    subject: Ints
    complement: Ints
    quotation: Ints
    """Number of the quotation a token stands in, counted through the paragraph from 1; 0 outside."""
    closed: Ints
    """How many quotations of the paragraph end before the token."""
    not_first: Floats
    """0.0 at the first token of a paragraph, else 1.0."""
    not_last: Floats

    def __len__(self) -> int:
        return len(self.head)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """What the network reads."""
        names = ("children", "head", "subject", "complement", "not_first", "not_last")
        return {**self.ids, **{name: getattr(self, name) for name in names}}


@dataclass(frozen=True, slots=True)
class PairFeatures:
    """Arrays over pairs of a cue and a token of its window, window after window."""

    cue: Ints
    token: Ints
    branch_token: Ints
    """The token at the top of the branch in which the token hangs, seen from the cue."""
    branch: Ints
    distance: Ints
    quote: Ints
    head: Ints
    """Where in these arrays the pair of the token's head stands (itself if outside the window)."""
    not_first: Floats
    """0.0 at the first pair of a window, else 1.0."""
    not_last: Floats

    def __len__(self) -> int:
        return len(self.token)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """What the network reads."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def token_features(doc: Doc, quoted: QuotedText, offset: int) -> TokenFeatures:
    """Arrays of a paragraph that begins at `offset` of the article whose quotations are given."""
    columns = np.asarray(doc.to_array(list(_COLUMNS)), dtype=np.uint64)
    n = len(doc)
    lemma, suffix, prefix, shape, tag, dep, ent = (columns[:, i] for i in range(7))
    places = np.arange(n)
    head = (places + columns[:, 7].astype(np.int64)).astype(np.int32)
    starts = columns[:, 8].astype(np.int64) + offset
    quotation, closed, state = _quotation_columns(starts, quoted, offset, len(doc.text))
    is_child = head != places
    children = np.zeros((n, SIDE_LABELS), dtype=np.float32)
    side = (dep + (places > head).astype(np.uint64)) % np.uint64(SIDE_LABELS)
    np.add.at(children, (head[is_child], side[is_child].astype(np.int64)), 1.0)
    ids: dict[str, NDArray[Any]] = {
        "lemma": lemma % np.uint64(LEMMAS), "suffix": suffix % np.uint64(SUFFIXES),
        "prefix": prefix % np.uint64(SHAPES), "shape": shape % np.uint64(SHAPES), "tag": tag % np.uint64(LABELS),
        "dep": dep % np.uint64(LABELS), "ent": ent % np.uint64(LABELS), "lexicon": _lexicon_column(lemma),
        "quote": state,
    }  # fmt: skip
    return TokenFeatures(
        ids={name: column.astype(np.int32) for name, column in ids.items()},
        children=children,
        head=head,
        subject=_child_column(head, dep, _SUBJECTS),
        complement=_child_column(head, dep, _COMPLEMENTS),
        quotation=quotation,
        closed=closed,
        not_first=(places > 0).astype(np.float32),
        not_last=(places < n - 1).astype(np.float32),
    )


def joined(parts: Sequence[TokenFeatures]) -> TokenFeatures:
    """Several paragraphs as one set of arrays; their tokens stay neighbours only of their own."""
    sizes = np.cumsum([0, *(len(part) for part in parts)])
    total = int(sizes[-1])

    def places(name: str) -> Ints:
        moved = []
        for part, start in zip(parts, sizes, strict=False):
            column = getattr(part, name)
            moved.append(np.where(column == len(part), total, column + start))
        return np.concatenate(moved).astype(np.int32)

    def column(name: str) -> NDArray[Any]:
        return np.concatenate([getattr(part, name) for part in parts])

    return TokenFeatures(
        ids={name: np.concatenate([part.ids[name] for part in parts]) for name in parts[0].ids},
        head=places("head"),
        subject=places("subject"),
        complement=places("complement"),
        **{name: column(name) for name in _PLAIN},
    )


def _quotation_columns(starts: NDArray[np.int64], quoted: QuotedText, offset: int, length: int) -> tuple[Ints, ...]:
    """For each token: number of its quotation, quotations that ended before it, and 0 out, 1 in, 2 opens, 3 closes."""
    n = len(starts)
    quotation, closed, state = np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32)
    for number, found in enumerate(quoted.within(CharSpan(offset, offset + length)), start=1):
        first, last = np.searchsorted(starts, [found.span.start, found.span.end])
        quotation[first:last] = number
        closed[last:] = number
        state[first:last] = 1
        if first < last:
            state[first] = 2 if starts[first] < found.inner.start else 1
            state[last - 1] = 3 if starts[last - 1] >= found.inner.end else state[last - 1]
    return quotation, closed, state


def _child_column(head: Ints, dep: NDArray[np.uint64], labels: Sequence[str]) -> Ints:
    """For each token the place of its first child with one of the relations (the earlier named wins), else n."""
    n = len(head)
    found = np.full(n, n, dtype=np.int32)
    for label in reversed(labels):
        places = np.flatnonzero(dep == np.uint64(get_string_id(label)))[::-1]
        found[head[places]] = places
    return found


@cache
def _lexicon() -> tuple[NDArray[np.uint64], Ints]:
    """Hashes of the lexicon's words, sorted, and the class of each, from 1."""
    known: dict[int, int] = {}
    for row in read_seed("cue_adverbs", ("adverb", "stance")):
        known[get_string_id(row["adverb"])] = 11
    for row in read_seed("cue_phrases", ("phrase", "cue_class", "stance")):
        known.setdefault(get_string_id(row["phrase"].split()[0]), 10)
    for lemma, word in noun_cues().items():
        known[get_string_id(lemma)] = 8 if word.cue_class == "document" else 9
    for lemma, word in verb_cues().items():
        if " " not in lemma:
            known[get_string_id(lemma)] = 1 + CUE_CLASSES.index(word.cue_class) + (word.frames >= {"clause", "quote"})
    order = sorted(known)
    return np.array(order, dtype=np.uint64), np.array([known[one] for one in order], dtype=np.int32)


def _lexicon_column(lemma: NDArray[np.uint64]) -> Ints:
    hashes, classes = _lexicon()
    places = np.minimum(np.searchsorted(hashes, lemma), len(hashes) - 1)
    return np.where(hashes[places] == lemma, classes[places], 0).astype(np.int32)


def pair_features(tokens: TokenFeatures, cues: Sequence[int]) -> PairFeatures:
    """Pairs of each cue with the tokens of its window."""
    starts = np.flatnonzero(tokens.not_first == 0.0)
    ends = np.append(starts[1:], len(tokens))
    parts = []
    for cue in cues:
        paragraph = int(np.searchsorted(starts, cue, side="right")) - 1
        parts.append(_window(tokens, cue, int(starts[paragraph]), int(ends[paragraph])))
    if not parts:
        none, no = np.zeros(0, np.int32), np.zeros(0, np.float32)
        return PairFeatures(none, none, none, none, none, none, none, not_first=no, not_last=no)
    sizes = np.cumsum([0, *(len(part["token"]) for part in parts)])
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    joined["head"] = np.concatenate([part["head"] + start for part, start in zip(parts, sizes, strict=False)])
    not_first, not_last = np.ones(len(joined["token"]), np.float32), np.ones(len(joined["token"]), np.float32)
    not_first[sizes[:-1]] = 0.0
    not_last[sizes[1:] - 1] = 0.0
    return PairFeatures(
        **{name: column.astype(np.int32) for name, column in joined.items()}, not_first=not_first, not_last=not_last
    )


def _window(tokens: TokenFeatures, cue: int, start: int, end: int) -> dict[str, NDArray[np.int64]]:
    """Pairs of a cue with the tokens near it in its paragraph, tokens start..end."""
    n = end - start
    head = tokens.head[start:end].astype(np.int64) - start
    first, last = max(0, cue - start - WINDOW), min(n, cue - start + WINDOW + 1)
    token = np.arange(first, last)
    chain = [cue - start]
    while len(chain) < _ANCESTORS and head[chain[-1]] != chain[-1]:
        chain.append(int(head[chain[-1]]))
    rank = np.full(n, -1, dtype=np.int64)
    rank[chain] = np.arange(len(chain))
    # The top of each token's branch: climb until the head is on the chain (or there is none).
    up = np.where((rank[head] >= 0) | (rank >= 0), np.arange(n), head)
    while True:
        higher = up[up]
        if np.array_equal(higher, up):
            break
        up = higher
    top = up[token]
    on_chain = rank[token] >= 0
    meets = np.where(on_chain, rank[token], rank[head[top]])  # -1: another tree
    dep = tokens.ids["dep"][start:end].astype(np.int64)
    climbed = dep[chain[0]] if len(chain) > 1 else 0
    label = np.where(on_chain, 255, dep[top])
    side = (top > np.array([*chain, chain[0]])[meets]).astype(np.int64)
    is_top = (token == top).astype(np.int64)
    branch = (((meets + 1) * 31 + label) * 37 + climbed * (meets > 0)) * 4 + side * 2 + is_top
    distance = token - chain[0]
    size = np.abs(distance)
    bucket = np.where(size < 6, size, np.minimum(6 + np.log2(np.maximum(size, 6) / 6) * 2, 11)).astype(np.int64)
    own = int(tokens.quotation[cue])
    quotation = tokens.quotation[start + first : start + last]
    relation = np.where(quotation > 0, np.clip(quotation - int(tokens.closed[cue]), -2, 3) + 3, 0)
    same = (quotation == own).astype(np.int64) * (own > 0)
    heads = head[token] - first
    inside = (heads >= 0) & (heads < len(token))
    return {
        "cue": np.full(len(token), cue), "token": token + start, "branch_token": top + start,
        "branch": branch % BRANCHES, "distance": bucket + 12 * (distance > 0), "quote": relation * 2 + same,
        "head": np.where(inside, heads, np.arange(len(token))),
    }  # fmt: skip
