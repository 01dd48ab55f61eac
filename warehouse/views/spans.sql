-- Purpose: Every stored span beside the characters that stand there now; the two texts must be equal everywhere.
-- Grain: span column of a row with at least one span.
-- Columns:
--   table_name: Table of the row.
--   row_id: Key of the row, its parts joined by /; for a relation the later attribution.
--   role: What the span shows: text, trigger, source, cue, content, hedge or marker.
--   article_id: The article.
--   version: Its version.
--   spans: Where it stands in articles.text.
--   stored_text: The text stored with the span; NULL where the table stores none.
--   article_text: The characters at those places now; several spans joined by ' … '.
WITH stored AS (
    SELECT 'sentences' AS table_name, concat_ws('/', article_id, version, sentence_no) AS row_id, 'text' AS role,
        article_id, version, [{'start_char': start_char, 'end_char': end_char}] AS spans, text AS stored_text
    FROM main.sentences
    UNION ALL
    SELECT 'mentions', mention_id, 'text', article_id, version,
        [{'start_char': start_char, 'end_char': end_char}], text
    FROM main.mentions
    UNION ALL
    SELECT 'time_expressions', concat_ws('/', article_id, version, start_char), 'text', article_id, version,
        [{'start_char': start_char, 'end_char': end_char}], text
    FROM main.time_expressions
    UNION ALL
    SELECT 'quantities', concat_ws('/', article_id, version, start_char), 'text', article_id, version,
        [{'start_char': start_char, 'end_char': end_char}], text
    FROM main.quantities
    UNION ALL
    SELECT 'event_mentions', event_mention_id, 'trigger', article_id, version,
        [{'start_char': trigger_start, 'end_char': trigger_end}], trigger_text
    FROM main.event_mentions
    UNION ALL
    SELECT 'attributions', attribution_id, 'source', article_id, version, source_spans, source_text
    FROM main.attributions WHERE len(source_spans) > 0
    UNION ALL
    SELECT 'attributions', attribution_id, 'cue', article_id, version, cue_spans, cue_text
    FROM main.attributions WHERE len(cue_spans) > 0
    UNION ALL
    SELECT 'attributions', attribution_id, 'content', article_id, version, content_spans, content_text
    FROM main.attributions WHERE len(content_spans) > 0
    UNION ALL
    SELECT 'attribution_claims', concat_ws('/', attribution_id, claim_id), 'text', article_id, version,
        [{'start_char': start_char, 'end_char': end_char}], text
    FROM main.attribution_claims
    UNION ALL
    SELECT 'attribution_claims', concat_ws('/', attribution_id, claim_id), 'hedge', article_id, version, hedge_spans, hedge_text
    FROM main.attribution_claims WHERE len(hedge_spans) > 0
    UNION ALL
    SELECT 'claim_relations', from_attribution_id, 'marker', article_id, version, [marker_span], NULL
    FROM main.claim_relations WHERE marker_span IS NOT NULL
)
SELECT
    stored.table_name,
    stored.row_id,
    stored.role,
    stored.article_id,
    stored.version,
    stored.spans,
    stored.stored_text,
    array_to_string(
        list_transform(
            stored.spans,
            lambda span: substring(articles.text, span.start_char + 1, span.end_char - span.start_char)
        ),
        ' … '
    ) AS article_text
FROM stored JOIN main.articles USING (article_id, version)
