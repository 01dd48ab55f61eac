-- Q01: Show me the exact sentence and span behind every row about X.
-- Read: One row per event mention or statement of the actor, in order of time. `evidence_text` is what stands at
-- `evidence_spans` of the article's text. Put another name, part of a name or actor id in the brackets.
SELECT
    earliest, latest, kind, what, modality, actors, recipients, evidence_text, evidence_spans, sentence,
    publisher_name, article_id, version
FROM timeline_of('Lukashenko');
