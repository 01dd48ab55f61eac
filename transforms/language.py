"""Which language a text is in.

Not here: which languages are coded (`transforms/articles.py`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

_ENOUGH = 600
"""Code points that decide; more only cost time."""
_SHORT = 80
"""Below this, a text in Latin letters is taken for English: classifiers guess on names and headlines."""


@cache
def _classifier() -> Any:  # noqa: ANN401 - an untyped module
    import py3langid  # noqa: PLC0415 - 0.5 s that `dateline --help` should not pay

    return py3langid


def detect_language(text: str) -> str:
    """ISO 639-1 code of the text's language (py3langid, a multinomial naive Bayes over byte n-grams; Lui 2012).

    >>> detect_language("Президент України Володимир Зеленський заявив про це у вівторок.")
    'uk'
    >>> detect_language("Lukashenko confirms")
    'en'
    """
    codes: Iterator[str]
    head = text[:_ENOUGH]
    if len(head) < _SHORT and all("LATIN" in unicodedata.name(char, "") for char in head if char.isalpha()):
        return "en"
    # The classifier also knows pidgins and "no language" by three letters: tables of figures come out as those.
    codes = (code for code, _ in _classifier().rank(head) if len(code) == 2)
    return next(codes)
