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
    "countries", "doer_countries", "receiver_countries", "place_ids", "doers", "contrast_start", "contrast_end",
    "event_earliest", "event_latest", "week",
)  # fmt: skip
_ACROSS = timedelta(days=7)
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
    who = linked["event_actors"].join(actors.select("actor_id", "country"), on="actor_id", how="left")
    where = linked["event_places"].join(places.select("place_id", "country"), on="place_id", how="left")
    lists = {
        "countries": (pl.concat([who.select("event_id", "country"), where.select("event_id", "country")]), "country"),
        "doer_countries": (who.filter(role="actor"), "country"),
        "receiver_countries": (who.filter(role="recipient"), "country"),
        "place_ids": (where, "place_id"),
        "doers": (who.filter(role="actor"), "actor_id"),
    }
    sides = stated.filter("is_current", pl.col("event_id").is_not_null()).join(
        linked["events"].select("event_id", "event_type", "event_earliest", "event_latest", "is_happened", "modality"),
        on="event_id",
        how="inner",
    )
    for name, (rows, value) in lists.items():
        values = rows.drop_nulls(value).group_by("event_id").agg(pl.col(value).unique().sort().alias(name))
        sides = sides.join(values, on="event_id", how="left").with_columns(pl.col(name).fill_null([]))
    return sides.with_columns(
        originator=pl.coalesce("originator_id", pl.lit("outlet ") + pl.col("publisher_id")),
        # Pairs further apart than this are never compared: neighbouring weeks are joined below.
        week=pl.col("published").dt.epoch("d") // _ACROSS.days,
    )


def _contradictions(sides: pl.DataFrame) -> pl.DataFrame:
    """Affirmed against denied claims of one event type by different originators."""
    # A plan that is denied contradicts no attack: one side must say that it did not happen, the other that it did.
    denied = sides.filter(polarity="negative", modality="negated").select("event_type", *_SIDE)
    is_affirmed = pl.col("is_happened") & (pl.col("polarity") == "positive") & pl.col("factuality").is_in(_AFFIRMED)
    affirmed = sides.filter(is_affirmed).select("event_type", *_SIDE)
    pairs = pl.concat([_inside(denied, affirmed), _across(denied, affirmed)])
    overlaps = (pl.col("event_earliest") <= pl.col("event_latest_b")).fill_null(value=True) & (
        pl.col("event_earliest_b") <= pl.col("event_latest")
    ).fill_null(value=True)
    placed = (pl.col("place_ids").list.len() > 0) | (pl.col("place_ids_b").list.len() > 0)
    pairs = pairs.filter((pl.col("originator") != pl.col("originator_b")) & overlaps).with_columns(
        is_later=(pl.col("rank") > pl.col("rank_b"))
        | ((pl.col("rank") == pl.col("rank_b")) & (pl.col("start_char") > pl.col("start_char_b"))),
        differs=pl.when(placed & ~_share("place_ids")).then(pl.lit("place")).otherwise(None),
        denies=pl.col("doers_b").list.contains(pl.col("originator")),
    )

    def later(column: str, other: str) -> pl.Expr:
        return pl.when("is_later").then(pl.col(column)).otherwise(pl.col(other))

    return pairs.sort("rank", "start_char", "attribution_id", "rank_b", "start_char_b", "attribution_id_b").select(
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


def _inside(denied: pl.DataFrame, affirmed: pl.DataFrame) -> pl.DataFrame:
    """Pairs of one article: a shared country, or a contrast marker where one side names no country."""
    pairs = denied.join(affirmed, on=["event_type", "article_id", "version"], how="inner", suffix="_b", coalesce=False)
    is_silent = (pl.col("countries").list.len() == 0) | (pl.col("countries_b").list.len() == 0)
    is_marked = pl.col("contrast_start").is_not_null() | pl.col("contrast_start_b").is_not_null()
    found = pairs.filter(_share("countries") | (is_silent & is_marked))
    return found.select("event_type", *_SIDE, *(f"{name}_b" for name in _SIDE))


def _across(denied: pl.DataFrame, affirmed: pl.DataFrame) -> pl.DataFrame:
    """Pairs of two articles within a week: same doers and same place or receiver; without doers, the same place.

    Of several statements of the same two claims the first pair stands for all. Pairs are found on row numbers alone:
    the rows are wide and a busy week has many.
    """
    denied, affirmed = denied.with_row_index("row"), affirmed.with_row_index("row")
    reach = denied.with_columns(week=pl.concat_list(pl.col("week") + shift for shift in (-1, 0, 1))).explode("week")
    anchor = pl.concat_list("place_ids", "receiver_countries").alias("anchor")
    named = ["event_type", "week", "anchor", "doer"]
    unnamed = ["event_type", "week", "anchor"]

    def keyed(sides: pl.DataFrame) -> pl.DataFrame:
        columns = ["row", "event_type", "week", anchor, pl.col("doer_countries").alias("doer")]
        return sides.select(columns).explode("anchor", empty_as_null=True).explode("doer", empty_as_null=True)

    def placed(sides: pl.DataFrame) -> pl.DataFrame:
        columns = ["row", "event_type", "week", pl.col("place_ids").alias("anchor")]
        return sides.select(columns).explode("anchor", empty_as_null=True)

    rows = pl.concat(
        [
            keyed(reach).join(keyed(affirmed), on=named, how="inner", suffix="_b").select("row", "row_b"),
            placed(reach.filter(pl.col("doer_countries").list.len() == 0))
            .join(placed(affirmed), on=unnamed, how="inner", suffix="_b")
            .select("row", "row_b"),
        ]
    ).unique()
    brief = ["row", "article_id", "published", "claim_id", "originator", "rank", "start_char", "attribution_id"]
    found = (
        rows.join(denied.select(brief), on="row")
        .join(affirmed.select(brief), left_on="row_b", right_on="row", suffix="_b")
        .filter(
            pl.col("article_id") != pl.col("article_id_b"),
            pl.col("originator") != pl.col("originator_b"),
            (pl.col("published") - pl.col("published_b")).abs() <= _ACROSS,
        )
        .sort("rank", "rank_b", "start_char", "start_char_b", "attribution_id", "attribution_id_b")
        .unique(["claim_id", "claim_id_b"], keep="first", maintain_order=True)
        .select("row", "row_b")
    )
    return (
        found.join(denied.select("row", "event_type", *_SIDE), on="row")
        .join(affirmed.select("row", *_SIDE), left_on="row_b", right_on="row", suffix="_b")
        .select("event_type", *_SIDE, *(f"{name}_b" for name in _SIDE))
    )


def _share(name: str) -> pl.Expr:
    return pl.col(name).list.set_intersection(f"{name}_b").list.len() > 0


def _marker(start: str, end: str) -> pl.Expr:
    return pl.when(pl.col(start).is_not_null()).then(
        pl.struct(pl.col(start).alias("start_char"), pl.col(end).alias("end_char"))
    )
