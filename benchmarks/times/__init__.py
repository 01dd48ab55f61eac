"""Measures the time tagger: values against a gold file, and speed."""
