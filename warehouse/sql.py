"""Writing SQL text. Not here: any statement of its own."""

from __future__ import annotations


def literal(text: str) -> str:
    """The text as an SQL string literal.

    >>> literal("Minsk's")
    "'Minsk''s'"
    """
    return "'" + text.replace("'", "''") + "'"
