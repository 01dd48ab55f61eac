"""The text of an article put into normal form, once, before anything points into it.

Paragraphs and bullets stay as they are: they are structure. Not here: what of it is boilerplate (`nlp/layout.py`),
bytes to text (`charsets.py`).
"""

from __future__ import annotations

import re
import unicodedata

from transforms.charsets import repair_mojibake

_CONTROLS = bytes(code for code in (*range(1, 9), 11, 12, *range(14, 32), 127))
_UNSEEN = "".join(
    map(chr, (*range(0x80, 0x85), *range(0x86, 0xA0), 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_UNSEEN_ANY = re.compile(f"[{_UNSEEN}]")
"""Controls that show nothing, and those that make text read in another order than it is stored."""
_SOFT = re.compile("[\u00ad\u200b\u200c\u2060]")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_BLANK_LINES = re.compile(r"\s*\n\s*")


def clean_text(text: str) -> str:
    """Text as an input gave it: mojibake put right, NFC, invisible controls taken out; nothing else is touched.

    >>> clean_text("cafe\u0301\u202e wasnâ€™t")
    'café wasn’t'
    """
    # Without regular expressions where nothing is to be done: those cost more than all else that is done to a text.
    if text.isascii():
        return text.encode().translate(None, _CONTROLS).decode()
    text = repair_mojibake(text).encode().translate(None, _CONTROLS).decode()
    if any(char in text for char in _UNSEEN):
        text = _UNSEEN_ANY.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def clean_extracted(text: str) -> str:
    r"""Text taken off a page or a document: as above, with runs of blanks as one and a paragraph a line.

    Soft hyphens and zero-width spaces go; a line that repeats the one before it goes too.

    >>> clean_extracted("One\u00a0 two.\n \n - a\u00adb\n- ab\n")
    'One two.\n- ab'
    """
    text = _BLANK_LINES.sub("\n", _BLANKS.sub(" ", _SOFT.sub("", clean_text(text)))).strip()
    lines = text.split("\n")
    return "\n".join(line for number, line in enumerate(lines) if not number or line != lines[number - 1])
