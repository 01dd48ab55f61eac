"""Measures how toponyms given by their span are resolved to points."""
