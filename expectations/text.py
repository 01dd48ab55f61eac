"""Rules for `sentences`, `mentions`, `time_expressions`, `quantities`: what the text holds, span by span."""

from __future__ import annotations

from expectations.model import Rule, error, warn
from expectations.time import interval_rules

_PREVIOUS = (
    "JOIN sentences AS previous ON previous.article_id = this.article_id AND previous.version = this.version "
    "AND previous.sentence_no = this.sentence_no - 1"
)
_ANTECEDENT = "JOIN mentions AS antecedent ON antecedent.mention_id = this.antecedent_id"
_EDGE = "this.text <> trim(this.text, ' ' || chr(9) || chr(10) || chr(13) || chr(160))"

SENTENCE_RULES = (
    error("sentences.counts_from_0", "Sentences are numbered from 0.", "this.sentence_no < 0", "this.sentence_no"),
    warn("sentences.has_no_gap", "A number left out is a sentence lost.",
         "this.sentence_no > 0 AND NOT EXISTS (SELECT 1 FROM sentences AS previous WHERE "
         "previous.article_id = this.article_id AND previous.version = this.version "
         "AND previous.sentence_no = this.sentence_no - 1)", "this.sentence_no"),
    error("sentences.in_text_order", "A sentence begins after the one before it has ended.",
          "this.start_char < previous.end_char", "previous.end_char || ' > ' || this.start_char", _PREVIOUS),
    error("sentences.text_is_not_space", "A sentence holds more than space.", "trim(this.text) = ''"),
    warn("sentences.text_is_trimmed", "Space at the edge belongs to no sentence.", _EDGE, "this.text"),
    warn("sentences.length_is_plausible", "More than 2,000 characters are not one sentence: the splitter failed.",
         "length(this.text) > 2000", "length(this.text) || ' characters: ' || left(this.text, 80)"),
)  # fmt: skip

MENTION_RULES = (
    warn("mentions.text_is_trimmed", "Space at the edge belongs to no mention.", _EDGE, "'[' || this.text || ']'"),
    error("mentions.antecedent_is_in_article", "A mention refers back within its article.",
          "this.article_id <> antecedent.article_id OR this.version <> antecedent.version", "this.antecedent_id",
          _ANTECEDENT),
    error("mentions.antecedent_is_another", "A mention does not refer to itself.",
          "this.antecedent_id = this.mention_id", "this.antecedent_id"),
    warn("mentions.antecedent_is_earlier", "Reference goes back; forward reference is rare and mostly an error.",
         "antecedent.start_char >= this.end_char", "this.text || ' before ' || antecedent.text", _ANTECEDENT),
    warn("mentions.antecedent_is_same_actor", "A mention and its antecedent are one actor.",
         "this.actor_id <> antecedent.actor_id", "this.text || ' <> ' || antecedent.text", _ANTECEDENT),
    warn("mentions.pronoun_says_why", "A resolved pronoun names its antecedent or its rule.",
         "this.mention_type = 'pronoun' AND this.actor_id IS NOT NULL AND this.antecedent_id IS NULL "
         "AND this.rule IS NULL", "this.text"),
    warn("mentions.pronoun_is_short", "A pronoun is one or two words.",
         "this.mention_type = 'pronoun' AND length(this.text) > 20", "this.text"),
    warn("mentions.name_has_letters", "Numbers and signs are no one's name.",
         "this.mention_type = 'name' AND NOT regexp_matches(this.text, '\\p{L}')", "this.text"),
)  # fmt: skip

TIME_RULES = (
    *interval_rules("time_expressions", "earliest", "latest", "precision"),
    warn("time_expressions.value_is_timex", "TIMEX3 values begin with a year, P, T, a reference or X.",
         "NOT regexp_matches(this.timex_value, '^(-?[0-9X]|P|T|BC|(PAST|PRESENT|FUTURE)_REF)')", "this.timex_value"),
)  # fmt: skip

QUANTITY_RULES = (
    error("quantities.high_follows_low", "The largest value is no smaller than the smallest.", "this.low > this.high",
          "this.low || ' > ' || this.high"),
    error("quantities.unspecified_has_no_value", "A number that the text withholds is not known.",
          "this.is_unspecified AND (this.low IS NOT NULL OR this.high IS NOT NULL)", "this.text"),
    warn("quantities.specified_has_a_value", "A quantity without a value was not understood.",
         "NOT this.is_unspecified AND this.low IS NULL AND this.high IS NULL", "this.text"),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*SENTENCE_RULES, *MENTION_RULES, *TIME_RULES, *QUANTITY_RULES)
