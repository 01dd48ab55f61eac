-- Q31: What share of claims comes from unnamed sources, per outlet?
-- Read: Unnamed officials and collectives ("analysts", "sources") against all claims the outlet attributes.
SELECT
    publisher_name,
    sum(n_claims)::INTEGER AS n_claims,
    coalesce(sum(n_claims) FILTER (starts_with(source_class, 'unnamed')), 0)::INTEGER AS n_unnamed,
    n_unnamed / nullif(sum(n_claims), 0) AS unnamed_share
FROM sourcing_by_publisher
GROUP BY publisher_name
ORDER BY unnamed_share DESC NULLS LAST, publisher_name;
