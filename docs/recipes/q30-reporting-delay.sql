-- Q30: When did it happen, when was it said, when was it published, and when did we learn it?
-- Read: Days are counted from the last day on which the event can have happened; an open date gives no delay.
SELECT
    events.event_type, event_earliest, event_latest, said_earliest, published_earliest, event_mentions.recorded_at,
    said_earliest - event_latest AS days_to_said,
    published_earliest - event_latest AS days_to_published,
    event_mentions.recorded_at::DATE - event_latest AS days_to_recorded,
    event_mentions.event_mention_id
FROM event_mentions
JOIN events USING (event_id)
JOIN articles ON articles.article_id = event_mentions.article_id AND articles.version = event_mentions.version
LEFT JOIN attributions ON attributions.attribution_id = event_mentions.attribution_id
WHERE is_happened
ORDER BY event_latest NULLS LAST, event_mentions.event_mention_id;
