-- Purpose: Claims that rest on one independent origin, however many outlets and speakers carry them.
-- Grain: claim with at most one originator.
-- Columns:
--   claim_id: The claim.
--   proposition: The claim in the words of its first report.
--   originators: Who it comes from, by name; an outlet where the outlet itself vouches.
--   speakers: Everyone who is quoted with it, by name or as written.
--   n_articles: Articles that carry it, copies included.
--   n_stories: Stories that carry it: near-copies count once.
--   n_publishers: Outlets that carry it.
--   n_originators: Independent originators.
--   first_reported_at: Earliest publication day.
SELECT
    claims.claim_id,
    any_value(claims.proposition) AS proposition,
    list_sort(list(DISTINCT coalesce(statements.originator_name, statements.publisher_name))) AS originators,
    list_sort(coalesce(
        list(DISTINCT coalesce(statements.source_name, statements.source_text))
            FILTER (coalesce(statements.source_name, statements.source_text) IS NOT NULL),
        []
    )) AS speakers,
    any_value(claims.n_articles) AS n_articles,
    any_value(claims.n_stories) AS n_stories,
    any_value(claims.n_publishers) AS n_publishers,
    any_value(claims.n_originators) AS n_originators,
    any_value(claims.first_reported_at) AS first_reported_at
FROM main.claims
JOIN main.attribution_claims USING (claim_id)
JOIN main.statements USING (attribution_id)
WHERE claims.n_originators <= 1
GROUP BY claims.claim_id
