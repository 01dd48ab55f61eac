"""Requests made with "must" and "should": "Moscow said that Sudan *must return* the helicopter".

Not here: verbs of asking (`seeds/event_operators.csv`).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_lexicon import lemma_of, part_of_speech
from transforms.nlp.event_politics import is_political
from transforms.nlp.event_scene import Scene, subject_token
from transforms.nlp.reading import CharSpan, EventMention, Participant, Reading

_CONDITIONS = frozenset({"unless", "if"})
_OBLIGATIONS = frozenset({"must", "should"})
_TOLD = frozenset({"ccomp", "ROOT", "root", "parataxis", "conj"})
_READY = frozenset({"ready", "prepared", "willing"})
_STATIVE = frozenset(
    [
        "be",
        "have",
        "lead",
        "know",
        "come",
        "happen",
        "understand",
        "look",
        "feel",
        "seem",
        "see",
        "mean",
        "want",
        "get",
        "like",
        "remember",
        "think",
        "note",
        "last",
        "remain",
        "follow",
    ]
)


def _is_deed(predicate: Token) -> bool:
    """Something one can be asked to do: no state, no outcome ("should be", "should lead to")."""
    if part_of_speech(predicate) == "ADJ":
        return predicate.lower_ in _READY
    return part_of_speech(predicate) == "VERB" and lemma_of(predicate) not in _STATIVE


def find_obligations(
    reading: Reading, scene: Scene, taken: set[CharSpan], contexts: tuple[str, ...]
) -> Iterator[EventMention]:
    """A REQUEST by the speaker to the subject: "Moscow said that Sudan *must return* the helicopter"."""
    for token in scene.sentence.tokens:
        if token.lower_ not in _OBLIGATIONS or token.dep_ not in {"aux"}:
            continue
        predicate = token.head
        if dialect.negation_of(predicate) is not None or dialect.is_passive(predicate) or not _is_deed(predicate):
            continue
        attribution = scene.statement_at(scene.sentence.at(predicate))
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
