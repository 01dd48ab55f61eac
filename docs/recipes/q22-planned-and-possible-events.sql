-- Q22: Which future events are planned or possible, and in which windows?
-- Read: An open bound stays NULL: the text does not say when.
SELECT
    modality, event_type, event_mode, actor_name, recipient_name,
    event_earliest, event_latest, event_precision, event_id
FROM event_dyads
WHERE modality IN ('planned', 'possible')
ORDER BY event_earliest NULLS LAST, event_id, actor_name, recipient_name;
