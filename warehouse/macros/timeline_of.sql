-- Purpose: What an actor did, had done to it, and said, in order, with the words behind each; an id or part of a name.
-- Grain: event mention that the actor takes part in, or attribution to the actor.
-- Parameters: actor
-- Columns:
--   earliest: First day it can have happened or been said; NULL is open.
--   latest: Last day it can have happened or been said; NULL is open.
--   kind: event or statement.
--   what: Event type and mode, or the words that were said.
--   modality: How real the text says the event is; NULL for statements.
--   actors: Who acts or speaks.
--   recipients: Who is acted on.
--   evidence_text: The trigger of the event or the content of the statement, verbatim.
--   evidence_spans: Where that stands in articles.text.
--   sentence: The sentence it stands in, verbatim.
--   publisher_name: The outlet.
--   url: Address of the article.
--   article_id: The article.
--   version: Its version.
--   event_id: The event; NULL for statements.
--   attribution_id: The statement itself, or the one that the event is reported in.
WITH meant AS (
    SELECT coalesce(list(actor_id), []) AS ids
    FROM main.actors
    WHERE actor_id = actor OR contains(lower(name), lower(actor))
)
SELECT
    earliest, latest, kind, what, modality, actors, recipients, evidence_text, evidence_spans, sentence,
    publisher_name, url, article_id, version, event_id, attribution_id
FROM main.timeline, meant
WHERE list_has_any(actor_ids, meant.ids) OR list_has_any(recipient_ids, meant.ids)
ORDER BY earliest NULLS LAST, latest NULLS LAST, article_id, evidence_spans[1].start_char, kind
