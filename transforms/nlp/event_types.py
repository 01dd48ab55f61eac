"""Triggers of a sentence and their PLOVER types: verbs, nouns, light verbs, and operators over other events.

An operator makes one event out of another by the PLOVER boundary rules of `seeds/event_compositions.csv`: agreed to
send = AGREE, refused to meet = REJECT/meet, ended aid = SANCTION. The event below it is then no event of its own.

Not here: roles, modality, time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_conditions import holds
from transforms.nlp.event_lexicon import (
    Code,
    Entry,
    Operator,
    event_lexicon,
    lemma_of,
    part_of_speech,
    phrase_tokens,
)
from transforms.nlp.event_scene import Scene, is_passive, subject_token, undergoer_token

_ATTRIBUTIVE = frozenset({"amod", "compound", "nmod:desc"})
_TRANSPARENT = frozenset({"light", "phase", "manage"})
_PREPOSITIONS = {
    "phase": frozenset({"with"}),
    "commit": frozenset({"to", "for"}),
    "intend": frozenset({"to"}),
    "refuse": frozenset({"to"}),
    "request": frozenset({"for"}),
    "appeal": frozenset({"for"}),
    "press": frozenset({"for"}),
    "accuse": frozenset({"of", "for"}),
}
"""Behind which prepositions an operator's complement may stand, where its entry names none."""
_OVER_CLAUSES = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "CONCEDE"})
"""Types of verbs whose clause says what is promised, demanded or threatened, and to whom."""
_DEEPEST = 4
_LONGEST_TRIGGER = 6
_PREDICATES = frozenset({"VERB", "ADJ"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word group that names an event."""

    core: Token
    """The word that says what happens."""
    predicate: Token
    """The word whose subject, tense and negation count: the light verb, else the core itself."""
    words: tuple[Token, ...]
    code: Code
    operator: str | None = None
    complement: Token | None = None
    """Head of the event that an operator took in, or of the clause a verb governs."""
    content: tuple[Token, ...] = ()
    """Further words of that event whose arguments are its own: a light verb, "continue", a condition."""
    is_state: bool = False
    is_specific: bool = False
    """Its entry had conditions on other words: it stands even where no participant is named."""
    absorbed: tuple[int, ...] = ()
    """Token indices that are no triggers of their own any more."""

    @property
    def is_nominal(self) -> bool:
        """A noun without a light verb."""
        return self.predicate.i == self.core.i and part_of_speech(self.core) == "NOUN"


def find_triggers(scene: Scene) -> list[Trigger]:
    """Triggers in text order; no token belongs to two."""
    heads = event_lexicon().heads
    candidates = [token for token in scene.sentence.tokens if lemma_of(token) in heads and _may_trigger(token, scene)]
    # From the top of the tree down, so that operators take their complements before these speak for themselves.
    candidates.sort(key=lambda token: (part_of_speech(token) == "NOUN", _depth(token), token.i))
    absorbed: set[int] = set()
    found: list[Trigger] = []
    for token in candidates:
        if token.i not in absorbed and (trigger := code_of(token, scene)) is not None:
            if any(index in absorbed for index in (trigger.core.i, trigger.predicate.i)):
                continue
            found.append(trigger)
            absorbed.update((trigger.core.i, trigger.predicate.i, *trigger.absorbed))
    return sorted(found, key=lambda trigger: trigger.core.i)


def code_of(token: Token, scene: Scene, *, governed: bool = False, depth: int = 0) -> Trigger | None:
    """What event a token names, if any; `governed`: as the complement of a light verb or operator."""
    part = part_of_speech(token)
    if depth > _DEEPEST or (part == "NOUN" and not governed and not _may_trigger(token, scene)):
        return None
    entries = event_lexicon().entries.get((part, lemma_of(token)), ())
    matching = [entry for entry in entries if holds(entry, token, scene, governed=governed)]
    specific = next((e for e in matching if _is_specific(e) and phrase_tokens(token, e.words)), None)
    if specific is not None:
        if specific.code is None:
            return None
        if part in _PREDICATES:
            return _lexical(token, specific, specific.code, scene)
    composed = _compose(token, scene, depth)
    if composed is not None:
        if part == "NOUN" and not governed and specific is None and not composed.is_state:
            return composed if _is_owned(token, scene) else None
        return composed
    fitting = next((entry for entry in matching if phrase_tokens(token, entry.words)), None)
    if fitting is None or fitting.code is None:
        return None
    return _lexical(token, fitting, fitting.code, scene)


def _is_specific(entry: Entry) -> bool:
    """Whether an entry asks for more than a certain subject: it then outweighs an operator of the same word."""
    return bool(entry.words) or any(one.name not in {"subject", "passive"} for one in entry.conditions)


def _lexical(token: Token, entry: Entry, code: Code, scene: Scene) -> Trigger:
    words = phrase_tokens(token, entry.words) or [token]
    absorbed = tuple(word.i for word in words)
    undergoer = undergoer_token(token) if part_of_speech(token) in _PREDICATES else None
    if undergoer is not None and entry.requires("object") and not scene.actor_tokens(undergoer):
        # "imposed sanctions", "reached an agreement": the object is part of the event.
        absorbed = (*absorbed, undergoer.i)
    is_over_clause = code.event_type in _OVER_CLAUSES and part_of_speech(token) == "VERB"
    clauses = dialect.clausal_complements_of(token) if is_over_clause else []
    return Trigger(token, token, tuple(words), code, complement=next(iter(clauses), None),
                   is_state=entry.requires("state"), is_specific=entry.requires("object") or entry.requires("of"),
                   absorbed=absorbed)  # fmt: skip


def _compose(token: Token, scene: Scene, depth: int) -> Trigger | None:
    operators = event_lexicon().operators
    found_at = [(part_of_speech(token), lemma_of(token))]
    if token.tag_ == "VBN" and is_passive(token):
        # "is prepared to", "are opposed to": participles that have become adjectives.
        found_at.insert(0, ("ADJ", token.lower_))
    for operator in (operator for key in found_at for operator in operators.get(key, ())):
        words = phrase_tokens(token, operator.words)
        if words and (found := _apply(operator, token, tuple(words), scene, depth)) is not None:
            return found
    return None


def _apply(operator: Operator, token: Token, words: tuple[Token, ...], scene: Scene, depth: int) -> Trigger | None:
    if operator.name == "commit" and lemma_of(token) == "commit" and dialect.object_of(token) is not None:
        return None  # forces are committed to a fight, no promise is made
    if _leaves_it(operator, token):
        return None
    # What is announced in a clause is said there; as a noun it is announced here.
    clauses = [clause for clause in _clauses(token) if clause.i != token.i] if operator.name != "announce" else []
    if operator.name in {"request", "appeal"}:
        asked = clauses
        clauses = [clause for clause in asked if not _is_question(clause)]
        if asked and not clauses:
            return None
    nouns = list(_nouns(token, operator))
    if operator.name in _TRANSPARENT:
        below = next(
            (found for noun in nouns if (found := code_of(noun, scene, governed=True, depth=depth + 1)) is not None),
            None,
        )
        return _light(token, words, below) if below is not None else None
    compositions = event_lexicon().compositions
    for complement in [*clauses, *nouns]:
        below = _behind(complement, scene, depth + 1)
        if below is not None and (code := compositions.get((operator.name, below.code.event_type))) is not None:
            taken = (*below.absorbed, below.core.i, below.predicate.i, complement.i)
            if lemma_of(token) in event_lexicon().classes["blame"] and part_of_speech(complement) == "NOUN":
                taken = ()  # what is condemned did happen; what one is accused of need not have
            content = tuple(dict.fromkeys(one for one in (below.predicate, complement) if one.i != below.core.i))
            return Trigger(token, token, words, code, operator.name, below.core, content, absorbed=taken)
    code = compositions.get((operator.name, ""))
    if code is None or not _has_plain_complement(operator, token, clauses, nouns, scene):
        return None
    plain = next(iter([*clauses, *nouns]), None)
    taken = (plain.i,) if plain is not None else ()
    return Trigger(token, token, words, code, operator.name, plain, absorbed=taken)


def _leaves_it(operator: Operator, token: Token) -> bool:
    """Whether it lets what is below speak for itself: "does not rule out an attack", "a summit is planned"."""
    if operator.name == "intend":
        return is_passive(token)
    return operator.name == "refuse" and dialect.negation_of(token) is not None


def _light(token: Token, words: tuple[Token, ...], below: Trigger) -> Trigger:
    """The noun's event with the verb's tense: the trigger runs from verb to noun where they stand close."""
    span = sorted({*words, *below.words}, key=lambda word: word.i)
    if span[-1].i - span[0].i >= _LONGEST_TRIGGER or is_passive(token):
        span = list(below.words)
    return replace(below, predicate=token, words=tuple(span), absorbed=(*below.absorbed, token.i))


def _behind(complement: Token, scene: Scene, depth: int) -> Trigger | None:
    """The event of a complement, looking through "continue to", "begin"."""
    found = code_of(complement, scene, governed=True, depth=depth)
    if found is not None or depth > _DEEPEST:
        return found
    operators = event_lexicon().operators.get((part_of_speech(complement), lemma_of(complement)), ())
    if any(operator.name in _TRANSPARENT for operator in operators):
        for clause in _clauses(complement):
            if (found := _behind(clause, scene, depth + 1)) is not None:
                return found
    return None


def _clauses(token: Token) -> list[Token]:
    found = dialect.clausal_complements_of(token)
    if not found or part_of_speech(token) != "VERB":
        # "threatened today to hold a strike": the parser may take the complement for a purpose.
        below = (child for child in token.children if child.dep_ in {"acl", "advcl"} and not dialect.is_finite(child))
        found += [child for child in below if (mark := dialect.marker_of(child)) is not None and mark.lower_ == "to"]
    return found


def _nouns(token: Token, operator: Operator) -> Iterator[Token]:
    """Nouns an operator may take: its object, then what stands behind its prepositions."""
    if part_of_speech(token) == "NOUN":
        yield from (noun for case, noun in dialect.nominal_modifiers_of(token) if case in {"for", "of", "to", "on"})
        return
    undergoer = undergoer_token(token)
    if undergoer is not None:
        yield from (undergoer, *dialect.conjuncts_of(undergoer))
    wanted = {*operator.words} or _PREPOSITIONS.get(operator.name, frozenset())
    if wanted == {"on"}:
        wanted = {"for"}  # "called on Israel for restraint"
    yield from (noun for case, noun in dialect.obliques_of(token) if case in wanted)


def _has_plain_complement(
    operator: Operator, token: Token, clauses: list[Token], nouns: list[Token], scene: Scene
) -> bool:
    """Whether an operator over something that is no event of the lexicon is one all the same."""
    if operator.name in {"request", "appeal"}:
        finite = [clause for clause in clauses if dialect.is_finite(clause) or dialect.subject_of(clause) is not None]
        asks = [clause for clause in clauses if not _is_question(clause)]
        addressed = undergoer_token(token)
        return bool(asks) and (bool(finite) or (addressed is not None and bool(scene.actor_tokens(addressed))))
    if operator.name == "allow":
        # "the supply of drones allows Russia to": who allows must be an actor, not what belongs to one.
        doer, addressed = subject_token(token), undergoer_token(token) or _subject_below(clauses)
        is_doer = doer is not None and scene.actor_at(doer) is not None
        return bool(clauses) and is_doer and addressed is not None and bool(scene.actor_tokens(addressed))
    if operator.name == "support":
        return any(not scene.place_at(noun) for noun in nouns)
    if part_of_speech(token) == "ADJ" and operator.name == "commit":
        # "ready to talk" offers something, "ready to suffer" does not.
        return any(lemma_of(clause) in event_lexicon().classes["accord"] for clause in clauses)
    return bool(clauses)


def _is_question(clause: Token) -> bool:
    """Whether words are asked for, not deeds: "asked whether …", "asked how …"."""
    marker = dialect.marker_of(clause)
    if marker is not None and marker.lower_ in {"if", "whether"}:
        return True
    return clause.left_edge.tag_.startswith("W") or any(
        child.tag_.startswith("W") and child.i < clause.i for child in clause.children
    )


def _subject_below(clauses: list[Token]) -> Token | None:
    return next((subject for clause in clauses if (subject := dialect.subject_of(clause)) is not None), None)


def _is_owned(noun: Token, scene: Scene) -> bool:
    near = [child for child in noun.children if child.dep_ in {"nmod:poss", "poss", "amod", "compound"}]
    near += [below for case, below in dialect.nominal_modifiers_of(noun) if case in {"by", "of", "from"}]
    return any(scene.actor_tokens(one) for one in near)


def _may_trigger(token: Token, scene: Scene) -> bool:
    if token.dep_ in _ATTRIBUTIVE:
        return False
    part = part_of_speech(token)
    if part == "NOUN":
        return token.pos_ != "PROPN" or scene.sentence.section == "headline"
    return part in _PREDICATES


def _depth(token: Token) -> int:
    depth = 0
    while token.head.i != token.i:
        token, depth = token.head, depth + 1
    return depth
