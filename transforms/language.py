"""Which language a text is in.

Not here: which languages are coded (`transforms/articles.py`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

_ENOUGH = 600
"""Code points that decide; more only cost time."""
_LONG = 200
_SURE = 900
"""Distance to the profile of English within which running text is English; other languages stay beyond it."""
_SHORT = 80
"""Below this, a text in Latin letters is taken for English: classifiers guess on names and headlines."""


@cache
def _classifier() -> Any:  # noqa: ANN401 - an untyped module
    import py3langid  # noqa: PLC0415 - 0.5 s that `dateline --help` should not pay

    return py3langid


def detect_language(text: str, stated: str | None = None) -> str:
    """ISO 639-1 code of the text's language.

    A text long enough is compared with letter n-gram profiles (resiliparse); where that is not sure of English, and on
    shorter ones, py3langid decides (a multinomial naive Bayes over byte n-grams; Lui 2012). What the item or its source
    `stated` decides between the two where they differ, and on texts too short to tell.

    >>> detect_language("Президент України Володимир Зеленський заявив про це у вівторок.")
    'uk'
    >>> detect_language("Lukashenko confirms")
    'en'
    """
    head = text[:_ENOUGH]
    said = code if re.fullmatch("[a-z]{2}", code := (stated or "").strip().lower()[:2]) else None
    if len(head) < _SHORT and all("LATIN" in unicodedata.name(char, "") for char in head if char.isalpha()):
        return said or "en"
    quick, distance = _profile(head)
    if quick == "en" and distance <= _SURE and len(head) >= _LONG:
        return quick
    # The classifier also knows pidgins and "no language" by three letters: tables of figures come out as those.
    found: str = next(code for code, _ in _classifier().rank(head) if len(code) == 2)
    return said if said and said == quick != found else found


def _profile(head: str) -> tuple[str, int]:
    from resiliparse.parse.lang import detect_fast  # noqa: PLC0415

    code, distance = detect_fast(head)
    return str(code), int(distance)
