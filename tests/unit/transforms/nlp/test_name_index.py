"""Persons by other spellings and by surname after a title."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.nlp.name_index import find_person, name_index, skeleton


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Lukashenko", "Lukashenka"),
        ("Zelenskyy", "Zelensky"),
        ("Mitterrand", "Mitterand"),
        ("Khamenei", "Hamenei"),
        ("Erdogan", "Erdoğan"),
    ],
)
def test_transliterations_share_a_skeleton(one: str, two: str) -> None:
    assert skeleton(one) == skeleton(two)


@pytest.mark.parametrize(
    ("name", "role", "country", "day", "expected"),
    [
        ("Francois Mitterand", None, None, None, "Francois Mitterrand"),
        ("Mugabe", "president", None, date(2008, 6, 1), "Robert Mugabe"),
        ("Bush", "president", None, date(1990, 6, 1), "George H. W. Bush"),
        ("Bush", "president", None, date(2003, 6, 1), "George W. Bush"),
        ("Bush", "president", None, date(2015, 6, 1), None),
        ("Bush", None, None, date(2003, 6, 1), None),
        ("Wallace", "defence secretary", "GBR", date(2022, 12, 1), "Ben Wallace"),
        ("Nobody Atall", None, None, None, None),
    ],
)
def test_a_title_and_a_day_tell_who_is_meant(
    name: str, role: str | None, country: str | None, day: date | None, expected: str | None
) -> None:
    found = find_person(name, role, country, day)
    assert (found.actor.name if found else None) == expected


def test_longer_names_come_first() -> None:
    for listed in name_index().by_first_word.values():
        lengths = [len(name.text) for name in listed]
        assert lengths == sorted(lengths, reverse=True)
