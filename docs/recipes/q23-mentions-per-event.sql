-- Q23: How many mentions collapse into each event?
-- Read: `n_in_document` is the most mentions that one article has; `triggers` are their words.
SELECT
    event_id,
    any_value(event_type) AS event_type,
    sum(n)::INTEGER AS n_mentions,
    count(*) AS n_articles,
    max(n) AS n_in_document,
    list_sort(list_distinct(flatten(list(words)))) AS triggers
FROM (
    SELECT event_id, article_id, any_value(event_type) AS event_type, count(*) AS n, list(trigger_text) AS words
    FROM event_mentions
    GROUP BY event_id, article_id
)
GROUP BY event_id
ORDER BY n_mentions DESC, event_id;
