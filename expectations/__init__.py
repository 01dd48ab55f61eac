"""Is it right: rules, verdicts per row, quarantine, Great Expectations suites, and the reports on them.

Not here: rows (`transforms/`), when validation runs (`flows/`), how verdicts are queried (`warehouse/`).
"""
