"""Great Expectations and the plain SQL agree, rule by rule; its pages ask nobody for anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from expectations import audit, checkpoints, data_docs, runner
from expectations.rules import RULES
from transforms.tables import CONTRACT

Rows = dict[str, list[dict[str, Any]]]


def _corrupt(rows: Rows) -> None:
    """Break rules of every form at once: ready-made ones, joins, subqueries, recursion, lists, whole tables."""
    rows["articles"][0].update(text_sha256="0" * 64, language="eng", published_method="nonsense")
    rows["articles"][2].update(is_current=True, byline="")
    rows["sentences"][0].update(text="something else", section=None)
    rows["mentions"][0].update(end_char=100_000, actor_id="absent")
    rows["time_expressions"].append(dict(rows["time_expressions"][0]))
    rows["quantities"][0].update(low=float("nan"))
    rows["attributions"][3].update(parent_attribution_id="att_ended", depth=2, confidence=7.0)
    rows["attributions"][0].update(content_spans=[{"start_char": 9, "end_char": 4}], chain=["act_nobody"])
    rows["claims"][0].update(n_stories=-1)
    rows["attribution_claims"][0].update(hedge_text="may", credibility=9)
    rows["event_mentions"][0].update(cameo_code="x")
    rows["events"][2].update(is_happened=True)
    rows["actors"][0].update(country="Ukraine")
    rows["publishers"][0].update(domain="https://First.example.org/")
    rows["places"] = []


def test_counts_are_equal_rule_by_rule(rows: Rows, tmp_path: Path, stage: Callable[..., Path]) -> None:
    _corrupt(rows)
    staged = stage({table.name: table.frame(rows[table.name]) for table in CONTRACT})
    database = ":memory:test_counts_are_equal"
    with duckdb.connect(database) as con:
        audit.load(con, staged)
        audit.note_context(con, audit.count_rows(con), {"attributions": 3})
        verdicts = audit.judge(con)
        counts = checkpoints.run(database, RULES, "val_test", tmp_path / "validation", with_docs=False)
    assert {finding.rule.name: finding.n_failed for finding in verdicts.findings} == counts
    assert len(counts) == len(RULES)
    assert sum(n > 0 for n in counts.values()) > 30
    assert not (tmp_path / "validation" / "data_docs").exists()


def test_a_validation_runs_great_expectations(
    rows: Rows, tmp_path: Path, stage: Callable[..., Path], write: Any
) -> None:
    rows["actors"][3]["name"] = "He"
    rows["attributions"][3]["cue_text"] = "denied"
    staged = stage({table.name: table.frame(rows[table.name]) for table in CONTRACT})
    report = runner.validate(staged, "run_test", tmp_path / "validation", write)
    assert report.verdict == "published"
    [page] = (tmp_path / "validation/data_docs/validations/actors" / report.validation_id).rglob("*.html")
    assert "A pronoun that became an actor" in page.read_text()
    assert "1 rows break the rule." in page.read_text()
    assert (tmp_path / "validation/gx/expectations/actors.json").is_file()


def test_data_docs_stand_alone_and_are_capped(
    release: dict[str, pl.DataFrame], tmp_path: Path, stage: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_docs, "KEPT_RUNS", 2)
    rules = [rule for rule in RULES if rule.table == "places"]
    database = ":memory:test_data_docs"
    with duckdb.connect(database) as con:
        audit.load(con, stage(release))
        audit.note_context(con, audit.count_rows(con), {})
        # The last run repeats the one before it and replaces its pages.
        for name in ("val_1", "val_2", "val_3", "val_3"):
            checkpoints.run(database, rules, name, tmp_path)
    site = tmp_path / "data_docs"
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == 2 * len(CONTRACT) + 1
    assert {folder.name for folder in site.glob("validations/*/*")} == {"val_2", "val_3"}
    for page in pages:
        assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//|url\(["']?https?:|<script""", page.read_text()), (
            page
        )
    index = (site / "index.html").read_text()
    assert index.index("val_3") < index.index("val_2")
    for link in re.findall(r'href="([^"]+)"', index):
        assert (site / link).is_file()


def test_a_lost_result_is_an_error(
    release: dict[str, pl.DataFrame], stage: Callable[..., Path], write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Great Expectations that counts other rows than there are stops the validation."""
    monkeypatch.setattr(checkpoints, "run", lambda *_, **__: {rule.name: 1 for rule in RULES})
    with pytest.raises(RuntimeError, match="other rows than were counted"):
        runner.validate(stage(release), "run_test", Path("unused"), write)
