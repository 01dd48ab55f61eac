"""Words that attribute, and the constructions in which they do: `seeds/cues.csv` and `seeds/cue_nouns.csv`.

Frames of a verb (the constructions that introduce content): `clause`, `quote`, `infinitive`, `object_infinitive`
("urged them to go"), `object`, `object_predicate` ("called it a lie"), `passive_infinitive` ("is said to"),
`passive_object` ("was recorded"), `object_report` (an object that names a report: "see signs of"), or a preposition.
Not here: grammar (`verb_cues.py`, `noun_cues.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from transforms.seeds.load import read_seed, split_cell

CUE_CLASSES = ("speech", "thought", "perception", "document", "reported_act")
STANCES = ("neutral", "endorsing", "distancing")
VERB_FRAMES = frozenset(
    {"clause", "quote", "infinitive", "object_infinitive", "object", "object_predicate", "passive_infinitive",
     "passive_object", "object_report"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CueWord:
    """A lexicon entry."""

    lemma: str
    cue_class: str
    stance: str
    frames: frozenset[str]

    @property
    def prepositions(self) -> frozenset[str]:
        """The frames that are prepositions."""
        return self.frames - VERB_FRAMES


def _read(name: str) -> dict[str, CueWord]:
    words = {}
    for row in read_seed(name, ("lemma", "cue_class", "stance", "frames", "note")):
        word = CueWord(row["lemma"], row["cue_class"], row["stance"], frozenset(split_cell(row["frames"])))
        if word.cue_class not in CUE_CLASSES or word.stance not in STANCES or not word.frames:
            raise ValueError(f"{name}.csv: cue {word.lemma!r} has an unknown class or stance, or no frame")
        words[word.lemma] = word
    return words


@cache
def verb_cues() -> dict[str, CueWord]:
    """Verbs, phrasal ones with their particle ("rule out"), by lemma."""
    return _read("cues")


@cache
def noun_cues() -> dict[str, CueWord]:
    """Nouns that take content ("claim", "report", "information"), by lemma."""
    return _read("cue_nouns")


def cue_word(verb: Token) -> CueWord | None:
    """The entry of a verb: that of verb and particle before that of the verb alone."""
    words = verb_cues()
    lemma = verb.lemma_.lower()
    particle = particle_of(verb)
    if particle is not None and (phrasal := words.get(f"{lemma} {particle.lower_}")) is not None:
        return phrasal
    return words.get(lemma)


def particle_of(verb: Token) -> Token | None:
    """The particle of a phrasal verb ("point *out*"): by its relation, or an adverb right after the verb."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"compound:prt", "prt"}:
            return child
    return next((c for c in verb.children if c.i == verb.i + 1 and c.lower_ in _PARTICLES and c.dep_ == "advmod"), None)


_PARTICLES = frozenset({"out", "up", "back", "in", "off", "down"})
