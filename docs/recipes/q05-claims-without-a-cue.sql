-- Q05: Which claims have no explicit cue at all, and whom do we think they come from?
-- Read: `attribution_type` says what the assignment to `comes_from` rests on: a frame, a headline, the outlet's
-- own voice.
SELECT
    statements.attribution_type,
    coalesce(originator_name, source_name, source_text, publisher_name) AS comes_from,
    attribution_claims.text,
    attribution_claims.factuality,
    statements.article_id,
    attribution_claims.claim_id
FROM statements JOIN attribution_claims USING (attribution_id)
WHERE cue_text IS NULL
ORDER BY attribution_type, comes_from, statements.article_id, attribution_claims.start_char;
