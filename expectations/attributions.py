"""Rules for `attributions`: how source, cue and content lie to each other, and the chain of speakers."""

from __future__ import annotations

from expectations.model import Rule, error, warn
from expectations.spans import ARTICLE

_PARENT = "JOIN attributions AS parent ON parent.attribution_id = this.parent_attribution_id"
_PUBLISHER = f"{ARTICLE} JOIN publishers AS publisher ON publisher.publisher_id = article.publisher_id"
_QUOTES = '"“”„«»‟‘’'
# Only where depth does not grow from parent to child can a cycle close, so in a sound release the climb never starts.
_CYCLES = (
    "WITH RECURSIVE climb(attribution_id, ancestor_id, steps) AS ("
    "SELECT child.attribution_id, child.parent_attribution_id, 1 FROM attributions AS child "
    "JOIN attributions AS parent ON parent.attribution_id = child.parent_attribution_id "
    "WHERE parent.depth >= child.depth "
    "UNION ALL SELECT climb.attribution_id, above.parent_attribution_id, climb.steps + 1 FROM climb "
    "JOIN attributions AS above ON above.attribution_id = climb.ancestor_id "
    "WHERE climb.ancestor_id <> climb.attribution_id AND climb.steps < 50) "
    "SELECT attribution_id FROM climb WHERE ancestor_id = attribution_id"
)


def _pairs(outer: str, inner: str, condition: str) -> str:
    """SQL: some span of list `inner` and some span of list `outer` meet the condition on `one` and `other`."""
    return (
        f"len(list_filter(this.{inner}, lambda one: len(list_filter(this.{outer}, lambda other: {condition})) > 0)) > 0"
    )


_INSIDE = "one.start_char >= other.start_char AND one.end_char <= other.end_char"
_OVERLAP = "one.start_char < other.end_char AND other.start_char < one.end_char"

SPAN_RULES = (
    error("attributions.content_is_there", "An attribution of nothing says nothing.", "len(this.content_spans) = 0"),
    error("attributions.content_is_outside_cue", "The words that attribute are not what is said.",
          _pairs("cue_spans", "content_spans", _INSIDE), "this.cue_text || ' > ' || this.content_text"),
    warn("attributions.content_is_apart_from_cue", "Content and cue share no word.",
         _pairs("cue_spans", "content_spans", _OVERLAP), "this.cue_text || ' | ' || this.content_text"),
    warn("attributions.content_is_outside_source", "The speaker's name is not what is said.",
         _pairs("source_spans", "content_spans", _INSIDE), "this.source_text || ' > ' || this.content_text"),
    warn("attributions.source_is_apart_from_cue", "Speaker and cue share no word.",
         _pairs("cue_spans", "source_spans", _OVERLAP), "this.source_text || ' | ' || this.cue_text"),
    warn("attributions.content_has_clean_edges", "Content leaves out outer quotation marks and edge punctuation.",
         f"regexp_matches(this.content_text, '^[\\s,;:]|[\\s,;:]$') OR (len(this.content_spans) = 1 AND "
         f"regexp_matches(this.content_text, '^[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}][.,]?$'))", "this.content_text"),
    warn("attributions.direct_stands_in_quotes", "Direct speech is marked by quotation marks.",
         "this.quotation = 'direct' AND NOT regexp_matches(substring(article.text, "
         "greatest(this.content_spans[1].start_char, 1), "
         f"this.content_spans[-1].end_char - this.content_spans[1].start_char + 3), '[{_QUOTES}]')",
         "this.content_text", ARTICLE),
    warn("attributions.explicit_has_a_cue", "An explicit attribution rests on a cue.",
         "this.attribution_type = 'explicit' AND len(this.cue_spans) = 0", "this.content_text"),
    warn("attributions.cue_has_a_lemma", "Verbs are counted by lemma.",
         "(len(this.cue_spans) > 0) <> (this.cue_lemma IS NOT NULL)", "this.cue_text || ' / ' || this.cue_lemma"),
    warn("attributions.negated_cue_is_there", "Only a cue that is there can be negated.",
         "this.is_cue_negated AND len(this.cue_spans) = 0", "this.content_text"),
    warn("attributions.speaker_has_a_class", "Sourcing is counted by the kind of speaker.",
         "this.source_text IS NOT NULL AND this.source_class IS NULL", "this.source_text"),
    warn("attributions.named_speaker_is_an_actor", "A named speaker resolves to an actor.",
         "this.source_class IN ('named_person', 'named_organisation') AND this.source_actor_id IS NULL",
         "this.source_text"),
)  # fmt: skip

CHAIN_RULES = (
    error("attributions.depth_counts_from_1", "At least one speaker stands between the reader and the content.",
          "this.depth < 1", "this.depth"),
    error("attributions.chain_has_depth_plus_1", "The chain holds the publisher and every speaker down to the content; "
          "the publisher alone where it speaks itself, which counts as depth 1.",
          "greatest(len(this.chain) - 1, 1) <> this.depth", "len(this.chain) || ' for depth ' || this.depth"),
    error("attributions.chain_begins_with_publisher", "What the reader has in hand comes from the publisher.",
          "this.chain[1] IS DISTINCT FROM publisher.actor_id",
          "this.chain[1] || ' <> ' || publisher.actor_id", _PUBLISHER),
    error("attributions.chain_ends_with_speaker", "The last of the chain is who says it.",
          "this.source_actor_id <> this.chain[-1]", "this.chain[-1] || ' <> ' || this.source_actor_id"),
    error("attributions.chain_is_of_actors", "Every link of the chain is an actor.",
          "EXISTS (SELECT 1 FROM (SELECT unnest(this.chain) AS actor_id) AS link WHERE NOT EXISTS "
          "(SELECT 1 FROM actors AS actor WHERE actor.actor_id = link.actor_id))", "this.chain"),
    error("attributions.parent_is_in_article", "An attribution stands in the content of one of the same article.",
          "this.article_id <> parent.article_id OR this.version <> parent.version", "this.parent_attribution_id",
          _PARENT),
    error("attributions.parent_is_no_descendant", "A chain of parents ends.",
          f"this.attribution_id IN ({_CYCLES})", "this.parent_attribution_id"),
    error("attributions.parent_is_shallower", "A known speaker stands one level below the known one who reports it.",
          "parent.depth > this.depth OR (parent.depth = this.depth AND parent.source_actor_id IS NOT NULL "
          "AND this.source_actor_id IS NOT NULL)", "parent.depth || ' >= ' || this.depth", _PARENT),
    warn("attributions.chain_extends_parents", "The chain is the parent's and the speaker.",
         "this.chain[1:len(parent.chain)] <> parent.chain",
         "array_to_string(parent.chain, ' ') || ' / ' || array_to_string(this.chain, ' ')", _PARENT),
    warn("attributions.first_hand_is_depth_1", "What was said to the outlet itself passed through nobody else.",
         "this.is_first_hand AND this.depth > 1", "this.depth"),
    error("attributions.said_latest_follows_said_earliest", "An interval ends no earlier than it begins.",
          "this.said_earliest > this.said_latest", "this.said_earliest || ' > ' || this.said_latest"),
    warn("attributions.said_before_published", "What is reported had been said.",
         "this.said_earliest > article.published_latest", "this.said_earliest || ' > ' || article.published_latest",
         ARTICLE),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*SPAN_RULES, *CHAIN_RULES)
