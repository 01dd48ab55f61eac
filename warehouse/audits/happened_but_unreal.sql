-- Purpose: Events in the view happened that the text does not call real, or that only stand in the background.
SELECT happened.event_id, happened.modality
FROM main.happened
WHERE modality NOT IN ('asserted', 'reported', 'presupposed', 'probable')
    OR event_id NOT IN (SELECT event_id FROM main.event_mentions WHERE NOT is_background);
