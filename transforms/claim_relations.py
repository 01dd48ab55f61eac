"""How claims bear on each other: repetition by one originator, denial and contradiction between two.

Both claims are kept and neither is judged (Schlichtkrull et al.'s and PolNeAR's practice of keeping sources apart):
a relation says only that an affirmed and a denied event have the same type and overlap in country and time.

Not here: changes of one speaker's mind over time, contradictions of amounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import polars as pl

from transforms.tables import CLAIM_RELATIONS

_SIDE = (
    "claim_id", "attribution_id", "originator", "article_id", "version", "start_char", "rank", "published",
    "countries", "place_ids", "doers", "contrast_start", "contrast_end", "event_earliest", "event_latest",
)  # fmt: skip
_ACROSS = timedelta(days=14)
_AFFIRMED = ("CT+", "PR+")
_KEY = list(CLAIM_RELATIONS.key)


def relate_claims(
    stated: pl.DataFrame, linked: Mapping[str, pl.DataFrame], actors: pl.DataFrame, places: pl.DataFrame, run_id: str
) -> pl.DataFrame:
    """Rows of `claim_relations`.

    Args:
        stated: `stated_claims` of `link_claims`.
        linked: Frames `events`, `event_actors`, `event_places`.
        actors: Rows of `actors`.
        places: Rows of `places`.
        run_id: The coding run that the rows carry.
    """
    rows = pl.concat([_repeats(stated), _contradictions(_sides(stated, linked, actors, places))], how="vertical")
    rows = rows.unique(_KEY, keep="first", maintain_order=True).with_columns(run_id=pl.lit(run_id))
    return CLAIM_RELATIONS.conform(rows)


def _repeats(stated: pl.DataFrame) -> pl.DataFrame:
    """Each later statement of a claim by the same originator in an article, with the first one there."""
    same = ["article_id", "version", "claim_id", "originator_id"]
    said = stated.filter(pl.col("originator_id").is_not_null()).sort("rank", "start_char", "attribution_id")
    first = said.unique(same, keep="first", maintain_order=True).select(
        *same, pl.col("attribution_id").alias("to_attribution_id")
    )
    return (
        said.join(first, on=same, how="inner", maintain_order="left")
        .filter(pl.col("attribution_id") != pl.col("to_attribution_id"))
        .select(
            "article_id",
            "version",
            relation=pl.lit("repeats"),
            from_claim_id="claim_id",
            to_claim_id="claim_id",
            from_attribution_id="attribution_id",
            to_attribution_id="to_attribution_id",
            scope_difference=pl.lit(None, dtype=pl.String),
            marker_span=_marker("contrast_start", "contrast_end"),
        )
    )


def _sides(
    stated: pl.DataFrame, linked: Mapping[str, pl.DataFrame], actors: pl.DataFrame, places: pl.DataFrame
) -> pl.DataFrame:
    """Stated claims about events with what decides whether two of them collide; no originator is the outlet."""
    doers = linked["event_actors"].join(actors.select("actor_id", "country"), on="actor_id", how="left")
    spots = linked["event_places"].join(places.select("place_id", "country"), on="place_id", how="left")
    by_actor = doers.select("event_id", "country")
    by_place = spots.select("event_id", "country")
    countries = (
        pl.concat([by_actor, by_place])
        .drop_nulls()
        .group_by("event_id")
        .agg(pl.col("country").unique().sort().alias("countries"))
    )
    where = spots.group_by("event_id").agg(pl.col("place_id").unique().sort().alias("place_ids"))
    who = doers.filter(role="actor").group_by("event_id").agg(pl.col("actor_id").unique().sort().alias("doers"))
    return (
        stated.filter("is_current", pl.col("event_id").is_not_null())
        .join(
            linked["events"].select("event_id", "event_type", "event_earliest", "event_latest"),
            on="event_id",
            how="inner",
        )
        .join(countries, on="event_id", how="left")
        .join(where, on="event_id", how="left")
        .join(who, on="event_id", how="left")
        .with_columns(
            pl.col("countries", "place_ids", "doers").fill_null([]),
            originator=pl.coalesce("originator_id", pl.lit("outlet ") + pl.col("publisher_id")),
        )
    )


def _contradictions(sides: pl.DataFrame) -> pl.DataFrame:
    """Affirmed against denied claims of one event type by different originators."""
    denied = sides.filter(polarity="negative")
    affirmed = sides.filter(pl.col("polarity") == "positive", pl.col("factuality").is_in(_AFFIRMED))
    by_type = ["event_type"]
    pairs = denied.select(*by_type, *_SIDE).join(
        affirmed.select(*by_type, *_SIDE), on=by_type, how="inner", suffix="_b"
    )
    same_article = (pl.col("article_id") == pl.col("article_id_b")) & (pl.col("version") == pl.col("version_b"))
    near_in_time = (pl.col("published") - pl.col("published_b")).abs() <= _ACROSS
    shared_country = pl.col("countries").list.set_intersection("countries_b").list.len() > 0
    is_silent = (pl.col("countries").list.len() == 0) | (pl.col("countries_b").list.len() == 0)
    has_marker = pl.col("contrast_start").is_not_null() | pl.col("contrast_start_b").is_not_null()
    overlaps = (pl.col("event_earliest") <= pl.col("event_latest_b")).fill_null(value=True) & (
        pl.col("event_earliest_b") <= pl.col("event_latest")
    ).fill_null(value=True)
    shared_place = pl.col("place_ids").list.set_intersection("place_ids_b").list.len() > 0
    placed = (pl.col("place_ids").list.len() > 0) | (pl.col("place_ids_b").list.len() > 0)
    pairs = pairs.filter(
        (pl.col("originator") != pl.col("originator_b"))
        & overlaps
        & (
            (same_article & (shared_country | (is_silent & has_marker)))
            | (near_in_time & shared_country & ~same_article)
        )
    ).with_columns(
        is_later=(pl.col("rank") > pl.col("rank_b"))
        | ((pl.col("rank") == pl.col("rank_b")) & (pl.col("start_char") > pl.col("start_char_b"))),
        differs=pl.when(placed & ~shared_place).then(pl.lit("place")).otherwise(None),
        denies=pl.col("doers_b").list.contains(pl.col("originator")),
    )

    def later(column: str, other: str) -> pl.Expr:
        return pl.when("is_later").then(pl.col(column)).otherwise(pl.col(other))

    return pairs.sort("rank", "start_char", "rank_b", "start_char_b").select(
        article_id=later("article_id", "article_id_b"),
        version=later("version", "version_b"),
        relation=pl.when("denies")
        .then(pl.lit("denies"))
        .when(pl.col("differs").is_not_null())
        .then(pl.lit("contradicts_partly"))
        .otherwise(pl.lit("contradicts")),
        from_claim_id=later("claim_id", "claim_id_b"),
        to_claim_id=later("claim_id_b", "claim_id"),
        from_attribution_id=later("attribution_id", "attribution_id_b"),
        to_attribution_id=later("attribution_id_b", "attribution_id"),
        scope_difference="differs",
        marker_span=pl.when("is_later")
        .then(_marker("contrast_start", "contrast_end"))
        .otherwise(_marker("contrast_start_b", "contrast_end_b")),
    )


def _marker(start: str, end: str) -> pl.Expr:
    return pl.when(pl.col(start).is_not_null()).then(
        pl.struct(pl.col(start).alias("start_char"), pl.col(end).alias("end_char"))
    )
