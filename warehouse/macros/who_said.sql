-- Purpose: Everything an actor is quoted with; actor is an id or any part of a name.
-- Grain: attribution of a current article version.
-- Parameters: actor
-- Columns:
--   said_earliest: First day it can have been said.
--   said_latest: Last day it can have been said.
--   source_name: The speaker.
--   cue_text: The words that attribute.
--   content_text: What is said, verbatim.
--   quotation: direct, indirect, mixed or none.
--   chain_text: Names from the outlet down to the speaker.
--   sentence: The sentence, verbatim.
--   publisher_name: The outlet.
--   url: Address of the article.
--   attribution_id: The attribution.
SELECT
    said_earliest, said_latest, source_name, cue_text, content_text, quotation, chain_text, sentence,
    publisher_name, url, attribution_id
FROM main.statements
WHERE source_actor_id = actor OR contains(lower(source_name), lower(actor))
ORDER BY said_earliest NULLS LAST, article_id, sentence_no, attribution_id
