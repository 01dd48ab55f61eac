"""`dateline show` of each kind of row, on the samples: the evidence is there, nested and highlighted."""

from __future__ import annotations

import duckdb
import pytest
from rich.console import Console

from tests.pipeline.conftest import Job, dateline
from warehouse.show import NoSuchIdError, show


def shown(warehouse: duckdb.DuckDBPyConnection, identity: str, *, color: bool = False) -> str:
    console = Console(width=200, force_terminal=color, color_system="standard" if color else None, highlight=False)
    with console.capture() as capture:
        console.print(show(warehouse, identity))
    return capture.get()


def one(warehouse: duckdb.DuckDBPyConnection, query: str) -> tuple[str, ...]:
    rows = warehouse.execute(query).fetchall()
    assert rows, query
    return tuple(map(str, rows[0]))


def test_an_article_is_shown_whole_with_nested_statements(warehouse: duckdb.DuckDBPyConnection) -> None:
    identity, text = one(warehouse, "SELECT article_id, text FROM articles WHERE input_path LIKE '%/000_%'")
    plain = shown(warehouse, identity)
    assert text.split("\n")[2] in plain
    assert "Institute for the Study of War ← Alexander Lukashenko" in plain
    outer, inner = (
        next(line for line in plain.splitlines() if cue in line and "att_" in line)
        for cue in ("  said  he does not rule out", "  does not rule out  ")
    )
    assert len(inner) - len(inner.lstrip()) > len(outer) - len(outer.lstrip())
    assert "\x1b[" in shown(warehouse, identity, color=True)


def test_an_article_is_found_by_the_id_its_input_gave_it(warehouse: duckdb.DuckDBPyConnection) -> None:
    article, given = one(warehouse, "SELECT article_id, input_id FROM articles WHERE input_id IS NOT NULL ORDER BY 1")
    assert article in shown(warehouse, given)


def test_an_event_shows_its_actors_and_every_mention(warehouse: duckdb.DuckDBPyConnection) -> None:
    identity, kind, mentions = one(
        warehouse, "SELECT event_id, event_type, n_mentions FROM events WHERE n_mentions > 2 ORDER BY event_id"
    )
    plain = shown(warehouse, identity)
    assert plain.startswith(kind)
    assert "actor: " in plain
    assert plain.count("art_") == int(mentions)


def test_a_claim_shows_who_carries_it(warehouse: duckdb.DuckDBPyConnection) -> None:
    identity, proposition = one(
        warehouse, "SELECT claim_id, proposition FROM claims WHERE n_originators > 1 ORDER BY claim_id"
    )
    plain = shown(warehouse, identity)
    assert proposition.split("\n")[0][:40] in plain
    assert "independent originators" in plain
    assert plain.count("att_") >= 2


def test_an_attribution_shows_its_sentence(warehouse: duckdb.DuckDBPyConnection) -> None:
    identity, cue = one(
        warehouse, "SELECT attribution_id, cue_text FROM attributions WHERE cue_text NOT LIKE '%…%' ORDER BY 1"
    )
    assert cue in shown(warehouse, identity)


def test_an_unknown_id_is_one_clear_line(samples_job: Job, warehouse: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(NoSuchIdError, match="no current article"):
        show(warehouse, "art_nothing")
    wrong = dateline("show", "art_nothing", home=samples_job.home.root)
    assert wrong.returncode == 2
    assert wrong.stderr.count("\n") == 1
