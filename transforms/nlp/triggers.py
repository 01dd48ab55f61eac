"""The event step: triggers, types, participants, places, modality, time, and which mentions are one happening.

Not here: each of those questions has a module of its own (`event_types`, `participants`, `modality`, `event_times`,
`event_groups`); this one asks them in order and applies the boundary rules that need several answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_contexts import find_contexts
from transforms.nlp.event_groups import group_events
from transforms.nlp.event_lexicon import Code, event_lexicon, lemma_of, part_of_speech
from transforms.nlp.event_politics import is_political, is_political_event
from transforms.nlp.event_scene import Scene, is_passive, make_scenes, subject_token
from transforms.nlp.event_times import Interval, find_interval
from transforms.nlp.event_types import Trigger, find_triggers
from transforms.nlp.modality import FACTUAL, Reality, judge
from transforms.nlp.participants import find_participants, find_places
from transforms.nlp.reading import Attribution, CharSpan, EventMention, Participant, Reading, TimeExpression

_COLLAPSED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT"})
"""What is only to come of these is AGREE (PLOVER manual 2.0, AGREE); of a retreat, see `_ANNOUNCED`."""
_ANNOUNCED = frozenset({"withdraw", "ceasefire", "resign"})
"""Modes of RETREAT whose announcement is a concession, CONCEDE; to release or return something is promised, AGREE."""
_GRANTED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "AGREE"})
"""Whose refusal is REJECT."""
_HARMFUL = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST", "RETREAT"})
_CONTENT = frozenset({"planned", "irrealis", "hypothetical", "possible"})
_VERBAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})
_DECREED = frozenset({"martial-law", "curfew", "restrict"})
_FIRST_PERSON = frozenset({"i", "we"})
_DONE_BY_SOMEONE = frozenset(
    {"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"}
)
"""Types that are told of someone: an active verb whose subject is nobody known is none."""
_FORCE = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION", "PROTEST"})
_VOICED = frozenset({"REQUEST", "ACCUSE", "PROTEST"})
_OUTSIDE_CONTENT = frozenset({"conj", "parataxis", "nsubj", "nsubj:pass", "nsubjpass"})
_DAYS_TO_HISTORY = 5 * 365
_MATERIAL = frozenset({"COOPERATE", "AID", "RETREAT", "MOBILIZE", "COERCE", "ASSAULT", "SANCTION", "PROTEST"})
_SIMPLE_PRESENT = frozenset({"VBZ", "VBP"})
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "AGREE", "RETREAT", "MOBILIZE"})
_DONE_BY_WORDS = frozenset({"COERCE", "SANCTION", "MOBILIZE"})
_CONDITIONS = frozenset({"unless", "if"})
_OBLIGATIONS = frozenset({"must", "should"})
_TOLD = frozenset({"ccomp", "ROOT", "root", "parataxis", "conj"})
_READY = frozenset({"ready", "prepared", "willing"})
_STATIVE = frozenset({"be", "have", "lead", "know", "come", "happen", "understand", "look", "feel", "seem", "see",
                      "mean", "want", "get", "like", "remember", "think", "note", "last", "remain", "follow"})  # fmt: skip
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
        obligations = list(_obligations(reading, scene, real, contexts))
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
    if trigger.code.event_type in _MATERIAL and _is_cue(trigger, scene, reading):
        return None
    if trigger.code.event_mode in _DECREED and _is_about_disaster(scene):
        return None
    span = _span(trigger, scene)
    attribution = _innermost(reading, span)
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
    code, reality = _bounded(trigger, reality, participants, statement)
    interval = find_interval(trigger, scene, times, reality, statement, triggers)
    return EventMention(
        sentence_no=scene.sentence.number,
        trigger=span,
        event_type=code.event_type,
        modality=_modality(reality, statement),
        event_mode=code.event_mode,
        contexts=contexts,
        cameo_code=code.cameo_code,
        is_background=reality.is_background
        or _is_lasting(trigger, scene, times)
        or _is_habit(trigger, scene)
        or _is_stance(trigger)
        or _is_history(interval, reading),
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
    """A decree after a natural disaster is no coercion (PLOVER manual 2.0, COERCE)."""
    disasters = event_lexicon().classes["disaster"]
    return any(lemma_of(token) in disasters for token in scene.sentence.tokens)


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


def _is_history(interval: Interval, reading: Reading) -> bool:
    """Years before publication: told to explain, not as news."""
    published = reading.article.published_earliest
    return (
        published is not None and interval.latest is not None and (published - interval.latest).days > _DAYS_TO_HISTORY
    )


def _is_purpose(trigger: Trigger) -> bool:
    marker = dialect.marker_of(trigger.predicate)
    return trigger.predicate.dep_ == "advcl" and marker is not None and marker.lower_ == "to"


def _is_lasting(trigger: Trigger, scene: Scene, times: list[TimeExpression]) -> bool:
    """A state of long standing, no news: "has refused for years"."""
    if not any(auxiliary.lower_ in {"has", "have"} for auxiliary in dialect.auxiliaries_of(trigger.predicate)):
        return False
    spans = [time.span for time in times if time.timex_type == "DURATION"]
    lasting = (noun for case, noun in dialect.obliques_of(trigger.predicate) if case == "for")
    return any(span.contains(scene.sentence.at(noun)) for noun in lasting for span in spans)


def _is_habit(trigger: Trigger, scene: Scene) -> bool:
    """A simple present outside headlines tells what is usually so: "governors *meet* every month", "it *allows* X to".

    Words that are said, demanded or refused are news in any tense.
    """
    verb = trigger.predicate
    is_simple = verb.tag_ in _SIMPLE_PRESENT and not dialect.auxiliaries_of(verb)
    is_bare_threat = trigger.code.event_type == "THREATEN" and trigger.complement is None
    is_usual = is_bare_threat or trigger.code.event_type not in _SPOKEN
    return is_simple and scene.sentence.section != "headline" and is_usual


def _is_stance(trigger: Trigger) -> bool:
    """What someone is for or against is no news of itself: "is *opposed* to the sale"."""
    return part_of_speech(trigger.predicate) == "ADJ" and trigger.code.event_type in {"REJECT", "SUPPORT"}


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
    """Whether it is a speech act: "shares the information in its report" is no exchange of intelligence.

    "Declared a state of siege" is a deed all the same: its object says which.
    """
    if trigger.operator == "announce" or (trigger.is_specific and trigger.code.event_type in _DONE_BY_WORDS):
        return False
    place = scene.sentence.at(trigger.predicate)
    return any(cue.overlaps(place) for one in reading.attributions for cue in one.cue_spans)


def _span(trigger: Trigger, scene: Scene) -> CharSpan:
    words = sorted(trigger.words, key=lambda word: word.i)
    return scene.sentence.chars(words[0], words[-1])


def _innermost(reading: Reading, span: CharSpan) -> int | None:
    """The deepest attribution whose content holds the span; the last of several equally deep ones."""
    holding = [
        number
        for number, attribution in enumerate(reading.attributions)
        if any(content.contains(span) for content in attribution.content_spans)
    ]
    return max(holding, key=lambda number: (reading.attributions[number].depth, number), default=None)


def _modality(reality: Reality, statement: Attribution | None) -> str:
    if reality.modality != FACTUAL:
        return reality.modality
    if statement is not None and statement.is_cue_negated:
        return "hypothetical"
    if reality.is_presupposed:
        return "presupposed"
    return "reported" if statement is not None and statement.attribution_type not in _OUTLET else "asserted"


def _bounded(
    trigger: Trigger, reality: Reality, participants: tuple[Participant, ...], statement: Attribution | None
) -> tuple[Code, Reality]:
    """PLOVER's rules for what is yet to come: a promise is AGREE, harm announced or on a condition THREATEN.

    "Will not lift the ban" is a refusal, REJECT; who says so of itself refuses there and then.
    """
    event_type = trigger.code.event_type
    if _is_joint_exercise(trigger, participants):
        return Code("COOPERATE", None, "062"), reality
    is_of_itself = statement is not None and _speaks_of_itself(participants, statement)
    if trigger.is_nominal:
        return trigger.code, reality
    if reality.is_future and reality.modality == "negated" and event_type in _GRANTED:
        return Code("REJECT", None, "120"), Reality(FACTUAL) if is_of_itself else replace(reality, modality="planned")
    if reality.modality not in {"planned", "possible"}:
        return trigger.code, reality
    if event_type in _HARMFUL and _has_condition(trigger.predicate):
        return Code("THREATEN", None, "130"), reality
    if not reality.is_future or reality.modality != "planned":
        return trigger.code, reality
    if event_type in _HARMFUL - {"RETREAT"} and is_of_itself:
        return Code("THREATEN", None, "130"), reality
    if event_type == "RETREAT" and trigger.code.event_mode in _ANNOUNCED:
        return Code("CONCEDE", None, "080"), reality
    if event_type in _COLLAPSED:
        return Code("AGREE", None, "030"), reality
    return trigger.code, reality


def _is_joint_exercise(trigger: Trigger, participants: tuple[Participant, ...]) -> bool:
    """An exercise of one country is MOBILIZE, of several COOPERATE."""
    if trigger.code.event_type != "MOBILIZE":
        return False
    exercise = event_lexicon().classes["exercise"]
    if not any(lemma_of(word) in exercise for word in trigger.predicate.subtree):
        return False
    return len({one.actor.country for one in participants if one.role == "actor" and one.actor.country}) > 1


def _speaks_of_itself(participants: tuple[Participant, ...], statement: Attribution) -> bool:
    speaker = statement.source
    if speaker is None:
        return False
    return any(
        one.role == "actor"
        and (
            one.actor.actor_id == speaker.actor_id
            or (speaker.country is not None and one.actor.country == speaker.country)
        )
        for one in participants
    )


def _has_condition(predicate: Token) -> bool:
    clauses = (child for child in predicate.children if child.dep_ in {"advcl", "advcl:relcl"})
    return any((mark := dialect.marker_of(clause)) is not None and mark.lower_ in _CONDITIONS for clause in clauses)


def _is_deed(predicate: Token) -> bool:
    """Something one can be asked to do: no state, no outcome ("should be", "should lead to")."""
    if part_of_speech(predicate) == "ADJ":
        return predicate.lower_ in _READY
    return part_of_speech(predicate) == "VERB" and lemma_of(predicate) not in _STATIVE


def _obligations(
    reading: Reading, scene: Scene, taken: set[CharSpan], contexts: tuple[str, ...]
) -> Iterator[EventMention]:
    """A REQUEST by the speaker to the subject: "Moscow said that Sudan *must return* the helicopter"."""
    for token in scene.sentence.tokens:
        if token.lower_ not in _OBLIGATIONS or token.dep_ not in {"aux"}:
            continue
        predicate = token.head
        if dialect.negation_of(predicate) is not None or dialect.is_passive(predicate) or not _is_deed(predicate):
            continue
        attribution = _innermost(reading, scene.sentence.at(predicate))
        subject = subject_token(predicate)
        marker = dialect.marker_of(predicate)
        is_condition = marker is not None and marker.lower_ in _CONDITIONS
        if is_condition or predicate.dep_ not in _TOLD or (subject is not None and subject.i > token.i):
            continue  # "should Russia choose to invade", "critics whom she must detest"
        if attribution is None or subject is None or reading.attributions[attribution].attribution_type != "explicit":
            continue
        source = reading.attributions[attribution].source
        bound = [
            Participant("recipient", actor, reading.text(mention[1].span), mention[0])
            for noun in scene.actor_tokens(subject)
            if (mention := scene.mention_at(noun)) is not None and (actor := mention[1].actor) is not None
        ]
        if source is None or not bound or source.actor_id in {one.actor.actor_id for one in bound}:
            continue
        if not (is_political(source) or source.actor_type in {"organisation", "person"}) or not any(
            is_political(one.actor) for one in bound
        ):
            continue
        span = scene.sentence.chars(token, predicate) if token.i < predicate.i else scene.sentence.at(predicate)
        if any(span.overlaps(other) for other in taken):
            continue
        text = (
            reading.text(reading.attributions[attribution].source_spans[0])
            if (reading.attributions[attribution].source_spans)
            else source.name
        )
        told = reading.attributions[attribution].said_latest or reading.article.published_latest
        yield EventMention(
            sentence_no=scene.sentence.number,
            trigger=span,
            event_type="REQUEST",
            modality="reported",
            cameo_code="100",
            contexts=contexts,
            attribution=attribution,
            participants=(Participant("actor", source, text), *bound),
            latest=told,
            precision="past",
            rule="tense: past, to the statement",
        )
