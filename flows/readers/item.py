"""One item of an input file, readable or not, and the checks that every form shares."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.articles import RawArticle

_EXCERPT_CHARS = 200
_BINARY_SIGNATURES = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "gzip data",
    b"\x28\xb5\x2f\xfd": "zstandard data",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"PAR1": "a Parquet file",
}


@dataclass(frozen=True, slots=True)
class Item:
    """An input item: its number in the file from 1, its bytes, and either its fields or the reason it has none.

    `content` holds at most as many bytes as the reader was allowed to keep; `is_cut` says that there are more.
    """

    position: int
    content: bytes
    article: RawArticle | None = None
    refusal: str | None = None
    is_cut: bool = False

    @property
    def excerpt(self) -> str:
        """The first characters of a refused item, readable whatever the bytes are."""
        return self.content[: 4 * _EXCERPT_CHARS].decode("utf-8", "backslashreplace")[:_EXCERPT_CHARS]


def decode(content: bytes) -> str:
    """The text of UTF-8 bytes, without a byte-order mark.

    Raises `ValueError` with the reason if the bytes are empty, binary or not UTF-8.
    """
    if not content.strip():
        raise ValueError("the item is empty")
    for signature, what in _BINARY_SIGNATURES.items():
        if content.startswith(signature):
            raise ValueError(f"this is {what}, not text")
    if b"\x00" in content:
        raise ValueError(f"binary data: a NUL byte at {content.index(0)}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: byte {error.start} is 0x{content[error.start]:02x}") from None


def too_large(size: int, limit: int) -> str:
    """The reason for an item over the limit."""
    return f"larger than {limit:,} bytes ({size:,}): raise max_item_bytes to read it"
