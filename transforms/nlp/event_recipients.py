"""Whom an event is done to or aimed at.

Grammar first; a recipient that no argument names is looked for in what is demanded, refused or threatened, and last in
the place that is struck (PLOVER manual 2.0: a recipient only where there is one).

Not here: who acts (`participants.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_arguments import content_words, prepositional_nouns, prepositions_of, unique_tokens
from transforms.nlp.event_lexicon import event_lexicon, lemma_of, part_of_speech
from transforms.nlp.event_scene import (
    Scene,
    is_passive,
    subject_token,
    undergoer_token,
)
from transforms.nlp.event_types import Trigger

_RECIPIENT_CASES = frozenset({"against", "to", "with", "at", "on", "for", "toward", "towards", "upon", "into", "over"})
_TRANSITIVE = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SUPPORT", "SANCTION", "REJECT", "AID", "THREATEN"})
"""Nouns of these types have who suffers them after "of": "the invasion of Ukraine"."""
_STRIKING = frozenset({"ASSAULT", "COERCE", "AID"})
"""Types whose recipients may be nameless people of no known country."""
_PURPOSES = frozenset({"advcl", "acl", "xcomp"})
_PROTEST_CASES = frozenset({"against", "over", "of", "to"})
_OPPOSITION = frozenset({"protest", "defiance", "opposition", "response", "retaliation"})
_CIRCUMSTANCES = frozenset({"despite", "after", "before", "during", "amid", "since", "because of", "following", "in",
                            "within", "until", "under", "ahead of", "due to", "according to", "than"})  # fmt: skip
_OBJECT_ONLY = frozenset({"COERCE", "COOPERATE", "ASSAULT"})
_ON = frozenset({"", "on", "against", "at", "of", "into"})
_PLACE_CASES = {
    "ASSAULT": _ON,
    "COERCE": _ON | {"in"},
    "CONCEDE": _ON | {"in"},
    "AID": frozenset({"to", "for", "in"}),
    "SANCTION": _ON | {"in", "to", "with", "from"},
    "THREATEN": _ON | {"to", "in", "from"},
    "AGREE": frozenset({"to", "in"}),
    "RETREAT": frozenset({"from", "to"}),
}
"""Behind which prepositions a place stands for the country that an event of the type strikes or serves."""
_OWN_MEANS = frozenset({"MOBILIZE", "RETREAT"})
"""Troops and weapons that move are the mover's own."""
_ADDRESSED = frozenset({"REJECT", "REQUEST", "SUPPORT", "ACCUSE", "THREATEN", "SANCTION", "CONCEDE", "AGREE", "AID",
                        "COERCE", "COOPERATE", "ASSAULT"})  # fmt: skip
"""Types whose recipient may stand deep in what is said: "rejected an invitation to a meeting of *Omani* groups"."""
_CONDITIONS = frozenset({"unless", "if", "until"})


def find_receivers(trigger: Trigger, doers: list[Token], scene: Scene) -> list[Token]:
    """Tokens of those an event is done to or aimed at, the doers left out: by grammar, else by what is said of them."""
    receivers = [token for token in unique_tokens(_receivers(trigger, doers, scene)) if token not in doers]
    if not any(_has_country(token, scene) for token in receivers):
        receivers += _addressed(trigger, scene, [*doers, *receivers], is_national=bool(receivers))
    if trigger.code.event_type == "PROTEST":
        return _protested(trigger, doers, scene)
    return receivers or _struck_place(trigger, scene)


def is_suffered(noun: Token) -> bool:
    """Whether a possessor is who it is done to: "*his* arrest", but "Iran's arrest *of* two editors"."""
    if lemma_of(noun) not in event_lexicon().classes["suffered"]:
        return False
    return all(case != "of" for case, _ in dialect.nominal_modifiers_of(noun))


def _receivers(trigger: Trigger, doers: list[Token], scene: Scene) -> Iterator[Token]:
    predicate, core, event_type = trigger.predicate, trigger.core, trigger.code.event_type
    if part_of_speech(predicate) != "NOUN":
        undergoer = undergoer_token(predicate)
        if undergoer is not None and undergoer.i != core.i and not _is_own_means(trigger, undergoer):
            yield from scene.actor_tokens(undergoer)
        indirect = dialect.indirect_object_of(predicate)
        if indirect is not None:
            yield from scene.actor_tokens(indirect)
    possessor = dialect.possessor_of(core) if part_of_speech(core) == "NOUN" and is_suffered(core) else None
    if possessor is not None:
        yield from scene.actor_tokens(possessor)
    for case, noun in prepositional_nouns(trigger):
        is_taken_from = case == "from" and event_type in {"COERCE", "REQUEST"}
        is_asked_of = case == "by" and event_type == "REQUEST" and not is_passive(predicate)
        if case in _RECIPIENT_CASES or is_taken_from or is_asked_of or (case == "of" and event_type in _TRANSITIVE):
            is_struck = event_type in _STRIKING
            yield from (token for token in scene.actor_tokens(noun) if is_struck or _is_known(token, scene))
    if trigger.complement is not None:
        own = _countries_of(doers, scene)
        for token in _from_complement(trigger, scene):
            if _is_known(token, scene) and not _is_state_of(token, own, scene):
                yield token


def _has_country(token: Token, scene: Scene) -> bool:
    actor = scene.participant_at(token)
    return actor is not None and actor.country is not None


def _countries_of(tokens: list[Token], scene: Scene) -> set[str | None]:
    return {actor.country for token in tokens if (actor := scene.participant_at(token)) is not None} - {None}


def _is_state_of(token: Token, own: set[str | None], scene: Scene) -> bool:
    """The doers' own country or government: "the Kremlin pressed him to comply with *Russia*'s demands"."""
    actor = scene.participant_at(token)
    return actor is not None and actor.actor_type in {"country", "government"} and actor.country in own


def _is_known(token: Token, scene: Scene) -> bool:
    """A named actor or one of a known country: not "two members of the team"."""
    actor = scene.participant_at(token)
    return actor is not None and (actor.country is not None or actor.actor_type not in {"described", "group"})


def _is_other(token: Token, doers: list[Token], scene: Scene) -> bool:
    """An actor of another country than the doers."""
    actor = scene.participant_at(token)
    return actor is not None and actor.country is not None and actor.country not in _countries_of(doers, scene)


def _addressed(trigger: Trigger, scene: Scene, doers: list[Token], *, is_national: bool) -> list[Token]:
    """The first actor in what is rejected, demanded or praised, where grammar names none, or none by country."""
    predicate = trigger.predicate
    if part_of_speech(predicate) == "NOUN":
        # "he delays acceding to Moscow's demands": they are demands on him.
        is_argument = trigger.code.event_type == "REQUEST" and doers and not predicate.dep_.startswith("nsubj")
        clause = dialect.governing_clause(predicate) if is_argument else None
        subject = subject_token(clause) if clause is not None else None
        return [] if subject is None else [t for t in scene.actor_tokens(subject) if _is_other(t, doers, scene)]
    if trigger.code.event_type not in _ADDRESSED:
        return []
    nouns = [noun for case, noun in dialect.obliques_of(predicate) if case not in _CIRCUMSTANCES]
    below = [trigger.complement, undergoer_token(predicate), *nouns]
    acting = scene.ids_of(doers)
    if trigger.code.event_type in _OBJECT_ONLY:
        below = below[:2]
    found = (scene.nearest_actor(token, is_national=is_national, others=acting) for token in below if token is not None)
    return [token for token in found if token is not None and _is_known(token, scene)][:1]


def _protested(trigger: Trigger, doers: list[Token], scene: Scene) -> list[Token]:
    """Whom a protest is aimed at: below "against", "over", "in protest of", or in what the protesters demand."""
    acting = scene.ids_of(doers)
    words = [trigger.core, trigger.predicate]
    aims = [clause for word in words for clause in word.children if clause.dep_ in _PURPOSES]
    aims += [
        noun
        for word in words
        for case, noun in prepositions_of(word)
        if case in _PROTEST_CASES or (case == "in" and lemma_of(noun) in _OPPOSITION)
    ]
    aims += [noun for aim in aims for case, noun in prepositions_of(aim) if case in _PROTEST_CASES]
    found = [
        token
        for is_national in (True, False)
        for aim in aims
        if (token := scene.nearest_actor(aim, is_national=is_national, others=acting)) is not None
    ]
    return [token for token in found if token not in doers and _is_known(token, scene)][:1]


def _struck_place(trigger: Trigger, scene: Scene) -> list[Token]:
    """The country of a place that is acted on, where no one is named: "shelled *the town*", "a curfew in *X*"."""
    cases = _PLACE_CASES.get(trigger.code.event_type)
    if cases is None:
        return []
    spots = [
        *prepositional_nouns(trigger),
        *(pair for below in content_words(trigger) for pair in prepositions_of(below)),
    ]
    spots += [("", below) for below in content_words(trigger)]
    if part_of_speech(trigger.predicate) != "NOUN" and (undergoer := undergoer_token(trigger.predicate)) is not None:
        spots.insert(0, ("", undergoer))
    found = (scene.nearest_place(noun) for case, noun in spots if case in cases)
    return [token for token in found if token is not None][:1]


def _is_own_means(trigger: Trigger, undergoer: Token) -> bool:
    """Troops that a state moves are its own, not the recipient."""
    return trigger.code.event_type in _OWN_MEANS and undergoer.i != trigger.predicate.i


def _from_complement(trigger: Trigger, scene: Scene) -> Iterator[Token]:
    """Whom the complement of an operator is about: "demanded that *Hamas* renounce", "promised aid to *Kyiv*"."""
    for below in content_words(trigger):
        subject = dialect.subject_of(below)
        if subject is not None:
            yield from scene.actor_tokens(subject)
        if part_of_speech(below) == "NOUN":
            yield from scene.actor_tokens(below)
        else:
            for noun in (dialect.object_of(below), dialect.indirect_object_of(below)):
                if noun is not None and noun.i != trigger.core.i:
                    yield from scene.actor_tokens(noun)
        for case, noun in prepositions_of(below):
            if case in _RECIPIENT_CASES or case == "of":
                yield from scene.actor_tokens(noun)
        if trigger.code.event_type == "THREATEN":
            yield from _bound_by_condition(below, scene)


def _bound_by_condition(predicate: Token, scene: Scene) -> Iterator[Token]:
    """Who can avert a threat is threatened: "threatened a strike unless *the government* …"."""
    for clause in predicate.children:
        marker = dialect.marker_of(clause) if clause.dep_ == "advcl" else None
        if marker is not None and marker.lower_ in _CONDITIONS and (subject := dialect.subject_of(clause)) is not None:
            yield from scene.actor_tokens(subject)
