-- Purpose: Who does what to whom, safe to count: sum(weight) counts every event once, however many take part.
-- Grain: event, actor and recipient; a side that the text leaves out is NULL.
-- Columns:
--   event_id: The event.
--   event_type: PLOVER event type.
--   event_mode: PLOVER mode of the type.
--   quad_class: PLOVER quad class.
--   modality: How real the text says the event is.
--   is_reciprocal: Whether the actors act on each other.
--   is_happened: Whether it is said to have happened or to be happening.
--   event_earliest: First day it can have happened; NULL is open.
--   event_latest: Last day it can have happened; NULL is open.
--   event_precision: What kind of interval that is.
--   actor_id: Who acts.
--   actor_name: Who acts, by name.
--   actor_text: Who acts, as first written.
--   actor_country: Country of the actor, ISO alpha-3.
--   actor_sector: PLOVER sector of the actor.
--   recipient_id: Who is acted on.
--   recipient_name: Who is acted on, by name.
--   recipient_text: Who is acted on, as first written.
--   recipient_country: Country of the recipient, ISO alpha-3.
--   recipient_sector: PLOVER sector of the recipient.
--   weight: Share of the event in this row: 1 / rows of the event.
--   n_articles: Articles that carry the event.
--   n_originators: Independent originators of the event.
WITH participants AS (
    SELECT event_id, role, actor_id, actor_text, name, country, sector
    FROM main.event_actors LEFT JOIN main.actors USING (actor_id)
),
pairs AS (
    SELECT
        events.event_id,
        doers.actor_id AS doer_id,
        receivers.actor_id AS receiver_id,
        -- In a meeting everyone is both: nobody meets himself, unless the text names no one else.
        coalesce(doer_id = receiver_id, false) AS is_with_itself
    FROM main.events
    LEFT JOIN participants AS doers ON doers.event_id = events.event_id AND doers.role = 'actor'
    LEFT JOIN participants AS receivers ON receivers.event_id = events.event_id AND receivers.role = 'recipient'
    QUALIFY NOT is_with_itself OR bool_and(is_with_itself) OVER (PARTITION BY events.event_id)
)
SELECT
    events.event_id,
    events.event_type,
    events.event_mode,
    events.quad_class,
    events.modality,
    events.is_reciprocal,
    events.is_happened,
    events.event_earliest,
    events.event_latest,
    events.event_precision,
    doers.actor_id,
    doers.name AS actor_name,
    doers.actor_text,
    doers.country AS actor_country,
    doers.sector AS actor_sector,
    receivers.actor_id AS recipient_id,
    receivers.name AS recipient_name,
    receivers.actor_text AS recipient_text,
    receivers.country AS recipient_country,
    receivers.sector AS recipient_sector,
    1.0::DOUBLE / count(*) OVER (PARTITION BY events.event_id) AS weight,
    events.n_articles,
    events.n_originators
FROM main.events
JOIN pairs ON pairs.event_id = events.event_id
LEFT JOIN participants AS doers
    ON doers.event_id = events.event_id AND doers.role = 'actor' AND doers.actor_id = pairs.doer_id
LEFT JOIN participants AS receivers
    ON receivers.event_id = events.event_id AND receivers.role = 'recipient' AND receivers.actor_id = pairs.receiver_id
