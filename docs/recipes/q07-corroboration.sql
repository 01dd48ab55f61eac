-- Q07: How many outlets, distinct stories and independent originators carry each claim?
-- Read: Corroboration is `n_originators`: copies collapse in `n_stories`, relays of one voice collapse in
-- `n_originators`.
SELECT proposition, n_articles, n_publishers, n_stories, n_originators, claim_id
FROM claims
ORDER BY n_originators DESC, n_stories DESC, n_articles DESC, claim_id;
