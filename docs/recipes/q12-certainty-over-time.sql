-- Q12: How did the certainty of a claim change by day and article version?
-- Read: Claims that are put with more than one certainty, each statement in order of time; earlier article
-- versions are in it.
SELECT claim_id, said_earliest, published_earliest, source_name, factuality, certainty_term, hedge_text, text, version
FROM certainty_over_time
QUALIFY count(DISTINCT (factuality, coalesce(certainty_term, ''))) OVER (PARTITION BY claim_id) > 1
ORDER BY claim_id, coalesce(said_earliest, published_earliest) NULLS LAST, article_id, version, attribution_id;
