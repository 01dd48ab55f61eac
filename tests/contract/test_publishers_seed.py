"""The outlets of `transforms/seeds/publishers.csv`: one outlet per name, alias and domain."""

from __future__ import annotations

import re
from collections import defaultdict

import pycountry
import pytest

from transforms.publishers import find_publisher
from transforms.seeds.load import read_seed, split_cell

ROWS = read_seed("publishers", ("publisher_id", "name", "domain", "country", "reliability", "aliases", "note"))


def test_holds_the_press_of_the_world() -> None:
    assert len(ROWS) >= 150
    assert len({row["country"] for row in ROWS}) >= 50


def test_slugs_are_unique_and_readable() -> None:
    slugs = [row["publisher_id"] for row in ROWS]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)


def test_names_aliases_and_domains_belong_to_one_outlet() -> None:
    owners = defaultdict(set)
    for row in ROWS:
        for name in (row["publisher_id"], row["name"], row["domain"], *split_cell(row["aliases"])):
            owners[name.casefold()].add(row["publisher_id"])
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["publisher_id"])
def test_every_name_and_address_finds_its_outlet(row: dict[str, str]) -> None:
    names = [row["name"], row["publisher_id"], *split_cell(row["aliases"])]
    domains = [
        row["domain"],
        *(alias for alias in split_cell(row["aliases"]) if re.fullmatch(r"[a-z0-9.-]+\.[a-z]+", alias)),
    ]
    found = [find_publisher(name, None).publisher_id for name in names]
    found += [find_publisher(None, f"https://www.{domain}/2022/12/19/a").publisher_id for domain in domains]
    assert set(found) == {row["publisher_id"]}


def test_countries_are_iso_3166() -> None:
    unknown = {row["country"] for row in ROWS if row["country"] and not pycountry.countries.get(alpha_3=row["country"])}
    assert unknown <= {"XKX"}  # Kosovo's code is one that ISO 3166 leaves to users


def test_domains_are_bare() -> None:
    assert [
        row["domain"] for row in ROWS if not re.fullmatch(r"(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+", row["domain"])
    ] == []


def test_reliability_is_left_to_the_user() -> None:
    assert {row["reliability"] for row in ROWS} == {""}
