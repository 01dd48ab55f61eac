-- Purpose: How often each rule fails, release by release, since when, and which code made the rows.
-- Grain: rule and release.
-- Columns:
--   rule: Stable name of the rule.
--   table_name: Table that is checked.
--   severity: What a failure leads to.
--   sequence: Order of publication of the release.
--   release_id: The release.
--   published_at: When it was published.
--   n_checked: Rows the rule looked at.
--   n_failed: Rows that break it.
--   failure_rate: Share of the rows that break it, 0 to 1; NULL if it looked at none.
--   change: Failure rate less that of the release before; NULL at the rule's first release.
--   is_new_failure: Whether it fails now and did not in the release before.
--   run_id: Coding run.
--   dateline_version: Version of Dateline.
--   code_sha256: Hash of the coding code.
--   lexicons_sha256: Hash of the seed tables.
--   model_version: Version of the language model.
--   failing_since: Sequence of the release with which it began to fail, if it fails now.
--   failing_since_run_id: Coding run of that release.
--   failing_since_version: Version of Dateline that made it.
--   failing_since_code_sha256: Hash of the coding code that made it.
WITH judged AS (
    SELECT
        validation_results.rule,
        validation_results.table_name,
        validation_results.severity,
        releases.sequence,
        releases.release_id,
        releases.published_at,
        validation_results.n_checked,
        validation_results.n_failed,
        n_failed / nullif(n_checked, 0) AS failure_rate,
        failure_rate - lag(failure_rate) OVER history AS change,
        n_failed > 0 AND coalesce(lag(n_failed) OVER history, 0) = 0 AS is_new_failure,
        validation_runs.run_id,
        runs.dateline_version,
        runs.code_sha256,
        runs.lexicons_sha256,
        runs.model_version
    FROM quality.validation_results
    JOIN quality.validation_runs USING (validation_id, release_id)
    JOIN meta.releases USING (release_id)
    LEFT JOIN meta.runs ON runs.run_id = validation_runs.run_id
    WINDOW history AS (PARTITION BY validation_results.rule, validation_results.table_name ORDER BY releases.sequence)
),

dated AS (
    SELECT
        *,
        CASE WHEN n_failed > 0 THEN max(CASE WHEN is_new_failure THEN sequence END) OVER (
            PARTITION BY rule, table_name ORDER BY sequence ROWS UNBOUNDED PRECEDING
        ) END AS failing_since
    FROM judged
)

SELECT
    dated.*,
    began.run_id AS failing_since_run_id,
    began.dateline_version AS failing_since_version,
    began.code_sha256 AS failing_since_code_sha256
FROM dated
LEFT JOIN judged AS began
    ON began.rule = dated.rule AND began.table_name = dated.table_name AND began.sequence = dated.failing_since
