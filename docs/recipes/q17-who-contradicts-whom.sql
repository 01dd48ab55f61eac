-- Q17: Who contradicts whom, and where in the text is the contrast marked?
-- Read: Both sides stay as they were said; `marker_text` stands at `marker_span` of the later article.
SELECT
    relation, from_source, from_text, to_source, to_text, scope_difference, marker_text, marker_span,
    article_id, version
FROM contradictions
ORDER BY relation, article_id, from_attribution_id, to_attribution_id;
