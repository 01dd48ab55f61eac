"""What the form of one word shows: tense and helpers of a verb, definiteness and negation of a noun.

Not here: what the words around make of it (`modality.py`), what words imply of others (`modality_words.py`).
"""

from __future__ import annotations

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_lexicon import part_of_speech
from transforms.nlp.event_types import Trigger
from transforms.nlp.modality_words import modality_words

RELATIVE = frozenset({"acl:relcl", "relcl"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "latest", "last", "recent"})
_VERBAL = frozenset({"SUPPORT", "REJECT", "THREATEN", "REQUEST", "ACCUSE", "AGREE"})
_INVERTED = frozenset({"had", "should", "were"})
_NOBODY = frozenset({"nobody", "none", "nothing"})


def skip_preposition(noun: Token) -> Token:
    """What a noun hangs on, a preposition between them left out."""
    above = noun.head
    return above.head if above.dep_ in {"prep", "agent"} else above


def phrase(marker: Token) -> str:
    """A marker with the words fixed to it: "instead of"."""
    return " ".join([marker.lower_, *(child.lower_ for child in marker.children if child.dep_ == "fixed")])


def first_conjunct(noun: Token) -> Token:
    """The first of coordinated nouns: the one that the sentence governs."""
    while noun.dep_ == "conj" and part_of_speech(noun.head) == "NOUN":
        noun = noun.head
    return noun


def is_negated_noun(noun: Token) -> bool:
    """Whether it is denied: "no movement or sharp increase": the determiner of the first conjunct negates them all."""
    return any(child.lower_ in {"no", "neither"} for one in (noun, first_conjunct(noun)) for child in one.children)


def is_inverted(token: Token) -> bool:
    """A condition without "if": "*Had* Macron gone, …", "*Should* the talks fail, …"."""
    subject = dialect.subject_of(token)
    first = next(iter(dialect.auxiliaries_of(token)), None)
    return subject is not None and first is not None and first.i < subject.i and first.lower_ in _INVERTED


def is_nobody(subject: Token | None) -> bool:
    """Whether a subject says that nobody did it: "no state", "none of them"."""
    if subject is None:
        return False
    return subject.lower_ in _NOBODY or any(child.lower_ in {"no", "neither"} for child in subject.children)


def is_definite(noun: Token) -> bool:
    """Whether a noun is marked as known, by "the" or a possessor."""
    return any(
        child.lower_ in _DEFINITE or child.dep_ in {"nmod:poss", "poss"} or child.tag_ in {"PRP$", "POS"}
        for child in noun.children
    )


def is_generic(noun: Token) -> bool:
    """Whether a noun means any of its kind: "any attack"."""
    return any(child.lower_ in {"any", "every", "whoever", "no"} for child in noun.children)


def is_known_by(trigger: Trigger) -> bool:
    """A verbal act that only tells which actor is meant: "states *that support* Kyiv", "regions *backed* by Moscow"."""
    clause = trigger.predicate
    is_stance = trigger.code.event_type in {"SUPPORT", "REJECT"}
    is_restrictive = clause.dep_ in {*RELATIVE, "acl"} and (is_stance or clause.tag_ != "VBD")
    if trigger.code.event_type not in _VERBAL or not is_restrictive:
        return False
    first = clause.left_edge
    return first.i == 0 or first.nbor(-1).text != ","


def is_future_in_past(token: Token) -> bool:
    """Whether "would" stands for "will": "said it would allow"."""
    return token.dep_ == "ccomp" and token.head.tag_ in {"VBD", "VBN"}


def has_helper(token: Token) -> bool:
    """Whether something explains a base form: an auxiliary, its own or a shared one, or a verb like "let", "saw"."""
    first = token
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    if dialect.auxiliaries_of(token) or (first.i != token.i and first.tag_ == "VB"):
        return True
    return token.dep_ in {"ccomp", "xcomp"}


def is_imperative(token: Token) -> bool:
    """A base form at the root of its sentence without a subject: "Visit our page"."""
    is_root = token.head.i == token.i and token.tag_ == "VB"
    return is_root and dialect.subject_of(token) is None and not dialect.auxiliaries_of(token)


def is_infinitive(token: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    marker = dialect.marker_of(token)
    return marker is not None and marker.lower_ == "to" and marker.i < token.i and not dialect.is_finite(token)


def is_modal(token: Token) -> bool:
    """Whether a modal auxiliary helps a verb: "may", "would"."""
    return any(("auxiliary", auxiliary.lower_) in modality_words() for auxiliary in dialect.auxiliaries_of(token))


def is_perfect_tense(token: Token) -> bool:
    """Whether "have" helps a verb."""
    return any(auxiliary.lower_ in {"have", "had", "has"} for auxiliary in dialect.auxiliaries_of(token))


def is_perfect(token: Token) -> bool:
    """Whether a verb is in the perfect or a participle in -ing."""
    return is_perfect_tense(token) or token.tag_ == "VBG"


def existing(verb: Token) -> Token | None:
    """The noun of "there is no evidence that …", whose clause parsers also hang on the verb."""
    has_there = any(child.dep_ == "expl" for child in verb.children)
    return next((child for child in verb.children if child.dep_ == "nsubj"), None) if has_there else None
