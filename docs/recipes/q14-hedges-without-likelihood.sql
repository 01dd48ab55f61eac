-- Q14: Which hedged claims carry no standard likelihood word ("may", "does not rule out")?
-- Read: Uncertain, and honestly without a number: `hedge_text` is all the text gives.
SELECT hedge_text, factuality, source_name, text, article_id, claim_id
FROM certainty_over_time
WHERE is_current AND hedge_text IS NOT NULL AND certainty_term IS NULL
ORDER BY lower(hedge_text), source_name, claim_id, attribution_id;
