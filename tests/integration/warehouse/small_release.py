"""A hand-made release of three short articles, and its revision, as Parquet: for tests of the warehouse only.

The first article (an emoji and a combining accent stand before its spans) is copied by a second outlet and contradicted
by a third article. The revision rewrites the first article: "will likely" becomes "will", and one statement goes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from transforms.ids import stable_id
from transforms.tables import RELEASED, TABLES
from warehouse.build import ReleaseFiles

Row = dict[str, Any]

COURIER, HERALD = stable_id("pub", "courier"), stable_id("pub", "herald")
ACTORS = {
    "Courier": ("media", "POL", "MED"),
    "Herald": ("media", "GBR", "MED"),
    "River Institute": ("ngo", "USA", "NGO"),
    "Alexander Lukashenko": ("person", "BLR", "GOV"),
    "Vladimir Putin": ("person", "RUS", "GOV"),
    "Government of Ukraine": ("government", "UKR", "GOV"),
}
LUKASHENKO, PUTIN, INSTITUTE = "Alexander Lukashenko", "Vladimir Putin", "River Institute"
OUTLETS = {COURIER: "Courier", HERALD: "Herald"}
JOINS, MEETS = "Belarus will likely not join the war", "Lukashenko met Putin"
FIRST = (
    "No call-up in Minsk 😀",
    "Cafe\u0301 talk aside, Lukashenko met Putin on Monday.",
    "Belarus will likely not join the war, the River Institute said, citing Lukashenko.",
    "“The S-400 battery stays,” Lukashenko told Courier.",
)
REVISED = (*FIRST[:2], "Belarus will not join the war, the River Institute said, citing Lukashenko.")
DENIAL = (
    "Kyiv doubts Minsk",
    "However, Ukraine says that Belarus may join the war.",
    "The bulldog of Minsk has not met Putin, analysts say.",
)
PUBLISHED_AT = (datetime(2026, 1, 5, 6, 0, tzinfo=UTC), datetime(2026, 1, 6, 6, 0, tzinfo=UTC))


def actor(name: str) -> str:
    """Id of an actor of this release."""
    return stable_id("act", name)


def at(text: str, piece: str) -> Row:
    """Span of the first place where a piece stands."""
    start = text.index(piece)
    return {"start_char": start, "end_char": start + len(piece)}


class Draft:
    """Rows by table, added article by article."""

    def __init__(self, run_id: str) -> None:
        self.run_id = run_id
        self.rows: dict[str, list[Row]] = {table.name: [] for table in RELEASED}

    def add(self, table: str, **row: Any) -> None:
        self.rows[table].append({"run_id": self.run_id, **row} if "run_id" in TABLES[table] else row)

    def article(self, name: str, version: int, publisher_id: str, day: date, lines: tuple[str, ...],
                is_current: bool = True) -> Article:  # fmt: skip
        text = "\n".join(lines)
        key: Row = {"article_id": stable_id("art", name), "version": version}
        self.add(
            "articles", **key, input_id=name, url=f"https://example.org/{name}", publisher_id=publisher_id,
            title=lines[0], language="en", published_earliest=day, published_latest=day, published_method="metadata",
            text=text, text_sha256=stable_id("sha", text), input_path=f"{name}.txt", input_position=1,
            media_type="text/plain", is_current=is_current,
        )  # fmt: skip
        for number, line in enumerate(lines):
            section = "body" if number else "headline"
            self.add("sentences", **key, sentence_no=number, **at(text, line), text=line, section=section)
        return Article(self, key, publisher_id, text, lines, day)

    def frames(self) -> dict[str, pl.DataFrame]:
        return {name: TABLES[name].frame(rows) for name, rows in self.rows.items()}


class Article:
    """One article version to which statements and events are added."""

    def __init__(self, draft: Draft, key: Row, publisher_id: str, text: str, lines: tuple[str, ...], day: date) -> None:
        self.draft, self.key, self.publisher_id, self.text, self.lines, self.day = (
            draft, key, publisher_id, text, lines, day,
        )  # fmt: skip

    def sentence_no(self, piece: str) -> int:
        return next(number for number, line in enumerate(self.lines) if piece in line)

    def mention(self, piece: str, name: str, mention_type: str = "name") -> str:
        mention_id = stable_id("men", *self.key.values(), piece)
        self.draft.add(
            "mentions", **self.key, mention_id=mention_id, sentence_no=self.sentence_no(piece), **at(self.text, piece),
            text=piece, mention_type=mention_type, actor_id=actor(name),
        )  # fmt: skip
        return mention_id

    def says(self, source: str, name: str | None, cue: str, content: str, through: tuple[str, ...] = (),
             originator: str | None = None, **more: Any) -> str:  # fmt: skip
        attribution_id = stable_id("att", *self.key.values(), content, name)
        chain = [actor(OUTLETS[self.publisher_id]), *map(actor, through), *([actor(name)] if name else [])]
        origin = originator or name
        self.draft.add(
            "attributions", **self.key, attribution_id=attribution_id, sentence_no=self.sentence_no(content),
            source_spans=[at(self.text, source)], source_text=source, source_actor_id=actor(name) if name else None,
            source_class="named_person" if name else "unnamed_collective",
            originator_id=actor(origin) if origin else None, cue_spans=[at(self.text, cue)],
            cue_text=cue, cue_lemma={"said": "say", "told": "tell"}.get(cue, cue), is_cue_negated=False,
            content_spans=[at(self.text, content)], content_text=content, depth=max(1, len(chain) - 1),
            chain=chain if len(chain) > 1 else [*chain, actor(INSTITUTE)], said_earliest=self.day,
            said_latest=self.day, confidence=0.9,
            **{"quotation": "indirect", "attribution_type": "explicit", "stance": "neutral", "is_first_hand": False}
            | more,
        )  # fmt: skip
        return attribution_id

    def claims(self, attribution_id: str, proposition: str, text: str, factuality: str, hedge: str | None = None,
               **more: Any) -> None:  # fmt: skip
        self.draft.add(
            "attribution_claims", **self.key, attribution_id=attribution_id, claim_id=stable_id("cla", proposition),
            **at(self.text, text), text=text, factuality=factuality,
            hedge_spans=[at(self.text, hedge)] if hedge else [], hedge_text=hedge, is_future=True,
            polarity="negative" if factuality.endswith("-") else "positive", **more,
        )  # fmt: skip

    def event(self, name: str, trigger: str, event_type: str, modality: str, **more: Any) -> str:
        event_id = stable_id("evt", name)
        self.draft.add(
            "event_mentions", **self.key, event_mention_id=stable_id("evm", *self.key.values(), trigger),
            event_id=event_id, sentence_no=self.sentence_no(trigger),
            trigger_start=at(self.text, trigger)["start_char"], trigger_end=at(self.text, trigger)["end_char"],
            trigger_text=trigger, event_type=event_type, modality=modality, is_background=False, **more,
        )  # fmt: skip
        return event_id


def _claim(draft: Draft, proposition: str, n_articles: int, n_stories: int, n_originators: int, day: date) -> None:
    draft.add(
        "claims", claim_id=stable_id("cla", proposition), proposition=proposition, n_articles=n_articles,
        n_stories=n_stories, n_publishers=min(2, n_articles), n_originators=n_originators, first_reported_at=day,
        first_publisher_id=COURIER,
    )  # fmt: skip


def _first(draft: Draft, name: str, version: int, publisher_id: str, lines: tuple[str, ...], is_current: bool) -> str:
    article = draft.article(name, version, publisher_id, date(2022, 12, 20), lines, is_current)
    article.mention("Lukashenko", LUKASHENKO)
    article.mention("Putin", PUTIN)
    content = lines[2].partition(",")[0]
    nested = {"through": (INSTITUTE,), "originator": LUKASHENKO}
    frame = article.says("River Institute", INSTITUTE, "said", content)
    said = article.says("Lukashenko", LUKASHENKO, "citing", content, **nested, parent_attribution_id=frame)  # type: ignore[arg-type]
    if "likely" in content:
        band = {"certainty_term": "likely", "certainty_low": 0.55, "certainty_high": 0.8}
        article.claims(said, JOINS, content, "PR-", "likely", **band)
    else:
        article.claims(said, JOINS, content, "CT-")
    article.event("meeting", "met", "CONSULT", "asserted", event_mode="meet", cameo_code="043")
    if len(lines) > 3:
        quote = article.says("Lukashenko", LUKASHENKO, "told", "The S-400 battery stays", quotation="direct",
                             is_first_hand=True, venue_text="told Courier")  # fmt: skip
        article.claims(quote, "S-400 stays in Belarus", "The S-400 battery stays", "CT+")
    return said


def _world(draft: Draft) -> None:
    for name, (actor_type, country, sector) in ACTORS.items():
        draft.add("actors", actor_id=actor(name), name=name, actor_type=actor_type, country=country, sector=sector)
    for publisher_id, name in OUTLETS.items():
        draft.add("publishers", publisher_id=publisher_id, name=name, actor_id=actor(name), country=ACTORS[name][1])
    draft.add("places", place_id="plc_minsk", name="Minsk", country="BLR", latitude=53.9, longitude=27.57,
              feature_class="city")  # fmt: skip


def _events(draft: Draft, n_mentions: int) -> None:
    monday = {"event_earliest": date(2022, 12, 19), "event_latest": date(2022, 12, 19), "event_precision": "day"}
    draft.add(
        "events", event_id=stable_id("evt", "meeting"), event_type="CONSULT", event_mode="meet",
        event_contexts=["diplomatic"], quad_class="verbal cooperation", is_reciprocal=True, modality="asserted",
        is_happened=True, **monday, event_rule="weekday", n_mentions=n_mentions, n_articles=2, n_stories=1,
        n_originators=1,
    )  # fmt: skip
    draft.add(
        "events", event_id=stable_id("evt", "joining"), event_type="ASSAULT", event_contexts=["military"],
        quad_class="material conflict", is_reciprocal=False, modality="possible", is_happened=False,
        event_precision="future", event_rule="open", n_mentions=1, n_articles=1, n_stories=1, n_originators=1,
    )  # fmt: skip
    for role in ("actor", "recipient"):
        for name in (LUKASHENKO, PUTIN):
            draft.add("event_actors", event_id=stable_id("evt", "meeting"), role=role, actor_id=actor(name),
                      actor_text=name.split()[-1])  # fmt: skip
    draft.add("event_actors", event_id=stable_id("evt", "joining"), role="actor", actor_id=actor(LUKASHENKO),
              actor_text="Belarus")  # fmt: skip
    draft.add("event_places", event_id=stable_id("evt", "meeting"), role="location", place_id="plc_minsk")


def _accounts(draft: Draft, validation_id: str, n_failed: int) -> None:
    draft.add(
        "runs", dateline_version="0.1.0", code_sha256="c" * 64, lexicons_sha256="l" * 64, model_name="en_small",
        model_version="1", model_sha256="m" * 64, tagger_sha256="t" * 64, is_model_standin=True,
        ontology_version="plover-2", settings_sha256="s" * 64,
    )  # fmt: skip
    draft.add("inputs", input_path="first.txt", input_position=1, item_sha256="0" * 64, outcome="accepted")
    draft.add("steps", step="code", table_name="articles", outcome="in", n_rows=3)
    draft.add("validation_runs", validation_id=validation_id, n_rules=1, n_rows=40, n_warned=n_failed,
              n_quarantined=0, verdict="published")  # fmt: skip
    draft.add("validation_results", validation_id=validation_id, rule="source_is_known", table_name="attributions",
              severity="warn", why="A speaker without an actor cannot be counted.", n_checked=5, n_failed=n_failed,
              is_success=n_failed == 0)  # fmt: skip
    if n_failed:
        attribution_id = draft.rows["attributions"][0]["attribution_id"]
        draft.add("row_verdicts", validation_id=validation_id, table_name="attributions", rule="source_is_known",
                  severity="warn", verdict="warn", row_key=f'{{"attribution_id":"{attribution_id}"}}',
                  detail="source_text=analysts")  # fmt: skip


def release_frames(is_revised: bool = False, run_id: str = "run_1") -> dict[str, pl.DataFrame]:
    """The frames of the release, or of the one after the revision of its first article."""
    draft = Draft(run_id)
    _world(draft)
    said = _first(draft, "first", 1, COURIER, FIRST, is_current=not is_revised)
    if is_revised:
        said = _first(draft, "first", 2, COURIER, REVISED, is_current=True)
    copied = _first(draft, "copy", 1, HERALD, FIRST[:3], is_current=True)
    origin = stable_id("art", "first")
    shared = {"story_id": origin, "origin_article_id": origin}
    for version in (1, 2) if is_revised else (1,):
        reason = "origin" if version == 1 else "revision"
        draft.add("story_copies", article_id=origin, version=version, **shared, is_origin=version == 1,
                  similarity=1.0, reason=reason)  # fmt: skip
    draft.add("story_copies", article_id=stable_id("art", "copy"), version=1, **shared, is_origin=False,
              similarity=0.8, reason="wire_copy")  # fmt: skip
    denial = draft.article("denial", 1, HERALD, date(2022, 12, 22), DENIAL)
    denial.mention("The bulldog of Minsk", LUKASHENKO, "epithet")
    doubt = denial.says("Ukraine", "Government of Ukraine", "says", "Belarus may join the war")
    denial.claims(doubt, "Belarus will join the war", "Belarus may join the war", "PS+", "may")
    denial.event("joining", "join", "ASSAULT", "possible", attribution_id=doubt)
    for version_said in {said, copied}:
        is_own = version_said == said
        draft.add(
            "claim_relations", **denial.key, relation="contradicts",
            from_claim_id=stable_id("cla", "Belarus will join the war"), to_claim_id=stable_id("cla", JOINS),
            from_attribution_id=doubt, to_attribution_id=version_said,
            marker_span=at(denial.text, "However") if is_own else None,
        )  # fmt: skip
    _claim(draft, JOINS, 2, 1, 1, date(2022, 12, 20))
    _claim(draft, "S-400 stays in Belarus", 1, 1, 1, date(2022, 12, 20))
    _claim(draft, "Belarus will join the war", 1, 1, 1, date(2022, 12, 22))
    _events(draft, n_mentions=3 if is_revised else 2)
    _accounts(draft, "val_2" if is_revised else "val_1", n_failed=1 if is_revised else 0)
    return draft.frames()


def write_release(folder: Path, frames: dict[str, pl.DataFrame], sequence: int = 1, is_current: bool = True,
                  run_id: str = "run_1") -> ReleaseFiles:  # fmt: skip
    """Writes the frames as a release folder in the form that publication gives it."""
    release_id = f"rel_{sequence}"
    target = folder / release_id
    target.mkdir(parents=True, exist_ok=True)
    for table in RELEASED:
        arrow = frames[table.name].to_arrow().cast(table.arrow_schema)
        pq.write_table(arrow, target / f"{table.name}.parquet")
    return ReleaseFiles(release_id, sequence, run_id, PUBLISHED_AT[sequence - 1], target, is_current)
