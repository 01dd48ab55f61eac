-- Q13: All assessments with an ICD-203 likelihood, by band.
-- Read: Only statements whose words name a band are here; the band is the standard's, not the coder's guess.
SELECT certainty_low, certainty_high, certainty_term, source_name, text, article_id, claim_id
FROM certainty_over_time
WHERE is_current AND certainty_term IS NOT NULL
ORDER BY certainty_low DESC, certainty_high DESC, source_name, claim_id, attribution_id;
