"""What words imply of the event below them, affirmed and negated, and which words weaken an event beside them.

Reads `seeds/event_modality.csv` and `event_modality_words.csv`. Not here: the walk up a tree (`modality.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_lexicon import lemma_of, part_of_speech
from transforms.seeds.load import read_seed

_PARTICLES = frozenset({"compound:prt", "prt", "advmod", "obl", "prep"})


@dataclass(frozen=True, slots=True)
class Signature:
    """What a word implies of the event below it, itself affirmed or negated: "managed to", "did not manage to"."""

    affirmed: str
    negated: str

    def under(self, word: Token) -> str:
        """The reading below this word as it stands."""
        return self.negated if dialect.negation_of(word) is not None else self.affirmed


def signature_with(token: Token, preposition: str) -> Signature | None:
    """What a word implies of a noun behind its preposition: "afraid *of* an attack", "warned *against* it"."""
    return _signatures().get((part_of_speech(token), f"{lemma_of(token)} {preposition}"))


def signature_of(token: Token) -> Signature | None:
    """The signature of a word, with its particle where the two have one of their own ("call off")."""
    signatures = _signatures()
    part = part_of_speech(token)
    lemma = lemma_of(token)
    particles = (child for child in token.children if child.i > token.i and child.dep_ in _PARTICLES)
    for particle in particles:
        if (found := signatures.get((part, f"{lemma} {particle.lower_}"))) is not None:
            return found
    return signatures.get((part, lemma))


@cache
def _signatures() -> dict[tuple[str, str], Signature]:
    return {
        (row["part_of_speech"], row["entry"]): Signature(row["affirmed"], row["negated"])
        for row in reversed(read_seed("event_modality", ("entry", "part_of_speech", "affirmed", "negated")))
    }


@cache
def modality_words() -> dict[tuple[str, str], str]:
    """(kind of word, word) -> the reading it brings: auxiliaries, adverbs, markers, prepositions, adjectives."""
    return {
        (row["word_kind"], row["entry"]): row["modality"]
        for row in read_seed("event_modality_words", ("entry", "word_kind", "modality"))
    }
