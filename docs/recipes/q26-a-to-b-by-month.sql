-- Q26: What does actor A do to B, by month and modality?
-- Read: `n_events` counts each event once over its dyads. Put other names in the conditions; events without a
-- first day are in the NULL month.
SELECT date_trunc('month', event_earliest)::DATE AS month, modality, event_type, round(sum(weight), 3) AS n_events
FROM event_dyads
WHERE contains(actor_name, 'Russia') AND contains(recipient_name, 'Ukraine')
GROUP BY ALL
ORDER BY month NULLS LAST, modality, event_type;
