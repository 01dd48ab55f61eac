-- Purpose: The exact words behind an event, event mention, attribution, claim or mention, with the sentence and hash.
-- Grain: span column of a row that bears on the id.
-- Parameters: id
-- Columns:
--   role: What the span shows: trigger, source, cue, content, text of the claim, hedge, marker or mention.
--   text: The characters, verbatim; several spans joined by ' … '.
--   spans: Where they stand in articles.text.
--   sentences: The sentences they stand in, verbatim and in order.
--   publisher_name: The outlet.
--   url: Address of the article.
--   article_id: The article.
--   version: Its version.
--   text_sha256: SHA-256 of the article's text.
--   table_name: Table of the row.
--   row_id: The row.
WITH rows AS (
    SELECT 'event_mentions' AS table_name, event_mention_id AS row_id
    FROM main.event_mentions WHERE id IN (event_id, event_mention_id)
    UNION
    SELECT 'mentions', mention_id FROM main.mentions WHERE mention_id = id
    UNION
    SELECT 'mentions', mention_id FROM main.event_actors WHERE event_id = id
    UNION
    SELECT 'attributions', attribution_id FROM main.attributions WHERE attribution_id = id
    UNION
    SELECT 'attributions', attribution_id FROM main.attribution_claims WHERE claim_id = id
    UNION
    SELECT 'attribution_claims', concat_ws('/', attribution_id, claim_id)
    FROM main.attribution_claims WHERE id IN (attribution_id, claim_id)
    UNION
    SELECT 'attributions', attribution_id FROM main.event_mentions WHERE id IN (event_id, event_mention_id)
    UNION
    SELECT 'claim_relations', from_attribution_id FROM main.claim_relations WHERE id IN (from_claim_id, to_claim_id)
)
SELECT
    spans.role,
    spans.article_text AS text,
    spans.spans,
    (
        SELECT list(sentences.text ORDER BY sentences.sentence_no)
        FROM main.sentences
        WHERE sentences.article_id = spans.article_id
            AND sentences.version = spans.version
            AND sentences.start_char < spans.spans[-1].end_char
            AND sentences.end_char > spans.spans[1].start_char
    ) AS sentences,
    publishers.name AS publisher_name,
    articles.url,
    spans.article_id,
    spans.version,
    articles.text_sha256,
    spans.table_name,
    spans.row_id
FROM main.spans
JOIN rows ON rows.table_name = spans.table_name AND rows.row_id = spans.row_id
JOIN main.articles ON articles.article_id = spans.article_id AND articles.version = spans.version
LEFT JOIN main.publishers USING (publisher_id)
ORDER BY spans.article_id, spans.spans[1].start_char, spans.role
