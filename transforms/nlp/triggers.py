"""The event step: triggers, types, participants, places, modality, time, and which mentions are one happening.

Not here: each of those questions has a module of its own (`event_types`, `participants`, `modality`, `event_times`,
`event_groups`); this one asks them in order and applies the boundary rules that need several answers.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_background import is_background
from transforms.nlp.event_boundaries import apply_boundaries
from transforms.nlp.event_contexts import find_contexts
from transforms.nlp.event_groups import group_events
from transforms.nlp.event_lexicon import event_lexicon, lemma_of, part_of_speech
from transforms.nlp.event_obligations import find_obligations
from transforms.nlp.event_places import find_places
from transforms.nlp.event_politics import is_political_event
from transforms.nlp.event_scene import Scene, is_passive, make_scenes, subject_token
from transforms.nlp.event_times import find_interval
from transforms.nlp.event_types import Trigger, find_triggers
from transforms.nlp.modality import FACTUAL, Reality, judge
from transforms.nlp.participants import find_participants
from transforms.nlp.reading import Attribution, CharSpan, EventMention, Participant, Reading, TimeExpression

_CONTENT = frozenset({"planned", "irrealis", "hypothetical", "possible"})
_VERBAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})
_OFTEN = 3
_DECREED = frozenset({"martial-law", "curfew", "restrict"})
_FIRST_PERSON = frozenset({"i", "we"})
_DONE_BY_SOMEONE = frozenset(
    {"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"}
)
"""Types that are told of someone: an active verb whose subject is nobody known is none."""
_FORCE = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION", "PROTEST"})
_VOICED = frozenset({"REQUEST", "ACCUSE", "PROTEST"})
_OUTSIDE_CONTENT = frozenset({"conj", "parataxis", "nsubj", "nsubj:pass", "nsubjpass"})
_TOLD_OR_DONE = frozenset({"COOPERATE", "AID", "RETREAT"})
"""Types whose verbs may be verbs of saying: share, give, release."""
_LIKELY = frozenset({FACTUAL, "probable", "negated"})
_SECTIONS = frozenset({"boilerplate"})
_OUTLET = frozenset({"author"})


def find_events(reading: Reading) -> list[EventMention]:
    """The event mentions of an article in text order, grouped; needs the steps up to attributions."""
    times: dict[int, list[TimeExpression]] = {}
    for time in reading.times:
        times.setdefault(time.sentence_no, []).append(time)
    found: list[EventMention] = []
    for scene in make_scenes(reading):
        if scene.sentence.section in _SECTIONS:
            continue
        triggers = find_triggers(scene)
        contexts = find_contexts(scene.sentence) if triggers else ()
        own_times = times.get(scene.sentence.number, [])
        read = [(one, _read(one, scene, own_times, triggers, contexts)) for one in triggers]
        mentions = _without_content([(one, mention) for one, mention in read if mention is not None])
        real = {mention.trigger for mention in mentions if mention.modality != "irrealis"}
        obligations = list(find_obligations(reading, scene, real, contexts))
        found += obligations
        # "must be ready to mediate" is one demand, not also an unreal readiness.
        found += [one for one in mentions if not any(one.trigger.overlaps(other.trigger) for other in obligations)]
    found.sort(key=lambda mention: (mention.trigger.start, mention.trigger.end))
    return group_events(reading, found)


def _read(
    trigger: Trigger, scene: Scene, times: list[TimeExpression], triggers: list[Trigger], contexts: tuple[str, ...]
) -> EventMention | None:
    """A trigger with its answers; None if too little is said for an event."""
    reading = scene.reading
    if trigger.code.event_type in _TOLD_OR_DONE and _is_cue(trigger, scene, reading):
        return None
    if trigger.code.event_mode in _DECREED and _is_about_disaster(scene):
        return None
    span = _span(trigger, scene)
    attribution = scene.statement_at(span)
    statement = reading.attributions[attribution] if attribution is not None else None
    reality = judge(trigger, _saying(statement, scene))
    participants, is_reciprocal = find_participants(trigger, scene)
    participants = _with_speaker(trigger, participants, statement, reading)
    places = find_places(trigger, scene)
    if not participants and not _speaks_for_itself(trigger, reality, has_place=bool(places)):
        return None
    if not is_political_event(trigger.code.event_type, trigger.code.event_mode, participants):
        return None
    is_idle_act = _is_active(trigger) and all(one.role != "actor" for one in participants)
    if is_idle_act and trigger.code.event_type in _DONE_BY_SOMEONE:
        return None
    is_idle = all(one.role != "actor" for one in participants)
    if is_idle and reality.modality not in _LIKELY and not trigger.is_nominal:
        return None
    code, reality = apply_boundaries(trigger, reality, participants, statement)
    interval = find_interval(trigger, scene, times, reality, statement, triggers)
    return EventMention(
        sentence_no=scene.sentence.number,
        trigger=span,
        event_type=code.event_type,
        modality=_modality(reality, statement),
        event_mode=code.event_mode,
        contexts=contexts,
        cameo_code=code.cameo_code,
        is_background=reality.is_background or is_background(trigger, scene, times, interval),
        is_reciprocal=is_reciprocal,
        attribution=attribution,
        participants=participants,
        places=places,
        earliest=interval.earliest,
        latest=interval.latest,
        precision=interval.precision,
        rule=interval.rule,
    )


def _with_speaker(
    trigger: Trigger, participants: tuple[Participant, ...], statement: Attribution | None, reading: Reading
) -> tuple[Participant, ...]:
    """The speaker as actor of what "I" or "we" did."""
    if statement is None or statement.source is None or any(one.role == "actor" for one in participants):
        return participants
    subject = subject_token(trigger.predicate) if part_of_speech(trigger.predicate) != "NOUN" else None
    if subject is None or subject.lower_ not in _FIRST_PERSON or is_passive(trigger.predicate):
        return participants
    source = statement.source
    text = reading.text(statement.source_spans[0]) if statement.source_spans else source.name
    others = tuple(one for one in participants if one.actor.actor_id != source.actor_id)
    return (Participant("actor", source, text), *others)


def _is_active(trigger: Trigger) -> bool:
    return part_of_speech(trigger.predicate) == "VERB" and not is_passive(trigger.predicate)


def _is_about_disaster(scene: Scene) -> bool:
    """A decree after a natural disaster is no coercion (PLOVER manual 2.0, COERCE): named here or often elsewhere."""
    disasters = event_lexicon().classes["natural"]
    if any(lemma_of(token) in disasters for token in scene.sentence.tokens):
        return True
    named = (lemma_of(token) in disasters for sentence in scene.reading.sentences for token in sentence.tokens)
    return sum(named) >= _OFTEN


def _speaks_for_itself(trigger: Trigger, reality: Reality, *, has_place: bool) -> bool:
    """Whether an event that names no participant is one all the same: "no movement of troops was seen"."""
    is_moved = trigger.code.event_type == "MOBILIZE" and not trigger.is_nominal
    if trigger.is_specific and (reality.modality == "negated" or is_moved):
        return True
    return has_place and (trigger.is_nominal or trigger.is_specific)


def _without_content(read: list[tuple[Trigger, EventMention]]) -> list[EventMention]:
    """Without what is only demanded, promised or refused, or meant as a purpose: content of another event.

    What protesters demand or blame is part of the protest. Words and help that are merely wished for, considered or
    tried are no event; force is, as irrealis.

    Armed force stays: that an attack is spoken of matters even where it is not real.
    """
    said = _said([trigger for trigger, mention in read if mention.event_type in _VERBAL])
    voiced = _said([trigger for trigger, mention in read if mention.event_type == "PROTEST"])
    return [
        mention
        for trigger, mention in read
        if not (mention.event_type in _VOICED and trigger.core.i in voiced)
        if not (mention.modality == "irrealis" and mention.event_type not in _FORCE)
        if mention.event_type == "ASSAULT"
        or mention.modality not in _CONTENT
        or not (trigger.core.i in said or _is_purpose(trigger))
    ]


def _is_purpose(trigger: Trigger) -> bool:
    marker = dialect.marker_of(trigger.predicate)
    return trigger.predicate.dep_ == "advcl" and marker is not None and marker.lower_ == "to"


def _said(triggers: list[Trigger]) -> set[int]:
    """Tokens below a verbal event: what is demanded, promised or refused is its content, no event of its own."""
    return {
        token.i
        for trigger in triggers
        for branch in trigger.predicate.children
        if branch.dep_ not in _OUTSIDE_CONTENT
        for token in branch.subtree
        if token.i != trigger.core.i
    }


def _saying(statement: Attribution | None, scene: Scene) -> Callable[[Token], bool]:
    if statement is None:
        return _anything
    spans = statement.content_spans
    return lambda token: any(span.contains(scene.sentence.at(token)) for span in spans)


def _anything(_token: Token) -> bool:
    return True


def _is_cue(trigger: Trigger, scene: Scene, reading: Reading) -> bool:
    """Whether it is a speech act: "shares the information in its report" is no exchange of intelligence."""
    place = scene.sentence.at(trigger.predicate)
    return any(cue.overlaps(place) for one in reading.attributions for cue in one.cue_spans)


def _span(trigger: Trigger, scene: Scene) -> CharSpan:
    words = sorted(trigger.words, key=lambda word: word.i)
    return scene.sentence.chars(words[0], words[-1])


def _modality(reality: Reality, statement: Attribution | None) -> str:
    if reality.modality != FACTUAL:
        return reality.modality
    if statement is not None and statement.is_cue_negated:
        return "hypothetical"
    if reality.is_presupposed:
        return "presupposed"
    return "reported" if statement is not None and statement.attribution_type not in _OUTLET else "asserted"
