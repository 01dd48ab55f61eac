-- Q41: A GDELT/CAMEO-shaped export of the safe rows only.
-- Read: Only events that happened, on a known day, with a CAMEO code. Scores that no text gives (Goldstein, tone)
-- are NULL.
SELECT
    dyads.event_id AS GlobalEventID,
    strftime(event_earliest, '%Y%m%d') AS SQLDATE,
    concat(actor_country, actor_sector) AS Actor1Code,
    coalesce(actor_name, actor_text) AS Actor1Name,
    actor_country AS Actor1CountryCode,
    actor_sector AS Actor1Type1Code,
    concat(recipient_country, recipient_sector) AS Actor2Code,
    coalesce(recipient_name, recipient_text) AS Actor2Name,
    recipient_country AS Actor2CountryCode,
    recipient_sector AS Actor2Type1Code,
    cameo_code AS EventCode,
    cameo_code[1:3] AS EventBaseCode,
    cameo_code[1:2] AS EventRootCode,
    list_position(
        ['verbal cooperation', 'material cooperation', 'verbal conflict', 'material conflict'], dyads.quad_class
    ) AS QuadClass,
    NULL::DOUBLE AS GoldsteinScale,
    n_mentions AS NumMentions,
    n_originators AS NumSources,
    n_articles AS NumArticles,
    NULL::DOUBLE AS AvgTone,
    place.name AS ActionGeo_FullName,
    place.country AS ActionGeo_CountryCode,
    place.latitude AS ActionGeo_Lat,
    place.longitude AS ActionGeo_Long,
    coalesce(url, event_mention_id) AS SOURCEURL,
    event_mention_id AS EvidenceID
FROM (SELECT * EXCLUDE (n_articles, n_originators) FROM event_dyads) AS dyads
JOIN (SELECT event_id, n_mentions, n_articles, n_originators FROM happened) USING (event_id)
JOIN (
    SELECT event_id, min_by(event_mention_id, (published_earliest, event_mention_id)) AS event_mention_id,
        min_by(cameo_code, (published_earliest, event_mention_id)) AS cameo_code,
        min_by(url, (published_earliest, event_mention_id)) AS url
    FROM event_mentions JOIN articles USING (article_id, version)
    WHERE cameo_code IS NOT NULL AND NOT is_background
    GROUP BY event_id
) AS mention USING (event_id)
LEFT JOIN (
    SELECT event_id, min_by(places, (name, place_id)) AS place
    FROM event_places JOIN places USING (place_id)
    WHERE role = 'location'
    GROUP BY event_id
) USING (event_id)
WHERE event_earliest = event_latest
ORDER BY SQLDATE, GlobalEventID, Actor1Name, Actor2Name;
