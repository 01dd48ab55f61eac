"""Items to batches: duplicates, revisions, languages, refusals, and the books."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest import Ingested, ingest, kept_items
from flows.inputs import Hints, input_files
from flows.known import Known
from flows.partitions import read_table, write_rows, write_table
from flows.settings import read_settings
from transforms.articles import settle_inputs
from transforms.tables import ARTICLES, INPUTS, Table

URL = "https://sample-wire.example/a"


def run(
    folder: Path,
    lines: list[dict[str, object]],
    known: Known | None = None,
    batch: int = 50,
    limit: int = 100_000,
    columns: tuple[tuple[str, str], ...] = (),
) -> Ingested:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    settings = read_settings(batch_articles=batch, max_item_bytes=limit)
    with input_files([str(path)], Hints(columns)) as files:
        return ingest(files, known or Known(), folder / "lake", folder / "landing", settings)


def known_after(folder: Path, ingested: Ingested) -> Known:
    inputs = folder / "release-inputs.parquet"
    write_table(INPUTS, ingested.inputs, inputs)
    return Known(tuple(folder / "lake" / "articles" / f"{batch}.parquet" for batch in ingested.batches), inputs)


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
    known = known_after(tmp_path, first)
    second = run(tmp_path, [*lines, {"id": "3", "url": URL, "text": "The ministers met twice."}], known)
    assert second.inputs.select("input_position", "outcome").rows() == [(2, "quarantined"), (3, "revision")]
    assert articles_of(tmp_path, second)["version"].to_list() == [2]


def settled(known: Known, ingested: Ingested) -> list[tuple[int, str]]:
    """Position and outcome of each item known after the run."""
    assert known.inputs is not None
    rows = settle_inputs(pl.concat([pl.read_parquet(known.inputs), ingested.inputs]))
    return sorted(rows.select("input_position", "outcome").rows())


def test_a_mapped_file_that_grows_gives_what_is_new(tmp_path: Path) -> None:
    mapped = (("text", "lead"),)
    line: dict[str, object] = {"url": URL, "lead": "The ministers met."}
    more: dict[str, object] = {"url": URL + "2", "lead": "The ministers parted."}
    first = run(tmp_path, [line], columns=mapped)
    known = known_after(tmp_path, first)
    second = run(tmp_path, [line, more], known, columns=mapped)
    assert settled(known, second) == [(1, "accepted"), (2, "accepted")]


def test_an_item_read_under_another_mapping_stands_beside_what_it_was(tmp_path: Path) -> None:
    """There are as many items taken in as versions of articles, or the books of the run would not balance."""
    lines: list[dict[str, object]] = [
        {"url": URL, "lead": "The ministers met.", "body": "They met in Minsk."},
        {"url": URL + "2", "lead": "The ministers parted.", "body": "The ministers parted."},
    ]
    first = run(tmp_path, lines, columns=(("text", "lead"),))
    known = known_after(tmp_path, first)
    second = run(tmp_path, lines, known, columns=(("text", "body"),))
    assert settled(known, second) == [(1, "accepted"), (1, "revision"), (2, "accepted"), (2, "duplicate")]
    assert articles_of(tmp_path, first).height + articles_of(tmp_path, second).height == 3


def test_a_second_try_reads_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[dict[str, object]] = [{"id": str(n), "text": f"Minister number {n} resigned."} for n in range(6)]
    known, writes = Known(), []

    def fail_once(table: Table, rows: list[dict[str, object]], path: Path) -> None:
        writes.extend([path] if table is ARTICLES else [])
        if len(writes) == 2:
            raise OSError("no space left on device")
        write_rows(table, rows, path)

    monkeypatch.setattr("flows.ingest.write_rows", fail_once)
    with pytest.raises(OSError, match="no space"):
        run(tmp_path, lines, known, batch=2)
    again = run(tmp_path, lines, known, batch=2)
    assert articles_of(tmp_path, again).height == again.inputs.height == 6


def test_a_version_number_is_never_given_twice(tmp_path: Path) -> None:
    """Not even if the release left the version out: what is known comes from the lake."""
    first = run(tmp_path, [{"url": URL, "text": "The ministers met."}, {"url": URL, "text": "They did not meet."}])
    known = Known(known_after(tmp_path, first).articles)
    revised = run(tmp_path, [{"url": URL, "text": "The ministers met again."}], known)
    assert articles_of(tmp_path, revised)["version"].to_list() == [3]
    again = run(tmp_path, [{"url": URL, "text": "The ministers met again."}], known)
    assert again.batches == revised.batches


def test_what_was_cut_is_not_taken_for_the_whole(tmp_path: Path) -> None:
    line: dict[str, object] = {
        "id": "1",
        "text": "The ministers of the two countries said that they had met in Minsk on Saturday. " * 99,
    }
    cut = run(tmp_path, [line], limit=1000)
    assert cut.inputs["outcome"].to_list() == ["quarantined"]
    assert kept_items(cut.inputs.lazy(), tmp_path / "landing") == []
    (mark,) = cut.input_files
    assert mark[1].endswith("up to 1000 bytes")
    whole = run(tmp_path, [line])
    assert whole.inputs["outcome"].to_list() == ["accepted"]
    assert not whole.input_files & cut.input_files


def test_kept_items_are_read_again_in_their_place(tmp_path: Path) -> None:
    first = run(tmp_path, [{"id": "1", "text": "The ministers met."}, {"id": "2", "text": 1}])
    (kept,) = kept_items(first.inputs.lazy(), tmp_path / "landing")
    again = ingest([kept], Known(), tmp_path / "lake", tmp_path / "landing", read_settings())
    assert again.inputs.equals(first.inputs.filter(pl.col("outcome") == "quarantined"))
    assert again.input_files == frozenset()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("\ud800"),
    lambda values: st.lists(values, max_size=2) | st.dictionaries(st.text(max_size=3), values, max_size=2),
    max_leaves=4,
)
_RECORDS = st.dictionaries(
    st.sampled_from(["id", "url", "title", "text", "published", "publisher", "byline", "retrieved", "x"]), _JSON
)


@given(
    st.lists(
        _RECORDS
        | st.fixed_dictionaries(
            {"text": st.text(min_size=1)}, optional={"title": _JSON, "url": _JSON, "published": _JSON}
        ),
        max_size=4,
    )
)
def test_any_record_is_taken_in_or_refused(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, object]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    ingested = run(folder, records, batch=2)
    assert ingested.inputs.height <= len(records)
    taken = ingested.inputs.filter(pl.col("outcome").is_in(["accepted", "revision", "unsupported_language"]))
    assert articles_of(folder, ingested).height == taken.height
    assert ingested.inputs.filter(pl.col("outcome") == "quarantined")["reason"].null_count() == 0
