"""The attribution tagger's network: which tokens are cues, and what each other token is to a cue.

Two layers over the tokens, each mixing a token with its neighbours and its head, subject and complement (a syntactic
graph convolution: Marcheggiani and Titov, EMNLP 2017), then two over the window of each cue, whose roles are read as
one path (a conditional random field: Lafferty et al., ICML 2001). Written once for numpy,
which is all that use needs, and for `jax.numpy` in training: `xp` is one or the other. Not here: features, decoding.
"""

from __future__ import annotations

from typing import Any

ROLES = ("none", "source", "cue", "content")
TOKEN_LAYERS, PAIR_LAYERS = 2, 2
TOKEN_COLUMNS = ("lemma", "suffix", "prefix", "shape", "tag", "dep", "ent", "lexicon", "quote")
_LINKS = ("head", "subject", "complement")

Arrays = dict[str, Any]


def encode(xp: Any, weights: Arrays, tokens: Arrays) -> Any:  # noqa: ANN401 - arrays of numpy or jax
    """Vectors of n tokens and of "none": (n + 1) × width."""
    hidden = tokens["children"] @ weights["children"] + weights["bias"]
    for name in TOKEN_COLUMNS:
        hidden = hidden + weights[f"in_{name}"][tokens[name]]
    hidden = _rectified(hidden)
    zero = xp.zeros_like(hidden[:1])
    for layer in range(TOKEN_LAYERS):
        padded = xp.concatenate([hidden, zero])
        mixed = (
            hidden @ weights[f"t{layer}_own"]
            + (_before(xp, hidden) * tokens["not_first"][:, None]) @ weights[f"t{layer}_before"]
            + (_after(xp, hidden) * tokens["not_last"][:, None]) @ weights[f"t{layer}_after"]
            + weights[f"t{layer}_bias"]
        )
        for link in _LINKS:
            mixed = mixed + padded[tokens[link]] @ weights[f"t{layer}_{link}"]
        hidden = hidden + _rectified(mixed)
    return xp.concatenate([hidden, zero])


def cue_scores(weights: Arrays, hidden: Any) -> Any:  # noqa: ANN401
    """Log odds that a token heads a cue: of an outermost attribution, of one at any depth: (n + 1) × 2."""
    return hidden @ weights["cue"] + weights["cue_bias"]


def role_scores(xp: Any, weights: Arrays, hidden: Any, pairs: Arrays) -> Any:  # noqa: ANN401
    """Scores of `ROLES` for each pair of cue and token: pairs × 4."""
    state = (
        (hidden @ weights["p_cue"])[pairs["cue"]]
        + (hidden @ weights["p_token"])[pairs["token"]]
        + (hidden @ weights["p_branch_token"])[pairs["branch_token"]]
        + weights["in_branch"][pairs["branch"]]
        + weights["in_distance"][pairs["distance"]]
        + weights["in_relation"][pairs["quote"]]
    )
    state = _rectified(state)
    for layer in range(PAIR_LAYERS):
        mixed = (
            state @ weights[f"p{layer}_own"]
            + (_before(xp, state) * pairs["not_first"][:, None]) @ weights[f"p{layer}_before"]
            + (_after(xp, state) * pairs["not_last"][:, None]) @ weights[f"p{layer}_after"]
            + state[pairs["head"]] @ weights[f"p{layer}_head"]
            + weights[f"p{layer}_bias"]
        )
        state = state + _rectified(mixed)
    return state @ weights["role"] + weights["role_bias"]


def _rectified(values: Any) -> Any:  # noqa: ANN401
    return values * (values > 0)


def _before(xp: Any, values: Any) -> Any:  # noqa: ANN401
    """Each row replaced by the one before it, the first by zeros."""
    return xp.concatenate([xp.zeros_like(values[:1]), values[:-1]])


def _after(xp: Any, values: Any) -> Any:  # noqa: ANN401
    return xp.concatenate([values[1:], xp.zeros_like(values[:1])])
