"""When an event took place: ranges, what goes on, and what has not happened."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.nlp.test_event_modality import DAY, read


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("Belarus arrested twelve editors on March 1, 2021.", date(2021, 3, 1), date(2021, 3, 1), "day"),
        (
            "Belarus arrested editors between October 1, 2021 and March 31, 2022.",
            date(2021, 10, 1),
            date(2022, 3, 31),
            "days",
        ),
        ("Currently, Russia is training 9,000 soldiers in Belarus.", None, DAY, "ongoing"),
        ("Russia trained 9,000 soldiers in Belarus.", None, DAY, "past"),
        ("Analysts do not yet see signs of an attack on Ukraine.", None, None, "unknown"),
    ],
)
def test_the_interval_of_an_event(text: str, earliest: date | None, latest: date | None, precision: str) -> None:
    [event] = read(text).events
    assert (event.earliest, event.latest, event.precision) == (earliest, latest, precision)
