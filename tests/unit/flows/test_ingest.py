"""Items to batches: duplicates, revisions, languages, refusals, and the books."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl

from flows.ingest import Ingested, Known, ingest
from flows.inputs import input_files
from flows.partitions import read_table
from flows.settings import read_settings
from transforms.tables import ARTICLES

URL = "https://sample-wire.example/a"


def run(folder: Path, lines: list[dict[str, object]], known: Known | None = None, batch: int = 50) -> Ingested:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    settings = read_settings(batch_articles=batch)
    with input_files([str(path)]) as files:
        return ingest(files, known or Known(), folder / "lake", folder / "landing", settings)


def articles_of(folder: Path, ingested: Ingested) -> pl.DataFrame:
    return read_table(ARTICLES, [folder / "lake" / "articles" / f"{batch}.parquet" for batch in ingested.batches])


def test_every_item_is_accounted_for(tmp_path: Path) -> None:
    ukrainian = "Президент України Володимир Зеленський заявив про це у вівторок у Києві на зустрічі з журналістами."
    ingested = run(
        tmp_path,
        [
            {"id": "1", "url": URL, "text": "The ministers met in Minsk."},
            {"id": "2", "url": URL + "#again", "text": "The ministers met in Minsk."},
            {"id": "3", "url": URL, "text": "The ministers met in Minsk on Saturday."},
            {"id": "4", "text": ukrainian},
            {"id": "5", "text": 5.0},
        ],
    )
    outcomes = ingested.inputs["outcome"].to_list()
    assert outcomes == ["accepted", "duplicate", "revision", "unsupported_language", "quarantined"]
    articles = articles_of(tmp_path, ingested)
    assert articles["version"].to_list().count(2) == 1
    assert sorted(articles["language"]) == ["en", "en", "uk"]
    refused = ingested.inputs.filter(pl.col("outcome") == "quarantined")
    assert refused["reason"].to_list() == ["field 'text' is float, not text"]
    assert (tmp_path / "landing" / refused["item_sha256"][0]).read_bytes() == b'{"id": "5", "text": 5.0}'


def test_batches_depend_on_the_items_alone(tmp_path: Path) -> None:
    lines: list[dict[str, object]] = [{"id": str(n), "text": f"Minister number {n} resigned."} for n in range(7)]
    once = run(tmp_path, lines, batch=3)
    again = run(tmp_path, lines, batch=3)
    assert len(once.batches) == 3
    assert once.batches == again.batches
    assert articles_of(tmp_path, once).height == 7


def test_what_is_known_is_not_taken_in_again(tmp_path: Path) -> None:
    lines: list[dict[str, object]] = [{"id": "1", "url": URL, "text": "The ministers met."}, {"id": "2", "text": 1}]
    first = run(tmp_path, lines)
    known = Known.of(articles_of(tmp_path, first).lazy(), first.inputs.lazy())
    second = run(tmp_path, [*lines, {"id": "3", "url": URL, "text": "The ministers met twice."}], known)
    assert second.inputs.select("input_position", "outcome").rows() == [(2, "quarantined"), (3, "revision")]
    assert articles_of(tmp_path, second)["version"].to_list() == [2]
