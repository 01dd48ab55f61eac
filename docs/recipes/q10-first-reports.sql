-- Q10: Who was the first outlet to carry each claim, and how long did others lag?
-- Read: `lag_days` counts from the first outlet's day of publication; NULL where an article has no date.
SELECT proposition, publisher_name, published_earliest, is_first, lag_days, n_articles, claim_id
FROM first_reports
ORDER BY claim_id, lag_days NULLS LAST, publisher_name;
