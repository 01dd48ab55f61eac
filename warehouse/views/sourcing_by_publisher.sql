-- Purpose: Whom an outlet lets speak: its sources by kind, and how hedged and how second-hand what they say is.
-- Grain: outlet and kind of source.
-- Columns:
--   publisher_id: The outlet.
--   publisher_name: The outlet, by name.
--   source_class: Kind of source; NULL where the text shows none.
--   n_articles: Articles of the outlet with such a source.
--   n_sources: Distinct speakers of the kind.
--   n_statements: Attributions to such a source.
--   share: Share of the outlet's attributions, 0 to 1.
--   n_second_hand: Attributions that reach the outlet through someone else.
--   n_claims: Claims in those attributions.
--   hedged_share: Share of those claims that are hedged, 0 to 1; NULL without claims.
WITH said AS (
    SELECT
        attribution_id,
        count(*) AS n_claims,
        count(*) FILTER (factuality IN ('PR+', 'PS+', 'PR-', 'PS-') OR hedge_text IS NOT NULL) AS n_hedged
    FROM main.attribution_claims
    GROUP BY attribution_id
)
SELECT
    publisher_id,
    publisher_name,
    source_class,
    count(DISTINCT article_id)::INTEGER AS n_articles,
    count(DISTINCT source_actor_id)::INTEGER AS n_sources,
    count(*)::INTEGER AS n_statements,
    count(*) / sum(count(*)) OVER (PARTITION BY publisher_id) AS share,
    count(*) FILTER (depth > 1)::INTEGER AS n_second_hand,
    coalesce(sum(n_claims), 0)::INTEGER AS n_claims,
    sum(n_hedged) / nullif(sum(n_claims), 0) AS hedged_share
FROM main.statements LEFT JOIN said USING (attribution_id)
GROUP BY publisher_id, publisher_name, source_class
