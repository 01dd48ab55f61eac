-- Purpose: What was done and what was said, in one list, each with the exact words behind it.
-- Grain: event mention, or attribution.
-- Columns:
--   kind: event or statement.
--   earliest: First day it can have happened or been said; NULL is open.
--   latest: Last day it can have happened or been said; NULL is open.
--   precision: What kind of interval that is; NULL for statements.
--   actor_ids: Who acts or speaks.
--   actors: Who acts or speaks, by name.
--   recipient_ids: Who is acted on; empty for statements.
--   recipients: Who is acted on, by name.
--   what: Event type and mode, or the words that were said.
--   modality: How real the text says the event is; NULL for statements.
--   is_happened: Whether the event is said to have happened or to be happening; NULL for statements.
--   evidence_text: The trigger of the event or the content of the statement, verbatim.
--   evidence_spans: Where that stands in articles.text.
--   sentence: The sentence it stands in, verbatim.
--   published_earliest: Earliest day of publication.
--   publisher_name: The outlet.
--   url: Address of the article.
--   article_id: The article.
--   version: Its version.
--   event_id: The event; NULL for statements.
--   event_mention_id: The mention of the event; NULL for statements.
--   attribution_id: The statement itself, or the one that the event is reported in; NULL if the outlet's own voice.
WITH participants AS (
    SELECT
        event_id,
        coalesce(list(actor_id ORDER BY name, actor_id) FILTER (role = 'actor'), []) AS actor_ids,
        coalesce(list(coalesce(name, actor_text) ORDER BY name, actor_id) FILTER (role = 'actor'), []) AS actors,
        coalesce(list(actor_id ORDER BY name, actor_id) FILTER (role = 'recipient'), []) AS recipient_ids,
        coalesce(list(coalesce(name, actor_text) ORDER BY name, actor_id) FILTER (role = 'recipient'), []) AS recipients
    FROM main.event_actors LEFT JOIN main.actors USING (actor_id)
    GROUP BY event_id
),
done AS (
    SELECT
        'event' AS kind,
        events.event_earliest AS earliest,
        events.event_latest AS latest,
        events.event_precision AS precision,
        coalesce(participants.actor_ids, []) AS actor_ids,
        coalesce(participants.actors, []) AS actors,
        coalesce(participants.recipient_ids, []) AS recipient_ids,
        coalesce(participants.recipients, []) AS recipients,
        concat_ws(' / ', events.event_type, events.event_mode) AS what,
        events.modality,
        events.is_happened,
        event_mentions.trigger_text AS evidence_text,
        [{'start_char': event_mentions.trigger_start, 'end_char': event_mentions.trigger_end}] AS evidence_spans,
        event_mentions.article_id,
        event_mentions.version,
        event_mentions.sentence_no,
        event_mentions.event_id,
        event_mentions.event_mention_id,
        event_mentions.attribution_id
    FROM main.event_mentions
    JOIN main.events USING (event_id)
    LEFT JOIN participants USING (event_id)
),
said AS (
    SELECT
        'statement' AS kind,
        attributions.said_earliest AS earliest,
        attributions.said_latest AS latest,
        NULL AS precision,
        if(source_actor_id IS NULL, [], [source_actor_id]) AS actor_ids,
        if(source_actor_id IS NULL, [], [coalesce(actors.name, source_text)]) AS actors,
        [] AS recipient_ids,
        [] AS recipients,
        content_text AS what,
        NULL AS modality,
        NULL AS is_happened,
        content_text AS evidence_text,
        content_spans AS evidence_spans,
        article_id,
        version,
        sentence_no,
        NULL AS event_id,
        NULL AS event_mention_id,
        attribution_id
    FROM main.attributions LEFT JOIN main.actors ON actors.actor_id = attributions.source_actor_id
)
SELECT
    rows.kind, rows.earliest, rows.latest, rows.precision, rows.actor_ids, rows.actors, rows.recipient_ids,
    rows.recipients, rows.what, rows.modality, rows.is_happened, rows.evidence_text, rows.evidence_spans,
    sentences.text AS sentence, articles.published_earliest, publishers.name AS publisher_name, articles.url,
    rows.article_id, rows.version, rows.event_id, rows.event_mention_id, rows.attribution_id
FROM (FROM done UNION ALL FROM said) AS rows
JOIN main.articles USING (article_id, version)
LEFT JOIN main.publishers USING (publisher_id)
LEFT JOIN main.sentences USING (article_id, version, sentence_no)
