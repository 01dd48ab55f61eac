"""The text of the article on a page, without navigation, comments and advertising.

Trafilatura in two tiers (Barbaresi 2021, "Trafilatura: a web scraping library"): the quick one, and where that finds
suspiciously little, the thorough one; the longer result is kept. "Little" is measured against resiliparse's main
content (Bevendorff et al. 2018), which finds too much but misses nothing and costs next to nothing.
Not here: what the page states of itself (`metadata.py`).
"""

from __future__ import annotations

import logging
import re
from typing import Any

from lxml.html import HtmlElement

_SHORT = 250
_LITTLE = 0.5
_LARGE_TAGS = 25_000
"""Elements above which only the linear extractor is used: trafilatura's time grows faster than the page."""


def article_text(tree: HtmlElement, source: str) -> str:
    """Paragraphs of the article, one a line, list items after "- "; empty if the page has none.

    `tree` is `source` parsed; it is not changed.
    """
    if source.count("<") > 2 * _LARGE_TAGS:
        return _main_content(source)
    quick = _trafilatura(tree, fast=True, favor_precision=True)
    if len(quick) >= _SHORT and len(quick) >= _LITTLE * len(_main_content(source)):
        return quick
    thorough = _trafilatura(tree)
    return max(quick, thorough, key=len)


def _trafilatura(tree: HtmlElement, **options: Any) -> str:  # noqa: ANN401 - trafilatura's own
    from trafilatura import bare_extraction  # noqa: PLC0415 - 0.3 s that other forms should not pay

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it can't read is refused with a reason
    page = bare_extraction(tree, include_comments=False, with_metadata=False, **options)
    return (page.text or "").strip() if page is not None else ""


def _main_content(source: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    text: str = extract_plain_text(
        source.encode("utf-8", "replace").decode(), main_content=True, alt_texts=False, list_bullets=True
    )
    return re.sub(r"[ \t]*\n[\s]*", "\n", text.replace("•", "-")).strip()
