"""Who counts as a political actor, and which events need one.

PLOVER codes what states, their bodies, parties, armed groups and civil movements do to one another; a company's
agreement, a player's praise or a reader's request has the same verbs and is none (PLOVER manual 2.0, actors).

Not here: who takes part (`participants.py`), whether it happened (`modality.py`).
"""

from __future__ import annotations

from transforms.nlp.reading import ActorRef, Participant

_BODIES = frozenset({"country", "government", "igo", "armed_group", "ngo"})
_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "SPY", "PRM", "UAF", "ELI", "REF"})
_VAGUE = frozenset({None, "weapons"})
"""Modes that do not say by themselves that arms were used or moved by those who bear them."""
_ARENA = frozenset({"PTY", "LEG", "JRN"})
_PRIVATE = frozenset({"company", "media"})
_NAMED = frozenset({"person", "role", "organisation"})
_WORDS = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "COOPERATE", "AID", "RETREAT",
     "SANCTION"}
)  # fmt: skip
"""Types that ordinary life and business share with politics: their actor must be political."""


def is_political(actor: ActorRef) -> bool:
    """A country, one of its bodies or people, an international or armed group; not a company, not the unknown."""
    if actor.actor_type in _PRIVATE:
        return False
    if actor.actor_type in _BODIES or (actor.sector or "").split(",")[0] in _SECTORS:
        return True
    return actor.country is not None and actor.actor_type != "organisation"


def _is_press(actor: ActorRef) -> bool:
    return actor.actor_type == "media" or actor.sector == "JRN"


def _is_arena(actor: ActorRef) -> bool:
    return actor.sector in _ARENA or _is_press(actor)


def is_political_event(event_type: str, event_mode: str | None, participants: tuple[Participant, ...]) -> bool:
    """Whether something of this type between these participants is politics."""
    if event_type not in _WORDS:
        # Parties, candidates and journalists "attack" and "battle" each other in words.
        is_vague = event_type in {"ASSAULT", "MOBILIZE"} and event_mode in _VAGUE
        if not is_vague or not participants:
            return True
        return any(is_political(one.actor) and not _is_arena(one.actor) for one in participants)
    doers = [one.actor for one in participants if one.role == "actor"]
    others = [one.actor for one in participants if one.role != "actor"]
    if event_type == "CONSULT" and others and all(_is_press(actor) for actor in others):
        return False
    if any(is_political(actor) for actor in doers):
        return True
    # Someone named whom the text does not introduce counts in what is done to a political actor.
    if event_type == "CONCEDE" and doers:
        return False
    is_named = not doers or any(actor.actor_type in _NAMED for actor in doers)
    return is_named and any(is_political(actor) for actor in others)
