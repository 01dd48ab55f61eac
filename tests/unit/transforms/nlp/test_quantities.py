"""Quantities: bounds, units, and numbers that count nothing."""

from __future__ import annotations

import pytest

from tests.unit.transforms.nlp.read_text import read_parsed


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit", "is_approximate"),
    [
        ("The army trained about 12,000 new recruits.", "about 12,000 new recruits", 12000, 12000, "recruit", True),
        ("The storm killed at least three people.", "at least three people", 3, None, "people", True),
        ("The plant produced 2.5 million tonnes.", "2.5 million tonnes", 2.5e6, 2.5e6, "tonne", False),
        ("The city bought 40 buses.", "40 buses", 40, 40, "bus", False),
        ("The loan was worth $3 billion.", "$3 billion", 3e9, 3e9, "USD", False),
        ("Prices rose by 12 percent.", "12 percent", 12, 12, "percent", False),
        ("They found 10 to 15 rifles.", "10 to 15 rifles", 10, 15, "rifle", False),
        ("It destroyed dozens of houses.", "dozens of houses", 24, None, "house", True),
    ],
)  # fmt: skip
def test_bounds_and_units(
    text: str, words: str, low: float, high: float | None, unit: str, is_approximate: bool
) -> None:  # fmt: skip
    reading = read_parsed(text)
    assert [reading.text(quantity.span) for quantity in reading.quantities] == [words]
    quantity = reading.quantities[0]
    assert (quantity.low, quantity.high, quantity.unit, quantity.is_approximate) == (low, high, unit, is_approximate)


def test_a_number_that_the_text_withholds() -> None:
    reading = read_parsed("They received an undisclosed number of trucks.")
    quantity = reading.quantities[0]
    assert reading.text(quantity.span) == "an undisclosed number of trucks"
    assert (quantity.low, quantity.high, quantity.unit, quantity.is_unspecified) == (None, None, "truck", True)


@pytest.mark.parametrize("text", ["They showed an S-400 launcher.", "It happened on December 19.", "One of them left."])
def test_names_dates_and_pronouns_count_nothing(text: str) -> None:
    assert read_parsed(text).quantities == []
