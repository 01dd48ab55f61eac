"""Events across articles: which happenings of different articles are one, and what is known of each together.

Two articles speak of one event if type, actors, recipients, place and a date precise to a week are the same and both
say that it happened. Everything else keeps a key of its own story, so that unreal and undated events never merge by
accident; near-copies of one story do. The conservative choice follows DESIGN: a false merge hides two facts, a missed
one can still be joined in SQL.

Not here: merging within an article (`transforms/nlp/event_groups.py`), counting sources (`transforms/originators.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from transforms.ids import stable_id
from transforms.originators import count_support
from transforms.tables import EVENT_ACTORS, EVENT_MENTIONS, EVENT_PLACES, EVENTS

_PRECISE = ("minute", "day", "days", "week", "weekend")
_LONGEST_DAYS = 7
_STRONGEST_FIRST = (
    "asserted", "reported", "presupposed", "probable", "planned", "possible", "hypothetical", "irrealis", "negated",
)  # fmt: skip
_EVENT_KEYS = ("article_id", "version", "document_event_id")


def link_events(
    coded: Mapping[str, pl.DataFrame], order: pl.DataFrame, actors: pl.DataFrame, places: pl.DataFrame, run_id: str
) -> dict[str, pl.DataFrame]:
    """Frames `events`, `event_mentions`, `event_actors`, `event_places`, and `document_event_keys` for claims.

    Args:
        coded: Frames of `CODED`.
        order: One row per article version: `article_id, version, is_current, story, origin_publisher_actor_id, rank`
            (see `transforms/linking.py`).
        actors: Rows of `actors`.
        places: Rows of `places`.
        run_id: The coding run that the rows carry.
    """
    keys = _event_keys(coded, order, actors, places)
    mentions = coded["document_event_mentions"].join(
        keys.select("document_event_id", "event_id", "rank"), on="document_event_id", how="inner", maintain_order="left"
    )
    support = count_support(
        mentions.join(coded["attributions"].select("attribution_id", "originator_id"), on="attribution_id", how="left"),
        "event_id",
        order,
        actors,
    )
    return {
        "events": _events(keys, support, run_id),
        "event_mentions": EVENT_MENTIONS.conform(mentions),
        "event_actors": _participants(coded["document_event_actors"], keys, run_id),
        "event_places": _placed(coded["document_event_places"], keys, run_id),
        "document_event_keys": keys.select("document_event_id", "event_id"),
    }


def _event_keys(
    coded: Mapping[str, pl.DataFrame], order: pl.DataFrame, actors: pl.DataFrame, places: pl.DataFrame
) -> pl.DataFrame:
    """`document_events` with `event_id`, `rank` and `first_start`, sorted by rank of the article and place in text."""
    first_start = (
        coded["document_event_mentions"]
        .group_by("document_event_id")
        .agg(pl.col("trigger_start").min().alias("first_start"))
    )
    countries = actors.select("actor_id", pl.coalesce("country", "actor_id").alias("who"))
    who = coded["document_event_actors"].join(countries, on="actor_id", how="left")
    doers = _joined(who.filter(role="actor"), "who", "actor_key")
    receivers = _joined(who.filter(role="recipient"), "who", "recipient_key")
    where = _joined(
        coded["document_event_places"]
        .filter(pl.col("role").is_in(["location", "target"]))
        .join(places.select("place_id", "feature_class"), on="place_id", how="left")
        .filter(pl.col("feature_class") != "country"),
        "place_id",
        "place_key",
    )
    span = (pl.col("event_latest") - pl.col("event_earliest")).dt.total_days()
    documents = (
        coded["document_events"]
        .join(first_start, on="document_event_id", how="left")
        .join(order, on=["article_id", "version"], how="inner")
        .join(doers, on="document_event_id", how="left")
        .join(receivers, on="document_event_id", how="left")
        .join(where, on="document_event_id", how="left")
        .with_columns(pl.col("actor_key", "recipient_key", "place_key").fill_null(""))
        .with_columns(
            is_mergeable=pl.col("is_happened")
            & pl.col("event_precision").is_in(_PRECISE)
            & span.is_between(0, _LONGEST_DAYS - 1).fill_null(value=False)
            & (pl.col("actor_key") != "")
            & ((pl.col("recipient_key") != "") | (pl.col("place_key") != ""))
        )
        .with_columns(
            scope=pl.when("is_mergeable").then(pl.lit("")).otherwise(pl.col("story")),
            certainty=pl.when("is_mergeable").then(pl.lit("happened")).otherwise(pl.col("modality")),
        )
    )
    facts = [
        "scope", "certainty", "event_type", "actor_key", "recipient_key", "place_key", "event_earliest", "event_latest",
    ]  # fmt: skip
    documents = documents.sort("rank", "first_start", "document_event_id", maintain_order=True).with_columns(
        # The second attack of the day in one article is the second attack of the day in its copy.
        ordinal=pl.int_range(pl.len()).over("article_id", "version", *facts)
    )
    ids = [stable_id("evt", *row) for row in documents.select(*facts, "ordinal").iter_rows()]
    return documents.with_columns(pl.Series("event_id", ids, dtype=pl.String))


def _joined(rows: pl.DataFrame, value: str, name: str) -> pl.DataFrame:
    """Distinct values per document event, sorted and joined: equal sets give equal text."""
    return rows.group_by("document_event_id").agg(pl.col(value).unique().sort().str.join("|").alias(name))


def _events(keys: pl.DataFrame, support: pl.DataFrame, run_id: str) -> pl.DataFrame:
    strength = {modality: place for place, modality in enumerate(_STRONGEST_FIRST)}
    contexts = (
        keys.select("event_id", "event_contexts")
        .explode("event_contexts")
        .drop_nulls()
        .group_by("event_id")
        .agg(pl.col("event_contexts").unique().sort())
    )
    events = (
        keys.with_columns(strength=pl.col("modality").replace_strict(strength, return_dtype=pl.Int32))
        .group_by("event_id", maintain_order=True)
        .agg(
            pl.col("event_type").first(),
            pl.col("event_mode").drop_nulls().first(),
            pl.col("quad_class").first(),
            pl.col("is_reciprocal").any(),
            pl.col("modality").sort_by("strength", maintain_order=True).first(),
            pl.col("is_happened").any(),
            pl.col("event_earliest", "event_latest", "event_precision", "event_rule").first(),
        )
        .join(contexts, on="event_id", how="left")
        .join(support, on="event_id", how="left")
        .with_columns(
            pl.col("event_contexts").fill_null([]),
            pl.col("n_mentions", "n_articles", "n_stories", "n_originators").fill_null(0),
            run_id=pl.lit(run_id),
        )
    )
    return EVENTS.conform(events)


def _participants(rows: pl.DataFrame, keys: pl.DataFrame, run_id: str) -> pl.DataFrame:
    """One row per event, role and actor: that of the first current article that names the actor, else of an old one."""
    linked = (
        rows.drop("run_id")
        .join(
            keys.select("document_event_id", "event_id", "is_current", "rank", "first_start"),
            on="document_event_id",
            how="inner",
        )
        .sort(~pl.col("is_current"), "rank", "first_start", "document_event_id", "role", "actor_id")
        .unique(["event_id", "role", "actor_id"], keep="first", maintain_order=True)
        .with_columns(run_id=pl.lit(run_id))
    )
    return EVENT_ACTORS.conform(linked)


def _placed(rows: pl.DataFrame, keys: pl.DataFrame, run_id: str) -> pl.DataFrame:
    linked = (
        rows.select("document_event_id", "role", "place_id")
        .join(keys.select("document_event_id", "event_id"), on="document_event_id", how="inner")
        .unique(["event_id", "role", "place_id"])
        .with_columns(run_id=pl.lit(run_id))
    )
    return EVENT_PLACES.conform(linked)
