"""Near-copies: who is whose copy, and that versions and boilerplate make none."""

from __future__ import annotations

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.transforms.linking_frames import Report, frames
from transforms.stories import find_story_copies, jaccard, shingle_hashes

TEXT = " ".join(f"word{number}" for number in range(100))


def copies(*reports: Report) -> pl.DataFrame:
    return find_story_copies(frames(reports)[0])


def test_the_earliest_is_the_origin_whatever_the_order() -> None:
    late, early = (
        Report("a", text=TEXT, day=date(2022, 12, 22)),
        Report("b", text=TEXT + " more", day=date(2022, 12, 20)),
    )
    rows = copies(late, early)
    assert rows.filter("is_origin")["article_id"].to_list() == [early.article_id]
    assert rows["story_id"].n_unique() == 1
    assert rows.equals(copies(early, late))


def test_reason_tells_own_republication_from_wire_copy() -> None:
    origin = Report("a", text=TEXT, day=date(2022, 12, 20))
    own = Report("b", text=TEXT, day=date(2022, 12, 21))
    other = Report("c", text=TEXT, day=date(2022, 12, 21), publisher="Southern Post")
    reasons = dict(copies(origin, own, other).select("article_id", "reason").iter_rows())
    assert reasons == {origin.article_id: "origin", own.article_id: "republication", other.article_id: "wire_copy"}


def test_versions_of_one_article_are_no_copies() -> None:
    old = Report("a", text=TEXT, is_current=False)
    assert copies(old, Report("a", text=TEXT + " more", version=2)).is_empty()


def test_shared_boilerplate_alone_joins_nothing() -> None:
    footer = " ".join(f"footer{number}" for number in range(30))
    first, second = (" ".join(f"{name}{number}" for number in range(60)) for name in ("north", "south"))
    assert copies(Report("a", text=f"{first} {footer}"), Report("b", text=f"{second} {footer}")).is_empty()


def test_short_and_empty_texts_are_no_copies_of_each_other() -> None:
    assert copies(Report("a", text="too short"), Report("b", text="too short"), Report("c", text="")).is_empty()


@given(st.text(max_size=200), st.text(max_size=200))
def test_jaccard_is_symmetric_and_within_bounds(one: str, two: str) -> None:
    first, second = shingle_hashes(one), shingle_hashes(two)
    assert jaccard(first, second) == jaccard(second, first)
    assert 0 <= jaccard(first, second) <= 1
    assert jaccard(first, first) == (1 if len(first) else 0)
