"""Measures how actors given by their span are resolved to countries and sectors."""
