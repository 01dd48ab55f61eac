"""Which place a name means: by state, country, neighbours and size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.nlp.toponyms import Toponym, settle
from transforms.tables import PLACES


def _where(*names: Toponym | str) -> dict[str, tuple[str | None, str | None]]:
    toponyms = [Toponym(name) if isinstance(name, str) else name for name in names]
    return {text: (one.place.country, one.place.admin1) for text, one in settle(toponyms).items()}


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        (["Paris"], "Paris", ("FRA", None)),
        ([Toponym("Paris", "Texas"), "Texas"], "Paris", ("USA", "TX")),
        ([Toponym("Alexandria", "La."), "La."], "Alexandria", ("USA", "LA")),
        (["Alexandria", "Egypt", "Cairo"], "Alexandria", ("EGY", None)),
        (["Georgia", "Russia", "Tbilisi"], "Georgia", ("GEO", None)),
        (["Georgia", "Atlanta", "Savannah", "Florida"], "Georgia", ("USA", "GA")),
        (["Birmingham", "United Kingdom", "London"], "Birmingham", ("GBR", None)),
        (["Birmingham", "Montgomery", "Alabama"], "Birmingham", ("USA", "AL")),
    ],
)
def test_context_chooses(names: list[Toponym | str], text: str, expected: tuple[str, str | None]) -> None:
    assert _where(*names)[text] == expected


def test_a_choice_keeps_the_alternatives_and_says_why() -> None:
    settled = settle([Toponym("Birmingham"), Toponym("Alabama")])["Birmingham"]
    assert settled.rule == "by name, size and context"
    assert any("GBR" in other for other in settled.alternatives)


def test_an_unknown_name_is_left_out() -> None:
    assert settle([Toponym("Xyzzyville")]) == {}


_NAMES = ["Paris", "London", "Georgia", "Texas", "Springfield", "Minsk", "Athens", "Henry County", "Jordan", "Nowhere"]


@given(st.lists(st.sampled_from(_NAMES), max_size=6))
def test_settling_is_deterministic_and_knows_only_what_it_was_given(names: list[str]) -> None:
    toponyms = [Toponym(name) for name in names]
    settled = settle(toponyms)
    assert settled == settle(toponyms)
    assert settled.keys() <= set(names)
    classes = next(column.values for column in PLACES.columns if column.name == "feature_class")
    for one in settled.values():
        assert one.place.feature_class in classes
        assert one.place.latitude is None or -90 <= one.place.latitude <= 90
        assert one.place.longitude is None or -180 <= one.place.longitude <= 180
