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
from transforms.nlp.modality import has_taken_place
from transforms.nlp.reading import ActorRef, Attribution, CharSpan, EventMention, Participant, Reading

_CONDITIONS = frozenset({"unless", "if"})
_OBLIGATIONS = frozenset({"must", "should"})
_TOLD = frozenset({"ccomp", "ROOT", "root", "parataxis", "conj"})
_READY = frozenset({"ready", "prepared", "willing"})
_STATIVE = frozenset({
    "be", "have", "lead", "know", "come", "happen", "understand", "look", "feel", "seem", "see", "mean", "want", "get",
    "like", "remember", "think", "note", "last", "remain", "follow", "win",
})  # fmt: skip


def _is_deed(predicate: Token) -> bool:
    """Something one can be asked to do: no state, no outcome ("should be", "should lead to")."""
    if part_of_speech(predicate) == "ADJ":
        return predicate.lower_ in _READY
    return part_of_speech(predicate) == "VERB" and lemma_of(predicate) not in _STATIVE


def _asks(modal: Token, predicate: Token, subject: Token) -> bool:
    """Whether the form is that of a demand, not of "should Russia choose to invade" or "must have returned it"."""
    marker = dialect.marker_of(predicate)
    is_condition = marker is not None and marker.lower_ in _CONDITIONS
    is_concluded = any(child.lower_ == "have" and child.dep_ == "aux" for child in predicate.children)
    is_other = dialect.negation_of(predicate) is not None or dialect.is_passive(predicate) or not _is_deed(predicate)
    return not (is_condition or is_concluded or is_other) and predicate.dep_ in _TOLD and subject.i < modal.i


def _may_ask(source: ActorRef, asked: list[ActorRef]) -> bool:
    """One political actor another; no state, nor one who speaks for it, itself."""
    is_own = source.actor_id in {one.actor_id for one in asked}
    is_own |= source.country is not None and source.country in {one.country for one in asked}
    is_speaker = is_political(source) or source.actor_type in {"organisation", "person"}
    return not is_own and is_speaker and any(map(is_political, asked))


def _is_told(statement: Attribution, scene: Scene) -> bool:
    """Whether the cue tells of something that was said."""
    if statement.attribution_type != "explicit" or statement.is_cue_negated:
        return False
    spans = statement.cue_spans
    cue = [token for token in scene.sentence.tokens if any(span.overlaps(scene.sentence.at(token)) for span in spans)]
    return all(has_taken_place(token) for token in cue if part_of_speech(token) == "VERB")


def find_obligations(
    reading: Reading, scene: Scene, taken: set[CharSpan], contexts: tuple[str, ...]
) -> Iterator[EventMention]:
    """A REQUEST by the speaker to the subject: "Moscow said that Sudan *must return* the helicopter"."""
    for token in scene.sentence.tokens:
        if token.lower_ not in _OBLIGATIONS or token.dep_ not in {"aux"}:
            continue
        predicate, subject = token.head, subject_token(token.head)
        attribution = scene.statement_at(scene.sentence.at(predicate))
        if attribution is None or subject is None or not _asks(token, predicate, subject):
            continue
        statement = reading.attributions[attribution]
        source = statement.source
        bound = [
            Participant("recipient", actor, reading.text(mention[1].span), mention[0])
            for noun in scene.actor_tokens(subject)
            if (mention := scene.mention_at(noun)) is not None and (actor := mention[1].actor) is not None
        ]
        if source is None or not _may_ask(source, [one.actor for one in bound]) or not _is_told(statement, scene):
            continue
        span = scene.sentence.chars(token, predicate) if token.i < predicate.i else scene.sentence.at(predicate)
        if any(span.overlaps(other) for other in taken):
            continue
        text = reading.text(statement.source_spans[0]) if statement.source_spans else source.name
        told = statement.said_latest or reading.article.published_latest
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
