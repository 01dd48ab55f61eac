"""Which form a file is in: by the ending of its name, and by its first bytes where the name does not say.

Not here: reading it (`readers/`), looking into archives (`containers.py`).
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

ENDINGS = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".json": "application/json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".parquet": "application/vnd.apache.parquet",
    ".arrow": "application/vnd.apache.arrow.file",
    ".feather": "application/vnd.apache.arrow.file",
    ".warc": "application/warc",
    ".rss": "application/rss+xml",
    ".atom": "application/rss+xml",
    ".xml": "application/xml",
    ".eml": "message/rfc822",
    ".pdf": "application/pdf",
}
PACKED = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}
ARCHIVES = {".zip": "zip", ".tar": "tar", ".tgz": "tar", ".tbz2": "tar", ".txz": "tar"}
READABLE = (
    "Dateline reads .txt, .md, .html, .jsonl, .json, .csv, .tsv, .parquet, .arrow, .warc, feeds and sitemaps (.xml), "
    ".eml, .pdf, GDELT files; .zip, .tar and .gz, .zst, .bz2, .xz of these"
)
_ABOUT = {"readme", "license", "licence", "changelog", "contributing", "notice", "copying"}
"""Files that tell about a folder: no articles."""
_GDELT = re.compile(r"^\d{8}(\d{6})?\.(translation\.)?(export|mentions)\.csv$", re.I)
_MAGIC = (
    (b"%PDF", "application/pdf"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"ARROW1", "application/vnd.apache.arrow.file"),
    (b"WARC/", "application/warc"),
)
_PACKED_MAGIC = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"))
_ROOT = re.compile(
    rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\])?[^>]*>)*<(?:[\w-]+:)?([\w-]+)", re.I | re.S
)
_ROOTS = {
    b"rss": "application/rss+xml",
    b"rdf": "application/rss+xml",
    b"feed": "application/rss+xml",
    b"channel": "application/rss+xml",
    b"urlset": "application/sitemap+xml",
    b"sitemapindex": "application/sitemap+xml",
    b"html": "text/html",
    b"head": "text/html",
    b"body": "text/html",
}
_MAIL = re.compile(rb"(?:[A-Za-z][\w-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")


def is_known(name: str) -> bool:
    """Whether a file of that name is in a form that can be read, as far as its name tells."""
    path = PurePosixPath(name.lower())
    if path.stem in _ABOUT and path.suffix in ("", ".md", ".txt"):
        return False
    return path.suffix in ENDINGS or path.suffix in ARCHIVES or path.suffix in PACKED


def may_be_list(name: str) -> bool:
    """Whether a file of that name may be a sitemap or a GDELT file, packed or not."""
    lower = PurePosixPath(name.lower()).name
    while PurePosixPath(lower).suffix in (*PACKED, ".zip"):
        lower = PurePosixPath(lower).stem
    return lower.endswith(".xml") or _GDELT.match(lower) is not None


def packing(head: bytes) -> str | None:
    """How a file is packed: `gzip`, `bzip2`, `xz`, `zstd`, `zip`, `tar`, or None: its bytes say so."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head[257:262] == b"ustar":
        return "tar"
    return next((kind for magic, kind in _PACKED_MAGIC if head.startswith(magic)), None)


def unpacked_name(name: str) -> str:
    """The name without the ending of its packing: what the file is called when it is unpacked.

    >>> unpacked_name("wire.jsonl.gz"), unpacked_name("all.tgz")
    ('wire.jsonl', 'all.tar')
    """
    suffix = PurePosixPath(name.lower()).suffix
    if suffix in PACKED:
        return name[: -len(suffix)]
    return f"{name[: -len(suffix)]}.tar" if suffix in ARCHIVES and suffix not in (".zip", ".tar") else name


def form_of(name: str, head: bytes, stated: str | None = None) -> str:
    """The media type of a file: by its name, by what a server stated, by its first bytes; else plain text."""
    base = PurePosixPath(name).name
    if _GDELT.match(base):
        return "text/vnd.gdelt"
    named = ENDINGS.get(PurePosixPath(base.lower()).suffix) or ""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if named not in ("", "application/xml", "application/json"):
        return named
    if found := next((kind for magic, kind in _MAGIC if start.startswith(magic)), None):
        return found
    if start.startswith(b"<") and named != "application/json":
        return markup_form(start, is_xml=named == "application/xml")
    if start.startswith((b"{", b"[")) or named == "application/json":
        return _json(start, is_named=bool(named))
    if stated == "text/html" or named == "application/xml":
        return "text/html"
    mail = _MAIL.match(start)
    return "message/rfc822" if mail and re.search(rb"^(from|message-id):", mail.group(), re.I | re.M) else "text/plain"


def markup_form(start: bytes, *, is_xml: bool = False) -> str:
    """The form of markup by its root element; other XML (`is_xml`) is tried as a feed, anything else is a page."""
    root = _ROOT.match(start)
    return _ROOTS.get(root[1].lower() if root else b"", "application/rss+xml" if is_xml else "text/html")


def _json(start: bytes, *, is_named: bool) -> str:
    if b"jsonfeed.org/version" in start:
        return "application/feed+json"
    return (
        "application/json"
        if start.startswith(b"[") or (is_named and not _is_one_a_line(start))
        else ("application/jsonl")
    )


def _is_one_a_line(start: bytes) -> bool:
    """Whether the first line closes its object and another follows: JSON lines under another name."""
    first, line_break, rest = start.partition(b"\n")
    return bool(line_break) and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")
