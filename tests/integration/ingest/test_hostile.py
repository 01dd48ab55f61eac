"""Hostile files: none crashes a run, holds it up, or takes a neighbour along; each is accounted for."""

from __future__ import annotations

import time

import polars as pl
import pytest

from flows.ingest import ingest
from flows.inputs import input_files
from flows.known import Known
from flows.settings import read_settings
from tests.integration.ingest.hostile import FILES, GOOD_INSIDE, write_all

_SECONDS = 30


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """Rows of `inputs` of each file, read alone beside a good neighbour."""
    folder = tmp_path_factory.mktemp("hostile")
    write_all(folder / "in")
    frames = []
    for name in FILES:
        began = time.monotonic()
        (folder / "good.txt").write_text(f"The ministers met in Minsk on Saturday, {name} said in a statement.")
        with input_files([str(folder / "in" / name), str(folder / "good.txt")]) as files:
            ingested = ingest(files, Known(), folder / "lake", folder / "landing", read_settings())
        seconds = time.monotonic() - began
        frames.append(ingested.inputs.with_columns(pl.lit(name).alias("file"), pl.lit(seconds).alias("seconds")))
    return pl.concat(frames)


def test_there_are_more_than_sixty() -> None:
    assert len(FILES) > 60


@pytest.mark.parametrize("name", FILES)
def test_no_file_holds_up_or_takes_along_its_neighbour(taken_in: pl.DataFrame, name: str) -> None:
    rows = taken_in.filter(pl.col("file") == name)
    neighbour = rows.filter(pl.col("input_path") == "good.txt")
    assert neighbour["outcome"].to_list() == ["accepted"]
    assert rows["seconds"].max() < _SECONDS  # type: ignore[operator]
    refused = rows.filter(pl.col("outcome") == "quarantined")
    assert refused["reason"].null_count() == 0
    assert not refused["reason"].str.contains("\n").any()


@pytest.mark.parametrize("name", GOOD_INSIDE)
def test_what_is_good_inside_is_not_lost(taken_in: pl.DataFrame, name: str) -> None:
    rows = taken_in.filter((pl.col("file") == name) & (pl.col("input_path") != "good.txt"))
    assert "accepted" in rows["outcome"].to_list(), rows.select("outcome", "reason").rows()


@pytest.mark.parametrize("name", sorted(FILES.keys() - {"empty.jsonl"}))
def test_every_file_is_accounted_for(taken_in: pl.DataFrame, name: str) -> None:
    assert taken_in.filter((pl.col("file") == name) & (pl.col("input_path") != "good.txt")).height


def test_nothing_leaves_an_archive(taken_in: pl.DataFrame) -> None:
    refused = taken_in.filter(pl.col("file").str.starts_with("traversal") & (pl.col("outcome") == "quarantined"))
    assert refused.height == 5
    assert refused["reason"].unique().to_list() == ["its name leads out of the archive"]


def test_no_entity_is_expanded(taken_in: pl.DataFrame) -> None:
    feeds = taken_in.filter(pl.col("file").is_in(["billion_laughs.xml", "outside_entity.xml"]))
    assert not feeds["excerpt"].str.contains("root:|lollol").any()
