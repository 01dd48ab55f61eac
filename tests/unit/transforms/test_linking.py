"""Linking over hand-made frames: what merges, what is counted, and that order and repetition change nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tests.unit.transforms.linking_frames import Report, frames
from transforms.linking import LINKED, link
from transforms.tables import CONTRACT, TABLES

LATER = date(2022, 12, 22)


def linked(*reports: Report) -> dict[str, pl.DataFrame]:
    """Every table of the contract: those as they were coded, and those that linking makes."""
    articles, coded, publishers = frames(reports)
    made = link(articles, dict(coded), publishers, "run_b")
    assert list(made) == [table.name for table in LINKED]
    return {table.name: (coded | made)[table.name] for table in CONTRACT}


def test_every_contract_table_conforms() -> None:
    tables = linked(Report("a"))
    assert list(tables) == [table.name for table in CONTRACT]
    for name, frame in tables.items():
        assert frame.schema == TABLES[name].polars_schema
        assert_frame_equal(frame, TABLES[name].conform(frame))


def test_same_dated_event_in_two_stories_is_one() -> None:
    tables = linked(Report("a"), Report("b", publisher="Southern Post", day=LATER))
    assert tables["events"].select("n_articles", "n_stories", "n_mentions").row(0) == (2, 2, 2)
    assert tables["events"].height == 1
    claim = tables["claims"].row(0, named=True)
    assert (claim["n_articles"], claim["n_publishers"], claim["first_publisher_id"]) == (2, 2, "northern-post")
    assert claim["first_reported_at"] == date(2022, 12, 20)


def test_undated_unreal_and_other_days_stay_apart() -> None:
    base = linked(Report("a"), Report("b", event_day=date(2022, 12, 18)))["events"]
    undated = linked(Report("a", event_day=None), Report("b", event_day=None))["events"]
    unreal = linked(Report("a", modality="planned"), Report("b", modality="planned"))["events"]
    alone = linked(Report("a", recipients=(), place=None), Report("b", recipients=(), place=None))["events"]
    assert [frame.height for frame in (base, undated, unreal, alone)] == [2, 2, 2, 2]


def test_copies_are_one_story_and_one_voice() -> None:
    text = " ".join(f"word{number}" for number in range(80))
    first = Report("a", text=text, event_day=None)
    copy = Report("b", publisher="Southern Post", day=LATER, text=text + " end", event_day=None)
    tables = linked(first, copy)
    copies = tables["story_copies"].sort("is_origin", descending=True)
    assert copies["reason"].to_list() == ["origin", "wire_copy"]
    assert copies["origin_article_id"].unique().to_list() == [first.article_id]
    event = tables["events"].row(0, named=True)
    assert tables["events"].height == 1, "an undated event of a copy is the origin's"
    assert (event["n_articles"], event["n_stories"], event["n_originators"]) == (2, 1, 1)


def test_an_articles_ids_survive_its_copy() -> None:
    text = " ".join(f"word{number}" for number in range(80))
    first = Report("a", text=text, event_day=None)
    alone = linked(first)["events"]["event_id"].to_list()
    both = linked(first, Report("b", day=LATER, text=text, event_day=None))["events"]["event_id"].to_list()
    assert alone == both


def test_originators() -> None:
    def count(*sources: str | None) -> int:
        reports = [
            Report(f"r{number}", publisher=f"Paper {number}", source=source) for number, source in enumerate(sources)
        ]
        return int(linked(*reports)["events"]["n_originators"].item())

    assert count("institute", "institute", "institute") == 1
    assert count("institute", "ministry") == 2
    assert count("institute", None) == 1, "the outlet's own voice adds nothing to a named originator"
    assert count("institute", "unnamed analysts") == 1
    assert count("unnamed analysts", "unnamed officials") == 1, "the unnamed may all be the same"
    assert count(None, None) == 2, "two outlets in their own voice"


def test_old_versions_are_kept_but_not_counted() -> None:
    old = Report("a", is_current=False)
    new = Report("a", version=2, modality="negated")
    events = linked(old, new)["events"].sort("n_articles")
    assert events["n_articles"].to_list() == [0, 1]
    assert events["modality"].to_list() == ["asserted", "negated"]


def test_denial_by_another_originator_contradicts() -> None:
    said = Report("a", event_type="MOBILIZE", source="monitor", place="border")
    denied = Report(
        "b", day=LATER, event_type="MOBILIZE", modality="negated", polarity="negative", source="service",
        place="border", is_contrast=True, event_day=None,
    )  # fmt: skip
    tables = linked(said, denied)
    relation = tables["claim_relations"].row(0, named=True)
    assert relation["relation"] == "contradicts"
    assert relation["article_id"] == denied.article_id
    assert relation["marker_span"] == {"start_char": 0, "end_char": 7}
    elsewhere = linked(said, replace(denied, place="port"))["claim_relations"].row(0, named=True)
    assert (elsewhere["relation"], elsewhere["scope_difference"]) == ("contradicts_partly", "place")
    by_accused = linked(said, replace(denied, source="RUS"))["claim_relations"].row(0, named=True)
    assert by_accused["relation"] == "denies"
    same = linked(said, replace(denied, source="monitor"))["claim_relations"]
    assert same.is_empty(), "one originator does not contradict itself here"


REPORTS = st.lists(
    st.builds(
        Report,
        name=st.sampled_from("abcdef"),
        publisher=st.sampled_from(["Northern Post", "Southern Post"]),
        day=st.dates(date(2022, 12, 19), date(2022, 12, 22)),
        modality=st.sampled_from(["asserted", "reported", "planned", "negated"]),
        event_type=st.sampled_from(["CONSULT", "MOBILIZE"]),
        event_day=st.one_of(st.none(), st.just(date(2022, 12, 18))),
        source=st.sampled_from([None, "institute", "ministry", "unnamed analysts", "RUS"]),
        polarity=st.sampled_from(["positive", "negative"]),
        text=st.sampled_from([None, " ".join(f"word{number}" for number in range(40))]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda report: report.name,
)


@settings(max_examples=25, deadline=None)
@given(reports=REPORTS, seed=st.integers(0, 99))
def test_order_of_rows_changes_nothing(reports: list[Report], seed: int) -> None:
    articles, coded, publishers = frames(reports)
    once = link(articles, dict(coded), publishers, "run_b")
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=seed) for name, frame in coded.items()}
    again = link(
        articles.sample(fraction=1, shuffle=True, seed=seed),
        shuffled,
        publishers.sample(fraction=1, shuffle=True, seed=seed),
        "run_b",
    )
    for name, frame in once.items():
        assert_frame_equal(frame, again[name])


@settings(max_examples=25, deadline=None)
@given(reports=REPORTS)
def test_keys_are_unique_and_references_hold(reports: list[Report]) -> None:
    tables = linked(*reports)
    for name, frame in tables.items():
        table = TABLES[name]
        assert frame.select(table.key).is_duplicated().sum() == 0, name
        for column in table.columns:
            if column.references and column.references.split(".")[0] in tables:
                other, key = column.references.split(".")
                dangling = frame.filter(pl.col(column.name).is_not_null()).join(
                    tables[other], left_on=column.name, right_on=key, how="anti"
                )
                assert dangling.is_empty(), f"{name}.{column.name}"
        nulls = [c.name for c in table.columns if not c.nullable and frame[c.name].null_count()]
        assert not nulls, (name, nulls)
