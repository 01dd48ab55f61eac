"""Files that want to break a reader, each beside nothing or with a good article inside that must survive."""

# ruff: noqa: E501 - the files are easier to compare in one line each

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

GOOD = {"title": "Good", "text": "The ministers of the two countries met in Minsk on Saturday, the ministry said."}
LINE = json.dumps(GOOD).encode() + b"\n"
PAGE = (
    "<html><head><title>Good</title></head><body><article>"
    + "".join(f"<p>{n}. The ministers of the two countries met in Minsk on Saturday, they said.</p>" for n in range(6))
    + "</article></body></html>"
)


def _zip(*members: tuple[str, bytes], **options: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", options.get("compression", zipfile.ZIP_DEFLATED)) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def _tar(*members: tuple[str, bytes | tarfile.TarInfo]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members:
            info = content if isinstance(content, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.name = name
            if isinstance(content, bytes):
                info.size = len(content)
            archive.addfile(info, io.BytesIO(content) if isinstance(content, bytes) else None)
    return out.getvalue()


def _special(kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo()
    info.type, info.linkname = kind, target
    return info


def _matryoshka(depth: int) -> bytes:
    content = _zip(("good.jsonl", LINE))
    for _ in range(depth):
        content = _zip(("inner.zip", content))
    return content


def _warc(
    payload: bytes, http: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", length: int = 0
) -> bytes:
    block = http + payload
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/x\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nWARC-Date: 2022-12-03T10:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: "
        + str(length or len(block)).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
    )  # fmt: skip


def _parquet(**columns: list[object]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


_ENTITIES = '<!DOCTYPE x [<!ENTITY a0 "lol">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11)
) + "]>"  # fmt: skip
_RSS = "<rss version='2.0'><channel><title>F</title><item><title>&a10;</title><description>&a10;</description></item></channel></rss>"
_MEGA = 1_000_000

FILES: dict[str, bytes] = {
    # size
    "line_100mb.jsonl": b'{"text": "' + b"x" * 100 * _MEGA + b'"}\n' + LINE,
    "text_30mb.txt": b"word " * 6 * _MEGA,
    "page_20mb.html": b"<p>word" * 3 * _MEGA,
    "cell_20mb.csv": b"title,text\na," + b"x" * 20 * _MEGA + b"\nGood,The ministers met in Minsk on Saturday.\n",
    "no_line_break.csv": b"x" * 15 * _MEGA,
    "empty.txt": b"", "empty.jsonl": b"", "empty.csv": b"", "empty.html": b"", "empty.zip": b"", "empty.gz": b"",
    "empty.warc": b"", "empty.parquet": b"", "empty.eml": b"", "empty.pdf": b"", "empty.xml": b"", "empty.json": b"",
    # bombs
    "bomb.txt.gz": gzip.compress(b"\x00" * 60 * _MEGA),
    "bomb.jsonl.gz": gzip.compress(b"x" * 60 * _MEGA + b"\n" + LINE),
    "bomb.jsonl.zst": zstandard.compress(b"x" * 60 * _MEGA + b"\n" + LINE),
    "bomb.csv.xz": lzma.compress(b"x" * 40 * _MEGA),
    "bomb.html.bz2": bz2.compress(b" " * 50 * _MEGA),
    "bomb.zip": _zip(("a.html", b"<p>" * 12 * _MEGA), ("good.jsonl", LINE)),
    "twice.jsonl.gz.gz": gzip.compress(gzip.compress(LINE)),
    "matryoshka.zip": _matryoshka(9),
    # paths out of the archive, and members that are none
    "traversal.zip": _zip(("../../evil.jsonl", LINE), ("/etc/evil.jsonl", LINE), ("C:\\evil.jsonl", LINE), ("good.jsonl", LINE)),
    "traversal.tar": _tar(("../evil.jsonl", LINE), ("/evil.jsonl", LINE), ("good.jsonl", LINE)),
    "links.tar": _tar(("a.jsonl", _special(tarfile.SYMTYPE, "/etc/passwd")), ("b.jsonl", _special(tarfile.LNKTYPE, "x")),
                      ("c.jsonl", _special(tarfile.CHRTYPE)), ("d.jsonl", _special(tarfile.FIFOTYPE)), ("good.jsonl", LINE)),
    "same_name.zip": _zip(("good.jsonl", LINE), ("other.jsonl", LINE)),
    "name_controls.zip": _zip(("a\u202e\x1b[31mlnosj.jsonl", LINE)),
    # damage
    "cut.jsonl.gz": gzip.compress(LINE * 5000)[:-200],
    "flipped.jsonl.gz": gzip.compress(LINE)[:-8] + b"\x00" * 8,
    "garbage_after.jsonl.gz": gzip.compress(LINE) + b"garbage",
    "cut.zip": _zip(("good.jsonl", LINE))[:-30],
    "cut.tar": _tar(("good.jsonl", LINE), ("b.jsonl", LINE * 500))[:2000],
    "cut.jsonl.zst": zstandard.compress(LINE * 5000)[:-10],
    "cut.jsonl.xz": lzma.compress(LINE * 5000)[:-50],
    "cut.parquet": _parquet(text=[GOOD["text"]])[:-20],
    "cut.warc.gz": gzip.compress(_warc(PAGE.encode())) + gzip.compress(_warc(PAGE.encode() * 9))[:100],
    "lying_length.warc": _warc(PAGE.encode(), length=10 * _MEGA),
    "not_what_it_says.zip": b"MZ\x90\x00 this is a program",
    "not_what_it_says.parquet": b"PAR1" + b"\x00" * 100 + struct.pack("<I", 2**31 - 1) + b"PAR1",
    "not_what_it_says.pdf": b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 1 0 R>> endobj\ntrailer <</Root 1 0 R>>",
    "not_what_it_says.arrow": b"ARROW1\x00\x00" + b"\xff" * 100,
    # text that is none, or lies about what it is
    "nul.txt": b"The ministers\x00 met.", "nul.jsonl": b'{"text": "a\\u0000b"}\n\x00\n' + LINE,
    "nul.csv": b"title,text\nx,a\x00b\nGood,The ministers met in Minsk on Saturday.\n",
    "nul.html": PAGE.encode().replace(b"Minsk", b"Mi\x00nsk"),
    "surrogates.jsonl": b'{"text": "half \\ud800"}\n{"\\udfff": 1}\n' + LINE,
    "utf8_surrogates.txt": b"The ministers \xed\xa0\x80 met in Minsk on Saturday, the ministry said.",
    "overrides.jsonl": json.dumps({"text": "\u202eThe ministers met\u202c in \u2066Minsk\u2069 on Saturday."}).encode(),
    "overlong.txt": b"The ministers met \xc0\xaf\xc1\x81 in Minsk on Saturday, the ministry said.",
    "lying_charset.html": PAGE.replace("<head>", '<head><meta charset="utf-16">').replace("Minsk", "Kraków").encode("cp1250"),
    "unknown_charset.html": PAGE.replace("<head>", '<head><meta charset="x-klingon">').encode() + b"\xff",
    "utf16.txt": "The ministers met in Minsk on Saturday, the ministry said.".encode("utf-16"),
    "utf7.html": PAGE.replace("<head>", '<head><meta charset="utf-7">').encode(),
    "zalgo.txt": ("e" + "\u0301" * 50_000 + " met").encode(),
    # structure
    "deep_10k.html": b"<div>" * 10_000 + b"The ministers met in Minsk on Saturday, the ministry said." + b"</div>" * 10_000,
    "wide_100k.html": b"<html><body>" + b"<p>The ministers met.</p>" * 100_000 + b"</body></html>",
    "attributes.html": b"<p " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">x</p>",
    "unclosed.html": b"<html><script>" + b"<" * 100_000, "comment.html": b"<!--" * 50_000,
    "json_ld_deep.html": PAGE.replace("<head>", '<head><script type="application/ld+json">' + "[" * 50_000 + "</script>").encode(),
    "deep.json": b"[" * 100_000, "deep.jsonl": b'{"a":' * 100_000 + b"\n" + LINE,
    "numbers.jsonl": b'{"text": 1e999999, "id": ' + b"9" * 5000 + b"}\n" + b'{"text": NaN}\n' + LINE,
    "twice_the_key.jsonl": b'{"text": "a", "text": ["b"]}\n' + LINE,
    "open_quote.csv": b'title,text\n"open,never closed\nGood,The ministers met in Minsk on Saturday.\n',
    "ragged.csv": b"title,text\na\nb,c,d,e\nGood,The ministers met in Minsk on Saturday.\n",
    "quotes.csv": b'title,text\n""""""""""""","\n' * 3 + b"Good,The ministers met in Minsk on Saturday.\n",
    "billion_laughs.xml": (_ENTITIES + _RSS).encode(),
    "outside_entity.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + _RSS.replace("a10", "e").encode(),
    "sitemap_entities.xml": (_ENTITIES + "<urlset><url><loc>&a10;</loc></url></urlset>").encode(),
    "sitemap_blanks.xml": b"<urlset><url><loc>" + b" " * 300_000 + b"</loc></url></urlset>",
    "unclosed_tags.rss": (_RSS.replace("&a10;</desc", f"<![CDATA[{'<script ' * 100_000 + '<p ' * 100_000}]]></desc")).encode(),
    "unclosed.rss": b"<rss><channel>" + b"<item>" * 20_000,
    "jsonfeed.json": b'{"version": "https://jsonfeed.org/version/1.1", "items": [1, null, {"id": [], "authors": 5}]}',
    "recursive.eml": b"Content-Type: multipart/mixed; boundary=b\r\nFrom: a\r\n\r\n" + b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 3000,
    "headers.eml": b"From: " + b"<" * 10_000 + b"\r\nDate: \xff\r\nSubject: =?utf-8?b?////?=\r\n\r\nThe ministers met in Minsk.",
    "charset.eml": b"From: a@b.example\r\nContent-Type: text/plain; charset=none-such\r\n\r\nThe ministers met.",
    "types.parquet": _parquet(text=[1, 2], title=[None, None]),
    "headers.warc": b"WARC/1.0\r\n" + b"X: y\r\n" * 300_000,
    "encoding.warc": _warc(PAGE.encode(), b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"),
    "date_year_0.jsonl": json.dumps({**GOOD, "published": "0000-00-00"}).encode(),
    "date_far.jsonl": json.dumps({**GOOD, "published": "9999-12-31T23:59:59+14:00"}).encode(),
    "url.jsonl": json.dumps({**GOOD, "url": "http://[::1"}).encode() + b"\n" + json.dumps({**GOOD, "url": "https://a.example/" + "a" * _MEGA}).encode(),
}  # fmt: skip
"""Name to bytes."""

GOOD_INSIDE = (
    "line_100mb.jsonl", "cell_20mb.csv", "bomb.jsonl.gz", "bomb.jsonl.zst", "bomb.zip", "traversal.zip", "traversal.tar",
    "links.tar", "cut.jsonl.gz", "garbage_after.jsonl.gz", "flipped.jsonl.gz", "cut.warc.gz", "cut.tar", "nul.jsonl", "nul.csv", "surrogates.jsonl", "deep.jsonl",
    "numbers.jsonl", "twice_the_key.jsonl", "open_quote.csv", "ragged.csv",
)  # fmt: skip
"""Those that hold a good article too, which must not be lost."""


def write_all(folder: Path) -> None:
    """Put every file into the folder."""
    folder.mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
