-- Purpose: How sure each speaker was of each claim, by day and article version; earlier versions are in it.
-- Grain: claim as it stands in an attribution, of any version in the current release.
-- Columns:
--   claim_id: The claim.
--   said_earliest: First day it can have been said.
--   said_latest: Last day it can have been said.
--   published_earliest: Earliest day of publication.
--   source_name: The speaker, by name or as written; NULL is the outlet.
--   source_actor_id: The speaker.
--   text: The claim as this speaker puts it, verbatim.
--   factuality: Certain, probable or possible, that it is (+) or is not (-); Uu is unknown.
--   certainty_term: ICD-203 term, where the text uses one.
--   certainty_low: Lower end of the term's band.
--   certainty_high: Upper end of the term's band.
--   hedge_text: The hedge as written.
--   is_future: Whether the claim is about a time after it was said.
--   polarity: Whether the claim is affirmed or denied.
--   attribution_id: Where it stands.
--   article_id: The article.
--   version: Its version.
--   is_current: Whether that is the newest version of the article; filter on it to count.
SELECT
    attribution_claims.claim_id,
    attributions.said_earliest,
    attributions.said_latest,
    articles.published_earliest,
    coalesce(actors.name, attributions.source_text) AS source_name,
    attributions.source_actor_id,
    attribution_claims.text,
    attribution_claims.factuality,
    attribution_claims.certainty_term,
    attribution_claims.certainty_low,
    attribution_claims.certainty_high,
    attribution_claims.hedge_text,
    attribution_claims.is_future,
    attribution_claims.polarity,
    attribution_claims.attribution_id,
    attribution_claims.article_id,
    attribution_claims.version,
    articles.is_current
FROM core.attribution_claims
JOIN core.attributions
    ON attributions.attribution_id = attribution_claims.attribution_id AND attributions.superseded_at IS NULL
JOIN core.articles
    ON articles.article_id = attribution_claims.article_id
    AND articles.version = attribution_claims.version
    AND articles.superseded_at IS NULL
LEFT JOIN ref.actors ON actors.actor_id = attributions.source_actor_id
WHERE attribution_claims.superseded_at IS NULL
