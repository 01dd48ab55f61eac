-- Q15: What share of each source's statements is hedged?
-- Read: `hedged_share` is of the claims a source makes in current articles; a NULL source is the outlet's own
-- voice.
SELECT
    source_name,
    count(*) AS n_claims,
    avg((hedge_text IS NOT NULL OR factuality[1:2] IN ('PR', 'PS'))::INTEGER) AS hedged_share
FROM certainty_over_time
WHERE is_current
GROUP BY source_name
ORDER BY n_claims DESC, source_name;
