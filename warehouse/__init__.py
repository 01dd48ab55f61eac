"""How it is read: the DuckDB warehouse, built from releases and opened read-only.

Not here: rows and their meaning (`transforms/`), checks before publication (`expectations/`), order and retries
(`flows/`).
"""
