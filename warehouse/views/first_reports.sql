-- Purpose: Who carried a claim first, and how long the others lagged.
-- Grain: claim and outlet.
-- Columns:
--   claim_id: The claim.
--   proposition: The claim in the words of its first report.
--   publisher_id: The outlet.
--   publisher_name: The outlet, by name.
--   published_earliest: First day on which the outlet can have carried it; NULL if no article has a date.
--   published_at: First instant at which the outlet carried it, where a time of day is known.
--   is_first: Whether no other outlet carried it on an earlier day; NULL without a date.
--   lag_days: Days after the first outlet; NULL without a date.
--   n_articles: Articles of the outlet that carry it.
WITH carried AS (
    SELECT
        claim_id,
        publisher_id,
        min(published_earliest) AS published_earliest,
        min(published_at) AS published_at,
        count(DISTINCT article_id)::INTEGER AS n_articles
    FROM main.attribution_claims JOIN main.articles USING (article_id, version)
    GROUP BY claim_id, publisher_id
)
SELECT
    carried.claim_id,
    claims.proposition,
    carried.publisher_id,
    publishers.name AS publisher_name,
    carried.published_earliest,
    carried.published_at,
    carried.published_earliest = min(carried.published_earliest) OVER claim AS is_first,
    (carried.published_earliest - min(carried.published_earliest) OVER claim)::INTEGER AS lag_days,
    carried.n_articles
FROM carried
JOIN main.claims USING (claim_id)
LEFT JOIN main.publishers USING (publisher_id)
WINDOW claim AS (PARTITION BY carried.claim_id)
