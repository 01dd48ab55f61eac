-- Purpose: Events whose dyads do not add up to one event.
SELECT event_id, sum(weight) AS total FROM main.event_dyads GROUP BY event_id HAVING abs(total - 1) > 1e-9;
