"""Hand-made frames for the tests of linking: a few articles with an event and a claim each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import polars as pl

from transforms.ids import stable_id
from transforms.publishers import find_publisher, publisher_rows
from transforms.tables import ARTICLES, CODED

_FILLER = "According to the account given in {name} nothing else of note was decided on that day by anyone at all"
WORDS = ("border", "grain", "winter", "harbour", "council", "school", "river", "museum", "train", "bread")


@dataclass(frozen=True)
class Report:
    """One article with one event, attributed or in the outlet's own voice."""

    name: str
    publisher: str = "Northern Post"
    day: date = date(2022, 12, 20)
    text: str | None = None
    version: int = 1
    is_current: bool = True
    event_type: str = "CONSULT"
    modality: str = "asserted"
    event_day: date | None = date(2022, 12, 19)
    actors: tuple[str, ...] = ("RUS",)
    recipients: tuple[str, ...] = ("BLR",)
    place: str | None = "minsk"
    source: str | None = None
    polarity: str = "positive"
    is_contrast: bool = False

    @property
    def article_id(self) -> str:
        return stable_id("art", self.name)


def frames(reports: Sequence[Report]) -> tuple[pl.DataFrame, dict[str, pl.DataFrame], pl.DataFrame]:
    """Articles, coded frames and publishers of the reports, in their order."""
    coded: dict[str, list[dict[str, Any]]] = {table.name: [] for table in CODED}
    for report in reports:
        _add(report, coded)
    publishers = publisher_rows(find_publisher(report.publisher, None) for report in reports)
    articles = pl.DataFrame([_article(report) for report in reports], schema=ARTICLES.polars_schema, orient="row")
    return articles, {table.name: table.frame(coded[table.name]) for table in CODED}, publishers


def _article(report: Report) -> dict[str, Any]:
    seed = hashlib.sha256(report.name.encode()).digest()
    own = " ".join(f"{WORDS[byte % len(WORDS)]}{byte}" for byte in seed)
    text = report.text or f"{_FILLER.format(name=report.name)} {own}"
    return {
        "article_id": report.article_id,
        "version": report.version,
        "publisher_id": find_publisher(report.publisher, None).publisher_id,
        "language": "en",
        "published_earliest": report.day,
        "published_latest": report.day,
        "published_at": datetime.combine(report.day, time(12), UTC),
        "published_method": "metadata",
        "text": text,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "input_path": f"{report.name}.txt",
        "input_position": 1,
        "media_type": "text/plain",
        "is_current": report.is_current,
    }


def _add(report: Report, coded: dict[str, list[dict[str, Any]]]) -> None:
    origin: dict[str, Any] = {"article_id": report.article_id, "version": report.version, "run_id": "run_a"}
    event_id = stable_id("dev", report.article_id, report.version, 0)
    attribution_id = stable_id("att", report.article_id, report.version, 0)
    source = stable_id("act", report.source) if report.source else None
    span = {"start_char": 0, "end_char": 9}
    is_real = report.modality in {"asserted", "reported", "presupposed", "probable"}
    coded["document_events"].append(
        {**origin, "document_event_id": event_id, "event_type": report.event_type, "event_contexts": ["diplomatic"],
         "quad_class": "verbal cooperation", "is_reciprocal": False, "modality": report.modality,
         "is_happened": is_real, "event_earliest": report.event_day, "event_latest": report.event_day,
         "event_precision": "day" if report.event_day else "past", "event_rule": "test"}
    )  # fmt: skip
    coded["document_event_mentions"].append(
        {**origin, "document_event_id": event_id, "event_mention_id": stable_id("evm", event_id), "sentence_no": 0,
         "trigger_start": 0, "trigger_end": 9, "trigger_text": "According", "event_type": report.event_type,
         "modality": report.modality, "is_background": False, "attribution_id": attribution_id}
    )  # fmt: skip
    for role, countries in (("actor", report.actors), ("recipient", report.recipients)):
        for country in countries:
            actor_id = stable_id("act", country)
            coded["document_event_actors"].append(
                {**origin, "document_event_id": event_id, "role": role, "actor_id": actor_id, "actor_text": country}
            )
            coded["document_actors"].append(
                {**origin, "actor_id": actor_id, "name": country, "actor_type": "country", "country": country}
            )
    if report.place:
        place_id = stable_id("plc", report.place)
        coded["document_event_places"].append(
            {**origin, "document_event_id": event_id, "role": "location", "place_id": place_id}
        )
        coded["document_places"].append(
            {**origin, "place_id": place_id, "name": report.place, "feature_class": "city", "country": "BLR"}
        )
    if report.source:
        kind = "described" if report.source.startswith("unnamed") else "organisation"
        coded["document_actors"].append({**origin, "actor_id": source, "name": report.source, "actor_type": kind})
    coded["attributions"].append(
        {**origin, "attribution_id": attribution_id, "sentence_no": 0, "source_spans": [], "cue_spans": [],
         "is_cue_negated": False, "content_spans": [span], "content_text": "According", "quotation": "none",
         "attribution_type": "explicit" if report.source else "author", "depth": 1, "chain": [], "stance": "neutral",
         "is_first_hand": False, "confidence": 1.0, "source_actor_id": source, "originator_id": source}
    )  # fmt: skip
    coded["document_claims"].append(
        {**origin, "attribution_id": attribution_id, "proposition": "a said b", "proposition_key": "b say",
         "document_event_id": event_id, "start_char": 0, "end_char": 9, "text": "According",
         "factuality": "CT-" if report.polarity == "negative" else "CT+", "hedge_spans": [], "is_future": False,
         "polarity": report.polarity, "contrast_start": 0 if report.is_contrast else None,
         "contrast_end": 7 if report.is_contrast else None}
    )  # fmt: skip
