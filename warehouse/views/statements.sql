-- Purpose: Who said what, through whom, and where it stands: every attribution with its names resolved.
-- Grain: attribution of a current article version.
-- Columns:
--   attribution_id: The attribution.
--   source_name: The speaker by name; NULL where the text names none.
--   source_text: The speaker as written.
--   source_actor_id: The speaker.
--   source_class: What kind of speaker it is.
--   source_country: Country of the speaker, ISO alpha-3.
--   originator_name: Who the information really comes from; NULL is the outlet itself.
--   originator_id: The originator.
--   originator_type: What kind of actor it is; never count described ones as independent.
--   originator_country: Country of the originator, ISO alpha-3.
--   chain_text: Names from the outlet down to the speaker, joined by ←.
--   depth: Speakers between the reader and the content, the outlet not counted.
--   cue_text: The words that attribute, as written.
--   cue_lemma: Lemma of the cue's head.
--   content_text: What is said, as written; several spans joined by ' … '.
--   content_spans: Where it stands in articles.text.
--   quotation: direct, indirect, mixed or none.
--   attribution_type: What makes it an attribution.
--   parent_attribution_id: The attribution in whose content this one stands.
--   stance: How the reporter stands to it.
--   venue_text: Where it was said, as written.
--   is_first_hand: Whether it was said to this outlet itself.
--   said_earliest: First day it can have been said.
--   said_latest: Last day it can have been said.
--   published_earliest: Earliest day of publication.
--   published_latest: Latest day of publication.
--   publisher_name: The outlet.
--   publisher_id: The outlet.
--   url: Address of the article.
--   article_id: The article.
--   version: Its version.
--   sentence_no: The sentence of the cue.
--   sentence: That sentence, verbatim.
WITH links AS (
    SELECT attribution_id, unnest(chain) AS actor_id, generate_subscripts(chain, 1) AS position
    FROM main.attributions
),
chains AS (
    SELECT attribution_id, string_agg(coalesce(name, actor_id), ' ← ' ORDER BY position) AS chain_text
    FROM links LEFT JOIN main.actors USING (actor_id)
    GROUP BY attribution_id
)
SELECT
    attributions.attribution_id,
    speakers.name AS source_name,
    attributions.source_text,
    attributions.source_actor_id,
    attributions.source_class,
    speakers.country AS source_country,
    originators.name AS originator_name,
    attributions.originator_id,
    originators.actor_type AS originator_type,
    originators.country AS originator_country,
    chains.chain_text,
    attributions.depth,
    attributions.cue_text,
    attributions.cue_lemma,
    attributions.content_text,
    attributions.content_spans,
    attributions.quotation,
    attributions.attribution_type,
    attributions.parent_attribution_id,
    attributions.stance,
    attributions.venue_text,
    attributions.is_first_hand,
    attributions.said_earliest,
    attributions.said_latest,
    articles.published_earliest,
    articles.published_latest,
    publishers.name AS publisher_name,
    articles.publisher_id,
    articles.url,
    attributions.article_id,
    attributions.version,
    attributions.sentence_no,
    sentences.text AS sentence
FROM main.attributions
JOIN main.articles USING (article_id, version)
LEFT JOIN main.publishers USING (publisher_id)
LEFT JOIN main.sentences USING (article_id, version, sentence_no)
LEFT JOIN main.actors AS speakers ON speakers.actor_id = attributions.source_actor_id
LEFT JOIN main.actors AS originators ON originators.actor_id = attributions.originator_id
LEFT JOIN chains USING (attribution_id)
