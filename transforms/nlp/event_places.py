"""Where an event takes place: location, origin, destination, target.

Not here: what a place name means (`places.py`).
"""

from __future__ import annotations

from transforms.nlp import dialect
from transforms.nlp.event_arguments import prepositional_nouns
from transforms.nlp.event_lexicon import part_of_speech
from transforms.nlp.event_scene import (
    Scene,
    undergoer_token,
)
from transforms.nlp.event_types import Trigger
from transforms.nlp.reading import PlaceRef

_PLACE_ROLES = {
    "from": "origin", "out of": "origin", "to": "destination", "into": "destination", "toward": "destination",
    "towards": "destination", "onto": "destination", "in": "location", "at": "location", "near": "location",
    "on": "location", "inside": "location", "across": "location", "along": "location", "around": "location",
    "outside": "location", "over": "location", "within": "location", "throughout": "location", "of": "location",
    "against": "target",
}  # fmt: skip
_AIMED = frozenset({"ASSAULT", "COERCE"})


def find_places(trigger: Trigger, scene: Scene) -> tuple[tuple[str, PlaceRef], ...]:
    """Places of an event by role, each once, in text order."""
    found: dict[tuple[str, str], tuple[str, PlaceRef]] = {}
    event_type = trigger.code.event_type
    undergoer = undergoer_token(trigger.predicate) if part_of_speech(trigger.predicate) != "NOUN" else None
    spots = [*prepositional_nouns(trigger), *(("", noun) for noun in ([undergoer] if undergoer is not None else []))]
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
