-- Purpose: Attributions whose depth does not fit their chain, or whose chain does not run from outlet to speaker.
-- The outlet's own voice is a chain of one and counts as depth 1.
SELECT attribution_id, chain, depth
FROM main.attributions
JOIN main.articles USING (article_id, version)
JOIN main.publishers USING (publisher_id)
WHERE depth <> greatest(len(chain) - 1, 1)
    OR depth < 1
    OR chain[1] IS DISTINCT FROM publishers.actor_id
    OR (source_actor_id IS NOT NULL AND chain[-1] IS DISTINCT FROM source_actor_id);
