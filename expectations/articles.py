"""Rules for `articles`, `story_copies` and `publishers` that no schema can state."""

from __future__ import annotations

from expectations.model import Rule, error, warn
from expectations.spans import ARTICLE
from transforms.articles import CODED_LANGUAGE

_PUBLISHED = (
    "coalesce(CAST(this.published_earliest AS VARCHAR), 'open') || ' to ' || "
    "coalesce(CAST(this.published_latest AS VARCHAR), 'open')"
)
_CURRENT = "SELECT current.article_id FROM articles AS current WHERE current.is_current GROUP BY current.article_id"

ARTICLE_RULES = (
    error("articles.text_has_its_sha256", "The hash proves that the text was not altered after coding.",
          "this.text_sha256 IS DISTINCT FROM sha256(this.text)", "this.text_sha256"),
    error("articles.text_has_letters", "A text without a letter has nothing to read.",
          "NOT regexp_matches(this.text, '\\p{L}')", "left(this.text, 80)"),
    warn("articles.text_is_nfc", "Composed letters match names in seeds; decomposed ones do not.",
         "this.text <> nfc_normalize(this.text)"),
    warn("articles.text_is_decoded", "U+FFFD and 'â€™' are marks of a wrong character encoding.",
         "regexp_matches(this.text, '\\x{FFFD}|â€|Ã[\\x{80}-\\x{BF}]')",
         "regexp_extract(this.text, '.{0,20}(\\x{FFFD}|â€|Ã[\\x{80}-\\x{BF}]).{0,20}')"),
    warn("articles.text_has_no_controls", "Control characters are debris of broken downloads.",
         "regexp_matches(this.text, '[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]')"),
    warn("articles.text_has_no_markup", "Tags in the text mean that extraction failed.",
         "regexp_matches(this.text, '</?(p|div|span|a|br|li|ul|script|table|td)( [^<>]*)?/?>')",
         "regexp_extract(this.text, '.{0,20}</?(p|div|span|a|br|li|ul|script|table|td)( [^<>]*)?/?>.{0,20}')"),
    warn("articles.title_begins_text", "The headline is part of the text, so that its offsets can be given.",
         "NOT starts_with(this.text, this.title)", "this.title"),
    warn("articles.title_is_one_line", "A headline with a line break has swallowed the lead.",
         "contains(this.title, chr(10))", "this.title"),
    warn("articles.has_a_sentence", "An article in which nothing was read gives no rows; a silent loss.",
         f"this.language = '{CODED_LANGUAGE}' AND NOT EXISTS "
         "(SELECT 1 FROM sentences AS sentence WHERE sentence.article_id = this.article_id "
         "AND sentence.version = this.version)", "this.language || ': ' || left(this.text, 80)"),
    error("articles.published_in_order", "An interval ends no earlier than it begins.",
          "this.published_earliest > this.published_latest", _PUBLISHED),
    error("articles.published_at_in_interval", "The instant of publication lies in its interval, but for time zones.",
          "CAST(this.published_at AT TIME ZONE 'UTC' AS DATE) NOT BETWEEN this.published_earliest - 1 "
          "AND this.published_latest + 1",
          f"this.published_at || ' not in ' || {_PUBLISHED}"),
    error("articles.published_before_retrieved", "What was fetched had been published, but for time zones; every "
          "relative date of the text is reckoned from this day.",
          "this.published_earliest > CAST(this.retrieved_at AT TIME ZONE 'UTC' AS DATE) + 1",
          f"{_PUBLISHED} || ' after ' || this.retrieved_at"),
    warn("articles.published_method_is_true", "A method without a date, or a date without a method, hides a guess.",
         "(this.published_method = 'unknown') <> "
         "(this.published_earliest IS NULL AND this.published_latest IS NULL)",
         f"this.published_method || ': ' || {_PUBLISHED}"),
    warn("articles.published_after_1605", "The first newspaper is of 1605; an earlier date is a misread number.",
         "this.published_earliest < DATE '1605-01-01'", _PUBLISHED),
    warn("articles.published_day_is_narrow", "An interval of more than a month dates hardly anything in the text.",
         "this.published_latest - this.published_earliest > 31", _PUBLISHED),
    error("articles.version_counts_from_1", "Versions are numbered from 1.", "this.version < 1", "this.version"),
    error("articles.input_position_counts_from_1", "Items are numbered from 1.", "this.input_position < 1",
          "this.input_position"),
    error("articles.has_one_current_version", "main shows one version per article; two would double every count.",
          f"this.is_current AND this.article_id IN ({_CURRENT} HAVING count(*) > 1)", "this.version"),
    error("articles.has_a_current_version", "An article without a current version is missing from main.",
          f"NOT this.is_current AND this.article_id NOT IN ({_CURRENT})", "this.version"),
    error("articles.language_is_iso_639_1", "Languages are two-letter codes.",
          "NOT regexp_full_match(this.language, '[a-z][a-z]')", "this.language"),
    warn("articles.url_is_web_address", "An address that no browser opens leads nowhere.",
         "NOT regexp_matches(this.url, '^(https?|file)://')", "this.url"),
    warn("articles.canonical_url_is_bare", "Fragments and tracking parameters make one page look like several.",
         "regexp_matches(this.canonical_url, '#|[?&](utm_|fbclid|gclid)')", "this.canonical_url"),
)  # fmt: skip

STORY_RULES = (
    error("story_copies.origin_is_itself", "The origin of a story is its own origin.",
          "this.is_origin AND this.article_id <> this.origin_article_id", "this.origin_article_id"),
    error("story_copies.origin_says_so", "The reason 'origin' and the flag say the same thing.",
          "this.is_origin <> (this.reason = 'origin')", "this.reason"),
    error("story_copies.story_has_one_origin", "One story counts once; it has one origin.",
          "this.is_origin AND (SELECT count_if(other.is_origin) FROM story_copies AS other "
          "WHERE other.story_id = this.story_id) > 1", "this.story_id"),
    error("story_copies.story_agrees_on_origin", "All copies of a story name the same origin.",
          "(SELECT count(DISTINCT other.origin_article_id) FROM story_copies AS other "
          "WHERE other.story_id = this.story_id) > 1", "this.story_id"),
    warn("story_copies.story_has_copies", "A story of one article needs no row.",
         "(SELECT count(*) FROM story_copies AS other WHERE other.story_id = this.story_id) < 2", "this.story_id"),
    warn("story_copies.copy_follows_origin", "The origin is the earliest article of its story.",
         "(SELECT min(origin.published_earliest) FROM articles AS origin "
         "WHERE origin.article_id = this.origin_article_id) > article.published_latest",
         "this.origin_article_id", ARTICLE),
    warn("story_copies.copy_is_similar", "Articles that share less than a third of their shingles are not copies.",
         "this.similarity < 0.33", "this.similarity"),
)  # fmt: skip

PUBLISHER_RULES = (
    warn("publishers.domain_is_bare", "Domains join on their bare lower-case form.",
         "NOT regexp_full_match(this.domain, '[^\\s/:A-Z]+\\.[^\\s/:A-Z]+') OR starts_with(this.domain, 'www.')",
         "this.domain"),
    warn("publishers.actor_is_an_outlet", "The outlet heads every chain as an actor of its own.",
         "actor.actor_type NOT IN ('media', 'organisation', 'company', 'government', 'ngo', 'igo', 'described')",
         "actor.actor_type", "JOIN actors AS actor USING (actor_id)"),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*ARTICLE_RULES, *STORY_RULES, *PUBLISHER_RULES)
