-- Purpose: Spans that are empty, lie outside the text, or whose parts overlap or are out of order.
SELECT spans.*
FROM main.spans JOIN main.articles USING (article_id, version)
WHERE len(list_filter(spans, lambda span: span.start_char < 0 OR span.end_char <= span.start_char
        OR span.end_char > length(articles.text))) > 0
    OR len(list_filter(range(1, len(spans)), lambda i: spans[i].end_char > spans[i + 1].start_char)) > 0;
