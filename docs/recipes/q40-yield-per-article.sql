-- Q40: What did each article yield: attributions, events, claims, share of sentences with nothing?
-- Read: `empty_share` is the share of sentences in which neither an attribution nor an event stands.
SELECT
    articles.article_id,
    version,
    title,
    count(*) AS n_sentences,
    coalesce(sum(n_attributions), 0)::INTEGER AS n_attributions,
    coalesce(sum(n_events), 0)::INTEGER AS n_events,
    (SELECT count(DISTINCT claim_id) FROM attribution_claims AS said
     WHERE said.article_id = articles.article_id AND said.version = articles.version) AS n_claims,
    avg((n_attributions IS NULL AND n_events IS NULL)::INTEGER) AS empty_share
FROM articles
JOIN sentences USING (article_id, version)
LEFT JOIN (
    SELECT article_id, version, sentence_no, count(*) AS n_attributions FROM attributions GROUP BY ALL
) USING (article_id, version, sentence_no)
LEFT JOIN (
    SELECT article_id, version, sentence_no, count(DISTINCT event_id) AS n_events FROM event_mentions GROUP BY ALL
) USING (article_id, version, sentence_no)
GROUP BY articles.article_id, version, title
ORDER BY title, articles.article_id;
