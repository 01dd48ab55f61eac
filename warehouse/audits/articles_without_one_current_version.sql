-- Purpose: Articles of which the current release marks no version as current, or several.
SELECT article_id, count(*) FILTER (is_current) AS n_current
FROM core.articles
WHERE superseded_at IS NULL
GROUP BY article_id
HAVING n_current <> 1;
