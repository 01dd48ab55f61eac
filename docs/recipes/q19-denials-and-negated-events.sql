-- Q19: What is said NOT to have happened?
-- Read: Denied claims and negated events, each with its words.
SELECT 'claim' AS kind, source_name, text AS said, article_id, claim_id AS row_id
FROM certainty_over_time
WHERE is_current AND polarity = 'negative'
UNION ALL
SELECT 'event', array_to_string(actors, ', '), sentence, article_id, event_id
FROM timeline
WHERE modality = 'negated'
ORDER BY kind, article_id, row_id, said;
