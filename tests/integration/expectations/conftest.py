"""A small release, built by hand, that breaks no rule at all: what the tests of validation corrupt."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest

from transforms.tables import CONTRACT, TABLES, Table

Row = dict[str, Any]
Release = dict[str, pl.DataFrame]

RUN = "run_test"
SENTENCES_A = (
    "Putin visits Minsk",
    "The Institute for the Study of War said that Vladimir Putin will likely press Alexander Lukashenko.",
    "However, Lukashenko denied that he would send troops.",
    "The institute added that Belarusian officials claimed that exercises had ended.",
    "“We are ready,” Putin said.",
    "On 19 December 2022 Putin visited Minsk.",
    "Germany imposed sanctions on Belarus.",
    "About 200 soldiers stood there; nobody knows how many tanks.",
)
SENTENCES_B = (
    "Minsk under pressure",
    "The Institute for the Study of War said that Vladimir Putin will likely press Alexander Lukashenko.",
    "On 19 December 2022 Putin visited Minsk.",
)
SENTENCES_OLD = ("Putin to visit Minsk", "A visit is planned.")
DAY = date(2022, 12, 19)


class Article:
    """A text made of sentences, and spans found in it."""

    def __init__(self, article_id: str, version: int, publisher: str, sentences: tuple[str, ...]) -> None:
        self.key = {"article_id": article_id, "version": version}
        self.publisher = publisher
        self.sentences = sentences
        self.text = sentences[0] + "\n" + " ".join(sentences[1:])

    def span(self, phrase: str, sentence: int = 0) -> Row:
        start = self.text.index(phrase, self.start(sentence))
        return {"start_char": start, "end_char": start + len(phrase)}

    def start(self, sentence: int) -> int:
        return sum(len(text) + 1 for text in self.sentences[:sentence])

    def evidence(self, phrase: str, sentence: int) -> Row:
        return {
            **self.key, "run_id": RUN, "sentence_no": sentence, **self.span(phrase, sentence), "text": phrase
        }  # fmt: skip

    def row(self, **columns: Any) -> Row:
        return {
            **self.key, "input_id": None, "url": f"https://example.org/{self.key['article_id']}",
            "publisher_id": self.publisher, "title": self.sentences[0], "language": "en",
            "published_earliest": DAY, "published_latest": DAY,
            "published_at": datetime(2022, 12, 19, 18, 30, tzinfo=UTC), "published_method": "metadata",
            "retrieved_at": datetime(2022, 12, 20, 6, tzinfo=UTC), "text": self.text,
            "text_sha256": hashlib.sha256(self.text.encode()).hexdigest(), "input_path": "news.jsonl",
            "input_position": 1, "media_type": "application/jsonl", "is_current": True, **columns,
        }  # fmt: skip


A = Article("art_a", 2, "pub_first", SENTENCES_A)
B = Article("art_b", 1, "pub_second", SENTENCES_B)
OLD = Article("art_a", 1, "pub_first", SENTENCES_OLD)


def _sentences() -> list[Row]:
    return [
        article.evidence(text, number) | {"section": "headline" if number == 0 else "body"}
        for article in (A, B, OLD)
        for number, text in enumerate(article.sentences)
    ]


def _mention(name: str, article: Article, phrase: str, sentence: int, **columns: Any) -> Row:
    return article.evidence(phrase, sentence) | {"mention_id": name, "mention_type": "name"} | columns


def _attribution(
    name: str, article: Article, sentence: int, source: str, cue: str, content: str, actor: str, **columns: Any
) -> Row:
    head = "act_first" if article is A else "act_second"
    return {
        **article.key, "run_id": RUN, "attribution_id": name, "sentence_no": sentence,
        "source_spans": [article.span(source, sentence)], "source_text": source, "source_actor_id": actor,
        "source_class": "named_organisation", "originator_id": actor, "cue_spans": [article.span(cue, sentence)],
        "cue_text": cue, "cue_lemma": cue, "is_cue_negated": False, "content_spans": [article.span(content, sentence)],
        "content_text": content, "quotation": "indirect", "attribution_type": "explicit", "depth": 1,
        "chain": [head, actor], "stance": "neutral", "is_first_hand": False, "said_earliest": DAY,
        "said_latest": DAY, "confidence": 0.9, **columns,
    }  # fmt: skip


PRESS = "Vladimir Putin will likely press Alexander Lukashenko"
TROOPS = "he would send troops"
ENDED = "exercises had ended"
READY = "We are ready"


def _stated(attribution: str, claim: str, article: Article, text: str, sentence: int, **columns: Any) -> Row:
    return {
        **article.key, "run_id": RUN, "attribution_id": attribution, "claim_id": claim,
        **article.span(text, sentence), "text": text, "factuality": "CT+", "hedge_spans": [], "is_future": False,
        "polarity": "positive", **columns,
    }  # fmt: skip


def _likely(article: Article) -> Row:
    return {
        "factuality": "PR+", "certainty_term": "likely", "certainty_low": 0.55, "certainty_high": 0.8,
        "hedge_spans": [article.span("likely", 1)], "hedge_text": "likely", "is_future": True,
    }  # fmt: skip


def _claim(name: str, proposition: str, counts: int = 1, **columns: Any) -> Row:
    return {
        "claim_id": name, "run_id": RUN, "proposition": proposition, "n_articles": counts, "n_stories": 1,
        "n_publishers": counts, "n_originators": 1, "first_reported_at": DAY, "first_publisher_id": "pub_first",
        **columns,
    }  # fmt: skip


def _trigger(name: str, event: str, article: Article, trigger: str, sentence: int, kind: str, **columns: Any) -> Row:
    span = article.span(trigger, sentence)
    return {
        **article.key, "run_id": RUN, "event_mention_id": name, "event_id": event, "sentence_no": sentence,
        "trigger_start": span["start_char"], "trigger_end": span["end_char"], "trigger_text": trigger,
        "event_type": kind, "cameo_code": "042", "modality": "asserted", "is_background": False, **columns,
    }  # fmt: skip


def _event(name: str, kind: str, quad: str, counts: int = 1, **columns: Any) -> Row:
    return {
        "event_id": name, "run_id": RUN, "event_type": kind, "event_contexts": ["military"], "quad_class": quad,
        "is_reciprocal": False, "modality": "asserted", "is_happened": True, "event_earliest": DAY,
        "event_latest": DAY, "event_precision": "day", "event_rule": "expression", "n_mentions": counts,
        "n_articles": counts, "n_stories": 1, "n_originators": 1, **columns,
    }  # fmt: skip


def _participant(event: str, role: str, actor: str, text: str, mention: str | None = None) -> Row:
    return {
        "event_id": event, "run_id": RUN, "role": role, "actor_id": actor, "actor_text": text, "mention_id": mention
    }  # fmt: skip


def _actor(name: str, label: str, kind: str, **columns: Any) -> Row:
    return {"actor_id": name, "name": label, "actor_type": kind, **columns}


def sound_rows() -> dict[str, list[Row]]:
    likely = {name: _likely(article) for name, article in (("a", A), ("b", B))}
    return {
        "articles": [
            A.row(), B.row(input_position=2, canonical_url="https://example.org/art_b"),
            OLD.row(is_current=False, input_position=3),
        ],
        "story_copies": [
            {**A.key, "story_id": "sto_1", "is_origin": True, "origin_article_id": "art_a", "similarity": 1.0,
             "reason": "origin"},
            {**B.key, "story_id": "sto_1", "is_origin": False, "origin_article_id": "art_a", "similarity": 0.7,
             "reason": "wire_copy"},
        ],
        "sentences": _sentences(),
        "mentions": [
            _mention("men_putin", A, "Vladimir Putin", 1, actor_id="act_putin"),
            _mention("men_lukashenko", A, "Lukashenko", 2, actor_id="act_lukashenko"),
            _mention("men_he", A, "he", 2, mention_type="pronoun", actor_id="act_lukashenko",
                     antecedent_id="men_lukashenko", rule="subject") | A.span("he would", 2) | {
                         "end_char": A.span("he would", 2)["start_char"] + 2},
            _mention("men_visitor", A, "Putin", 5, actor_id="act_putin", antecedent_id="men_putin"),
            _mention("men_minsk", A, "Minsk", 5, place_id="pla_minsk"),
            _mention("men_germany", A, "Germany", 6, actor_id="act_germany"),
        ],
        "time_expressions": [
            article.evidence("19 December 2022", sentence) | {
                "timex_type": "DATE", "timex_value": "2022-12-19", "earliest": DAY, "latest": DAY,
                "precision": "day", "rule": "full_date"}
            for article, sentence in ((A, 5), (B, 2))
        ],
        "quantities": [
            A.evidence("About 200 soldiers", 7) | {
                "low": 180.0, "high": 220.0, "unit": "soldier", "is_approximate": True, "is_unspecified": False},
            A.evidence("tanks", 7) | {"unit": "tank", "is_approximate": False, "is_unspecified": True},
        ],
        "attributions": [
            _attribution("att_press", A, 1, "The Institute for the Study of War", "said", PRESS, "act_isw"),
            _attribution("att_copy", B, 1, "The Institute for the Study of War", "said", PRESS, "act_isw"),
            _attribution("att_troops", A, 2, "Lukashenko", "denied", TROOPS, "act_lukashenko",
                         source_class="named_person"),
            _attribution("att_added", A, 3, "The institute", "added",
                         f"Belarusian officials claimed that {ENDED}", "act_isw"),
            _attribution("att_ended", A, 3, "Belarusian officials", "claimed", ENDED, "act_officials",
                         source_class="unnamed_official", parent_attribution_id="att_added", depth=2,
                         chain=["act_first", "act_isw", "act_officials"]),
            _attribution("att_ready", A, 4, "Putin", "said", READY, "act_putin", source_class="named_person",
                         quotation="direct"),
        ],
        "claims": [
            _claim("cla_press", PRESS, 2), _claim("cla_troops", TROOPS, event_id="eve_troops"),
            _claim("cla_ended", ENDED), _claim("cla_ready", READY),
        ],
        "attribution_claims": [
            _stated("att_press", "cla_press", A, PRESS, 1, **likely["a"]),
            _stated("att_copy", "cla_press", B, PRESS, 1, **likely["b"]),
            _stated("att_troops", "cla_troops", A, TROOPS, 2, factuality="CT-", polarity="negative"),
            _stated("att_ended", "cla_ended", A, ENDED, 3),
            _stated("att_ready", "cla_ready", A, READY, 4),
        ],
        "claim_relations": [
            {**B.key, "run_id": RUN, "relation": "repeats", "from_claim_id": "cla_press", "to_claim_id": "cla_press",
             "from_attribution_id": "att_copy", "to_attribution_id": "att_press"},
            {**A.key, "run_id": RUN, "relation": "contradicts_partly", "from_claim_id": "cla_troops",
             "to_claim_id": "cla_press", "from_attribution_id": "att_troops", "to_attribution_id": "att_press",
             "scope_difference": "pressing is not sending", "marker_span": A.span("However", 2)},
        ],
        "event_mentions": [
            _trigger("evm_visit", "eve_visit", A, "visited", 5, "CONSULT"),
            _trigger("evm_visit_b", "eve_visit", B, "visited", 2, "CONSULT"),
            _trigger("evm_sanction", "eve_sanction", A, "imposed sanctions", 6, "SANCTION", cameo_code="163"),
            _trigger("evm_troops", "eve_troops", A, "send troops", 2, "MOBILIZE", modality="negated",
                     attribution_id="att_troops", cameo_code="154"),
        ],
        "events": [
            _event("eve_visit", "CONSULT", "verbal cooperation", 2),
            _event("eve_sanction", "SANCTION", "material conflict"),
            _event("eve_troops", "MOBILIZE", "material conflict", modality="negated", is_happened=False,
                   event_earliest=None, event_precision="future", event_latest=None, event_rule="none"),
        ],
        "event_actors": [
            _participant("eve_visit", "actor", "act_putin", "Putin", "men_visitor"),
            _participant("eve_visit", "recipient", "act_belarus", "Minsk"),
            _participant("eve_sanction", "actor", "act_germany", "Germany", "men_germany"),
            _participant("eve_sanction", "recipient", "act_belarus", "Belarus"),
            _participant("eve_troops", "actor", "act_lukashenko", "he", "men_he"),
        ],
        "event_places": [
            {"event_id": "eve_visit", "run_id": RUN, "role": "destination", "place_id": "pla_minsk"},
        ],
        "actors": [
            _actor("act_first", "First News", "media", country="UKR"),
            _actor("act_second", "Second News", "media"),
            _actor("act_isw", "Institute for the Study of War", "ngo", country="USA", wikidata_id="Q12345"),
            _actor("act_putin", "Vladimir Putin", "person", country="RUS", sector="GOV",
                   valid_from=date(2012, 5, 7), valid_to=date(2030, 5, 7)),
            _actor("act_lukashenko", "Alexander Lukashenko", "person", country="BLR", organisation_id="act_belarus"),
            _actor("act_officials", "Belarusian officials", "described", country="BLR"),
            _actor("act_belarus", "Belarus", "country", country="BLR"),
            _actor("act_germany", "Germany", "country", country="DEU"),
        ],
        "places": [
            {"place_id": "pla_minsk", "name": "Minsk", "country": "BLR", "latitude": 53.9, "longitude": 27.57,
             "feature_class": "city"},
        ],
        "publishers": [
            {"publisher_id": "pub_first", "name": "First News", "domain": "first.example.org", "country": "UKR",
             "reliability": "B", "actor_id": "act_first"},
            {"publisher_id": "pub_second", "name": "Second News", "actor_id": "act_second"},
        ],
    }  # fmt: skip


def write_table(table: Table, frame: pl.DataFrame, path: Path) -> None:
    pq.write_table(frame.to_arrow().cast(table.arrow_schema), path)


def write_release(release: Release, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in release.items():
        write_table(TABLES[name], frame, folder / f"{name}.parquet")
    return folder


@pytest.fixture(scope="session")
def release() -> Release:
    """The sound release: frames by table. Shared: change copies only (polars frames are immutable)."""
    rows = sound_rows()
    return {table.name: table.frame(rows[table.name]) for table in CONTRACT}


@pytest.fixture
def stage(tmp_path: Path) -> Callable[..., Path]:
    """Writes a release into a staging folder, or the given one."""
    return lambda release, folder=None: write_release(release, folder or tmp_path / "staged")


@pytest.fixture
def rows() -> dict[str, list[Row]]:
    """The rows of the sound release, to be changed at will."""
    return sound_rows()


@pytest.fixture
def write() -> Callable[[Table, pl.DataFrame, Path], None]:
    """How a table is written, as the pipeline's own writer does it."""
    return write_table
