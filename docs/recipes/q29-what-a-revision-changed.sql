-- Q29: What changed between two versions of an article (claims added, dropped, re-hedged)?
-- Read: One row per claim that the newer `version` adds, drops or puts with another certainty than the version
-- before it.
WITH said AS (
    SELECT
        article_id, version, claim_id, any_value(text) AS text,
        list_sort(list(DISTINCT concat_ws(' ', factuality, lower(hedge_text)))) AS certainty
    FROM certainty_over_time
    GROUP BY article_id, version, claim_id
)
SELECT
    article_id, version,
    CASE WHEN older.text IS NULL THEN 'added' WHEN newer.text IS NULL THEN 'dropped' ELSE 're-hedged' END AS change,
    older.text AS text_before, older.certainty AS certainty_before,
    newer.text AS text_after, newer.certainty AS certainty_after, claim_id
FROM said AS newer
FULL JOIN (SELECT * REPLACE (version + 1 AS version) FROM said) AS older USING (article_id, version, claim_id)
JOIN (SELECT article_id, version AS newest FROM articles) USING (article_id)
WHERE version BETWEEN 2 AND newest AND older.certainty IS DISTINCT FROM newer.certainty
ORDER BY article_id, version, change, claim_id;
