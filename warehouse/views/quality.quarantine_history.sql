-- Purpose: Since when each row has been refused, and whether it still is.
-- Grain: refused row.
-- Columns:
--   table_name: Table that it belongs to.
--   row_key: Key of the row, as JSON.
--   first_release_id: First release that refused it.
--   first_seen_at: When that release was published.
--   last_release_id: Last release that refused it.
--   n_releases: Releases that refused it.
--   is_refused: Whether the current release does.
SELECT
    table_name,
    row_key,
    arg_min(release_id, sequence) AS first_release_id,
    min(published_at) AS first_seen_at,
    arg_max(release_id, sequence) AS last_release_id,
    count(DISTINCT release_id) AS n_releases,
    bool_or(is_current) AS is_refused
FROM quality.quarantined_rows
JOIN meta.releases USING (release_id)
GROUP BY table_name, row_key
