"""Trains the attribution tagger: `python -m benchmarks.attribution.train --help`; needs jax and optax.

Not here: examples (`corpus.py`), batches of them (`batches.py`), the network itself (`attribution_network.py`).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from benchmarks.attribution.batches import PAIRS, TOKENS, batch, groups
from benchmarks.attribution.corpus import NOT_CONTENT, Paragraph, paragraphs
from transforms.nlp import attribution_features as features
from transforms.nlp.attribution_model import FOLDER
from transforms.nlp.attribution_network import (
    PAIR_LAYERS,
    ROLES,
    TOKEN_LAYERS,
    Arrays,
    cue_scores,
    encode,
    role_scores,
)
from transforms.nlp.parser import identify_parser

VERSION = "1.0.0"
_CONTENT = ROLES.index("content")
_NEVER = -1e4
_NONE = np.array([0.0, *[_NEVER] * (len(ROLES) - 1)], np.float32)
"""Before an empty window: one path, of weight 1."""

_SIZES = {
    "lemma": features.LEMMAS, "suffix": features.SUFFIXES, "prefix": features.SHAPES, "shape": features.SHAPES,
    "tag": features.LABELS, "dep": features.LABELS, "ent": features.LABELS, "lexicon": features.LEXICON_CLASSES,
    "quote": features.QUOTE_STATES,
}  # fmt: skip


def fresh(rng: np.random.Generator, width: int) -> Arrays:
    """Weights before training."""

    def matrix(rows: int, columns: int, scale: float = 1.0) -> Any:
        return (rng.standard_normal((rows, columns)) * scale / np.sqrt(rows)).astype(np.float32)

    def table(rows: int) -> Any:
        return (rng.standard_normal((rows, width)) * 0.1).astype(np.float32)

    weights = {"children": matrix(features.SIDE_LABELS, width)}
    weights["bias"] = np.zeros(width, np.float32)
    weights |= {f"in_{name}": table(size) for name, size in _SIZES.items()}
    for layer in range(TOKEN_LAYERS):
        for link in ("own", "before", "after", "head", "subject", "complement"):
            weights[f"t{layer}_{link}"] = matrix(width, width, 0.6)
        weights[f"t{layer}_bias"] = np.zeros(width, np.float32)
    weights |= {f"p_{name}": matrix(width, width, 0.7) for name in ("cue", "token", "branch_token")}
    weights |= {
        "in_branch": table(features.BRANCHES), "in_distance": table(features.DISTANCES),
        "in_relation": table(features.QUOTE_RELATIONS),
    }  # fmt: skip
    for layer in range(PAIR_LAYERS):
        for link in ("own", "before", "after", "head"):
            weights[f"p{layer}_{link}"] = matrix(width, width, 0.6)
        weights[f"p{layer}_bias"] = np.zeros(width, np.float32)
    weights |= {"cue": matrix(width, 2), "cue_bias": np.full(2, -3.0, np.float32)}
    weights |= {"role": matrix(width, len(ROLES)), "role_bias": np.zeros(len(ROLES), np.float32)}
    weights["change"] = np.where(np.eye(len(ROLES)) == 1, 0.0, -1.0).astype(np.float32)
    return weights


def loss(weights: Arrays, one: Arrays, key: Any, dropout: float) -> Any:
    """Cross entropy of cues; likelihood of the roles of each window as a path, evenly over the pairs."""
    tokens, pairs = one["tokens"], one["pairs"]
    keys = jax.random.split(key, 3)

    def kept(which: Any, shape: tuple[int, ...], rate: float) -> Any:
        return jax.random.bernoulli(which, 1 - rate, shape) / (1 - rate)

    # A word is forgotten now and then, so that the parse and the vectors must do without it.
    known = kept(keys[0], (TOKENS, 1), dropout) * (1 - dropout)
    tokens = tokens | {"lemma": (tokens["lemma"] * known[:, 0]).astype(jnp.int32)}
    hidden = encode(jnp, weights, tokens)
    hidden = hidden * kept(keys[1], hidden.shape, dropout)
    logits = cue_scores(weights, hidden)[:-1]
    cue = jnp.sum(optax.sigmoid_binary_cross_entropy(logits, one["cue_gold"]) * one["cue_weight"])
    scores = role_scores(jnp, weights, hidden, pairs)
    gold = pairs["gold"][:, None]
    allowed = jnp.where(gold == NOT_CONTENT, jnp.arange(len(ROLES)) < _CONTENT, jnp.arange(len(ROLES)) == gold)
    seen = scores + jnp.where(allowed, 0.0, _NEVER)
    role = _paths(scores, pairs["steps"], weights["change"]) - _paths(seen, pairs["steps"], weights["change"])
    return (cue / TOKENS) * 6 + role / jnp.maximum(jnp.sum(pairs["steps"] < PAIRS), 1.0)


def _paths(scores: Any, steps: Any, change: Any) -> Any:
    """Log of the summed weight of all paths of roles through all windows (a linear-chain conditional random field)."""
    padded = jnp.concatenate([scores, jnp.zeros_like(scores[:1])])

    def step(total: Any, places: Any) -> Any:
        ways = jax.nn.logsumexp(total[:, :, None] + change, axis=1) + padded[places]
        return jnp.where((places < PAIRS)[:, None], ways, total), None

    first = jnp.where((steps[0] < PAIRS)[:, None], padded[steps[0]], _NONE)
    return jnp.sum(jax.nn.logsumexp(jax.lax.scan(step, first, steps[1:])[0], axis=1))


@partial(jax.jit, static_argnames=("dropout", "optimizer"))
def step(
    weights: Arrays, state: Any, average: Arrays, one: Arrays, key: Any, decay: float, dropout: float, optimizer: Any
) -> Any:
    """One update; also the running average of the weights, which is what is kept."""
    value, gradient = jax.value_and_grad(loss)(weights, one, key, dropout)
    updates, state = optimizer.update(gradient, state, weights)
    weights = optax.apply_updates(weights, updates)
    average = jax.tree.map(lambda a, w: a * decay + w * (1 - decay), average, weights)
    return weights, state, average, value


def train(examples: Sequence[Paragraph], *, epochs: int, width: int, rate: float, dropout: float, seed: int) -> Arrays:
    """Weights trained on the examples, averaged over the last some hundred updates."""
    rng = np.random.default_rng(seed)
    weights = {name: jnp.asarray(value) for name, value in fresh(rng, width).items()}
    total = epochs * sum(1 for _ in groups(examples, range(len(examples))))
    optimizer = optax.chain(optax.clip_by_global_norm(2.0), optax.adam(optax.cosine_decay_schedule(rate, total + 10)))
    state, average = optimizer.init(weights), weights
    key = jax.random.key(seed)
    done = 0
    for epoch in range(epochs):
        started, losses = time.process_time(), []
        for group in groups(examples, rng.permutation(len(examples)).tolist()):
            key, own = jax.random.split(key)
            decay = min(0.998, (1 + done) / (10 + done))
            weights, state, average, value = step(weights, state, average, batch(group), own, decay, dropout, optimizer)
            losses.append(value)
            done += 1
        mean, spent = np.mean([float(value) for value in losses]), time.process_time() - started
        print(f"epoch {epoch + 1}: loss {mean:.4f}, {spent:.0f} CPU s", flush=True)
    return {name: np.asarray(value) for name, value in average.items()}


def save(weights: Arrays, folder: Path, facts: dict[str, Any]) -> None:
    """Writes the weights in half precision, and beside them the facts of the training."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "weights.npz", **{name: w.astype(np.float16) for name, w in sorted(weights.items())})
    (folder / "meta.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the corpora, train, and write the weights."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--outermost", type=Path, nargs="+", required=True, help="gold of outermost attributions")
    parser.add_argument("--nested", type=Path, nargs="*", default=[], help="gold of attributions at any depth")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--dropout", type=float, default=0.35)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    examples = [one for path in args.outermost for one in paragraphs(path, is_nested_known=False)]
    examples += [one for path in args.nested for one in paragraphs(path, is_nested_known=True)]
    n_cues = sum(len(one.cues) for one in examples)
    print(f"{len(examples)} paragraphs, {n_cues} attributions")
    weights = train(
        examples, epochs=args.epochs, width=args.width, rate=args.rate, dropout=args.dropout, seed=args.seed
    )
    facts = {
        "name": "attribution_tagger", "version": VERSION, "parser_sha256": identify_parser().sha256,
        "attributions": n_cues, "epochs": args.epochs, "width": args.width, "seed": args.seed,
    }  # fmt: skip
    save(weights, args.out, facts)
    print(f"weights are in {args.out}")


if __name__ == "__main__":
    main()
