-- Q35: What changed between two coding runs on the same text?
-- Read: The two latest coding runs, on the article versions that both coded. No row: one run only, or no
-- difference.
WITH latest AS (
    SELECT run_id, row_number() OVER (ORDER BY max(sequence) DESC) AS age FROM meta.releases GROUP BY run_id
),
coded AS (
    SELECT DISTINCT age, article_id, version, attribution_id, cue_text, content_text
    FROM core.attributions JOIN latest USING (run_id)
    WHERE age <= 2
)
SELECT
    CASE WHEN count(*) = 2 THEN 'both' WHEN max(age) = 1 THEN 'new run only' ELSE 'old run only' END AS found_by,
    cue_text, content_text, article_id, version, attribution_id
FROM coded
WHERE (article_id, version) IN (
    SELECT (article_id, version) FROM coded GROUP BY article_id, version HAVING count(DISTINCT age) = 2
)
GROUP BY cue_text, content_text, article_id, version, attribution_id
HAVING found_by <> 'both'
ORDER BY article_id, version, found_by, attribution_id;
