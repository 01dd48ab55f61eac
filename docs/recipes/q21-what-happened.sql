-- Q21: What happened, as PLOVER dyads?
-- Read: Only what is said to have happened or to be happening: nothing negated, hypothetical, planned or of the
-- background. `weight` adds up to one per event: sum it, do not count rows.
SELECT
    event_earliest, event_latest, event_type, event_mode, modality,
    coalesce(actor_name, actor_text) AS actor, actor_country,
    coalesce(recipient_name, recipient_text) AS recipient, recipient_country, weight, n_originators, event_id
FROM event_dyads
WHERE is_happened
ORDER BY event_earliest NULLS LAST, event_latest NULLS LAST, event_id, actor, recipient;
