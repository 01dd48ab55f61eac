"""WHEN things happen: files, order, retries, schedules, the command line. No row logic."""
