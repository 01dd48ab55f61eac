-- Q25: How many events of each quad class happened per day?
-- Read: An event within an interval of n days counts 1/n on each; events with an open bound are left out, never
-- put on the day of publication.
SELECT day, quad_class, round(sum(share), 3) AS n_events
FROM (
    SELECT
        quad_class,
        unnest(generate_series(event_earliest, event_latest, INTERVAL 1 DAY))::DATE AS day,
        1.0::DOUBLE / (event_latest - event_earliest + 1) AS share
    FROM happened
)
GROUP BY day, quad_class
ORDER BY day, quad_class;
