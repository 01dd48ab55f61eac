"""The summary of a validation finds rows and sentences again, whether they were published or refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from expectations.runner import validate
from expectations.summary import Summary, read_validation
from transforms.tables import CONTRACT, TABLES

Rows = dict[str, list[dict[str, Any]]]


def _summary(rows: Rows, stage: Callable[..., Path], write: Any) -> Summary:
    staged = stage({table.name: table.frame(rows[table.name]) for table in CONTRACT})
    report = validate(staged, "run_test", None, write)
    for name, frame in report.frames.items():
        write(TABLES[name], frame, staged / f"{name}.parquet")
    return read_validation(staged)


def test_examples_come_with_their_sentence(rows: Rows, stage: Callable[..., Path], write: Any) -> None:
    rows["event_mentions"][0]["trigger_text"] = "left"
    rows["time_expressions"][0]["timex_value"] = "Monday"
    rows["actors"][3]["name"] = "He"
    examples = {rule.rule: rule.examples[0] for rule in _summary(rows, stage, write).failing}
    refused = examples["event_mentions.trigger_text_equals_source"]
    assert (refused.before, refused.span, refused.after) == ("On 19 December 2022 Putin ", "visited", " Minsk.")
    remarked = examples["time_expressions.value_is_timex"]
    assert (remarked.before, remarked.span) == ("On ", "19 December 2022")
    assert examples["actors.name_is_no_pronoun"].span == ""


def test_a_refused_sentence_is_still_shown(rows: Rows, stage: Callable[..., Path], write: Any) -> None:
    rows["sentences"][5]["section"] = "nonsense"
    [rule] = [rule for rule in _summary(rows, stage, write).failing if rule.severity == "error"]
    assert rule.examples[0].span == "On 19 December 2022 Putin visited Minsk."


def test_counts_add_up(rows: Rows, stage: Callable[..., Path], write: Any) -> None:
    rows["attributions"][3]["cue_text"] = "denied"
    summary = _summary(rows, stage, write)
    assert sum(table.n_refused for table in summary.tables) == summary.n_quarantined
    assert sum(table.n_published + table.n_refused for table in summary.tables) == summary.n_rows


def test_a_refused_release_says_what_refused_it(rows: Rows, stage: Callable[..., Path], write: Any) -> None:
    summary = _summary({name: [] for name in rows}, stage, write)
    assert summary.verdict == "refused"
    assert [(rule.severity, rule.examples[0].detail) for rule in summary.failing] == [("fatal", "0 < 1")]
