"""What validation takes out, what it leaves, and that nothing vanishes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations import runner
from expectations.runner import Report, validate
from transforms.tables import CONTRACT, TABLES

Rows = dict[str, list[dict[str, Any]]]
Stage = Callable[[dict[str, pl.DataFrame]], Path]


def frames(rows: Rows) -> dict[str, pl.DataFrame]:
    return {table.name: table.frame(rows[table.name]) for table in CONTRACT}


def taken(report: Report) -> dict[str, list[str]]:
    """Keys of the quarantined rows by table; a key of one column as its value."""
    keys: dict[str, list[str]] = {}
    for table, key in report.quarantined_rows.select("table_name", "row_key").iter_rows():
        keys.setdefault(table, []).append(" ".join(str(value) for value in json.loads(key).values()))
    return keys


def judged(staged: Path, write: Any) -> Report:
    report = validate(staged, "run_test", None, write)
    assert report.final_results.filter((pl.col("severity") == "error") & ~pl.col("is_success")).is_empty()
    for table, rows_in in report.rows_in.items():
        gone = report.quarantined_rows.filter(pl.col("table_name") == table)
        left = pl.read_parquet(staged / f"{table}.parquet")
        assert rows_in == len(left) + len(gone) == report.rows_out[table] + len(gone)
        assert left.schema == TABLES[table].polars_schema
    return report


def test_a_sound_release_is_left_alone(release: dict[str, pl.DataFrame], stage: Stage, write: Any) -> None:
    staged = stage(release)
    before = {path.name: path.read_bytes() for path in staged.iterdir()}
    report = judged(staged, write)
    assert report.verdict == "published"
    assert report.quarantined_rows.is_empty()
    assert report.row_verdicts.is_empty()
    assert {path.name: path.read_bytes() for path in staged.iterdir()} == before


def test_one_broken_span_takes_its_row_and_its_dependants(rows: Rows, stage: Stage, write: Any) -> None:
    [content] = rows["attributions"][4]["content_spans"]
    content["start_char"] += 1
    content["end_char"] += 1
    report = judged(stage(frames(rows)), write)
    assert report.verdict == "published"
    assert taken(report) == {
        "attributions": ["att_ended"],
        "attribution_claims": ["att_ended cla_ended 232"],
        "claims": ["cla_ended"],
    }
    reasons = dict(report.quarantined_rows.select("table_name", pl.col("reasons").list.first()).iter_rows())
    assert reasons["attributions"] == "attributions.content_text_equals_source"
    assert reasons["attribution_claims"] == 'depends on attributions {"attribution_id":"att_ended"}'
    assert report.row_verdicts["rule"].to_list() == ["attributions.content_text_equals_source"]


def test_a_refused_article_takes_all_that_was_read_in_it(rows: Rows, stage: Stage, write: Any) -> None:
    rows["articles"][1]["text_sha256"] = "0" * 64
    report = judged(stage(frames(rows)), write)
    gone = taken(report)
    assert {table: len(keys) for table, keys in gone.items()} == {
        "articles": 1, "story_copies": 1, "sentences": 3, "time_expressions": 1, "attributions": 1,
        "attribution_claims": 1, "claim_relations": 1, "event_mentions": 1,
    }  # fmt: skip
    assert gone["articles"] == ["art_b 1"]
    assert gone["attributions"] == ["att_copy"]
    assert gone["event_mentions"] == ["evm_visit_b"]


def test_a_parent_takes_the_attribution_inside_it(rows: Rows, stage: Stage, write: Any) -> None:
    rows["attributions"][3]["cue_text"] = "denied"
    assert taken(judged(stage(frames(rows)), write))["attributions"] == ["att_added", "att_ended"]


def test_an_event_goes_with_its_only_mention(rows: Rows, stage: Stage, write: Any) -> None:
    rows["event_mentions"][2]["trigger_text"] = "lifted"
    gone = taken(judged(stage(frames(rows)), write))
    assert gone["events"] == ["eve_sanction"]
    assert gone["event_actors"] == ["eve_sanction actor act_germany", "eve_sanction recipient act_belarus"]


def test_an_event_stays_while_one_mention_stays(rows: Rows, stage: Stage, write: Any) -> None:
    rows["event_mentions"][1]["trigger_text"] = "left"
    assert taken(judged(stage(frames(rows)), write)) == {"event_mentions": ["evm_visit_b"]}


def test_rows_of_one_key_go_together_and_are_told_apart(rows: Rows, stage: Stage, write: Any) -> None:
    rows["quantities"].append(dict(rows["quantities"][0]))
    report = judged(stage(frames(rows)), write)
    keys = [json.loads(key) for key in report.quarantined_rows["row_key"]]
    assert sorted(key.get("occurrence", 1) for key in keys) == [1, 2]
    assert len(report.row_verdicts) == 1
    assert report.validation_results.filter(rule="quantities.key_is_unique")["n_failed"].to_list() == [2]


def test_quarantined_rows_are_whole(rows: Rows, stage: Stage, write: Any) -> None:
    rows["time_expressions"][0]["text"] = "20 December 2022"
    [row] = judged(stage(frames(rows)), write).quarantined_rows["row_json"]
    kept = json.loads(row)
    assert list(kept) == sorted(column.name for column in TABLES["time_expressions"].columns)
    assert kept["earliest"] == "2022-12-19"
    assert kept["text"] == "20 December 2022"


def test_a_refused_revision_leaves_the_version_before_it_current(rows: Rows, stage: Stage, write: Any) -> None:
    """The revision of `art_a` is refused; its first version is published, current, and what it tells counts."""
    old = rows["articles"][2]
    told = {"article_id": "art_a", "version": 1, "sentence_no": 1}
    start = old["text"].index("visit", 20)
    span = {"trigger_start": start, "trigger_end": start + 5, "trigger_text": "visit"}
    rows["event_mentions"].append(
        rows["event_mentions"][0] | told | span | {"event_mention_id": "evm_old", "attribution_id": None}
    )
    rows["articles"][0]["text_sha256"] = "0" * 64
    staged = stage(frames(rows))
    report = judged(staged, write)
    assert taken(report)["articles"] == ["art_a 2"]
    articles = pl.read_parquet(staged / "articles.parquet")
    current = articles.filter("is_current").select("article_id", "version").rows()
    assert sorted(current) == [("art_a", 1), ("art_b", 1)]
    assert pl.read_parquet(staged / "sentences.parquet").filter(article_id="art_a", version=1).height == 2
    [mention] = pl.read_parquet(staged / "event_mentions.parquet").filter(event_mention_id="evm_old").to_dicts()
    [event] = pl.read_parquet(staged / "events.parquet").filter(event_id=mention["event_id"]).to_dicts()
    assert (event["n_mentions"], event["n_articles"]) == (2, 2)


def test_a_second_try_judges_all_of_it_again(
    rows: Rows, tmp_path: Path, stage: Stage, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A try that broke off after rows were taken out has lost none of them."""
    rows["attributions"][3]["cue_text"] = "denied"
    staged, audited = stage(frames(rows)), tmp_path / "audited"
    before = {path.name: path.read_bytes() for path in staged.iterdir()}

    def fail(*_: Any) -> None:
        raise OSError("disk trouble")

    with monkeypatch.context() as patched:
        patched.setattr(runner, "_assert_nothing_vanished", fail)
        with pytest.raises(OSError, match="disk trouble"):
            validate(staged, "run_test", None, write, audited=audited)
    assert {path.name: path.read_bytes() for path in staged.iterdir()} == before
    assert pl.read_parquet(audited / "attributions.parquet").height < len(rows["attributions"]), "it was cut"
    first = validate(staged, "run_test", None, write, audited=audited)
    second = validate(staged, "run_test", None, write, audited=audited)
    assert set(taken(first)["attributions"]) == {"att_added", "att_ended"}
    for name, frame in first.frames.items():
        assert frame.equals(second.frames[name], null_equal=True), name
    assert sorted(path.name for path in audited.iterdir()) == sorted(before)


def test_a_warning_is_published_and_noted(rows: Rows, stage: Stage, write: Any) -> None:
    rows["actors"][3]["name"] = "He"
    report = judged(stage(frames(rows)), write)
    assert report.quarantined_rows.is_empty()
    [verdict] = report.row_verdicts.to_dicts()
    assert (verdict["rule"], verdict["verdict"], verdict["detail"]) == ("actors.name_is_no_pronoun", "warn", "He")
    assert report.validation_runs["n_warned"].to_list() == [1]


def test_a_fatal_failure_refuses(rows: Rows, stage: Stage, write: Any) -> None:
    rows = {name: [] for name in rows}
    report = judged(stage(frames(rows)), write)
    assert report.verdict == "refused"
    assert [failure.rule for failure in report.fatal] == ["articles.row_count_is_at_least"]
    assert report.fatal[0].examples == ("0 < 1",)
    assert report.validation_runs["verdict"].to_list() == ["refused"]


def test_a_missing_file_refuses(release: dict[str, pl.DataFrame], stage: Stage, write: Any) -> None:
    staged = stage(release)
    (staged / "events.parquet").unlink()
    report = validate(staged, "run_test", None, write)
    assert report.verdict == "refused"
    assert [failure.rule for failure in report.fatal] == ["events.has_declared_columns"]
    assert len(report.fatal[0].examples) == 3


def test_the_same_input_gives_the_same_report(rows: Rows, stage: Stage, write: Any) -> None:
    rows["attributions"][3]["cue_text"] = "denied"
    rows["actors"][3]["name"] = "He"
    first, second = (validate(stage(frames(rows)), "run_test", None, write) for _ in range(2))
    assert first.validation_id == second.validation_id
    for name, frame in first.frames.items():
        assert frame.equals(second.frames[name], null_equal=True), name


def test_another_input_is_another_validation(rows: Rows, release: Any, stage: Stage, write: Any) -> None:
    first = validate(stage(release), "run_test", None, write)
    rows["actors"][3]["name"] = "He"
    assert validate(stage(frames(rows)), "run_test", None, write).validation_id != first.validation_id


@pytest.mark.parametrize("name", ["validation_runs", "validation_results", "row_verdicts", "quarantined_rows"])
def test_frames_are_of_the_quality_tables(name: str, release: Any, stage: Stage, write: Any) -> None:
    assert validate(stage(release), "run_test", None, write).frames[name].schema == TABLES[name].polars_schema
