"""PLOVER's boundary rules that need the modality and the participants of an event: promises, threats, refusals.

Not here: rules between words (`event_types.py`, `seeds/event_compositions.csv`).
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_lexicon import Code, event_lexicon, lemma_of
from transforms.nlp.event_types import Trigger
from transforms.nlp.modality import FACTUAL, Reality
from transforms.nlp.reading import Attribution, Participant

_COLLAPSED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT"})
"""What is only to come of these is AGREE (PLOVER manual 2.0, AGREE); of a retreat, see `_ANNOUNCED`."""
_ANNOUNCED = frozenset({"withdraw", "ceasefire", "resign"})
"""Modes of RETREAT whose announcement is a concession, CONCEDE; to release or return something is promised, AGREE."""
_GRANTED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "AGREE"})
"""Whose refusal is REJECT."""
_HARMFUL = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST", "RETREAT"})
_CONDITIONS = frozenset({"unless", "if"})


def apply_boundaries(
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
