"""From bytes to text: which encoding bytes are really in, and the repair of text that was decoded wrongly.

Not here: which bytes are no text at all (`flows/readers/item.py`).
"""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_STRAY_SHARE = 0.2
"""Bytes out of place, as a share of all that is not ASCII, that still leave a text UTF-8: a line cut or mixed in."""


def decode_bytes(content: bytes, *, is_page: bool = False) -> tuple[str, str]:
    """The text of the bytes and the encoding it was read with.

    A byte-order mark decides; else bytes that are valid UTF-8 are UTF-8, whatever they say of themselves: no other
    encoding produces it by chance. UTF-8 with a few stray bytes stays UTF-8. The rest is what a page declares
    (`is_page`), if its bytes fit, and else what uchardet finds in their statistics (through resiliparse).

    >>> decode_bytes("café".encode("cp1252"))[0]
    'café'
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), encoding.removesuffix("-sig")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = content.decode("utf-8", "replace")
    n_foreign = sum(map(text.count, {char for char in set(text) if char > "\x7f"}))
    if text.count("\ufffd") <= _STRAY_SHARE * n_foreign:
        return text, "utf-8"
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding  # noqa: PLC0415

    declared = detect_encoding(content, from_html_meta=True) if is_page else None
    for found in (declared, detect_encoding(content)):
        if found and found.lower() not in ("utf-8", "ascii") and not found.lower().startswith(("utf-16", "utf-32")):
            try:
                return content.decode(found), found
            except (LookupError, UnicodeDecodeError):
                continue
    return repair_mojibake(bytes_to_str(content, "windows-1252")), "windows-1252"


_MOJIBAKE = re.compile(
    "[\u00c2-\u00df][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|[\u00e0-\u00ef][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2}"
    "|[\u00f0-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{3}"
)
"""What the two to four bytes of one UTF-8 character look like when each was read as Windows-1252."""
_LEADS = "".join(map(chr, range(0xC2, 0xF5)))


def repair_mojibake(text: str) -> str:
    """UTF-8 that was once read as Windows-1252, put right where it is certain: "donâ€™t" becomes "don’t".

    Only runs of characters that form one whole UTF-8 character are touched; a lone "Ã" or "â" stays.

    >>> repair_mojibake("It wasnâ€™t cafÃ© Ã la carte")
    'It wasn’t café Ã la carte'
    """
    return _MOJIBAKE.sub(_repaired, text) if any(lead in text for lead in _LEADS) else text


def _repaired(match: re.Match[str]) -> str:
    broken = match.group()
    try:
        once = b"".join(char.encode("latin-1") if char < "\u00a0" else char.encode("cp1252") for char in broken)
        return once.decode("utf-8")
    except UnicodeError:
        return broken
