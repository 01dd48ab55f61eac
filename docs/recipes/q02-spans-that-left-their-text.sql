-- Q02: Do all stored spans still equal the source text?
-- Read: No row: every span still does. A row names the span and shows both texts. A span stored without a text (a
-- marker of contrast) fails only if it lies outside the article.
SELECT table_name, row_id, role, article_id, version, spans, stored_text, article_text
FROM spans
WHERE coalesce(stored_text <> article_text, article_text = '');
