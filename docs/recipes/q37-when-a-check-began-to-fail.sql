-- Q37: Which check began to fail in which run, and with which coder version?
-- Read: A rule without a failure in the release before, with the code and lexicons that brought it.
SELECT rule, table_name, sequence, n_failed, run_id, dateline_version, code_sha256, lexicons_sha256, model_version
FROM quality.rule_trends
WHERE is_new_failure
ORDER BY sequence, rule, table_name;
