-- Purpose: Article versions whose current rows come from several coding runs: every count over them would double.
SELECT article_id, version, list_sort(list(DISTINCT run_id)) AS run_ids
FROM (
    SELECT article_id, version, run_id FROM main.sentences
    UNION ALL
    SELECT article_id, version, run_id FROM main.attributions
    UNION ALL
    SELECT article_id, version, run_id FROM main.event_mentions
)
GROUP BY article_id, version
HAVING count(DISTINCT run_id) > 1;
