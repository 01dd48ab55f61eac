-- Q03: Give me the full chain "outlet ← A ← B" for every nested statement.
-- Read: `chain_text` runs from the outlet to the speaker; `depth` counts the speakers between the reader and the
-- content.
SELECT chain_text, depth, cue_text, content_text, article_id, version, attribution_id
FROM statements
WHERE depth > 1
ORDER BY depth DESC, article_id, sentence_no, attribution_id;
