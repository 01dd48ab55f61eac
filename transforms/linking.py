"""From what each article says to what all of them say: every table of the contract.

Not here: how events (`link_events`), claims (`link_claims`), relations (`claim_relations`) and copies (`stories`) are
linked; this module says in which order and completes the reference tables.
"""

from __future__ import annotations

import polars as pl

from transforms.actors import seed_actors
from transforms.claim_relations import relate_claims
from transforms.link_claims import link_claims
from transforms.link_events import link_events
from transforms.publishers import publisher_actors
from transforms.stories import find_story_copies
from transforms.tables import (
    ACTORS,
    ARTICLES,
    ATTRIBUTIONS,
    CODED,
    CONTRACT,
    MENTIONS,
    PLACES,
    PUBLISHERS,
    QUANTITIES,
    SENTENCES,
    TIME_EXPRESSIONS,
)

AS_CODED = (SENTENCES, MENTIONS, TIME_EXPRESSIONS, QUANTITIES, ATTRIBUTIONS)
"""Tables of the contract that linking leaves as they were coded: most of the rows, none of the work."""

LINKED = tuple(table for table in CONTRACT if table not in AS_CODED)
"""Tables of the contract that linking makes."""


def link(
    articles: pl.DataFrame, coded: dict[str, pl.DataFrame], publishers: pl.DataFrame, run_id: str
) -> dict[str, pl.DataFrame]:
    """Every table of `LINKED` by name; the same for any order of the input rows.

    Args:
        articles: Rows of `articles`, all versions.
        coded: Frames of `CODED` by name; the dict is emptied of what linking reads, since it is most of the memory.
            Of those in `AS_CODED` only `attribution_id, originator_id` of `attributions`
            are read.
        publishers: Rows of `publishers`; every publisher of `articles` among them.
        run_id: The coding run that linked rows carry.

    Raises:
        KeyError: A coded frame is missing.
    """
    said = coded["attributions"].select("attribution_id", "originator_id").sort("attribution_id")
    # Frame by frame, so that of each only one copy is held.
    coded = {table.name: table.conform(coded.pop(table.name)) for table in CODED if table not in AS_CODED}
    coded["attributions"] = said
    publishers = PUBLISHERS.conform(publishers)
    actors = _actors(coded["document_actors"], publishers)
    places = PLACES.conform(
        coded["document_places"].sort(pl.all()).unique("place_id", keep="first", maintain_order=True)
    )
    copies = find_story_copies(articles)
    order = order_articles(articles, copies, publishers)
    events = link_events(coded, order, actors, places, run_id)
    claims = link_claims(coded, events.pop("document_event_keys"), order, actors, run_id)
    stated = claims.pop("stated_claims")
    tables = {
        "articles": ARTICLES.conform(articles),
        "story_copies": copies,
        **events,
        **claims,
        "claim_relations": relate_claims(stated, events, actors, places, run_id),
        "actors": actors,
        "places": places,
        "publishers": publishers,
    }
    return {table.name: tables[table.name] for table in LINKED}


def _actors(met: pl.DataFrame, publishers: pl.DataFrame) -> pl.DataFrame:
    """Every actor once: as the seeds describe it, else as the outlet table, else as the first article does."""
    columns = [column.name for column in ACTORS.columns]
    known = [
        ACTORS.conform(seed_actors()),
        publisher_actors(publishers),
        ACTORS.conform(met.sort("article_id", "version", "actor_id", *columns[1:]).select(columns)),
    ]
    actors = (
        pl.concat([frame.with_columns(source=pl.lit(place)) for place, frame in enumerate(known)])
        .sort("source", *columns)
        .unique("actor_id", keep="first", maintain_order=True)
    )
    # An organisation that nothing describes would dangle.
    is_there = pl.col("organisation_id").is_in(actors["actor_id"].implode())
    return ACTORS.conform(actors.with_columns(pl.when(is_there).then("organisation_id").alias("organisation_id")))


def order_articles(articles: pl.DataFrame, copies: pl.DataFrame, publishers: pl.DataFrame) -> pl.DataFrame:
    """One row per article version: its story, whose voice it is, and its rank by publication.

    `story` is the origin's article_id, so that an article's ids stay the same when a copy of it turns up.
    """
    voices = publishers.select("publisher_id", voice_id="actor_id")
    origin_publisher = articles.filter("is_current").select(origin="article_id", origin_publisher_id="publisher_id")
    return (
        articles.select(
            "article_id",
            "version",
            "is_current",
            "publisher_id",
            published=pl.coalesce("published_earliest", "published_latest"),
        )
        .join(copies.select("article_id", "origin_article_id"), on="article_id", how="left")
        .with_columns(story=pl.coalesce("origin_article_id", "article_id"))
        .join(origin_publisher, left_on="story", right_on="origin", how="left")
        .join(voices, left_on="origin_publisher_id", right_on="publisher_id", how="left")
        .join(voices.rename({"voice_id": "own_voice_id"}), on="publisher_id", how="left")
        .sort("published", "article_id", "version", nulls_last=True)
        .with_row_index("rank")
        .select(
            "article_id",
            "version",
            "is_current",
            "publisher_id",
            "published",
            "story",
            "voice_id",
            "own_voice_id",
            "rank",
        )
    )
