-- Q38: How does the failure rate of each check develop over time?
-- Read: `change` is against the release before.
SELECT rule, table_name, severity, sequence, n_checked, n_failed, failure_rate, change
FROM quality.rule_trends
ORDER BY rule, table_name, sequence;
