"""Who acts in an event, on whom, and where.

Grammar gives the candidates (subject, agent, object, obliques, possessors, national adjectives), the type decides what
a preposition means (PLOVER manual 2.0, actor and recipient; a recipient only where there is one).

Not here: whom a mention stands for (mentions step), types, modality.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_lexicon import event_lexicon, lemma_of, part_of_speech
from transforms.nlp.event_scene import (
    Scene,
    complements_of_noun,
    doer_token,
    is_passive,
    subject_token,
    undergoer_token,
)
from transforms.nlp.event_types import Trigger
from transforms.nlp.reading import Participant, PlaceRef

_RECIPIENT_CASES = frozenset({"against", "to", "with", "at", "on", "for", "toward", "towards", "upon", "into", "over"})
_TRANSITIVE = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SUPPORT", "SANCTION", "REJECT", "AID", "THREATEN"})
"""Nouns of these types have who suffers them after "of": "the invasion of Ukraine"."""
_STRIKING = frozenset({"ASSAULT", "COERCE", "AID"})
"""Types whose recipients may be nameless people of no known country."""
_ON = frozenset({"", "on", "against", "at", "of", "into"})
_PURPOSES = frozenset({"advcl", "acl", "xcomp"})
_PROTEST_CASES = frozenset({"against", "over", "of", "to"})
_OPPOSITION = frozenset({"protest", "defiance", "opposition", "response", "retaliation"})
_CIRCUMSTANCES = frozenset({"despite", "after", "before", "during", "amid", "since", "because of", "following", "in",
                            "within", "until", "under", "ahead of", "due to", "according to", "than"})  # fmt: skip
_OBJECT_ONLY = frozenset({"COERCE", "COOPERATE", "ASSAULT"})
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
_FROM_ABOVE = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_OWN_MEANS = frozenset({"MOBILIZE", "RETREAT"})
"""Troops and weapons that move are the mover's own."""
_WILLED = frozenset({"commit", "refuse", "intend"})
_ADDRESSED = frozenset({"REJECT", "REQUEST", "SUPPORT", "ACCUSE", "THREATEN", "SANCTION", "CONCEDE", "AGREE", "AID",
                        "COERCE", "COOPERATE", "ASSAULT"})  # fmt: skip
"""Types whose recipient may stand deep in what is said: "rejected an invitation to a meeting of *Omani* groups"."""
"""Nominal events that the subject of the clause around them takes part in."""
_PLACE_ROLES = {
    "from": "origin", "out of": "origin", "to": "destination", "into": "destination", "toward": "destination",
    "towards": "destination", "onto": "destination", "in": "location", "at": "location", "near": "location",
    "on": "location", "inside": "location", "across": "location", "along": "location", "around": "location",
    "outside": "location", "over": "location", "within": "location", "throughout": "location", "of": "location",
    "against": "target",
}  # fmt: skip
_AIMED = frozenset({"ASSAULT", "COERCE"})
_CONDITIONS = frozenset({"unless", "if", "until"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_DAYS = frozenset({"on", "today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                   "sunday"})  # fmt: skip


def find_participants(trigger: Trigger, scene: Scene) -> tuple[tuple[Participant, ...], bool]:
    """Participants, actors first and each once per role, and whether the actors act on each other."""
    doers = list(_unique(_doers(trigger, scene)))
    receivers = [token for token in _unique(_receivers(trigger, doers, scene)) if token not in doers]
    if not any(_has_country(token, scene) for token in receivers):
        receivers += _addressed(trigger, scene, [*doers, *receivers], is_national=bool(receivers))
    if trigger.code.event_type == "PROTEST":
        receivers = _protested(trigger, doers, scene)
    elif not receivers:
        receivers = _struck_place(trigger, scene)
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


def find_places(trigger: Trigger, scene: Scene) -> tuple[tuple[str, PlaceRef], ...]:
    """Places of an event by role, each once, in text order."""
    found: dict[tuple[str, str], tuple[str, PlaceRef]] = {}
    event_type = trigger.code.event_type
    undergoer = undergoer_token(trigger.predicate) if part_of_speech(trigger.predicate) != "NOUN" else None
    spots = [*_prepositional(trigger), *(("", noun) for noun in ([undergoer] if undergoer is not None else []))]
    for case, noun in spots:
        for one in [noun, *dialect.conjuncts_of(noun)]:
            place = scene.place_at(one)
            if place is None:
                continue
            if case == "" and event_type not in {*_AIMED, "CONSULT"} and scene.actor_at(one) is not None:
                continue  # a state that is addressed is no place
            if case == "":
                role = "target" if event_type in _AIMED else "location"
            elif event_type in _AIMED and case in {"on", "against", "at", "of"}:
                role = "target"
            elif case in _PLACE_ROLES:
                role = _PLACE_ROLES[case]
            else:
                continue
            found.setdefault((role, place.place_id), (role, place))
    return tuple(found.values())


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
        is_national = child.dep_ in {"amod", "compound"} and scene.actor_at(child) is not None
        if is_national or (child.dep_ in {"nmod:poss", "poss"} and not _is_suffered(noun)):
            yield from scene.actor_tokens(child)
    for case, below in dialect.nominal_modifiers_of(noun):
        if case in {"by", "between", "among"} or (case == "of" and event_type not in _TRANSITIVE):
            yield from scene.actor_tokens(below)
    if event_type == "MOBILIZE":
        for below in complements_of_noun(noun):
            yield from scene.actor_tokens(below)


def _is_suffered(noun: Token) -> bool:
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
    possessor = dialect.possessor_of(core) if part_of_speech(core) == "NOUN" and _is_suffered(core) else None
    if possessor is not None:
        yield from scene.actor_tokens(possessor)
    for case, noun in _prepositional(trigger):
        is_taken_from = case == "from" and event_type in {"COERCE", "REQUEST"}
        is_asked_of = case == "by" and event_type == "REQUEST" and not is_passive(predicate)
        if (
            case in _RECIPIENT_CASES or is_taken_from or is_asked_of or (case == "of" and event_type in _TRANSITIVE)
        ):
            is_struck = event_type in _STRIKING
            yield from (token for token in scene.actor_tokens(noun) if is_struck or _is_known(token, scene))
    if trigger.complement is not None:
        own = _countries_of(doers, scene)
        for token in _from_complement(trigger, scene):
            if _is_known(token, scene) and not _is_state_of(token, own, scene):
                yield token


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


def _is_person(token: Token, scene: Scene) -> bool:
    actor = scene.actor_at(token)
    return actor is not None and actor.actor_type in {"person", "role", "described", "country", "government"}


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
    found = (
        scene.nearest_actor(token, is_national=is_national, others=acting) for token in below if token is not None
    )
    return [token for token in found if token is not None and _is_known(token, scene)][:1]


def _protested(trigger: Trigger, doers: list[Token], scene: Scene) -> list[Token]:
    """Whom a protest is aimed at: below "against", "over", "in protest of", or in what the protesters demand."""
    acting = scene.ids_of(doers)
    words = [trigger.core, trigger.predicate]
    aims = [clause for word in words for clause in word.children if clause.dep_ in _PURPOSES]
    aims += [
        noun
        for word in words
        for case, noun in _prepositions_of(word)
        if case in _PROTEST_CASES or (case == "in" and lemma_of(noun) in _OPPOSITION)
    ]
    aims += [noun for aim in aims for case, noun in _prepositions_of(aim) if case in _PROTEST_CASES]
    found = [
        token
        for is_national in (True, False)
        for aim in aims
        if (token := scene.nearest_actor(aim, is_national=is_national, others=acting)) is not None
    ]
    return [token for token in found if token not in doers and _is_known(token, scene)][:1]


def _struck_place(trigger: Trigger, scene: Scene) -> list[Token]:
    """The country of a place that is acted on, where no one is named: "shelled *the town*", "a curfew in *the city*"."""
    cases = _PLACE_CASES.get(trigger.code.event_type)
    if cases is None:
        return []
    spots = [*_prepositional(trigger), *(pair for below in _content(trigger) for pair in _prepositions_of(below))]
    spots += [("", below) for below in _content(trigger)]
    if part_of_speech(trigger.predicate) != "NOUN" and (undergoer := undergoer_token(trigger.predicate)) is not None:
        spots.insert(0, ("", undergoer))
    found = (scene.nearest_place(noun) for case, noun in spots if case in cases)
    return [token for token in found if token is not None][:1]


def _is_own_means(trigger: Trigger, undergoer: Token) -> bool:
    """Troops that a state moves are its own, not the recipient."""
    return trigger.code.event_type in _OWN_MEANS and undergoer.i != trigger.predicate.i


def _from_complement(trigger: Trigger, scene: Scene) -> Iterator[Token]:
    """Whom the complement of an operator is about: "demanded that *Hamas* renounce", "promised aid to *Kyiv*"."""
    for below in _content(trigger):
        subject = dialect.subject_of(below)
        if subject is not None:
            yield from scene.actor_tokens(subject)
        if part_of_speech(below) == "NOUN":
            yield from scene.actor_tokens(below)
        else:
            for noun in (dialect.object_of(below), dialect.indirect_object_of(below)):
                if noun is not None and noun.i != trigger.core.i:
                    yield from scene.actor_tokens(noun)
        for case, noun in _prepositions_of(below):
            if case in _RECIPIENT_CASES or case == "of":
                yield from scene.actor_tokens(noun)
        if trigger.code.event_type == "THREATEN":
            yield from _bound_by_condition(below, scene)


def _content(trigger: Trigger) -> list[Token]:
    """The words of the event below an operator that have arguments of their own."""
    return [trigger.complement, *trigger.content] if trigger.complement is not None else []


def _prepositions_of(token: Token) -> list[tuple[str, Token]]:
    return dialect.nominal_modifiers_of(token) if part_of_speech(token) == "NOUN" else dialect.obliques_of(token)


def _bound_by_condition(predicate: Token, scene: Scene) -> Iterator[Token]:
    """Who can avert a threat is threatened: "threatened a strike unless *the government* …"."""
    for clause in predicate.children:
        marker = dialect.marker_of(clause) if clause.dep_ == "advcl" else None
        if marker is not None and marker.lower_ in _CONDITIONS and (subject := dialect.subject_of(clause)) is not None:
            yield from scene.actor_tokens(subject)


def _prepositional(trigger: Trigger) -> list[tuple[str, Token]]:
    """Nouns behind prepositions of the trigger's verb and noun, and of what a transitive verb takes."""
    found: list[tuple[str, Token]] = []
    if part_of_speech(trigger.predicate) != "NOUN":
        found += dialect.obliques_of(trigger.predicate)
        # "arrived for talks with his colleague"
        found += [pair for case, noun in found if case == "for" for pair in dialect.nominal_modifiers_of(noun)]
        if (undergoer := undergoer_token(trigger.predicate)) is not None and not is_passive(trigger.predicate):
            found += dialect.nominal_modifiers_of(undergoer)
    if part_of_speech(trigger.core) == "NOUN":
        found += dialect.nominal_modifiers_of(trigger.core)
        found += [
            (case, noun)
            for _, direct in found
            if direct.i != trigger.core.i
            for case, noun in dialect.nominal_modifiers_of(direct)
            if case in {"to", "against", "in", "near"}
        ]
        for below in complements_of_noun(trigger.core):
            found += [(case, noun) for case, noun in dialect.nominal_modifiers_of(below) if case != "of"]
    elif trigger.core.i != trigger.predicate.i:
        found += dialect.obliques_of(trigger.core)
    return found


def _unique(tokens: Iterable[Token]) -> Iterator[Token]:
    seen: set[int] = set()
    for token in tokens:
        if token.i not in seen:
            seen.add(token.i)
            yield token
