"""Who and where: names, roles, references back, and places that act."""

from __future__ import annotations

import pytest

from tests.unit.transforms.nlp.read_text import mention_of, read_parsed
from transforms.nlp.actor_seeds import countries, known_actors, make_actor, normalise
from transforms.nlp.quantities import event_of
from transforms.nlp.reading import CharSpan, EventMention


def _actor(text: str, words: str, occurrence: int = 0) -> tuple[str, str | None] | None:
    actor = mention_of(read_parsed(text), words, occurrence).actor
    return (actor.name, actor.country) if actor else None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Zelensky thanked Poland.", "Zelensky", ("Volodymyr Zelenskyy", "UKR")),
        ("Alyaksandr Lukashenka spoke in Minsk.", "Alyaksandr Lukashenka", ("Alexander Lukashenko", "BLR")),
        ("The UN condemned the strike.", "The UN", ("United Nations", None)),
        ("Russian troops left the town.", "Russian troops", ("Armed Forces of Russia", "RUS")),
        ("The Ministry of Defence of Latvia denied it.", "The Ministry of Defence of Latvia",
         ("Ministry of Defence of Latvia", "LVA")),
        ("Turkey's Foreign Ministry denied it.", "Turkey's Foreign Ministry",
         ("Ministry of Foreign Affairs of Turkey", "TUR")),
        ("Polish farmers blocked the road.", "Polish farmers", ("Polish farmers", "POL")),
        ("The aggressor country shelled the port.", "The aggressor country", ("Russia", "RUS")),
        ("The Ukrainian president spoke.", "The Ukrainian president", ("Volodymyr Zelenskyy", "UKR")),
    ],
)  # fmt: skip
def test_actors_of_names_and_roles(text: str, words: str, expected: tuple[str, str | None]) -> None:
    assert _actor(text, words) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The spokesman of the State Border Guard Service, Andriy Demchenko, said the road is open.",
        "Andriy Demchenko, the spokesman of the State Border Guard Service, said the road is open.",
    ],
)
def test_role_and_name_beside_each_other_are_one_person(text: str) -> None:
    reading = read_parsed(text)
    named = [m for m in reading.mentions if m.actor is not None and m.actor.actor_type == "person"]
    assert {m.actor.name for m in named if m.actor} == {"Andriy Demchenko"}
    assert len(named) == 2


def test_an_unknown_person_takes_country_and_body_from_the_role() -> None:
    reading = read_parsed("The spokesman of the Ministry of Defence of Latvia, Janis Kalninsh, resigned.")
    actor = mention_of(reading, "Janis Kalninsh").actor
    assert actor is not None
    assert (actor.country, actor.sector) == ("LVA", "GOV")
    assert actor.organisation_id == make_actor("Ministry of Defence of Latvia", "government", "LVA").actor_id


def test_acronym_short_name_and_pronoun_refer_back() -> None:
    text = (
        "The Institute for the Study of War (ISW) published its report. The Institute expects rain. ISW experts agree."
    )
    reading = read_parsed(text)
    institute = mention_of(reading, "The Institute for the Study of War (ISW)")
    for words in ("its", "The Institute", "ISW"):
        assert mention_of(reading, words).actor == institute.actor
    antecedent = mention_of(reading, "The Institute").antecedent
    assert antecedent is not None
    assert reading.mentions[antecedent].actor == institute.actor


def test_a_role_refers_to_who_was_called_so() -> None:
    text = "Putin met the self-proclaimed president Lukashenko. Putin left. The self-proclaimed president stayed."
    assert _actor(text, "The self-proclaimed president") == ("Alexander Lukashenko", "BLR")


def test_pronouns_prefer_the_subject() -> None:
    assert _actor("Lukashenko met Putin. He thanked everyone.", "He") == ("Alexander Lukashenko", "BLR")
    assert _actor("Merkel met Putin. She thanked everyone.", "She") == ("Angela Merkel", "DEU")


def test_colleague_holds_the_same_office_elsewhere() -> None:
    text = "Sergei Shoigu arrived in Minsk. Shoigu met his Belarusian counterpart."
    assert _actor(text, "his Belarusian counterpart") == ("Minister of defence of Belarus", "BLR")


def test_a_capital_acts_or_is_a_place() -> None:
    acting = mention_of(read_parsed("Moscow rejected the offer."), "Moscow")
    assert acting.actor is not None
    assert (acting.actor.name, acting.place) == ("Government of Russia", None)
    standing = mention_of(read_parsed("He arrived in Moscow."), "Moscow")
    assert standing.place is not None
    assert (standing.place.country, standing.place.feature_class, standing.actor) == ("RUS", "city", None)


def test_a_country_is_a_place_after_in_and_an_actor_as_subject() -> None:
    reading = read_parsed("Belarus closed the road. Two bases stand in Belarus.")
    acting, standing = mention_of(reading, "Belarus"), mention_of(reading, "Belarus", 1)
    assert (acting.place, acting.actor) == (None, countries()["BLR"].actor)
    assert (standing.place is not None, standing.actor) == (True, None)


def test_areas_and_borders() -> None:
    reading = read_parsed("Tanks stand in southern Belarus and near the Belarusian-Ukrainian border.")
    area = mention_of(reading, "southern Belarus").place
    border = mention_of(reading, "the Belarusian-Ukrainian border").place
    assert area is not None
    assert border is not None
    assert (area.country, area.feature_class) == ("BLR", "area")
    assert (border.name, border.feature_class) == ("Belarus-Ukraine border", "area")


def test_the_head_is_where_the_tree_hangs_the_phrase() -> None:
    reading = read_parsed("American analysts said that the spokesman left.")
    sentence = reading.sentences[0]
    said = next(token for token in sentence.tokens if token.text == "said")
    subject = next(token for token in said.children if token.dep_ == "nsubj")
    index = reading.mention_headed_by(sentence, subject)
    assert index is not None
    assert reading.text(reading.mentions[index].span) == "American analysts"


def test_mentions_are_in_order_and_refer_to_earlier_ones() -> None:
    reading = read_parsed("Biden called Xi. He said the US would help. The president left on Monday.")
    for number, mention in enumerate(reading.mentions):
        assert mention.antecedent is None or mention.antecedent < number
        assert mention.span.start <= mention.head < mention.span.end
        assert mention.actor is not None or mention.place is not None
    assert len({mention.span for mention in reading.mentions}) == len(reading.mentions)


def test_ids_follow_from_name_and_country() -> None:
    assert (
        make_actor("The Élysée Palace", "government", "FRA").actor_id
        == make_actor("elysee  palace", "x", "FRA").actor_id
    )
    assert make_actor("Army", "group", "FRA").actor_id != make_actor("Army", "group", "DEU").actor_id
    assert normalise("Київ") == "київ"


def test_seeds_are_whole() -> None:
    assert len(countries()) >= 250
    assert len(known_actors()) >= 150
    for known in known_actors().values():
        assert known.actor.country is None or known.actor.country in countries()
        assert known.actor.valid_to is None or (known.actor.valid_from or known.actor.valid_to) <= known.actor.valid_to


@pytest.mark.parametrize(
    ("text", "words", "country", "sector"),
    [
        ("Afghan rebel leaders rejected the offer.", "Afghan rebel leaders", "AFG", "REB"),
        ("Israeli intelligence officials shared the report.", "Israeli intelligence officials", "ISR", "SPY"),
        ("The Khartoum government signed the deal.", "The Khartoum government", "SDN", "GOV"),
        ("British Defence Secretary Tom King promised aid.", "Tom King", "GBR", "GOV"),
    ],
)
def test_country_and_sector_come_from_the_words_around(text: str, words: str, country: str, sector: str) -> None:
    actor = mention_of(read_parsed(text), words).actor
    assert actor is not None
    assert (actor.country, actor.sector) == (country, sector)


def test_the_security_council_alone_is_that_of_the_united_nations() -> None:
    assert _actor("The Security Council met on Monday.", "The Security Council") == ("UN Security Council", None)


def test_a_quantity_belongs_to_the_event_that_governs_it() -> None:
    reading = read_parsed("Russia deployed about 9,000 soldiers to Belarus on Monday.")
    start = reading.article.text.index("deployed")
    reading.events = [EventMention(0, CharSpan(start, start + len("deployed")), "MOBILIZE", "asserted")]
    assert [event_of(reading, quantity) for quantity in reading.quantities] == [0]


def test_an_acronym_of_many_needs_the_country_of_its_bearer() -> None:
    alone = read_parsed("The PAC raised money for the campaign.")
    assert all(mention.actor is None or mention.actor.country != "ZAF" for mention in alone.mentions)
    assert _actor("In South Africa the PAC lost both seats.", "the PAC") == ("Pan Africanist Congress", "ZAF")
