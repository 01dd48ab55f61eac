-- Q32: Whom does each outlet let speak: top sources, share of each kind?
-- Read: `share` is of all statements in the outlet; `top_sources` are the three it quotes most of each kind.
SELECT publisher_name, sourcing_by_publisher.source_class, share, n_sources, n_statements, top_sources
FROM sourcing_by_publisher
JOIN (
    SELECT publisher_id, source_class, list(source_name ORDER BY n DESC, source_name)[1:3] AS top_sources
    FROM (
        SELECT
            publisher_id, source_class, coalesce(source_name, source_text, publisher_name) AS source_name, count(*) AS n
        FROM statements
        GROUP BY ALL
    )
    GROUP BY publisher_id, source_class
) AS tops USING (publisher_id)
WHERE tops.source_class IS NOT DISTINCT FROM sourcing_by_publisher.source_class
ORDER BY publisher_name, share DESC, sourcing_by_publisher.source_class;
