-- Q34: Which verbs introduce which source?
-- Read: Claim, say and confirm are not the same: `verbs` lists the cues of each source, most frequent first.
SELECT source_name, sum(n)::INTEGER AS n_statements, list(concat(cue_lemma, ' ', n) ORDER BY n DESC, cue_lemma) AS verbs
FROM (
    SELECT coalesce(source_name, source_text) AS source_name, cue_lemma, count(*) AS n
    FROM statements
    WHERE cue_lemma IS NOT NULL
    GROUP BY ALL
)
GROUP BY source_name
ORDER BY n_statements DESC, source_name;
