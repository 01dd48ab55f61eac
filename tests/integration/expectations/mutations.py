"""For every rule on rows and levels, a change to the sound hand-built release that this rule is there to catch.

`collateral.json` lists the other rules that each change breaks as well. `python -m benchmarks.mutations --write` writes
it anew, and is to be read before it is believed.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from expectations.model import Rule
from expectations.references import REFERENCES
from transforms.tables import TABLES, Kind

COLLATERAL = Path(__file__).with_name("collateral.json")
Rows = dict[str, list[dict[str, Any]]]
Mutation = Callable[[Rows], None]
FAR = 100_000


def put(table: str, place: int, **changes: Any) -> Mutation:
    """Change columns of the row at a place of the hand-built release."""
    return lambda rows: rows[table][place].update(changes)


def put_all(table: str, **changes: Any) -> Mutation:
    def change(rows: Rows) -> None:
        for row in rows[table]:
            row.update(changes)

    return change


def add(table: str, place: int, **changes: Any) -> Mutation:
    """Add a changed copy of the row at a place."""
    return lambda rows: rows[table].append(copy.deepcopy(rows[table][place]) | changes)


def drop(table: str, keep: Callable[[dict[str, Any]], bool] = lambda _: False) -> Mutation:
    return lambda rows: rows.update({table: [row for row in rows[table] if keep(row)]})


def span(start: int, end: int) -> dict[str, int]:
    return {"start_char": start, "end_char": end}


def shift(table: str, place: int, column: str, by: int) -> Mutation:
    def change(rows: Rows) -> None:
        rows[table][place][column] += by

    return change


def cue_over_content(rows: Rows) -> None:
    rows["attributions"][0]["cue_spans"] = rows["attributions"][0]["content_spans"]


def overlap(column: str, other: str) -> Mutation:
    """Let the last character of one span list of the first attribution be the first one of another list."""

    def change(rows: Rows) -> None:
        row = rows["attributions"][0]
        start = row[other][0]["start_char"]
        row[column] = [span(start - 3, start + 1)]

    return change


def source_over_content(rows: Rows) -> None:
    rows["attributions"][0]["source_spans"] = rows["attributions"][0]["content_spans"]


def direct_without_quotes(rows: Rows) -> None:
    rows["attributions"][4]["quotation"] = "direct"


def cycle(rows: Rows) -> None:
    rows["attributions"][3].update(parent_attribution_id="att_ended", depth=2)


JANUARY, MARCH = date(2023, 1, 1), date(2023, 3, 1)
LONG_AGO = date(1590, 1, 1)
ARTICLE: dict[str, Mutation] = {
    "articles.text_has_its_sha256": put("articles", 0, text_sha256="0" * 64),
    "articles.text_has_letters": put("articles", 0, text="12 34 …"),
    "articles.text_is_nfc": put("articles", 0, text="Cafe\u0301 closed"),
    "articles.text_is_decoded": put("articles", 0, text="It doesnâ€™t work"),
    "articles.text_has_no_controls": put("articles", 0, text="Bad\x07 byte"),
    "articles.text_has_no_markup": put("articles", 0, text='Read <a href="x">more</a>'),
    "articles.title_begins_text": put("articles", 0, title="Another headline"),
    "articles.title_is_one_line": put("articles", 0, title="Putin\nvisits"),
    "articles.has_a_sentence": drop("sentences"),
    "articles.published_in_order": put("articles", 0, published_earliest=MARCH, published_latest=JANUARY),
    "articles.published_at_in_interval": put("articles", 0, published_at=datetime(2021, 1, 1, tzinfo=UTC)),
    "articles.published_before_retrieved": put("articles", 0, retrieved_at=datetime(2022, 12, 1, tzinfo=UTC)),
    "articles.published_method_is_true": put("articles", 0, published_method="unknown"),
    "articles.published_after_1605": put("articles", 0, published_earliest=LONG_AGO),
    "articles.published_day_is_narrow": put("articles", 0, published_earliest=date(2022, 1, 1)),
    "articles.version_counts_from_1": put("articles", 2, version=0),
    "articles.input_position_counts_from_1": put("articles", 0, input_position=0),
    "articles.has_one_current_version": put("articles", 2, is_current=True),
    "articles.has_a_current_version": put("articles", 0, is_current=False),
    "articles.language_is_iso_639_1": put("articles", 0, language="eng"),
    "articles.url_is_web_address": put("articles", 0, url="example.org/x"),
    "articles.canonical_url_is_bare": put("articles", 0, canonical_url="https://example.org/?utm_source=x"),
    "story_copies.origin_is_itself": put("story_copies", 0, origin_article_id="art_b"),
    "story_copies.origin_says_so": put("story_copies", 0, reason="revision"),
    "story_copies.story_has_one_origin": put("story_copies", 1, is_origin=True),
    "story_copies.story_agrees_on_origin": put("story_copies", 1, origin_article_id="art_b"),
    "story_copies.story_has_copies": put("story_copies", 1, story_id="sto_2"),
    "story_copies.copy_follows_origin": put("articles", 1, published_earliest=LONG_AGO, published_latest=LONG_AGO),
    "story_copies.copy_is_similar": put("story_copies", 1, similarity=0.1),
    "publishers.domain_is_bare": put("publishers", 0, domain="https://First.example.org/"),
    "publishers.actor_is_an_outlet": put("publishers", 0, actor_id="act_putin"),
}
TEXT: dict[str, Mutation] = {
    "sentences.counts_from_0": put("sentences", 0, sentence_no=-1),
    "sentences.has_no_gap": put("sentences", 1, sentence_no=77),
    "sentences.in_text_order": put("sentences", 1, start_char=3),
    "sentences.text_is_not_space": put("sentences", 0, text="  "),
    "sentences.text_is_trimmed": put("sentences", 0, text=" Putin"),
    "sentences.length_is_plausible": put("sentences", 0, text="word " * 500 + "end"),
    "mentions.text_is_trimmed": put("mentions", 0, text="Putin "),
    "mentions.antecedent_is_in_article": put("mentions", 0, article_id="art_b", version=1),
    "mentions.antecedent_is_another": put("mentions", 2, antecedent_id="men_he"),
    "mentions.antecedent_is_earlier": put("mentions", 1, antecedent_id="men_minsk"),
    "mentions.antecedent_is_same_actor": put("mentions", 3, actor_id="act_germany"),
    "mentions.pronoun_says_why": put("mentions", 2, antecedent_id=None, rule=None),
    "mentions.pronoun_is_short": put("mentions", 2, text="the long-serving president"),
    "mentions.name_has_letters": put("mentions", 0, text="2022"),
    "time_expressions.latest_follows_earliest": put("time_expressions", 0, earliest=MARCH),
    "time_expressions.day_is_one_day": put("time_expressions", 0, latest=MARCH),
    "time_expressions.interval_fits_precision": put("time_expressions", 0, precision="week", latest=MARCH),
    "time_expressions.closed_precision_has_bounds": put("time_expressions", 0, latest=None),
    "time_expressions.before_is_open": put("time_expressions", 0, precision="before", latest=None),
    "time_expressions.after_is_open": put("time_expressions", 0, precision="since", earliest=None),
    "time_expressions.year_is_plausible": put("time_expressions", 0, earliest=date(202, 1, 1)),
    "time_expressions.value_is_timex": put("time_expressions", 0, timex_value="Monday"),
    "quantities.high_follows_low": put("quantities", 0, low=300.0),
    "quantities.unspecified_has_no_value": put("quantities", 1, low=1.0),
    "quantities.specified_has_a_value": put("quantities", 0, low=None, high=None),
}
ATTRIBUTION: dict[str, Mutation] = {
    "attributions.content_is_there": put("attributions", 0, content_spans=[]),
    "attributions.content_is_outside_cue": cue_over_content,
    "attributions.content_is_apart_from_cue": overlap("cue_spans", "content_spans"),
    "attributions.content_is_outside_source": source_over_content,
    "attributions.source_is_apart_from_cue": overlap("source_spans", "cue_spans"),
    "attributions.content_has_clean_edges": put("attributions", 0, content_text="“all of it”"),
    "attributions.direct_stands_in_quotes": direct_without_quotes,
    "attributions.explicit_has_a_cue": put("attributions", 0, cue_spans=[]),
    "attributions.cue_has_a_lemma": put("attributions", 0, cue_lemma=None),
    "attributions.negated_cue_is_there": put("attributions", 0, cue_spans=[], is_cue_negated=True),
    "attributions.speaker_has_a_class": put("attributions", 0, source_class=None),
    "attributions.named_speaker_is_an_actor": put("attributions", 0, source_actor_id=None),
    "attributions.depth_counts_from_1": put("attributions", 0, depth=0),
    "attributions.chain_has_depth_plus_1": put("attributions", 0, depth=2),
    "attributions.chain_begins_with_publisher": put("attributions", 0, chain=["act_second", "act_isw"]),
    "attributions.chain_ends_with_speaker": put("attributions", 0, chain=["act_first", "act_putin"]),
    "attributions.chain_is_of_actors": put("attributions", 0, chain=["act_first", "act_nobody"]),
    "attributions.parent_is_in_article": put("attributions", 4, parent_attribution_id="att_copy"),
    "attributions.parent_is_no_descendant": cycle,
    "attributions.parent_is_shallower": put("attributions", 4, depth=1),
    "attributions.chain_extends_parents": put("attributions", 4, chain=["act_first", "act_putin", "act_officials"]),
    "attributions.first_hand_is_depth_1": put("attributions", 4, is_first_hand=True),
    "attributions.said_latest_follows_said_earliest": put("attributions", 0, said_earliest=MARCH),
    "attributions.said_before_published": put("attributions", 0, said_earliest=MARCH, said_latest=MARCH),
}
CLAIM: dict[str, Mutation] = {
    "claims.is_in_an_article": put("claims", 1, n_articles=0),
    "claims.has_no_more_stories_than_articles": put("claims", 1, n_stories=2),
    "claims.has_no_more_publishers_than_articles": put("claims", 1, n_publishers=2),
    "claims.has_no_more_originators_than_speakers": put("claims", 1, n_originators=2),
    "claims.counts_its_articles": put("claims", 1, n_articles=2),
    "claims.proposition_is_a_clause": put("claims", 1, proposition="troops"),
    "claims.first_publisher_carries_it": put("claims", 1, first_publisher_id="pub_second"),
    "claims.first_report_is_first": put("claims", 1, first_reported_at=MARCH),
    "attribution_claims.is_in_its_article": put("attribution_claims", 0, article_id="art_b", version=1),
    "attribution_claims.is_in_content": shift("attribution_claims", 0, "start_char", -10),
    "attribution_claims.band_has_two_ends": put("attribution_claims", 0, certainty_high=None),
    "attribution_claims.band_in_order": put("attribution_claims", 0, certainty_high=0.1),
    "attribution_claims.band_has_its_term": put("attribution_claims", 0, certainty_term=None),
    "attribution_claims.band_has_its_word": put("attribution_claims", 0, hedge_text="may"),
    "attribution_claims.certain_has_no_band": put("attribution_claims", 0, factuality="CT+"),
    "attribution_claims.positive_band_is_not_low": put("attribution_claims", 0, certainty_low=0.2, certainty_high=0.45),
    "attribution_claims.certain_has_no_hedge": put("attribution_claims", 0, factuality="CT+"),
    "attribution_claims.polarity_is_factuality": put("attribution_claims", 0, polarity="negative"),
    "claim_relations.joins_two_places": put("claim_relations", 0, from_attribution_id="att_press"),
    "claim_relations.is_in_later_article": put("claim_relations", 0, article_id="art_a", version=2),
    "claim_relations.later_is_later": put(
        "claim_relations", 1, from_attribution_id="att_press", to_attribution_id="att_troops"
    ),
    "claim_relations.partly_says_in_what": put("claim_relations", 1, scope_difference=None),
}
EVENT: dict[str, Mutation] = {
    "event_mentions.attribution_is_in_article": put("event_mentions", 3, attribution_id="att_copy"),
    "event_mentions.trigger_is_in_content": put("event_mentions", 0, attribution_id="att_troops"),
    "event_mentions.type_is_the_events": put("event_mentions", 0, event_type="ASSAULT"),
    "event_mentions.cameo_code_is_a_code": put("event_mentions", 0, cameo_code="4x"),
    "event_mentions.trigger_is_short": put("event_mentions", 0, trigger_text="visited " * 10),
    "event_mentions.reported_says_by_whom": put("event_mentions", 0, modality="reported"),
    "events.event_latest_follows_event_earliest": put("events", 0, event_earliest=MARCH),
    "events.day_is_one_day": put("events", 0, event_latest=MARCH),
    "events.interval_fits_precision": put("events", 0, event_precision="month", event_latest=MARCH),
    "events.closed_precision_has_bounds": put("events", 0, event_latest=None),
    "events.before_is_open": put("events", 0, event_precision="until", event_latest=None),
    "events.after_is_open": put("events", 0, event_precision="after", event_earliest=None),
    "events.year_is_plausible": put("events", 0, event_earliest=date(22, 1, 1)),
    "events.happened_is_real": put("events", 2, is_happened=True),
    "events.happened_is_news": put_all("event_mentions", is_background=True),
    "events.happened_is_not_future": put("events", 0, event_earliest=MARCH, event_latest=MARCH),
    "events.quad_class_is_the_types": put("events", 0, quad_class="material conflict"),
    "events.recipient_is_there": drop("event_actors", lambda row: row["role"] == "actor"),
    "events.actor_is_there": drop("event_actors", lambda row: row["role"] == "recipient"),
    "events.reciprocal_has_two": put("events", 2, is_reciprocal=True),
    "events.is_in_an_article": put("events", 0, n_stories=0),
    "events.has_no_more_stories_than_articles": put("events", 0, n_stories=3),
    "events.has_no_more_articles_than_mentions": put("events", 0, n_articles=3),
    "events.has_no_more_originators_than_mentions": put("events", 0, n_originators=3),
    "events.counts_its_mentions": put("events", 0, n_mentions=9),
    "events.modality_is_a_mentions": put("events", 0, modality="probable"),
    "events.date_says_its_rule": put("events", 0, event_rule="none"),
    "event_actors.has_one_role": put("event_actors", 1, actor_id="act_putin"),
    "event_actors.actor_is_the_mentions": put("event_actors", 0, actor_id="act_germany"),
    "event_actors.mention_is_in_an_article_of_the_event": put("mentions", 5, article_id="art_b", version=1),
    "event_places.destination_is_not_origin": add("event_places", 0, role="origin"),
}
ACTOR: dict[str, Mutation] = {
    "actors.valid_in_order": put("actors", 3, valid_to=date(2000, 1, 1)),
    "actors.wikidata_id_is_an_item": put("actors", 2, wikidata_id="P31"),
    "actors.organisation_is_another": put("actors", 4, organisation_id="act_lukashenko"),
    "actors.name_is_no_pronoun": put("actors", 3, name="He"),
    "actors.name_has_letters": put("actors", 3, name="2022"),
    "actors.name_is_trimmed": put("actors", 3, name="Putin "),
    "actors.name_is_short": put("actors", 3, name="who said " * 20),
    "actors.country_has_its_code": put("actors", 6, country=None),
    "actors.described_is_unidentified": put("actors", 5, wikidata_id="Q1"),
    "actors.wikidata_id_is_one_actor": put("actors", 3, wikidata_id="Q12345"),
    "places.latitude_on_earth": put("places", 0, latitude=91.0),
    "places.longitude_on_earth": put("places", 0, longitude=-181.0),
    "places.point_is_whole": put("places", 0, longitude=None),
    "places.point_is_not_null_island": put("places", 0, latitude=0.0, longitude=0.0),
    "places.country_has_its_code": put("places", 0, feature_class="country", country=None),
    "places.name_is_trimmed": put("places", 0, name=" Minsk"),
}
BOUND: dict[str, Mutation] = {
    "articles.row_count_is_at_least": drop("articles"),
    "sentences.sentences_per_article_is_at_least": drop("sentences"),
    "sentences.sentences_per_article_is_at_most": lambda rows: rows["sentences"].extend(rows["sentences"] * 100),
    "mentions.mentions_per_sentence_is_at_most": lambda rows: rows["mentions"].extend(rows["mentions"] * 100),
    "attributions.attributions_per_sentence_is_at_most": lambda rows: rows["attributions"].extend(
        rows["attributions"] * 100
    ),
    "event_mentions.mentions_per_sentence_is_at_most": lambda rows: rows["event_mentions"].extend(
        rows["event_mentions"] * 100
    ),
}
BY_HAND = ARTICLE | TEXT | ATTRIBUTION | CLAIM | EVENT | ACTOR | BOUND


def mutation_of(rule: Rule) -> Mutation:
    """The change written for the rule, or for one generated from the schema the change that the form of its name says.

    Raises `AssertionError` if there is none.
    """
    if rule.name in BY_HAND:
        return BY_HAND[rule.name]
    table = rule.table
    for reference in REFERENCES:
        if reference.name == rule.name:
            return _break_reference(reference.table, reference.to_table, reference.columns)
    for pattern, value in (
        (r"(\w+)_is_stated", None), (r"(\w+)_is_known", "no such value"), (r"(\w+)_is_not_blank", ""),
        (r"(\w+)_is_finite", float("nan")), (r"(\w+)_is_alpha_3", "Uk"), (r"(\w+)_has_no_null", [None]),
        (r"(\w+)_is_in_range", 99), (r"(\w+)_is_not_negative", -1),
    ):  # fmt: skip
        found = re.fullmatch(rf"{table}\.{pattern}", rule.name)
        if found and found[1] in TABLES[table]:
            return put(table, 0, **{found[1]: value})
    if rule.name.endswith(".key_is_unique"):
        return add(table, 0)
    return _break_span(table, rule.name.partition(".")[2])


def _break_reference(table: str, to_table: str, columns: tuple[str, ...]) -> Mutation:
    if len(columns) == 1 and (columns[0],) == TABLES[table].key:
        return drop(to_table)
    absent = FAR if TABLES[table][columns[-1]].kind is Kind.INTEGER else "absent"
    return put(table, 0, **{columns[-1]: absent})


def _break_span(table: str, what: str) -> Mutation:
    start, end, text = (
        ("trigger_start", "trigger_end", "trigger_text") if what.startswith("trigger")
        else ("start_char", "end_char", "text")
    )  # fmt: skip
    if what in ("span_in_text", "trigger_in_text"):
        return put(table, 0, **{end: FAR})
    if what in ("span_in_sentence", "trigger_in_sentence"):
        return put(table, 0, **{start: 0})
    if what in ("text_equals_source", "trigger_text_equals_source"):
        return put(table, 0, **{text: "something else"})
    if found := re.fullmatch(r"(\w+_spans)_in_text", what):
        return put(table, 0, **{found[1]: [span(9, 12), span(3, 5)]})
    if found := re.fullmatch(r"(\w+_span)_in_text", what):
        return put(table, 0, **{found[1]: span(5, 5)})
    if found := re.fullmatch(r"(\w+_text)_equals_source", what):
        return put(table, 0, **{found[1]: "something else"})
    raise AssertionError(f"no mutation for {table}.{what}")


def expected_others(rule: Rule) -> list[str]:
    """The rules that its mutation is known to break beside the rule itself."""
    known: dict[str, list[str]] = json.loads(COLLATERAL.read_text("utf-8"))
    return known.get(rule.name, [])


def mutate(rule: Rule, release: dict[str, pl.DataFrame], rows: Rows) -> dict[str, pl.DataFrame]:
    """The tables that the rule's mutation changes, as they then are. `rows` is changed."""
    mutation_of(rule)(rows)
    mutated = {name: TABLES[name].frame(rows[name]) for name in release}
    return {name: frame for name, frame in mutated.items() if not frame.equals(release[name], null_equal=True)}


def readers(rules: Iterable[Rule], release: dict[str, pl.DataFrame], changed: dict[str, pl.DataFrame]) -> list[Rule]:
    """The rules whose SQL names a changed column of a changed table: no other can come out otherwise."""
    columns = {
        table: {name for name in frame.columns if not frame[name].equals(release[table][name], null_equal=True)}
        for table, frame in changed.items()
    }
    return [
        rule
        for rule in rules
        if any(
            table in _words(rule) and (rule.is_table_level or not names.isdisjoint(_words(rule)))
            for table, names in columns.items()
        )
    ]


@cache
def _words(rule: Rule) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", rule.select()))
