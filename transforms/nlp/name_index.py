"""The names of the seeds, indexed so that a text is looked through word by word; persons by surname and spelling.

Not here: what the seeds say of an actor (`actor_seeds.py`), whether a name found is meant (`names.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from transforms.nlp.actor_seeds import Country, KnownActor, countries, known_actors, media, offices
from transforms.seeds.load import read_seed, split_cell


class Name(NamedTuple):
    """A string that names something. `kind`: country, adjective, people, capital, actor, institution, epithet, area,
    media. `key` finds it in its seed: a code or a name.
    """

    text: str
    kind: str
    key: str


@dataclass
class NameIndex:
    """Names by their first word, longest first."""

    by_first_word: dict[str, list[Name]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def add(self, names: Iterable[Name]) -> None:
        """Add names; of equal strings the one added first stays."""
        for name in names:
            if name.text in self.seen:
                continue
            self.seen.add(name.text)
            space_word = name.text.split(" ", 1)[0]
            prefix = _PREFIX.split(space_word, maxsplit=1)[0] or space_word
            for first in {space_word, prefix}:
                self.by_first_word.setdefault(first, []).append(name)

    def sort(self) -> None:
        for listed in self.by_first_word.values():
            listed.sort(key=lambda name: -len(name.text))


_PREFIX = re.compile(r"[^\w.]")


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
        index.add(Name(text, "actor", text) for text in known.names)
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


_SPELLINGS = (
    ("kh", "h"), ("ph", "f"), ("ck", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ey", "i"), ("iy", "i"),
    ("yi", "i"), ("ij", "i"), ("ie", "i"), ("ia", "a"), ("ya", "a"), ("iu", "u"), ("yu", "u"), ("j", "i"), ("y", "i"),
    ("q", "k"), ("c", "k"), ("w", "v"), ("z", "s"), ("x", "ks"), ("e", "a"), ("o", "a"), ("u", "a"), ("h", ""),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")


@cache
def skeleton(word: str) -> str:
    """A word as it counts between transliterations: consonants kept, vowels and doubled letters levelled.

    >>> skeleton("Lukashenko") == skeleton("Lukashenka")
    True
    >>> skeleton("Mubarak") == skeleton("Museveni")
    False
    """
    plain = unicodedata.normalize("NFKD", word.casefold()).encode("ascii", "ignore").decode()
    for old, new in _SPELLINGS:
        plain = plain.replace(old, new)
    plain = re.sub(r"[^a-z]", "", plain).replace("i", "a")
    return _TWICE.sub(r"\1", plain)


@cache
def _by_surname() -> dict[str, tuple[tuple[str, KnownActor], ...]]:
    """Persons by the skeleton of the last word of a name, with that name."""
    found: dict[str, list[tuple[str, KnownActor]]] = {}
    for known in known_actors().values():
        if known.actor.actor_type == "person":
            for name in known.names:
                words = name.removesuffix(" Jr.").removesuffix(" III").split()
                found.setdefault(skeleton(words[-1]), []).append((name, known))
    return {key: tuple(several) for key, several in found.items()}


def find_person(name: str, role: str | None, country: str | None, day: date | None) -> KnownActor | None:
    """The known person that a name in another spelling, or a surname after a title, means; None in doubt.

    A name of several words must agree in the first letter of its first; a surname needs a title that the office goes
    by, or the country, and one bearer in office on the day.
    """
    words = name.split()
    candidates = _by_surname().get(skeleton(words[-1]), ()) if words else ()
    if country is not None:
        candidates = tuple(pair for pair in candidates if pair[1].actor.country in {country, None})
    if len(words) > 1:
        first = skeleton(words[0])
        found = {
            known.actor.actor_id: known
            for full, known in candidates
            if len(full.split()) > 1 and skeleton(full.split()[0]) == first
        }
        return next(iter(found.values())) if len(found) == 1 else None
    if role is None:
        return None
    fitting = {
        known.actor.actor_id: known for _, known in candidates
        if any(_goes_by(term.office, role) and (day is None or term.holds_on(day)) for term in known.terms)
    }  # fmt: skip
    exact = {key: known for key, known in fitting.items() if any(words[-1] in full.split() for full in known.names)}
    fitting = exact or fitting
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _goes_by(office: str, role: str) -> bool:
    known = offices().get(office)
    return role == office or (known is not None and role in known.words)
