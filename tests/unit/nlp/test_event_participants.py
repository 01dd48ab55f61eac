"""Who acts and on whom: one short sentence for each construction, and who is no political actor."""

from __future__ import annotations

import pytest

from tests.unit.nlp.test_event_modality import read
from transforms.nlp.event_politics import is_political, is_political_event
from transforms.nlp.reading import ActorRef, Participant

ROLES = [
    ("ACCUSE", "Poland accused Belarus of the raid.", {"POL"}, {"BLR"}),
    ("ASSAULT", "Kharkiv was attacked by Russian forces.", {"RUS"}, {"UKR"}),
    ("SANCTION", "Italy announced a suspension of trade with Russia.", {"ITA"}, {"RUS"}),
    ("AGREE", "Latvian and Estonian officials agreed to share intelligence.", {"LVA", "EST"}, set()),
    ("REQUEST", "Moscow said that Sudan must return the helicopter.", {"RUS"}, {"SDN"}),
    ("THREATEN", "Iran threatened to shell Iraqi towns.", {"IRN"}, {"IRQ"}),
    ("COERCE", "Turkey detained two Greek soldiers.", {"TUR"}, {"GRC"}),
]  # fmt: skip


@pytest.mark.parametrize(("event_type", "text", "actors", "recipients"), ROLES)
def test_countries_take_their_parts(event_type: str, text: str, actors: set[str], recipients: set[str]) -> None:
    events = [event for event in read(text).events if event.event_type == event_type]
    assert len(events) == 1, text
    found: dict[str, set[str | None]] = {"actor": set(), "recipient": set()}
    for one in events[0].participants:
        found[one.role].add(one.actor.country)
    assert (found["actor"], found["recipient"]) == (actors, recipients), text


@pytest.mark.parametrize(
    "text",
    [
        "The German government declined to comment on the report.",
        "Germany rejected accusations of espionage.",
        "Poland expressed condolences to Turkey after the earthquake.",
        "The oil company signed a licence agreement with a supplier.",
        "An earthquake struck the town and killed two people.",
    ],
)
def test_statements_business_and_disasters_are_no_events(text: str) -> None:
    assert not read(text).events


def test_politics_needs_a_political_actor() -> None:
    state = Participant("recipient", ActorRef("act_1", "Chad", "country", "TCD"), "Chad")
    firm = Participant("actor", ActorRef("act_2", "Northern Steel", "company", "POL", "BUS"), "Northern Steel")
    named = Participant("actor", ActorRef("act_3", "Ms Novak", "person"), "Ms Novak")
    assert is_political(state.actor)
    assert not is_political(firm.actor)
    assert not is_political_event("AGREE", None, (firm,))
    assert is_political_event("ACCUSE", None, (named, state))
    assert is_political_event("ASSAULT", "firearms", ())


@pytest.mark.parametrize(
    "text",
    [
        "Moscow did not say that Sudan must return the helicopter.",
        "Moscow will say on Monday that Sudan must return the helicopter.",
        "If Moscow says that Sudan must return the helicopter, talks will end.",
        "Moscow said that Sudan must have returned the helicopter.",
        "Putin said that Russia must raise taxes.",
    ],
)
def test_what_was_not_demanded_of_another_is_no_request(text: str) -> None:
    assert not [event for event in read(text).events if event.event_type == "REQUEST"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Fighting went on in Khartoum: the RSF attacked the city of Omdurman.", "Rapid Support Forces"),
        ("Syria said on Monday that the SDF had attacked Raqqa.", "Syrian Democratic Forces"),
    ],
)
def test_an_acronym_means_its_bearer_in_the_country_spoken_of(text: str, actor: str) -> None:
    assert actor in {one.actor.name for event in read(text).events for one in event.participants}
