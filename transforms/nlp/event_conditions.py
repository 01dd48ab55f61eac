"""Whether the conditions of a lexicon entry hold around a trigger.

One function per condition name of `seeds/event_lexicon.csv`; a name without one is an error at once, not a silent no.

Not here: the entries (`event_lexicon.py`).
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_lexicon import Condition, Entry, event_lexicon, lemma_of
from transforms.nlp.event_politics import is_political
from transforms.nlp.event_scene import (
    Scene,
    complements_of_noun,
    doer_token,
    is_passive,
    noun_words,
    subject_token,
    undergoer_token,
)

_TOWARDS = frozenset({"in", "to", "for", "at", "into"})
_PREDICATIVE = frozenset({"xcomp", "acomp", "oprd", "attr"})
_OBLIGING = frozenset({"should", "would", "will", "shall", "must", "'ll", "’ll", "can", "could"})
_STATES = frozenset({"country", "government", "igo"})
_ARMED = frozenset({"MIL", "REB", "UAF", "COP"})
_PERSONS = frozenset({"person", "role", "described", "government"})
_FORCES = ("violent", "troop", "people", "police", "weapon")


def known_conditions() -> frozenset[str]:
    """The condition names the lexicon may use."""
    return frozenset(_CHECKS) | {"governed"}


def holds(entry: Entry, token: Token, scene: Scene, *, governed: bool) -> bool:
    """Whether all conditions of an entry hold; `governed` says that a light verb or operator takes the token."""
    return all(
        governed if condition.name == "governed" else _CHECKS[condition.name](condition, token, scene, governed)
        for condition in entry.conditions
    )


def _fits(noun: Token | None, values: tuple[str, ...], scene: Scene) -> bool:
    """Whether a noun is of one of the classes: `actor`, `place`, `country`, `nonplace`, a word class, a lemma."""
    if noun is None:
        return False
    return any(_KINDS[value](noun, scene) if value in _KINDS else _is_word(noun, value) for value in values)


def _is_word(noun: Token, value: str) -> bool:
    words = noun_words(noun)
    of_class = event_lexicon().classes.get(value)
    if of_class is not None:
        return bool(words & of_class)
    return value in words or any(lemma_of(child) == value for child in noun.children)


def _is_actor(noun: Token, scene: Scene) -> bool:
    return any(scene.actor_at(one) is not None for one in (noun, *dialect.conjuncts_of(noun)))


def _is_place(noun: Token, scene: Scene) -> bool:
    return any(scene.place_at(one) is not None for one in (noun, *dialect.conjuncts_of(noun)))


def _is_state(noun: Token, scene: Scene) -> bool:
    actors = (scene.actor_at(one) for one in (noun, *dialect.conjuncts_of(noun)))
    return any(actor is not None and actor.actor_type in _STATES for actor in actors)


def _is_no_place(noun: Token, scene: Scene) -> bool:
    return noun.pos_ != "PRON" and not _is_place(noun, scene)


def _is_person(noun: Token, scene: Scene) -> bool:
    """Someone who can be met or telephoned."""
    actors = (scene.actor_at(one) for one in (noun, *dialect.conjuncts_of(noun)) if one.lower_ not in {"it", "its"})
    return any(actor is not None and actor.actor_type in _PERSONS for actor in actors)


def _is_political(noun: Token, scene: Scene) -> bool:
    actors = (scene.participant_at(one) for one in scene.actor_tokens(noun))
    return any(actor is not None and is_political(actor) for actor in actors)


def _is_armed(noun: Token, scene: Scene) -> bool:
    """Forces, and states, which fight with them; not citizens or candidates."""
    actors = (scene.participant_at(one) for one in scene.actor_tokens(noun))
    return any(
        actor is not None and (actor.sector in _ARMED or actor.actor_type in {"country", "armed_group"})
        for actor in actors
    )


_KINDS: dict[str, Callable[[Token, Scene], bool]] = {
    "actor": _is_actor,
    "place": _is_place,
    "country": _is_state,
    "nonplace": _is_no_place,
    "person": _is_person,
    "armed": _is_armed,
    "political": _is_political,
}


def _object(condition: Condition, token: Token, scene: Scene, _governed: bool) -> bool:
    found = undergoer_token(token)
    return _fits(found, condition.values, scene) if condition.values else found is not None


def _no_object(_condition: Condition, token: Token, _scene: Scene, _governed: bool) -> bool:
    return undergoer_token(token) is None and not is_passive(token)


def _subject(condition: Condition, token: Token, scene: Scene, _governed: bool) -> bool:
    return not is_passive(token) and _fits(subject_token(token), condition.values, scene)


def _passive(_condition: Condition, token: Token, _scene: Scene, _governed: bool) -> bool:
    return is_passive(token)


def _agent(_condition: Condition, token: Token, scene: Scene, _governed: bool) -> bool:
    """Someone or something violent does it: no agentless "were killed", no flood that kills."""
    doer = doer_token(token)
    if doer is None:
        return is_passive(token) and any(
            _fits(noun, ("violent",), scene)
            for case, noun in dialect.obliques_of(token)
            if case in {"in", "by", "during"}
        )
    return bool(scene.actor_tokens(doer)) or _fits(doer, _FORCES, scene)


def _with(_condition: Condition, token: Token, scene: Scene, _governed: bool) -> bool:
    subject = subject_token(token)
    if subject is not None and dialect.conjuncts_of(subject) and scene.actor_tokens(subject):
        return True
    below = [*dialect.obliques_of(token), *dialect.nominal_modifiers_of(token)]
    return any(case == "with" and scene.actor_tokens(noun) for case, noun in below)


def _no_complement(_condition: Condition, token: Token, _scene: Scene, _governed: bool) -> bool:
    """Nothing is said of the object: not "called it *unnecessary*"; nor is it a passive."""
    return not is_passive(token) and not any(
        child.dep_ in {"xcomp", "acomp", "oprd", "attr"} for child in token.children
    )


def _clause(_condition: Condition, token: Token, _scene: Scene, _governed: bool) -> bool:
    """It says that something is so: "the conviction *that* …"."""
    return bool(dialect.clausal_complements_of(token)) or any(
        child.dep_ in {"acl", "ccomp"} for child in token.children
    )


def _on(condition: Condition, token: Token, scene: Scene, _governed: bool) -> bool:
    below = dialect.nominal_modifiers_of(token)
    return any(case in {"on", "at"} and _fits(noun, condition.values, scene) for case, noun in below)


def _opinion(_condition: Condition, token: Token, _scene: Scene, _governed: bool) -> bool:
    """Agreement in opinion: "agreed *that there was* a need", "agrees *with* the report"; not "agreed to", "should"."""
    clauses = dialect.clausal_complements_of(token)
    if any(not dialect.is_finite(clause) or _has_obligation(clause) for clause in clauses):
        return False
    return bool(clauses) or any(case == "with" for case, _ in dialect.obliques_of(token))


def _has_obligation(clause: Token) -> bool:
    return any(auxiliary.lower_ in _OBLIGING for auxiliary in dialect.auxiliaries_of(clause))


def _to_actor(_condition: Condition, token: Token, scene: Scene, _governed: bool) -> bool:
    """Something goes to someone: "returned the painting *to its owners*"."""
    return any(case == "to" and scene.actor_tokens(noun) for case, noun in dialect.obliques_of(token))


def _person_to_place(_condition: Condition, token: Token, scene: Scene, _governed: bool) -> bool:
    subject = subject_token(token)
    actor = scene.actor_at(subject) if subject is not None else None
    if actor is None or actor.actor_type not in {"person", "role", "described"} or is_passive(token):
        return False
    return any(
        case in _TOWARDS and (scene.place_at(noun) is not None or scene.actor_at(noun) is not None or case == "for")
        for case, noun in dialect.obliques_of(token)
    )


def _participant(_condition: Condition, token: Token, scene: Scene, governed: bool) -> bool:
    """Some actor takes part in what a noun names."""
    if governed:
        return True
    near = [below for _, below in dialect.nominal_modifiers_of(token)]
    near += [child for child in token.children if child.dep_ in {"amod", "compound", "nmod:poss", "poss"}]
    return any(scene.actor_tokens(noun) for noun in near)


def _of(condition: Condition, token: Token, scene: Scene, _governed: bool) -> bool:
    found = complements_of_noun(token)
    compounds = [child for child in token.children if child.dep_ == "compound"]
    return any(_fits(noun, condition.values, scene) for noun in [*found, *compounds])


def _always(_condition: Condition, _token: Token, _scene: Scene, _governed: bool) -> bool:
    return True


_CHECKS: dict[str, Callable[[Condition, Token, Scene, bool], bool]] = {
    "object": _object,
    "no-object": _no_object,
    "subject": _subject,
    "passive": _passive,
    "agent": _agent,
    "with": _with,
    "to-actor": _to_actor,
    "opinion": _opinion,
    "no-complement": _no_complement,
    "on": _on,
    "clause": _clause,
    "person-to-place": _person_to_place,
    "participant": _participant,
    "of": _of,
    # Marks nouns that name a lasting state; `modality.py` reads it as background.
    "state": _always,
}
