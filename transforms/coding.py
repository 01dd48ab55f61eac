"""From articles to coded rows: the reading steps in order, then the frames.

Not here: any step (`transforms/nlp/`), any frame (`transforms/<table>.py`), links across articles (`linking.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from traceback import extract_tb
from typing import Any

import polars as pl
from spacy.tokens import Doc

from transforms.actors import document_actors
from transforms.articles import is_headline
from transforms.attributions import attributions
from transforms.claims import document_claims
from transforms.events import (
    document_event_actors,
    document_event_mentions,
    document_event_places,
    document_events,
)
from transforms.mentions import mentions
from transforms.nlp.clauses import find_claims
from transforms.nlp.coreference import find_mentions
from transforms.nlp.cues import find_attributions
from transforms.nlp.dates import find_times
from transforms.nlp.parser import parse
from transforms.nlp.quantities import find_quantities
from transforms.nlp.reading import ArticleText, Reading
from transforms.nlp.sentences import paragraph_texts, read_sentences
from transforms.nlp.triggers import find_events
from transforms.places import document_places
from transforms.publishers import publisher_by_id
from transforms.quantities import quantities
from transforms.sentences import sentences
from transforms.tables import DOCUMENT_FAILURES
from transforms.time_expressions import time_expressions


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that gave nothing because the coder broke at it, or because it holds no sentence; why, in one line."""

    article: ArticleText
    reason: str


def read_articles(articles: pl.DataFrame, model: str | None = None) -> Iterator[Reading | Failure]:
    """Read each article (rows of `articles`) in order; all paragraphs go through the parser in one stream.

    An article that breaks a step is a `Failure`, so that it costs no other: it goes into quarantine with its reason.
    """
    yield from read_texts([_article_text(row) for row in articles.iter_rows(named=True)], model)


def read_texts(texts: Sequence[ArticleText], model: str | None = None) -> Iterator[Reading | Failure]:
    """As `read_articles`, of articles that are no rows yet."""
    paragraphs = [paragraph_texts(article) for article in texts]
    docs = parse((text for one in paragraphs for text in one), model)
    for article, own in zip(texts, paragraphs, strict=True):
        parsed = list(islice(docs, len(own)))
        try:
            reading = _read(article, parsed)
            yield reading if reading.sentences else Failure(article, "no sentence to code")
        except Exception as error:  # noqa: BLE001 - whatever breaks, the other articles go on
            place = extract_tb(error.__traceback__)[-1]
            where = f"{PurePath(place.filename).stem}.{place.name}:{place.lineno}"
            yield Failure(article, f"coding failed in {where}: {type(error).__name__}: {error}")


def _read(article: ArticleText, docs: list[Doc]) -> Reading:
    reading = Reading(article)
    reading.sentences = read_sentences(article, docs)
    reading.times = find_times(reading)
    reading.quantities = find_quantities(reading)
    reading.mentions = find_mentions(reading)
    reading.attributions = find_attributions(reading)
    reading.events = find_events(reading)
    reading.claims = find_claims(reading)
    return reading


def code_articles(articles: pl.DataFrame, run_id: str, model: str | None = None) -> dict[str, pl.DataFrame]:
    """Frames of every table in `CODED` for these articles (rows of `articles`, all in English)."""
    readings: list[Reading] = []
    failures: list[Failure] = []
    for read in read_articles(articles, model):
        if isinstance(read, Reading):
            readings.append(read)
        else:
            failures.append(read)
    return {
        "sentences": sentences(readings, run_id),
        "mentions": mentions(readings, run_id),
        "time_expressions": time_expressions(readings, run_id),
        "quantities": quantities(readings, run_id),
        "attributions": attributions(readings, run_id),
        "document_events": document_events(readings, run_id),
        "document_event_mentions": document_event_mentions(readings, run_id),
        "document_event_actors": document_event_actors(readings, run_id),
        "document_event_places": document_event_places(readings, run_id),
        "document_claims": document_claims(readings, run_id),
        "document_actors": document_actors(readings, run_id),
        "document_places": document_places(readings, run_id),
        "document_failures": _failed(failures, run_id),
    }


def _failed(failures: list[Failure], run_id: str) -> pl.DataFrame:
    return DOCUMENT_FAILURES.frame(
        [
            {
                "article_id": failure.article.article_id,
                "version": failure.article.version,
                "run_id": run_id,
                "reason": " ".join(failure.reason.split()),
            }
            for failure in failures
        ]
    )


def _article_text(row: dict[str, Any]) -> ArticleText:
    title = row["title"]
    return ArticleText(
        article_id=row["article_id"],
        version=row["version"],
        text=row["text"],
        has_title=title is not None and is_headline(row["text"], title),
        published_earliest=row["published_earliest"],
        published_latest=row["published_latest"],
        publisher=publisher_by_id(row["publisher_id"]).actor,
    )
