"""Known actors: the seed tables of countries, offices, people, organisations and armed groups.

An actor's id is a hash of its normalised name and country: the same wherever it is met first. Not here: the names to
look up in text (`name_index.py`), which name a text means (`names.py`), what a pronoun stands for (`coreference.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from transforms.ids import stable_id
from transforms.nlp.dates_calendar import interval_of
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
    stands_alone_for: str
    """The actor that the name means where no country is named: "the Security Council"."""

    def of(self, country: Country) -> ActorRef:
        return make_actor(f"{self.name} of {country.name}", self.actor_type, country.alpha3, self.sector)


class Term(NamedTuple):
    """A time in an office; `organisation` is the body it belongs to, an open end is None."""

    office: str
    organisation: ActorRef | None
    valid_from: date | None
    valid_to: date | None

    def holds_on(self, day: date | None) -> bool:
        """Whether it was running on a day; without a day it must be running still."""
        if day is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Office:
    """An office: the words for who holds it, the institution it belongs to, its sector, and whether one person at a
    time holds it in a country.
    """

    name: str
    words: frozenset[str]
    institution: str
    sector: str | None
    is_single: bool


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of the seeds, the offices a person held in order of time, and "m", "f" or "" for its pronoun."""

    actor: ActorRef
    names: tuple[str, ...]
    terms: tuple[Term, ...] = ()
    gender: str = ""

    def term_on(self, day: date | None) -> Term | None:
        """The term running on a day, else the last one begun before it, else the first; without a day the last."""
        if day is None:
            return self.terms[-1] if self.terms else None
        running = [term for term in self.terms if term.holds_on(day)]
        begun = [term for term in self.terms if term.valid_from is not None and term.valid_from <= day]
        fitting = running or begun or list(self.terms[:1])
        return fitting[-1] if fitting else None

    def role_on(self, day: date | None) -> str:
        """The office held on a day as `term_on` has it, "" for others than persons."""
        term = self.term_on(day)
        return term.office if term is not None else ""

    def holds_on(self, day: date | None) -> bool:
        """Whether any office, or the existence of an organisation, was running on a day."""
        if self.terms:
            return any(term.holds_on(day) for term in self.terms)
        actor = self.actor
        return Term("", None, actor.valid_from, actor.valid_to).holds_on(day)


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
    rows = read_seed("institutions", ("name", "variants", "actor_type", "sector", "stands_alone_for"))
    return {
        row["name"]: Institution(row["name"], row["actor_type"], row["sector"] or None, row["stands_alone_for"])
        for row in rows
    }


@cache
def roles() -> dict[str, Role]:
    """Roles by noun in lower case."""
    rows = read_seed("roles", ("noun", "entity_type", "sector", "stands_for"))
    return {
        row["noun"].casefold(): Role(row["noun"], row["entity_type"], row["sector"] or None, row["stands_for"] or None)
        for row in rows
    }


@cache
def sector_words() -> dict[str, str]:
    """Sectors by the words before a role that tell them: "*intelligence* officials"."""
    return {row["word"]: row["sector"] for row in read_seed("sector_words", ("word", "sector"))}


@cache
def _body_words() -> dict[str, tuple[str, str]]:
    rows = read_seed("body_words", ("word", "actor_type", "sector"))
    return {row["word"]: (row["actor_type"], row["sector"]) for row in rows}


def make_body(name: str, country: str | None) -> ActorRef:
    """A body that no seed lists; what it is follows from the last of its words that tells."""
    for word in reversed(re.findall(r"[^\W\d_]+", name.casefold())):
        if word in _body_words():
            return make_actor(name, _body_words()[word][0], country, _body_words()[word][1])
    return make_actor(name, "organisation", country)


@cache
def offices() -> dict[str, Office]:
    """Offices by name."""
    rows = read_seed("offices", ("office", "words", "institution", "sector", "is_single"))
    return {
        row["office"]: Office(
            row["office"], frozenset(split_cell(row["words"])), row["institution"], row["sector"] or None,
            row["is_single"] == "yes",
        )
        for row in rows
    }  # fmt: skip


@cache
def _organisations() -> dict[str, list[ActorRef]]:
    """Actors that are no persons, by name."""
    found: dict[str, list[ActorRef]] = {}
    for table in ("organisations", "armed_groups"):
        for row in read_seed(table, ("name", "actor_type", "country", "sector", "valid_from", "valid_to", "source")):
            actor = make_actor(
                row["name"], row["actor_type"], row["country"] or None, row["sector"] or None,
                None, *_days(row["valid_from"], row["valid_to"]),
            )  # fmt: skip
            found.setdefault(row["name"], []).append(actor)
    return found


def _days(first: str, last: str) -> tuple[date | None, date | None]:
    """First and last day that two cells can mean; a year or a month stands for all its days."""
    return interval_of(first or None).earliest, interval_of(last or None).latest


@cache
def _organisation(name: str, country: str | None) -> ActorRef:
    """The organisation of that name: one of the seeds, an institution of a country, else a body of the country."""
    known = _organisations().get(name)
    if known:
        return known[0]
    body, _, state = name.rpartition(" of ")
    institution = institutions().get(body)
    if institution is not None and country in countries() and countries()[country or ""].name == state:
        return institution.of(countries()[country or ""])
    return make_actor(name, "government", country)


def _organisation_of_office(office: Office | None, cell: str, country: str | None) -> ActorRef | None:
    if cell:
        return _organisation(cell, country)
    if office is None or not office.institution:
        return None
    if office.institution in institutions():
        return institutions()[office.institution].of(countries()[country]) if country in countries() else None
    return _organisation(office.institution, country)


@cache
def known_actors() -> dict[str, KnownActor]:
    """The persons, organisations and armed groups of the seeds, by id."""
    found: dict[str, KnownActor] = {}
    for table in ("organisations", "armed_groups"):
        for row in read_seed(table, ("name", "aliases", "country")):
            actor = next(one for one in _organisations()[row["name"]] if one.country == (row["country"] or None))
            found.setdefault(actor.actor_id, KnownActor(actor, (row["name"], *split_cell(row["aliases"]))))
    for person in _persons():
        found.setdefault(person.actor.actor_id, person)
    return found


def _persons() -> Iterator[KnownActor]:
    """The persons of `office_holders.csv`, a row for each term.

    One name in one country is one person, and so is who held office there and in a body of no country: António
    Guterres is the same at the head of Portugal and of the United Nations.
    """
    held = read_seed("office_holders", ("name", "aliases", "gender", "country", "office", "sector", "organisation",
                                        "valid_from", "valid_to", "source"))  # fmt: skip
    homes: dict[str, set[str]] = {}
    for row in held:
        homes.setdefault(row["name"], set()).update({row["country"]} - {""})
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in held:
        home = homes[row["name"]]
        code = row["country"] or (next(iter(home)) if len(home) == 1 else "")
        rows.setdefault((row["name"], code), []).append(row)
    for (name, code), own in rows.items():
        country = code or None
        terms = []
        for row in own:
            office = offices().get(row["office"])
            body = _organisation_of_office(office, row["organisation"], country)
            terms.append(Term(row["office"], body, *_days(row["valid_from"], row["valid_to"])))
        terms.sort(key=lambda term: term.valid_from or date.min)
        last = terms[-1]
        office = offices().get(last.office)
        sector = next((row["sector"] for row in own if row["sector"]), None) or (office.sector if office else None)
        ends = [term.valid_to for term in terms]
        actor = make_actor(
            name, "person", country, sector, last.organisation.actor_id if last.organisation else None,
            terms[0].valid_from, None if None in ends else max(end for end in ends if end is not None),
        )  # fmt: skip
        aliases = dict.fromkeys(alias for row in own for alias in split_cell(row["aliases"]))
        yield KnownActor(actor, (name, *aliases), tuple(terms), own[0]["gender"])


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
    named = {actor.actor_id: actor for actors in _organisations().values() for actor in actors}
    for country in countries().values():
        if country.is_sovereign:
            for institution in institutions().values():
                actor = institution.of(country)
                named.setdefault(actor.actor_id, actor)
    for known in known_actors().values():
        for term in known.terms:
            if term.organisation is not None:
                named.setdefault(term.organisation.actor_id, term.organisation)
    return named


@cache
def office_holders() -> dict[tuple[str, str], list[tuple[KnownActor, Term]]]:
    """Persons and their terms by office and country, for "the Belarusian president"."""
    found: dict[tuple[str, str], list[tuple[KnownActor, Term]]] = {}
    for known in known_actors().values():
        for term in known.terms:
            if known.actor.country:
                found.setdefault((term.office, known.actor.country), []).append((known, term))
    return found


@cache
def _known_by_name() -> dict[str, tuple[KnownActor, ...]]:
    """Actors of the seeds by each of their names."""
    found: dict[str, list[KnownActor]] = {}
    for known in known_actors().values():
        for name in known.names:
            found.setdefault(name, []).append(known)
    return {name: tuple(several) for name, several in found.items()}


def bearers(name: str) -> tuple[KnownActor, ...]:
    """Every actor of the seeds that goes by a name."""
    return _known_by_name().get(name, ())


def known_by_name(name: str, day: date | None) -> KnownActor | None:
    """Whom of several bearers a name means: who is in office or exists on the day, else the first of the seeds."""
    several = _known_by_name().get(name, ())
    if not several:
        return None
    return next((known for known in several if known.holds_on(day)), several[0])
