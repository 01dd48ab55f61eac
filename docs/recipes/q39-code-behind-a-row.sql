-- Q39: Which exact code, lexicon, model and suite of checks produced this row?
-- Read: One row per event of the current release. `checked_by` is the validation that let it pass; every table has
-- `run_id`, so any table can stand in the place of `events`.
SELECT
    event_id, events.run_id, dateline_version, code_sha256, lexicons_sha256, model_name, model_version, model_sha256,
    is_model_standin, ontology_version, settings_sha256, shown.release_id, validation_id AS checked_by
FROM events
JOIN meta.runs USING (run_id)
CROSS JOIN (FROM meta.releases WHERE is_current) AS shown
JOIN quality.validation_runs USING (release_id)
ORDER BY event_id;
