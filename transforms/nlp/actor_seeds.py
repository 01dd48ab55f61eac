"""Known actors: the seed tables as actors and as names to look up in text.

An actor's id is a hash of its normalised name and country: the same wherever it is met first. Not here: which name a
text means (`names.py`), what a pronoun stands for (`coreference.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from transforms.ids import stable_id
from transforms.nlp.reading import ActorRef
from transforms.publishers import publisher_by_id
from transforms.seeds.load import read_seed, split_cell

_NOT_LETTERS = re.compile(r"[^0-9a-z]+")


def normalise(name: str) -> str:
    """Name as it counts for identity: no accents, case, punctuation or leading article.

    >>> normalise("The Élysée  Palace")
    'elysee palace'
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = _NOT_LETTERS.sub(" ", plain).strip()
    return words.removeprefix("the ") or name.casefold().strip()


def make_actor(
    name: str, actor_type: str, country: str | None = None, sector: str | None = None,
    organisation_id: str | None = None, valid_from: date | None = None, valid_to: date | None = None,
) -> ActorRef:  # fmt: skip
    """An actor whose id follows from name and country."""
    actor_id = stable_id("act", normalise(name), country)
    return ActorRef(actor_id, name, actor_type, country, sector, organisation_id, valid_from, valid_to)


@dataclass(frozen=True, slots=True)
class Country:
    """A country with the words that name it."""

    alpha3: str
    alpha2: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capital: str | None
    capital_names: tuple[str, ...]
    is_sovereign: bool
    actor: ActorRef


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for people or bodies: what kind of actor it heads, its PLOVER sector, and what a group of them is."""

    noun: str
    entity_type: str
    sector: str | None
    stands_for: str | None


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that most states have; with a country it is an actor ("Ministry of Defence of Belarus")."""

    name: str
    actor_type: str
    sector: str | None

    def of(self, country: Country) -> ActorRef:
        return make_actor(f"{self.name} of {country.name}", self.actor_type, country.alpha3, self.sector)


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A row of `actors.csv`: the actor, the office it holds, and "m", "f" or "" for a person's pronoun."""

    actor: ActorRef
    role: str
    gender: str
    names: tuple[str, ...]

    def holds_on(self, day: date | None) -> bool:
        """Whether the description holds on a day; without a day it must hold still."""
        if day is None:
            return self.actor.valid_to is None
        begun = self.actor.valid_from is None or self.actor.valid_from <= day
        return begun and (self.actor.valid_to is None or day < self.actor.valid_to)


@dataclass(frozen=True, slots=True)
class Name:
    """A string that names something. `kind`: country, adjective, people, capital, actor, institution, epithet, area."""

    text: str
    kind: str
    key: str


@dataclass
class NameIndex:
    """Names by their first word, longest first, so that a text is looked through word by word."""

    by_first_word: dict[str, list[Name]] = field(default_factory=dict)

    def add(self, names: Iterable[Name]) -> None:
        """Add names; of equal strings the one added first stays."""
        for name in names:
            space_word = name.text.split(" ", 1)[0]
            prefix = re.split(r"[^\w.]", space_word, maxsplit=1)[0] or space_word
            for first in {space_word, prefix}:
                listed = self.by_first_word.setdefault(first, [])
                if all(other.text != name.text for other in listed):
                    listed.append(name)

    def sort(self) -> None:
        for listed in self.by_first_word.values():
            listed.sort(key=lambda name: -len(name.text))


@cache
def countries() -> dict[str, Country]:
    """Countries and territories by ISO 3166-1 alpha-3 code."""
    found = {}
    for row in read_seed(
        "countries", ("alpha3", "alpha2", "name", "aliases", "adjectives", "people", "capital", "note")
    ):
        capitals = tuple(split_cell(row["capital"]))
        found[row["alpha3"]] = Country(
            row["alpha3"], row["alpha2"], row["name"], tuple(split_cell(row["aliases"])),
            tuple(split_cell(row["adjectives"])), tuple(split_cell(row["people"])), capitals[0] if capitals else None,
            capitals, not row["note"], make_actor(row["name"], "country", row["alpha3"]),
        )  # fmt: skip
    return found


@cache
def country_of_alpha2() -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes by alpha-2 code."""
    return {country.alpha2: country.alpha3 for country in countries().values()}


@cache
def institutions() -> dict[str, Institution]:
    """Institutions by canonical name."""
    rows = read_seed("institutions", ("name", "variants", "actor_type", "sector"))
    return {row["name"]: Institution(row["name"], row["actor_type"], row["sector"] or None) for row in rows}


@cache
def roles() -> dict[str, Role]:
    """Roles by noun in lower case."""
    rows = read_seed("roles", ("noun", "entity_type", "sector", "stands_for"))
    return {
        row["noun"].casefold(): Role(row["noun"], row["entity_type"], row["sector"] or None, row["stands_for"] or None)
        for row in rows
    }


@cache
def _organisations() -> dict[str, ActorRef]:
    """Actors that are no persons, by name: the rows of `actors.csv` and every country's institutions."""
    found = {}
    for row in read_seed("actors", ("name", "actor_type", "country", "sector")):
        if row["actor_type"] != "person":
            found[row["name"]] = make_actor(
                row["name"], row["actor_type"], row["country"] or None, row["sector"] or None
            )
    for country in countries().values():
        if country.is_sovereign:
            for institution in institutions().values():
                actor = institution.of(country)
                found.setdefault(actor.name, actor)
    return found


@cache
def known_actors() -> dict[str, KnownActor]:
    """The rows of `actors.csv` by name; a person's organisation becomes an actor of its own."""
    found = {}
    for row in read_seed("actors", ("name", "aliases", "actor_type", "country", "sector", "role", "organisation",
                                    "gender", "valid_from", "valid_to")):  # fmt: skip
        organisation = None
        if row["organisation"]:
            known = _organisations().get(row["organisation"])
            organisation = (known or make_actor(row["organisation"], "government", row["country"] or None)).actor_id
        actor = make_actor(
            row["name"], row["actor_type"], row["country"] or None, row["sector"] or None, organisation,
            _day(row["valid_from"]), _day(row["valid_to"]),
        )  # fmt: skip
        names = (row["name"], *split_cell(row["aliases"]))
        found[row["name"]] = KnownActor(actor, row["role"], row["gender"], names)
    return found


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


@cache
def media() -> dict[str, ActorRef]:
    """Outlets of `publishers.csv` as actors, by name and alias."""
    found: dict[str, ActorRef] = {}
    for row in read_seed("publishers", ("publisher_id", "name", "aliases")):
        actor = publisher_by_id(row["publisher_id"]).actor
        for name in (row["name"], *split_cell(row["aliases"])):
            found.setdefault(name, actor)
    return found


@cache
def organisations_by_id() -> dict[str, ActorRef]:
    """Every organisation that a person can stand for, by id."""
    named = {actor.actor_id: actor for actor in _organisations().values()}
    for row in read_seed("actors", ("organisation", "country")):
        if row["organisation"] and row["organisation"] not in _organisations():
            actor = make_actor(row["organisation"], "government", row["country"] or None)
            named.setdefault(actor.actor_id, actor)
    return named


@cache
def office_holders() -> dict[tuple[str, str], list[KnownActor]]:
    """Persons by office and country, for "the Belarusian president"."""
    found: dict[tuple[str, str], list[KnownActor]] = {}
    for known in known_actors().values():
        if known.role and known.actor.country:
            found.setdefault((known.role, known.actor.country), []).append(known)
    return found


def _country_names(country: Country) -> list[Name]:
    code = country.alpha3
    return [
        *(Name(text, "country", code) for text in (country.name, *country.aliases)),
        *(Name(text, "adjective", code) for text in country.adjectives),
        *(Name(text, "people", code) for text in country.people),
    ]


@cache
def name_index() -> NameIndex:
    """Every name of the seeds. Order of adding is order of precedence: dependent territories and media come late."""
    index = NameIndex()
    states = [country for country in countries().values() if country.is_sovereign]
    for country in states:
        index.add(_country_names(country))
    for known in known_actors().values():
        index.add(Name(text, "actor", known.actor.name) for text in known.names)
    for country in states:
        index.add(Name(text, "capital", country.alpha3) for text in country.capital_names)
    for country in countries().values():
        if not country.is_sovereign:
            index.add(_country_names(country))
    for row in read_seed("epithets", ("phrase", "name", "country")):
        phrase = row["phrase"]
        index.add(Name(text, "epithet", row["name"]) for text in (phrase, phrase[:1].upper() + phrase[1:]))
    for row in read_seed("areas", ("name", "aliases")):
        index.add(Name(text, "area", row["name"]) for text in (row["name"], *split_cell(row["aliases"])))
    index.add(Name(text, "media", text) for text in media() if len(text) > 2)
    for row in read_seed("institutions", ("name", "variants")):
        index.add(Name(text, "institution", row["name"]) for text in split_cell(row["variants"]))
    index.sort()
    return index
