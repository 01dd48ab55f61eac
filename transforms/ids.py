"""Stable identifiers: hashes of source facts, never of cleaned text or row numbers."""

from __future__ import annotations

import hashlib

_BYTES = 10


def stable_id(prefix: str, *facts: object) -> str:
    """`prefix_` and 20 hex digits of a BLAKE2b hash over the facts; `None` differs from the empty string.

    >>> stable_id("art", "https://example.org/a")
    'art_fbd627384d639f8987d9'
    >>> stable_id("x", "ab", "c") == stable_id("x", "a", "bc")
    False
    """
    parts = ("\x00" if fact is None else f"\x01{fact}" for fact in facts)
    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=_BYTES)
    return f"{prefix}_{digest.hexdigest()}"
