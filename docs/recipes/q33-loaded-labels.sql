-- Q33: Which loaded labels does an outlet attach to which actor, in its own voice?
-- Read: Epithets outside every quotation; `sentence` shows each in its place.
SELECT publishers.name AS publisher_name, actors.name AS actor_name, mentions.text AS label, sentences.text AS sentence,
    mentions.article_id, mentions.mention_id
FROM mentions
JOIN articles USING (article_id, version)
JOIN publishers USING (publisher_id)
JOIN sentences USING (article_id, version, sentence_no)
LEFT JOIN actors ON actors.actor_id = mentions.actor_id
WHERE mention_type = 'epithet' AND NOT EXISTS (
    FROM attributions
    WHERE attributions.article_id = mentions.article_id
        AND attributions.version = mentions.version
        AND quotation IN ('direct', 'mixed')
        AND mentions.start_char >= content_spans[1].start_char
        AND mentions.end_char <= content_spans[-1].end_char
)
ORDER BY publisher_name, actor_name, label, mentions.mention_id;
