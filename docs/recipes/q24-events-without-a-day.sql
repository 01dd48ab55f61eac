-- Q24: Which events have a date that is only a bound or a period?
-- Read: Never join these on a day. `days` is the length of the interval; NULL where a bound is open.
SELECT event_type, modality, event_earliest, event_latest, event_precision,
    event_latest - event_earliest + 1 AS days, event_id
FROM events
WHERE event_earliest IS DISTINCT FROM event_latest OR event_earliest IS NULL
ORDER BY days DESC NULLS FIRST, event_id;
