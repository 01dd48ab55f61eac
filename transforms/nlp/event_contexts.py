"""PLOVER contexts of an event: from cue words in its sentence.

Not here: the cue words (`seeds/event_contexts.csv`).
"""

from __future__ import annotations

from functools import cache

from transforms.nlp.event_lexicon import lemma_of
from transforms.nlp.reading import Sentence
from transforms.seeds.load import read_seed


def find_contexts(sentence: Sentence) -> tuple[str, ...]:
    """The contexts whose cues stand in the sentence, sorted."""
    cues = _cues()
    return tuple(sorted({context for token in sentence.tokens for context in cues.get(lemma_of(token), ())}))


@cache
def _cues() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in read_seed("event_contexts", ("cue", "context")):
        found.setdefault(row["cue"], []).append(row["context"])
    return {cue: tuple(contexts) for cue, contexts in found.items()}
