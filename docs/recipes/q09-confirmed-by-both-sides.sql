-- Q09: Which claims are confirmed by both sides of the conflict?
-- Read: Claims that a Russian or Belarusian originator and one of another country both affirm or both deny;
-- unnamed ones ("analysts") confirm nothing.
SELECT
    claim_id,
    proposition,
    list_sort(list(DISTINCT originator_name) FILTER (originator_country IN ('RUS', 'BLR'))) AS one_side,
    list_sort(list(DISTINCT originator_name) FILTER (originator_country NOT IN ('RUS', 'BLR'))) AS other_side,
    polarity
FROM attribution_claims JOIN statements USING (attribution_id) JOIN claims USING (claim_id)
WHERE originator_type <> 'described'
GROUP BY claim_id, proposition, polarity
HAVING len(one_side) > 0 AND len(other_side) > 0
ORDER BY claim_id, polarity;
