"""The summary of a validation finds rows and sentences again, whether they were published or refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from expectations.runner import validate
from expectations.summary import Summary, read_validation
from transforms.tables import CONTRACT, TABLES

Rows = dict[str, list[dict[str, Any]]]


def _summary(rows: Rows, stage: Callable[..., Path], write: Any, before: Sequence[Path] = ()) -> Summary:
    staged = stage({table.name: table.frame(rows[table.name]) for table in CONTRACT})
    report = validate(staged, "run_test", None, write)
    for name, frame in report.frames.items():
        write(TABLES[name], frame, staged / f"{name}.parquet")
    return read_validation(staged, before)


def test_examples_come_with_their_sentence(rows: Rows, stage: Callable[..., Path], write: Any) -> None:
    rows["event_mentions"][0]["trigger_text"] = "left"
    rows["time_expressions"][0]["timex_value"] = "Monday"
    rows["actors"][3]["name"] = "He"
    examples = {rule.rule: rule.examples[0] for rule in _summary(rows, stage, write).failing}
    refused = examples["event_mentions.trigger_text_equals_source"]
    assert (refused.before, refused.span, refused.after) == ("On 19 December 2022 Putin ", "visited", " Minsk.")
    remarked = examples["time_expressions.value_is_timex"]
    assert (remarked.before, remarked.span) == ("On ", "19 December 2022")
    named = examples["actors.name_is_no_pronoun"]
    assert named.span == "Vladimir Putin"
    assert named.before.startswith("The Institute")


def test_events_and_claims_are_shown_by_the_words_that_tell_them(
    rows: Rows, stage: Callable[..., Path], write: Any
) -> None:
    rows["events"][0]["n_mentions"] = 9
    rows["claims"][1]["proposition"] = "troops"
    rows["articles"][1]["title"] = "Another headline"
    rows["events"][0]["event_rule"] = ""
    examples = {rule.rule: rule.examples[0] for rule in _summary(rows, stage, write).failing}
    assert examples["claims.proposition_is_a_clause"].span == "he would send troops"
    assert examples["articles.title_begins_text"].after == "Minsk under pressure"
    refused = examples["events.event_rule_is_not_blank"]
    assert (refused.before, refused.span) == ("On 19 December 2022 Putin ", "visited")


def test_trends_go_back_over_the_releases_before(
    rows: Rows, stage: Callable[..., Path], write: Any, tmp_path: Path
) -> None:
    before: list[Path] = []
    for number, name in enumerate(("Putin", "He", "She", "They")):
        rows["actors"][3]["name"] = name
        folder = tmp_path / f"rel_{number}"
        summary = _summary(rows, lambda frames, folder=folder: stage(frames, folder), write, before)
        before.append(folder)
    [rule] = summary.failing
    n_actors = len(rows["actors"])
    assert rule.trend == (0.0, *[1 / n_actors] * 3)
    assert rule.failing_since == "rel_1"
    assert {change.earlier for change in summary.changes} == {change.now for change in summary.changes}


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
