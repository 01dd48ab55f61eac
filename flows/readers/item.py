"""One item of an input file, readable or not, how to read, and the checks that every form shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from transforms.articles import RawArticle
from transforms.charsets import decode_bytes

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
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read: its name, the largest item, which columns are which fields.

    `guesses_said` grows: members and records of one file share it, so that each guess is said once.
    `follows_links`: pages that a list or a teaser points to are fetched and come as items of their own.
    """

    max_bytes: int
    name: str = "-"
    columns: Mapping[str, str] = field(default_factory=dict)
    follows_links: bool = False
    guesses_said: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Item:
    """An input item: its number in the file from 1, its bytes, and either its fields or the reason it has none.

    `content` holds at most as many bytes as the reader was allowed to keep; `is_cut` says that there are more.
    `kept` is what a refused item is kept as where its content alone could not be read again. `note` says what had to
    be guessed.
    """

    position: int
    content: bytes
    article: RawArticle | None = None
    refusal: str | None = None
    is_cut: bool = False
    note: str | None = None
    kept: bytes | None = None
    url: str | None = None

    @property
    def excerpt(self) -> str:
        """The first characters of a refused item, readable whatever the bytes are."""
        return self.content[: 4 * _EXCERPT_CHARS].decode("utf-8", "backslashreplace")[:_EXCERPT_CHARS]


def whole(stream: BinaryIO, how: Reading) -> tuple[bytes, Item | None]:
    """The bytes of a file that is one item; the refusal too, if it is larger than allowed."""
    content = stream.read(how.max_bytes + 1)
    if len(content) > how.max_bytes:
        return content, Item(1, content[: how.max_bytes], refusal=too_large(how.max_bytes), is_cut=True)
    return content, None


def check_text(content: bytes) -> None:
    """Raises `ValueError` with the reason if the bytes are empty or binary."""
    if not content.strip():
        raise ValueError("the item is empty")
    for signature, what in _BINARY_SIGNATURES.items():
        if content.startswith(signature):
            raise ValueError(f"this is {what}, not text")
    if b"\x00" in content and not content.startswith(_WIDE_BOMS):
        raise ValueError(f"binary data: a NUL byte at {content.index(0)}")


def decode(content: bytes) -> str:
    """The text of UTF-8 bytes, without a byte-order mark.

    Raises `ValueError` with the reason if the bytes are empty, binary or not UTF-8.
    """
    check_text(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: byte {error.start} is 0x{content[error.start]:02x}") from None


def decode_any(content: bytes, *, is_page: bool = False) -> tuple[str, str | None]:
    """The text of bytes in any encoding, and a note if the encoding had to be guessed.

    Raises `ValueError` with the reason if the bytes are empty or binary.
    """
    check_text(content)
    text, encoding = decode_bytes(content, is_page=is_page)
    return text, None if encoding == "utf-8" else f"not UTF-8: read as {encoding}"


def bounded_lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[bytes, int]]:
    """Lines with their sizes; a line over the limit comes cut, and its rest is read away in blocks."""
    while line := stream.readline(max_bytes + 1):
        size = len(line)
        while size > max_bytes and not line.endswith(b"\n"):
            rest = stream.readline(1 << 20)
            size += len(rest)
            if not rest or rest.endswith(b"\n"):
                break
        yield line[:max_bytes] if size > max_bytes else line, size


def too_large(limit: int, size: int | None = None) -> str:
    """The reason for an item over the limit."""
    found = f" ({size:,})" if size else ""
    return f"larger than {limit:,} bytes{found}: raise max_item_bytes to read it"
