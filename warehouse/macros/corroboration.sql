-- Purpose: Who independently stands behind a claim, and how far each origin has spread; copies raise no count but one.
-- Grain: originator of the claim; an outlet that vouches for it itself is an originator.
-- Parameters: claim
-- Columns:
--   originator_id: The originator; for an outlet its actor.
--   originator_name: The originator, by name.
--   originator_type: What kind of actor it is; never count described ones as independent.
--   originator_country: Its country, ISO alpha-3.
--   is_outlet: Whether it is an outlet's own voice.
--   speakers: Who is quoted with it, by name or as written.
--   polarities: Whether the claim is affirmed or denied there.
--   n_articles: Articles that carry it from this originator, copies included.
--   n_stories: Stories: near-copies count once.
--   n_publishers: Outlets that carry it.
--   first_published: Earliest publication day.
SELECT
    coalesce(statements.originator_id, publishers.actor_id) AS originator_id,
    any_value(coalesce(statements.originator_name, publishers.name)) AS originator_name,
    any_value(coalesce(statements.originator_type, 'media')) AS originator_type,
    any_value(coalesce(statements.originator_country, publishers.country)) AS originator_country,
    bool_and(statements.originator_id IS NULL) AS is_outlet,
    list_sort(coalesce(
        list(DISTINCT coalesce(source_name, source_text)) FILTER (coalesce(source_name, source_text) IS NOT NULL), []
    )) AS speakers,
    list_sort(list(DISTINCT attribution_claims.polarity)) AS polarities,
    count(DISTINCT statements.article_id)::INTEGER AS n_articles,
    count(DISTINCT coalesce(story_copies.story_id, statements.article_id))::INTEGER AS n_stories,
    count(DISTINCT statements.publisher_id)::INTEGER AS n_publishers,
    min(statements.published_earliest) AS first_published
FROM main.attribution_claims
JOIN main.statements USING (attribution_id)
LEFT JOIN main.publishers ON publishers.publisher_id = statements.publisher_id
LEFT JOIN main.story_copies
    ON story_copies.article_id = statements.article_id AND story_copies.version = statements.version
WHERE attribution_claims.claim_id = claim
GROUP BY ALL
ORDER BY first_published NULLS LAST, originator_name
