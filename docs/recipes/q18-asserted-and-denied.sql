-- Q18: Which claims are both asserted and denied, by whom and when?
-- Read: One row per claim: each side lists its speakers with the first day they can have said it.
SELECT
    claim_id,
    any_value(proposition) AS proposition,
    list(DISTINCT concat_ws(', ', source_name, said_earliest)) FILTER (polarity = 'positive') AS asserted_by,
    list(DISTINCT concat_ws(', ', source_name, said_earliest)) FILTER (polarity = 'negative') AS denied_by
FROM certainty_over_time JOIN claims USING (claim_id)
WHERE is_current
GROUP BY claim_id
HAVING len(asserted_by) > 0 AND len(denied_by) > 0
ORDER BY claim_id;
