-- Q11: Which copies are republications of which original, and how sure are we?
-- Read: `similarity` is the Jaccard overlap of five-word runs with the origin; `reason` says what kind of copy it
-- is.
SELECT
    copies.reason, copies.similarity, articles.title, publishers.name AS publisher_name, origins.title AS origin_title,
    copies.article_id, copies.version, copies.origin_article_id
FROM story_copies AS copies
JOIN articles USING (article_id, version)
JOIN publishers USING (publisher_id)
JOIN articles AS origins ON origins.article_id = copies.origin_article_id
WHERE NOT copies.is_origin
ORDER BY copies.origin_article_id, copies.similarity DESC, copies.article_id;
