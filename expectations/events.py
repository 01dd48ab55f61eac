"""Rules for `event_mentions`, `events`, `event_actors`, `event_places`: what happens, in PLOVER terms."""

from __future__ import annotations

from expectations.model import Rule, error, warn
from expectations.time import interval_rules
from transforms.seeds.load import read_seed

_TYPES = read_seed("plover_event_types", columns=("event_type", "quad_class", "requires_recipient"))
_REQUIRES_RECIPIENT = ", ".join(f"'{row['event_type']}'" for row in _TYPES if row["requires_recipient"] == "true")
_QUAD_CLASSES = " ".join(f"WHEN '{row['event_type']}' THEN '{row['quad_class']}'" for row in _TYPES)
_UNREAL = ("possible", "planned", "hypothetical", "irrealis", "negated")
_NOT_HAPPENED = ", ".join(f"'{modality}'" for modality in _UNREAL)

_MENTIONED = "event_mentions AS mention WHERE mention.event_id = this.event_id"
_CURRENT = (
    "event_mentions AS mention JOIN articles AS article USING (article_id, version) "
    "WHERE mention.event_id = this.event_id AND article.is_current"
)
_EVENT = "JOIN events AS event USING (event_id)"
_ATTRIBUTION = "JOIN attributions AS attribution USING (attribution_id)"
_MENTION = "JOIN mentions AS mention USING (mention_id)"

MENTION_RULES = (
    error("event_mentions.attribution_is_in_article", "An event stands in the words of a speaker of its article.",
          "this.article_id <> attribution.article_id OR this.version <> attribution.version", "this.attribution_id",
          _ATTRIBUTION),
    warn("event_mentions.trigger_is_in_content", "A reported event stands in what its speaker says.",
         "len(attribution.content_spans) > 0 AND (this.trigger_start < attribution.content_spans[1].start_char "
         "OR this.trigger_end > attribution.content_spans[-1].end_char)", "this.trigger_text", _ATTRIBUTION),
    warn("event_mentions.type_is_the_events", "A mention and its event are of one type.",
         "this.event_type <> event.event_type", "this.event_type || ' <> ' || event.event_type", _EVENT),
    error("event_mentions.cameo_code_is_a_code", "CAMEO codes are two to four digits.",
          "NOT regexp_full_match(this.cameo_code, '[0-9]{2,4}')", "this.cameo_code"),
    warn("event_mentions.trigger_is_short", "A trigger of more than 60 characters is a clause.",
         "length(this.trigger_text) > 60", "this.trigger_text"),
    warn("event_mentions.reported_says_by_whom", "A reported event has a speaker.",
         "this.modality = 'reported' AND this.attribution_id IS NULL", "this.trigger_text"),
)  # fmt: skip

EVENT_RULES = (
    *interval_rules("events", "event_earliest", "event_latest", "event_precision"),
    error("events.happened_is_real", "The view happened is safe to count: nothing negated, planned or merely possible.",
          f"this.is_happened AND this.modality IN ({_NOT_HAPPENED})", "this.modality"),
    error("events.happened_is_news", "The view happened holds no event that is only told as background.",
          f"this.is_happened AND NOT EXISTS (SELECT 1 FROM {_MENTIONED} AND NOT mention.is_background) "
          f"AND EXISTS (SELECT 1 FROM {_MENTIONED})", "this.event_type"),
    error("events.happened_is_not_future", "What happened had happened when it was last reported.",
          "this.is_happened AND this.event_earliest > (SELECT max(article.published_latest) + 1 FROM event_mentions "
          "AS mention JOIN articles AS article USING (article_id, version) WHERE mention.event_id = this.event_id)",
          "this.event_earliest"),
    error("events.quad_class_is_the_types", "PLOVER gives each event type one quad class.",
          f"this.quad_class <> CASE this.event_type {_QUAD_CLASSES} END", "this.event_type || ': ' || this.quad_class"),
    warn("events.recipient_is_there", "PLOVER requires a recipient of COOPERATE, AID and SANCTION.",
         f"this.event_type IN ({_REQUIRES_RECIPIENT}) AND NOT EXISTS (SELECT 1 FROM event_actors AS participant "
         "WHERE participant.event_id = this.event_id AND participant.role = 'recipient')", "this.event_type"),
    warn("events.actor_is_there", "An event without an actor drops out of every dyad.",
         "NOT EXISTS (SELECT 1 FROM event_actors AS participant WHERE participant.event_id = this.event_id "
         "AND participant.role = 'actor')", "this.event_type"),
    warn("events.reciprocal_has_two", "Acting on each other takes two.",
         "this.is_reciprocal AND (SELECT count(DISTINCT participant.actor_id) FROM event_actors AS participant "
         "WHERE participant.event_id = this.event_id) < 2", "this.event_type"),
    error("events.is_in_an_article", "An event of a current article has at least one mention, article and story.",
          f"least(this.n_mentions, this.n_articles, this.n_stories) < 1 AND EXISTS (SELECT 1 FROM {_CURRENT})",
          "this.event_type"),
    error("events.has_no_more_stories_than_articles", "Copies are collapsed, never multiplied.",
          "this.n_stories > this.n_articles", "this.n_stories || ' > ' || this.n_articles"),
    error("events.has_no_more_articles_than_mentions", "An article carries an event by mentioning it.",
          "this.n_articles > this.n_mentions", "this.n_articles || ' > ' || this.n_mentions"),
    warn("events.has_no_more_originators_than_mentions", "Independent origins speak in mentions.",
         "this.n_originators > this.n_mentions", "this.n_originators || ' > ' || this.n_mentions"),
    warn("events.counts_its_mentions", "Stored counts agree with the rows they count, but for refused ones.",
         f"this.n_mentions <> (SELECT count(*) FROM {_CURRENT})", "this.n_mentions"),
    warn("events.modality_is_a_mentions", "The modality of an event is that of one of its mentions.",
         f"NOT EXISTS (SELECT 1 FROM {_MENTIONED} AND mention.modality = this.modality)", "this.modality"),
    warn("events.date_says_its_rule", "A date without a rule is a silent guess.",
         "this.event_rule = 'none' AND (this.event_earliest IS NOT NULL OR this.event_latest IS NOT NULL)",
         "this.event_precision"),
)  # fmt: skip

PARTICIPANT_RULES = (
    warn("event_actors.has_one_role", "Only in reciprocal events is one actor both doer and receiver.",
         "this.role = 'recipient' AND NOT event.is_reciprocal AND EXISTS (SELECT 1 FROM event_actors AS other "
         "WHERE other.event_id = this.event_id AND other.actor_id = this.actor_id AND other.role = 'actor')",
         "this.actor_text", _EVENT),
    warn("event_actors.actor_is_the_mentions", "The participant is the actor its mention resolves to.",
         "this.actor_id <> mention.actor_id", "this.actor_text || ' <> ' || mention.text", _MENTION),
    warn("event_actors.mention_is_in_an_article_of_the_event", "The participant is named where the event is told.",
         "NOT EXISTS (SELECT 1 FROM event_mentions AS told WHERE told.event_id = this.event_id "
         "AND told.article_id = mention.article_id)", "this.actor_text", _MENTION),
    warn("event_places.destination_is_not_origin", "A way from a place to itself was misread.",
         "this.role = 'destination' AND EXISTS (SELECT 1 FROM event_places AS other WHERE "
         "other.event_id = this.event_id AND other.place_id = this.place_id AND other.role = 'origin')",
         "this.place_id"),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*MENTION_RULES, *EVENT_RULES, *PARTICIPANT_RULES)
