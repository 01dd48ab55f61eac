-- Q42: STIX 2.1 confidence per claim (0–100) from the ICD-203 band.
-- Read: `confidence` is the value of the DNI scale in STIX 2.1, appendix A, for the band of the term; NULL where
-- the text gives no likelihood word: nothing is made up.
SELECT
    claim_id,
    source_name,
    text,
    certainty_term,
    CASE
        WHEN certainty_high <= 0.05 THEN 5
        WHEN certainty_high <= 0.20 THEN 15
        WHEN certainty_high <= 0.45 THEN 30
        WHEN certainty_high <= 0.55 THEN 50
        WHEN certainty_high <= 0.80 THEN 70
        WHEN certainty_high <= 0.95 THEN 85
        WHEN certainty_high <= 1.00 THEN 95
    END AS confidence,
    attribution_id
FROM certainty_over_time
WHERE is_current
ORDER BY confidence DESC NULLS LAST, claim_id, attribution_id;
