"""The seeds of actors: enough of them, dated, sourced, and each name in one place."""

from __future__ import annotations

import re
from datetime import date

import pytest

from transforms.nlp.actor_seeds import countries, known_actors, known_by_name, offices
from transforms.nlp.toponyms import country_place
from transforms.seeds.load import read_seed, split_cell
from transforms.tables.actors import ACTOR_TYPES, SECTORS

HOLDERS = read_seed("office_holders", ("name", "aliases", "gender", "country", "office", "sector", "organisation",
                                       "valid_from", "valid_to", "source"))  # fmt: skip
BODIES = [
    row
    for table in ("organisations", "armed_groups")
    for row in read_seed(
        table, ("name", "aliases", "actor_type", "country", "sector", "valid_from", "valid_to", "source")
    )
]
_PARTIAL_DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")


def test_as_many_as_promised() -> None:
    assert len(countries()) >= 250
    assert len({(row["name"], row["country"]) for row in HOLDERS}) >= 2000
    assert len(read_seed("organisations")) >= 1500
    assert len(read_seed("armed_groups")) >= 300
    assert len(read_seed("publishers")) >= 500


def test_every_row_has_dates_that_are_dates_in_order_and_a_source() -> None:
    for row in [*HOLDERS, *BODIES]:
        assert _PARTIAL_DATE.fullmatch(row["valid_from"]), row
        assert _PARTIAL_DATE.fullmatch(row["valid_to"]), row
        assert not row["valid_to"] or row["valid_from"] <= row["valid_to"], row
        assert row["source"], row
    assert all(row["valid_from"] for row in HOLDERS)


def test_countries_offices_types_and_sectors_are_known() -> None:
    codes = {*countries(), ""}
    assert [row["name"] for row in [*HOLDERS, *BODIES] if row["country"] not in codes] == []
    assert {row["office"] for row in HOLDERS} <= offices().keys()
    assert {row["actor_type"] for row in BODIES} <= set(ACTOR_TYPES)
    assert {row["sector"] for row in [*HOLDERS, *BODIES]} <= {*SECTORS, ""}


def test_a_name_stands_once_in_its_table() -> None:
    names = [(row["name"], row["country"]) for row in BODIES]
    assert len(set(names)) == len(names)


def test_every_country_has_a_point() -> None:
    without = [code for code, country in countries().items() if country_place(code).latitude is None]
    assert set(without) <= {"MNP"}


@pytest.mark.parametrize(
    ("name", "day", "office"),
    [
        ("Vladimir Putin", date(1999, 9, 1), "prime minister"),
        ("Vladimir Putin", date(2005, 1, 1), "president"),
        ("Vladimir Putin", date(2010, 1, 1), "prime minister"),
        ("Sergei Shoigu", date(2022, 12, 21), "minister of defence"),
        ("Donald Tusk", date(2024, 1, 1), "prime minister"),
    ],
)
def test_an_office_is_that_of_the_day(name: str, day: date, office: str) -> None:
    known = known_by_name(name, day)
    assert known is not None
    assert known.role_on(day) == office


def test_terms_of_a_person_begin_in_order() -> None:
    for known in known_actors().values():
        begun = [term.valid_from for term in known.terms if term.valid_from is not None]
        assert begun == sorted(begun)


def test_aliases_are_not_the_name_again() -> None:
    assert [row["name"] for row in [*HOLDERS, *BODIES] if row["name"] in split_cell(row["aliases"])] == []


def test_names_of_persons_hold_no_rest_of_an_office() -> None:
    names = [name for row in read_seed("office_holders") for name in (row["name"], *row["aliases"].split("|")) if name]
    assert not [name for name in names if name.startswith(("of ", "the ", "for "))]
