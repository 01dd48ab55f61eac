-- Q28: What did we know about a claim at an instant?
-- Read: The warehouse as it stood then, by when it learnt things (not by when articles were published). In the
-- brackets put an instant such as TIMESTAMPTZ '2022-12-20 12:00:00+00', and add a condition for one claim.
SELECT claim_id, proposition, n_articles, n_originators, first_reported_at
FROM as_of_claims(now())
ORDER BY first_reported_at NULLS LAST, claim_id;
