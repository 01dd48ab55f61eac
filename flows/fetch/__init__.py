"""Live fetching: addresses to WARC records in the landing, politely (robots, rate, conditional) and safely (limits).

Not here: reading what was fetched (`flows/readers/warc.py`): a fetched page is read like any other WARC record.
"""
