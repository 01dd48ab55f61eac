"""Every question has one recipe: a documented SELECT that runs on any warehouse."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from tests.integration.warehouse.small_release import release_frames, write_release
from transforms.tables import TABLES
from warehouse.build import build_warehouse
from warehouse.connect import connect
from warehouse.query import run_sql

FOLDER = Path(__file__).parents[2] / "docs" / "recipes"
RECIPES = {path.stem: path for path in sorted(FOLDER.glob("*.sql"))}
EMPTY_IN_THE_SMALL_RELEASE = {
    "q02-spans-that-left-their-text",  # always: a row is a defect
    "q05-claims-without-a-cue",
    "q06-claims-of-one-origin",
    "q08-many-speakers-one-origin",
    "q09-confirmed-by-both-sides",
    "q18-asserted-and-denied",
    "q20-changed-assessments",
    "q26-a-to-b-by-month",
    "q35-what-two-runs-changed",
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two releases with a revision."""
    folder = tmp_path_factory.mktemp("recipes")
    first = write_release(folder, release_frames(), 1, is_current=False)
    second = write_release(folder, release_frames(is_revised=True), 2)
    build_warehouse([first, second], folder / "warehouse.duckdb")
    return folder / "warehouse.duckdb"


@pytest.fixture(scope="module")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    frames = {name: table.frame([]) for name, table in TABLES.items() if name != "releases"}
    build_warehouse([write_release(folder, frames)], folder / "warehouse.duckdb")
    return folder / "warehouse.duckdb"


def test_every_question_has_one_recipe() -> None:
    assert [name[:3] for name in RECIPES] == [f"q{number:02}" for number in range(1, 43)]


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_says_what_it_answers_and_how_to_read_it(name: str) -> None:
    lines = RECIPES[name].read_text("utf-8").splitlines()
    assert re.fullmatch(rf"-- {name[:3].upper()}: .+[.?]", lines[0])
    assert lines[1].startswith("-- Read: ")
    assert max(map(len, lines)) <= 120
    assert len(duckdb.extract_statements("\n".join(lines))) == 1


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_runs_and_finds_something(name: str, warehouse: Path) -> None:
    sql = RECIPES[name].read_text("utf-8")
    with connect(warehouse) as con:
        found = con.sql(sql).pl()
    assert found.is_empty() == (name in EMPTY_IN_THE_SMALL_RELEASE)


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_gives_the_same_every_time(name: str, warehouse: Path) -> None:
    sql = RECIPES[name].read_text("utf-8")
    with connect(warehouse) as con:
        assert len({run_sql(con, sql, "csv") for _ in range(3)}) == 1


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_runs_on_an_empty_warehouse(name: str, empty_warehouse: Path) -> None:
    with connect(empty_warehouse) as con:
        assert con.execute(RECIPES[name].read_text("utf-8")).fetchall() == []


def column(con: duckdb.DuckDBPyConnection, name: str, of: str) -> list[Any]:
    recipe = next(stem for stem in RECIPES if stem.startswith(name))
    return list(con.sql(RECIPES[recipe].read_text("utf-8")).pl()[of])


def test_answers_are_those_of_the_small_release(warehouse: Path) -> None:
    with connect(warehouse) as con:
        assert set(column(con, "q03", "depth")) == {2}
        assert column(con, "q13", "certainty_term") == ["likely"]
        assert column(con, "q14", "hedge_text") == ["may"]
        assert sorted(column(con, "q16", "weakest")) == ["PR", "PS"]
        assert sum(column(con, "q21", "weight")) == 1
        assert column(con, "q22", "modality") == ["possible"]
        assert column(con, "q25", "n_events") == [1.0]
        assert sorted(column(con, "q29", "change")) == ["dropped", "re-hedged"]
        assert column(con, "q33", "label") == ["The bulldog of Minsk"]
        assert column(con, "q36", "rule") == ["source_is_known"]
        assert column(con, "q37", "sequence") == [2]
        assert column(con, "q39", "checked_by") == ["val_2", "val_2"]
        assert column(con, "q40", "n_sentences") == [3, 3, 3]
        assert set(column(con, "q41", "EventCode")) == {"043"}
        assert column(con, "q42", "confidence") == [70, None, None]


def test_two_coding_runs_can_be_compared(tmp_path: Path) -> None:
    first = write_release(tmp_path, release_frames(run_id="run_1"), 1, is_current=False)
    frames = release_frames(run_id="run_2")
    frames["attributions"] = frames["attributions"].filter(pl.col("cue_text") != "told")
    second = write_release(tmp_path, frames, 2, run_id="run_2")
    build_warehouse([first, second], tmp_path / "warehouse.duckdb")
    with connect(tmp_path / "warehouse.duckdb") as con:
        assert column(con, "q35", "found_by") == ["old run only"]
        assert column(con, "q35", "content_text") == ["The S-400 battery stays"]


def test_recipes_read_what_is_published_for_reading() -> None:
    """Only the recipe that compares coding runs needs the full history."""
    reading_core = {name for name, path in RECIPES.items() if "core." in path.read_text("utf-8")}
    assert reading_core == {"q35-what-two-runs-changed"}
