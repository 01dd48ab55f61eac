-- Q27: Where did the events take place, and with what role?
-- Read: `role` tells where it happened (location) from where it came from, went to or aimed at.
SELECT event_type, event_earliest, event_latest, role, places.name, places.country, feature_class, event_id
FROM happened JOIN event_places USING (event_id) JOIN places USING (place_id)
ORDER BY event_earliest NULLS LAST, event_id, role, places.name;
