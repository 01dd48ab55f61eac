"""Reference data as CSV, one table each, and the module that reads and checks it.

Not here: what a seed means: the module that uses it says so.
"""
