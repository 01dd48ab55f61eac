-- Q36: Which rows in the published tables carry a failed or warned check?
-- Read: `row_key` finds the row; `verdict` says whether it was published with a warning or refused.
SELECT table_name, row_key, rule, severity, verdict, detail
FROM quality.row_verdicts JOIN meta.releases USING (release_id)
WHERE is_current
ORDER BY verdict, table_name, rule, row_key;
