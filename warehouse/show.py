"""One article, attribution, event or claim with its evidence, for the terminal.

Not here: opening the warehouse (`connect.py`), tables for programs (`query.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import duckdb
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

Row = dict[str, Any]

_SOURCE, _CUE, _CONTENT, _TRIGGER, _HEDGE = "bold cyan", "bold yellow", "green", "underline magenta", "reverse"
_BY_DEPTH = ("green", "blue", "red")
"""Content by depth: what is said, what someone in it is said to have said, and deeper."""
_LEGEND = Text.assemble(
    ("source", _SOURCE), "  ", ("cue", _CUE), "  ", ("content", _CONTENT), "  ", ("nested", _BY_DEPTH[1]), "  ",
    ("event", _TRIGGER), "  ", ("hedge", _HEDGE),
)  # fmt: skip


class NoSuchIdError(LookupError):
    """Nothing in the current views has that id."""


def show(con: duckdb.DuckDBPyConnection, identity: str) -> RenderableType:
    """The row of that id among articles (also by `input_id`), attributions, events and claims, with its evidence.

    Raises `NoSuchIdError`.
    """
    for table, key, render in (
        ("articles", "article_id", _article),
        ("articles", "input_id", _article),
        ("attributions", "attribution_id", _attribution),
        ("events", "event_id", _event),
        ("claims", "claim_id", _claim),
    ):
        if rows := _rows(con, f"SELECT * FROM {table} WHERE {key} = $1 LIMIT 1", identity):
            return render(con, rows[0])
    raise NoSuchIdError(f"{identity}: no current article, attribution, event or claim has this id")


def _rows(con: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[Row]:
    cursor = con.execute(query, list(values))
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _article(con: duckdb.DuckDBPyConnection, article: Row) -> RenderableType:
    attributions = _rows(
        con,
        _ATTRIBUTIONS + "WHERE a.article_id = $1 ORDER BY a.sentence_no, a.depth, a.content_text",
        article["article_id"],
    )
    triggers = _rows(
        con, "SELECT trigger_start, trigger_end FROM event_mentions WHERE article_id = $1", article["article_id"]
    )
    hedges = _rows(
        con,
        "SELECT unnest(hedge_spans, recursive := true) FROM attribution_claims WHERE article_id = $1",
        article["article_id"],
    )
    text = _highlighted(article["text"], attributions, triggers, hedges)
    published = " to ".join(
        str(day) for day in sorted({article["published_earliest"], article["published_latest"]} - {None})
    )
    head = Text.assemble(
        (article["article_id"], "bold"),
        f"  version {article['version']}  {article['publisher_id']}  {published or 'date not stated'}",
    )
    return Group(head, _LEGEND, Text(), text, Text(), *_nested(con, attributions))


def _highlighted(text: str, attributions: Iterable[Row], triggers: Iterable[Row], hedges: Iterable[Row]) -> Text:
    shown = Text(text)
    ordered = sorted(attributions, key=lambda row: row["depth"])
    for name, style in (("content_spans", _CONTENT), ("source_spans", _SOURCE), ("cue_spans", _CUE)):
        for row in ordered:
            if row["attribution_type"] == "author":
                continue
            colour = _BY_DEPTH[min(row["depth"], len(_BY_DEPTH)) - 1] if style == _CONTENT else style
            for span in row[name]:
                shown.stylize(colour, span["start_char"], span["end_char"])
    for row in triggers:
        shown.stylize(_TRIGGER, row["trigger_start"], row["trigger_end"])
    for row in hedges:
        shown.stylize(_HEDGE, row["start_char"], row["end_char"])
    return shown


def _nested(con: duckdb.DuckDBPyConnection, attributions: list[Row]) -> Iterator[RenderableType]:
    """Each attribution indented below the one it stands in, with its claims."""
    identities = {row["attribution_id"] for row in attributions}
    children: dict[str | None, list[Row]] = {}
    for row in attributions:
        parent = row["parent_attribution_id"]
        children.setdefault(parent if parent in identities else None, []).append(row)

    def below(parent: str | None, level: int) -> Iterator[RenderableType]:
        for row in children.get(parent, []):
            yield Padding(_line(row), (0, 0, 0, 2 * level))
            for claim in _rows(
                con, _CLAIMS + "WHERE x.attribution_id = $1 ORDER BY x.start_char", row["attribution_id"]
            ):
                yield Padding(_certainty(claim), (0, 0, 0, 2 * level + 2))
            yield from below(row["attribution_id"], level + 1)

    yield from below(None, 0)


def _line(row: Row) -> Text:
    line = Text.assemble((" ← ".join(row["chain_names"]), _SOURCE))
    if row["cue_text"]:
        line.append(f"  {row['cue_text']}", _CUE)
    line.append(f"  {row['content_text']}", _CONTENT)
    line.append(f"  [{row['attribution_type']}, {row['quotation']}, {row['stance']}]  {row['attribution_id']}", "dim")
    return line


def _certainty(claim: Row) -> Text:
    line = Text.assemble((f"{claim['factuality']:<4}", "bold"), f"{claim['text']}")
    if claim["certainty_term"]:
        line.append(f"  {claim['certainty_term']} {claim['certainty_low']:.0%}-{claim['certainty_high']:.0%}", _HEDGE)
    elif claim["hedge_text"]:
        line.append(f"  {claim['hedge_text']}", _HEDGE)
    line.append(f"  {claim['claim_id']}", "dim")
    return line


def _attribution(con: duckdb.DuckDBPyConnection, attribution: Row) -> RenderableType:
    row = _rows(con, _ATTRIBUTIONS + "WHERE a.attribution_id = $1", attribution["attribution_id"])[0]
    sentence = _rows(
        con,
        "SELECT start_char, text FROM sentences WHERE article_id = $1 AND sentence_no = $2",
        row["article_id"],
        row["sentence_no"],
    )[0]
    claims = _rows(con, _CLAIMS + "WHERE x.attribution_id = $1 ORDER BY x.start_char", row["attribution_id"])
    facts = Text(
        f"article {row['article_id']}  depth {row['depth']}  said {row['said_earliest']} to {row['said_latest']}"
    )
    return Group(
        facts, _sentence(sentence, row), _line(row), *(Padding(_certainty(one), (0, 0, 0, 2)) for one in claims)
    )


def _sentence(sentence: Row, attribution: Row | None = None, triggers: Iterable[tuple[int, int]] = ()) -> Text:
    shown, offset = Text(sentence["text"]), sentence["start_char"]
    if attribution:
        for name, style in (("content_spans", _CONTENT), ("source_spans", _SOURCE), ("cue_spans", _CUE)):
            for span in attribution[name]:
                shown.stylize(style, max(0, span["start_char"] - offset), max(0, span["end_char"] - offset))
    for start, end in triggers:
        shown.stylize(_TRIGGER, start - offset, end - offset)
    return shown


def _event(con: duckdb.DuckDBPyConnection, event: Row) -> RenderableType:
    actors = _rows(
        con,
        "SELECT role, list(name ORDER BY name) AS names FROM event_actors JOIN actors USING (actor_id) "
        "WHERE event_id = $1 GROUP BY role ORDER BY role",
        event["event_id"],
    )
    places = _rows(
        con,
        "SELECT role, list(name ORDER BY name) AS names FROM event_places JOIN places USING (place_id) "
        "WHERE event_id = $1 GROUP BY role ORDER BY role",
        event["event_id"],
    )
    mentions = _rows(
        con,
        "SELECT m.article_id, m.trigger_start, m.trigger_end, m.modality, s.start_char, s.text FROM event_mentions m "
        "JOIN sentences s USING (article_id, version, sentence_no) WHERE event_id = $1 ORDER BY 1, 2",
        event["event_id"],
    )
    kind = f"{event['event_type']}{'-' + event['event_mode'] if event['event_mode'] else ''}"
    head = Text.assemble((kind, "bold"), f"  {event['modality']}  {event['event_earliest']} to {event['event_latest']}")
    head.append(f"  ({event['event_precision']})  {'happened' if event['is_happened'] else 'not counted as happened'}")
    lines: list[RenderableType] = [head]
    lines += [Text(f"{row['role']}: {', '.join(row['names'])}") for row in (*actors, *places)]
    for row in mentions:
        lines.append(Text(f"{row['article_id']}  {row['modality']}", "dim"))
        lines.append(Padding(_sentence(row, None, [(row["trigger_start"], row["trigger_end"])]), (0, 0, 0, 2)))
    return Group(*lines)


def _claim(con: duckdb.DuckDBPyConnection, claim: Row) -> RenderableType:
    head = Text(claim["proposition"], "bold")
    counts = Text(
        f"{claim['n_articles']} articles, {claim['n_stories']} stories, {claim['n_publishers']} publishers, "
        f"{claim['n_originators']} independent originators; first {claim['first_reported_at']}"
    )
    lines: list[RenderableType] = [head, counts]
    said = _rows(con, _ATTRIBUTIONS + _OF_CLAIM, claim["claim_id"])
    for row in said:
        lines.append(Padding(_line(row), (0, 0, 0, 2)))
        claims = _rows(
            con, _CLAIMS + "WHERE x.attribution_id = $1 AND x.claim_id = $2", row["attribution_id"], claim["claim_id"]
        )
        lines += [Padding(_certainty(one), (0, 0, 0, 4)) for one in claims]
    return Group(*lines)


_ATTRIBUTIONS = """
SELECT a.*, list_transform(a.chain, lambda id: coalesce(names[id], id)) AS chain_names
FROM attributions a, (SELECT map_from_entries(list((actor_id, name))) AS names FROM actors) """
_CLAIMS = "SELECT x.* FROM attribution_claims x "
_OF_CLAIM = """WHERE a.attribution_id IN (SELECT attribution_id FROM attribution_claims WHERE claim_id = $1)
ORDER BY a.said_latest, a.attribution_id"""
