-- Q06: Which claims about S-400 in Belarus rest on one independent source only?
-- Read: `originators` is who the claim comes from, however many outlets and speakers carry it. Put another topic
-- in the conditions.
SELECT proposition, originators, speakers, n_articles, n_publishers, claim_id
FROM single_origin_claims
WHERE contains(proposition, 'S-400') AND contains(proposition, 'Belarus')
ORDER BY n_articles DESC, claim_id;
