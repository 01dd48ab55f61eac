-- Q04: Which statements reach us only second-hand or deeper, and which are first-hand comments to the outlet?
-- Read: `hand`: first-hand was said to this outlet itself, direct has one speaker, relayed came through someone
-- else.
SELECT
    CASE WHEN is_first_hand THEN 'first-hand' WHEN depth > 1 THEN 'relayed' ELSE 'direct' END AS hand,
    chain_text, venue_text, content_text, article_id, attribution_id
FROM statements
ORDER BY hand, article_id, sentence_no, attribution_id;
