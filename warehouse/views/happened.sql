-- Purpose: What is said to have happened or to be happening; probable events are in it and marked by their modality.
-- Grain: event.
-- Columns:
--   event_id: The event.
--   event_type: PLOVER event type.
--   event_mode: PLOVER mode of the type.
--   event_contexts: PLOVER contexts.
--   quad_class: PLOVER quad class.
--   is_reciprocal: Whether the actors act on each other.
--   modality: How real the text says the event is: asserted, reported, presupposed or probable.
--   event_earliest: First day it can have happened; NULL is open.
--   event_latest: Last day it can have happened; NULL is open.
--   event_precision: What kind of interval that is.
--   n_mentions: Mentions in text.
--   n_articles: Articles that carry it, copies included.
--   n_stories: Stories that carry it: near-copies count once.
--   n_originators: Independent originators.
SELECT
    event_id, event_type, event_mode, event_contexts, quad_class, is_reciprocal, modality,
    event_earliest, event_latest, event_precision, n_mentions, n_articles, n_stories, n_originators
FROM main.events
WHERE is_happened
