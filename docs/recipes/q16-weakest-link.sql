-- Q16: What is the lowest certainty anywhere on the chain, per claim?
-- Read: Climbs from each statement to those that report it: a sure claim in an unsure report is an unsure claim.
-- `weakest` is CT, PR, PS or Uu; `claimed` is the lowest that the claim's own statements say.
WITH RECURSIVE links AS (
    SELECT claim_id, attribution_id AS link_id, attribution_id FROM attribution_claims
    UNION
    SELECT claim_id, parent_attribution_id, links.attribution_id
    FROM links JOIN attributions ON attributions.attribution_id = link_id
    WHERE parent_attribution_id IS NOT NULL
)
SELECT
    links.claim_id,
    any_value(proposition) AS proposition,
    arg_min(factuality[1:2], strength) FILTER (link_id = links.attribution_id) AS claimed,
    arg_min(factuality[1:2], strength) AS weakest
FROM links
JOIN (
    SELECT *, list_position(['Uu', 'PS', 'PR', 'CT'], factuality[1:2]) AS strength FROM attribution_claims
) AS said ON said.attribution_id = link_id AND (link_id <> links.attribution_id OR said.claim_id = links.claim_id)
JOIN claims ON claims.claim_id = links.claim_id
GROUP BY links.claim_id
ORDER BY list_position(['Uu', 'PS', 'PR', 'CT'], weakest), links.claim_id;
