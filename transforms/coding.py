"""From articles to coded rows: the reading steps in order, then the frames.

Not here: any step (`transforms/nlp/`), any frame (`transforms/<table>.py`), links across articles (`linking.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import polars as pl

from transforms.actors import document_actors
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
from transforms.time_expressions import time_expressions


def read_articles(articles: pl.DataFrame, model: str | None = None) -> Iterator[Reading]:
    """Read each article (rows of `articles`) in order: sentences, times, quantities, mentions, attributions, events,
    claims. All paragraphs go through the parser in one stream.
    """
    texts = [_article_text(row) for row in articles.iter_rows(named=True)]
    paragraphs = [paragraph_texts(article) for article in texts]
    docs = parse((text for one in paragraphs for text in one), model)
    for article, own in zip(texts, paragraphs, strict=True):
        reading = Reading(article)
        reading.sentences = read_sentences(article, list(islice(docs, len(own))))
        reading.times = find_times(reading)
        reading.quantities = find_quantities(reading)
        reading.mentions = find_mentions(reading)
        reading.attributions = find_attributions(reading)
        reading.events = find_events(reading)
        reading.claims = find_claims(reading)
        yield reading


def code_articles(articles: pl.DataFrame, run_id: str, model: str | None = None) -> dict[str, pl.DataFrame]:
    """Frames of every table in `CODED` for these articles (rows of `articles`, all in English)."""
    readings = list(read_articles(articles, model))
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
    }


def _article_text(row: dict[str, Any]) -> ArticleText:
    title = row["title"]
    return ArticleText(
        article_id=row["article_id"],
        version=row["version"],
        text=row["text"],
        has_title=title is not None and row["text"].startswith(title),
        published_earliest=row["published_earliest"],
        published_latest=row["published_latest"],
        publisher=publisher_by_id(row["publisher_id"]).actor,
    )
