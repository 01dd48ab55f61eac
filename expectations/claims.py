"""Rules for `claims`, `attribution_claims`, `claim_relations`: what is claimed and how surely."""

from __future__ import annotations

from expectations.model import Rule, error, warn
from transforms.seeds.load import read_seed

_ICD_203_WORDS = "|".join(row["term"] for row in read_seed("certainty_terms", ("term",)))
"""Words of likelihood with a band: Intelligence Community Directive 203 (2015), Analytic Standards, D.6.e(2)(a)."""

_ATTRIBUTION = "JOIN attributions AS attribution USING (attribution_id)"
_FROM = "JOIN attributions AS later ON later.attribution_id = this.from_attribution_id"
_BOTH = f"{_FROM} JOIN attributions AS earlier ON earlier.attribution_id = this.to_attribution_id"
_BAND = "this.certainty_low || ' to ' || this.certainty_high"
_CURRENT = (
    "attribution_claims AS stated JOIN articles AS article USING (article_id, version) "
    "WHERE stated.claim_id = this.claim_id AND article.is_current"
)
_STATED = "attribution_claims AS stated WHERE stated.claim_id = this.claim_id"

CLAIM_RULES = (
    error("claims.is_in_an_article", "A claim of a current article stands in at least one article, story, outlet.",
          f"least(this.n_articles, this.n_stories, this.n_publishers) < 1 AND EXISTS (SELECT 1 FROM {_CURRENT})",
          "this.proposition"),
    error("claims.has_no_more_stories_than_articles", "Copies are collapsed, never multiplied.",
          "this.n_stories > this.n_articles", "this.n_stories || ' > ' || this.n_articles"),
    error("claims.has_no_more_publishers_than_articles", "An outlet carries a claim in an article.",
          "this.n_publishers > this.n_articles", "this.n_publishers || ' > ' || this.n_articles"),
    warn("claims.has_no_more_originators_than_speakers", "Independent origins are speakers, fewer or as many.",
         f"this.n_originators > (SELECT count(*) FROM {_STATED})", "this.n_originators"),
    warn("claims.counts_its_articles", "Stored counts agree with the rows they count, but for refused ones.",
         f"this.n_articles <> (SELECT count(DISTINCT stated.article_id) FROM {_CURRENT})", "this.n_articles"),
    warn("claims.proposition_is_a_clause", "A claim is a clause: more than one word, less than a page.",
         "length(this.proposition) > 1500 OR NOT contains(trim(this.proposition), ' ')", "left(this.proposition, 120)"),
    warn("claims.first_publisher_carries_it", "The first outlet is one of those that carry the claim.",
         "NOT EXISTS (SELECT 1 FROM attribution_claims AS stated JOIN articles AS article USING (article_id, version) "
         "WHERE stated.claim_id = this.claim_id AND article.publisher_id = this.first_publisher_id)",
         "this.first_publisher_id"),
    warn("claims.first_report_is_first", "No article that carries the claim is older than its first report.",
         "this.first_reported_at > (SELECT min(article.published_latest) FROM attribution_claims AS stated "
         "JOIN articles AS article USING (article_id, version) WHERE stated.claim_id = this.claim_id)",
         "this.first_reported_at"),
)  # fmt: skip

CERTAINTY_RULES = (
    error("attribution_claims.is_in_its_article", "A claim stands in the article of its attribution.",
          "this.article_id <> attribution.article_id OR this.version <> attribution.version", "this.attribution_id",
          _ATTRIBUTION),
    warn("attribution_claims.is_in_content", "A claim is part of what its speaker says.",
         "len(attribution.content_spans) > 0 AND (this.start_char < attribution.content_spans[1].start_char "
         "OR this.end_char > attribution.content_spans[-1].end_char)", "this.text", _ATTRIBUTION),
    error("attribution_claims.band_has_two_ends", "Half a band is no band.",
          "(this.certainty_low IS NULL) <> (this.certainty_high IS NULL)", "this.certainty_term"),
    error("attribution_claims.band_in_order", "A band ends no lower than it begins.",
          "this.certainty_low > this.certainty_high", _BAND),
    error("attribution_claims.band_has_its_term", "A band comes from an ICD-203 term and from nothing else.",
          "(this.certainty_low IS NOT NULL) <> (this.certainty_term IS NOT NULL)",
          f"coalesce(this.certainty_term, 'no term') || ': ' || coalesce({_BAND}, 'no band')"),
    error("attribution_claims.band_has_its_word", "Certainty is anchored: a band only where an ICD-203 word stands.",
          "this.certainty_low IS NOT NULL AND NOT coalesce(regexp_matches(lower(this.hedge_text), "
          f"'\\b({_ICD_203_WORDS})\\b'), false)", f"coalesce(this.hedge_text, 'no hedge') || ': ' || {_BAND}"),
    error("attribution_claims.certain_has_no_band", "What is certain is not likely; what is unknown has no odds.",
          "left(this.factuality, 2) IN ('CT', 'Uu') AND this.certainty_high < 0.95",
          f"this.factuality || ': ' || {_BAND}"),
    warn("attribution_claims.positive_band_is_not_low", "Probable (PR+) is more likely than not.",
         "this.factuality = 'PR+' AND this.certainty_high < 0.5", f"this.factuality || ': ' || {_BAND}"),
    warn("attribution_claims.certain_has_no_hedge", "A hedged claim is not certain.",
         "starts_with(this.factuality, 'CT') AND len(this.hedge_spans) > 0", "this.factuality || ': ' || "
         "this.hedge_text"),
    warn("attribution_claims.polarity_is_factuality", "CT-, PR- and PS- are negative, their opposites positive.",
         "(ends_with(this.factuality, '-') AND this.polarity = 'positive') "
         "OR (ends_with(this.factuality, '+') AND this.polarity = 'negative')",
         "this.factuality || ': ' || this.polarity"),
)  # fmt: skip

RELATION_RULES = (
    error("claim_relations.joins_two_places", "A claim bears on another, or on the same one said elsewhere.",
          "this.from_claim_id = this.to_claim_id AND this.from_attribution_id = this.to_attribution_id",
          "this.relation"),
    error("claim_relations.is_in_later_article", "The row belongs to the article of the later claim.",
          "this.article_id <> later.article_id OR this.version <> later.version", "this.from_attribution_id", _FROM),
    warn("claim_relations.later_is_later", "Within an article the later claim stands after the earlier one.",
         "later.article_id = earlier.article_id AND later.version = earlier.version "
         "AND later.content_spans[1].start_char < earlier.content_spans[1].start_char",
         "this.from_attribution_id", _BOTH),
    warn("claim_relations.partly_says_in_what", "A partial contradiction names what differs.",
         "this.relation = 'contradicts_partly' AND this.scope_difference IS NULL", "this.from_claim_id"),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*CLAIM_RULES, *CERTAINTY_RULES, *RELATION_RULES)
