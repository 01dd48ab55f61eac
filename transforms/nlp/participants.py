"""Who acts in an event, on whom, and where.

Grammar gives the candidates (subject, agent, object, obliques, possessors, national adjectives), the type decides what
a preposition means (PLOVER manual 2.0, actor and recipient; a recipient only where there is one).

Not here: whom a mention stands for (mentions step), types, modality.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_arguments import unique_tokens
from transforms.nlp.event_lexicon import event_lexicon, part_of_speech
from transforms.nlp.event_recipients import find_receivers, is_suffered
from transforms.nlp.event_scene import (
    Scene,
    complements_of_noun,
    doer_token,
    is_passive,
    subject_token,
    undergoer_token,
)
from transforms.nlp.event_types import Trigger
from transforms.nlp.reading import Participant

_TRANSITIVE = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SUPPORT", "SANCTION", "REJECT", "AID", "THREATEN"})
"""Nouns of these types have who suffers them after "of": "the invasion of Ukraine"."""
_ON = frozenset({"", "on", "against", "at", "of", "into"})
_FROM_ABOVE = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_OWN_MEANS = frozenset({"MOBILIZE", "RETREAT"})
"""Troops and weapons that move are the mover's own."""
_WILLED = frozenset({"commit", "refuse", "intend"})
_PREFIXES = frozenset({"anti", "pro", "non", "ex"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_DAYS = frozenset({"on", "today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                   "sunday"})  # fmt: skip


def find_participants(trigger: Trigger, scene: Scene) -> tuple[tuple[Participant, ...], bool]:
    """Participants, actors first and each once per role, and whether the actors act on each other."""
    doers = list(unique_tokens(_doers(trigger, scene)))
    receivers = find_receivers(trigger, doers, scene)
    participants: dict[tuple[str, str], Participant] = {}
    acting = scene.ids_of(doers)
    for role, tokens in (("actor", doers), ("recipient", receivers)):
        for token in tokens:
            number, mention = scene.mention_at(token) or (None, None)
            actor = scene.participant_at(token)
            if mention is None or actor is None or (role == "recipient" and actor.actor_id in acting):
                continue
            participants.setdefault(
                (role, actor.actor_id), Participant(role, actor, scene.reading.text(mention.span), number)
            )
    found = tuple(participants.values())
    is_mutual = trigger.code.event_type in event_lexicon().mutual_types
    return found, is_mutual and len(found) > 1 and all(one.role == "actor" for one in found)


def _doers(trigger: Trigger, scene: Scene) -> Iterator[Token]:
    predicate, core = trigger.predicate, trigger.core
    if part_of_speech(predicate) != "NOUN":
        # "is opposed to", "is prepared to": the subject is who will or will not.
        doer = subject_token(predicate) if trigger.operator in _WILLED else doer_token(predicate)
        if doer is None and trigger.code.event_type in _OWN_MEANS:
            doer = undergoer_token(predicate)
        if doer is None:
            doer = _subject_by_place(predicate, scene)
        own = scene.actor_tokens(doer) if doer is not None else []
        if own:
            yield from own
            return
    else:
        own = []
    nominal = core if part_of_speech(core) == "NOUN" else None
    if nominal is None:
        return
    own = list(_nominal_doers(nominal, trigger.code.event_type, scene))
    yield from own
    if not own and trigger.code.event_type in _FROM_ABOVE and dialect.case_of(nominal):
        above = dialect.governing_clause(nominal)
        if above is not None and above.dep_ == "xcomp":
            above = above.head
        yield from _from_above(above, nominal, scene)


def _is_anti(token: Token) -> bool:
    """Behind "anti-" or "pro-": whom a protest is against or for, not who holds it."""
    before = token.doc[max(token.i - 2, 0) : token.i].text.lower().rstrip("-–")
    return before in _PREFIXES or token.lower_.partition("-")[0] in _PREFIXES


def _subject_by_place(predicate: Token, scene: Scene) -> Token | None:
    """The actor right before a finite verb that the parser left without a subject: "*Iran* today threatened to …"."""
    if predicate.tag_ not in _FINITE or is_passive(predicate) or dialect.subject_of(predicate) is not None:
        return None
    place = predicate.i - 1
    while place >= scene.sentence.tokens.start and _is_between(predicate.doc[place]):
        place -= 1
    if place < scene.sentence.tokens.start:
        return None
    token = predicate.doc[place]
    return token if scene.actor_at(token) is not None and dialect.case_of(token) == "" else None


def _is_between(token: Token) -> bool:
    """Words that may stand between a subject and its verb: adverbs, auxiliaries, days."""
    return token.pos_ in {"ADV", "AUX"} or token.lower_ in _DAYS


def _nominal_doers(noun: Token, event_type: str, scene: Scene) -> Iterator[Token]:
    for child in noun.children:
        is_national = child.dep_ in {"amod", "compound"} and scene.actor_at(child) is not None and not _is_anti(child)
        if is_national or (child.dep_ in {"nmod:poss", "poss"} and not is_suffered(noun)):
            yield from scene.actor_tokens(child)
    for case, below in dialect.nominal_modifiers_of(noun):
        if case in {"by", "between", "among"} or (case == "of" and event_type not in _TRANSITIVE):
            yield from scene.actor_tokens(below)
    if event_type == "MOBILIZE":
        for below in complements_of_noun(noun):
            yield from scene.actor_tokens(below)


def _from_above(clause: Token | None, nominal: Token, scene: Scene) -> Iterator[Token]:
    """Subject and object of the clause around "during a meeting with Putin", else of the next one up.

    Where the clause names only the other side's own country, the parser has hung the phrase too low.
    """
    others = {
        actor.country
        for _, noun in dialect.nominal_modifiers_of(nominal)
        for token in scene.actor_tokens(noun)
        if (actor := scene.actor_at(token)) is not None
    } - {None}
    for _ in range(2):
        if clause is None or part_of_speech(clause) != "VERB":
            return
        found = [
            token
            for noun in (subject_token(clause), dialect.object_of(clause))
            if noun is not None and noun.i != nominal.i
            for token in scene.actor_tokens(noun)
            if _is_person(token, scene) and (actor := scene.actor_at(token)) is not None and actor.country not in others
        ]
        if found:
            yield from found
            return
        clause = dialect.governing_clause(clause)


def _is_person(token: Token, scene: Scene) -> bool:
    actor = scene.actor_at(token)
    return actor is not None and actor.actor_type in {"person", "role", "described", "country", "government"}
