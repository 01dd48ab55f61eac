-- Q20: Did the same source change its assessment?
-- Read: A shift changes how sure the source is, a reversal changes sides; both wordings with their days.
SELECT
    relation, later.source_name, earlier.said_earliest AS said_before, earlier.text AS before,
    earlier.factuality AS factuality_before, later.said_earliest AS said_after, later.text AS after,
    later.factuality AS factuality_after
FROM claim_relations
JOIN certainty_over_time AS later
    ON later.attribution_id = from_attribution_id AND later.claim_id = from_claim_id
JOIN certainty_over_time AS earlier
    ON earlier.attribution_id = to_attribution_id AND earlier.claim_id = to_claim_id
WHERE relation IN ('shifts', 'reverses') AND later.source_actor_id = earlier.source_actor_id
ORDER BY later.source_name, said_before, from_attribution_id, to_attribution_id;
