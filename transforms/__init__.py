"""WHAT rows say: pure functions, frames in and out; no Prefect, Great Expectations, DuckDB, network or clock.

One module per table, named like it. Not here: order and files (`flows/`), rules (`expectations/`), SQL (`warehouse/`).
"""
