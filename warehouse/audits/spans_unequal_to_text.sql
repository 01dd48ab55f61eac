-- Purpose: Spans whose stored text is not what stands there in the article.
SELECT * FROM main.spans WHERE stored_text IS DISTINCT FROM article_text AND role <> 'marker';
