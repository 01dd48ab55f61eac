-- Q08: Which claims look multi-source by speaker count but collapse to one originator?
-- Read: Several `speakers`, one entry in `originators`: the second speaker confirms nothing.
SELECT proposition, speakers, originators, n_articles, claim_id
FROM single_origin_claims
WHERE len(speakers) > 1
ORDER BY len(speakers) DESC, claim_id;
