-- Purpose: Claims that stand against each other, each side with its own words and speaker; neither is judged.
-- Grain: pair of attributed claims that contradict, deny, concede or reverse.
-- Columns:
--   relation: How the later claim bears on the earlier one.
--   from_source: Speaker of the later claim, by name or as written; NULL is the outlet.
--   from_text: The later claim, verbatim.
--   from_factuality: How sure that speaker is.
--   from_said_earliest: First day it can have been said.
--   from_publisher: Outlet of the later claim.
--   to_source: Speaker of the earlier claim, by name or as written; NULL is the outlet.
--   to_text: The earlier claim, verbatim.
--   to_factuality: How sure that speaker is.
--   to_said_earliest: First day it can have been said.
--   to_publisher: Outlet of the earlier claim.
--   scope_difference: In what the claims differ: place, time, amount.
--   marker_text: The word that marks the contrast, verbatim.
--   marker_span: Where the marker stands, in the article of the later claim.
--   from_claim_id: The later claim.
--   to_claim_id: The earlier claim.
--   from_attribution_id: Where the later claim stands.
--   to_attribution_id: Where the earlier claim stands.
--   article_id: Article of the later claim.
--   version: Its version.
WITH said AS (
    SELECT
        attribution_id,
        claim_id,
        -- A claim may stand in several places of one statement: the first one speaks for it.
        arg_min(text, attribution_claims.start_char) AS text,
        arg_min(factuality, attribution_claims.start_char) AS factuality,
        any_value(coalesce(source_name, source_text)) AS speaker,
        any_value(said_earliest) AS said_earliest,
        any_value(publisher_name) AS publisher_name
    FROM main.attribution_claims JOIN main.statements USING (attribution_id)
    GROUP BY attribution_id, claim_id
)
SELECT
    claim_relations.relation,
    later.speaker AS from_source,
    later.text AS from_text,
    later.factuality AS from_factuality,
    later.said_earliest AS from_said_earliest,
    later.publisher_name AS from_publisher,
    earlier.speaker AS to_source,
    earlier.text AS to_text,
    earlier.factuality AS to_factuality,
    earlier.said_earliest AS to_said_earliest,
    earlier.publisher_name AS to_publisher,
    claim_relations.scope_difference,
    substring(
        articles.text, marker_span.start_char + 1, marker_span.end_char - marker_span.start_char
    ) AS marker_text,
    claim_relations.marker_span,
    claim_relations.from_claim_id,
    claim_relations.to_claim_id,
    claim_relations.from_attribution_id,
    claim_relations.to_attribution_id,
    claim_relations.article_id,
    claim_relations.version
FROM main.claim_relations
JOIN main.articles USING (article_id, version)
LEFT JOIN said AS later ON later.attribution_id = from_attribution_id AND later.claim_id = from_claim_id
LEFT JOIN said AS earlier ON earlier.attribution_id = to_attribution_id AND earlier.claim_id = to_claim_id
WHERE claim_relations.relation IN ('contradicts', 'contradicts_partly', 'denies', 'concedes', 'reverses')
