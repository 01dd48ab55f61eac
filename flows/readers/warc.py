"""WARC files, CC-NEWS and our own landing alike: each response is an item, read in the form its server stated.

Other records (requests, warcinfo) are no items, but for `metadata` records of our own that say why an address could
not be fetched. Not here: writing them (`flows/fetch/landing.py`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from flows.forms import form_of, markup_form
from flows.readers.html import page_item
from flows.readers.item import Item, Reading, too_large
from flows.readers.single import SINGLE

REFUSAL_TYPE = "application/warc-fields"
_REFUSAL_FIELD = b"dateline-refusal: "


def read_items(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """Each response record; a file that breaks off gives what comes before, and a refusal for the rest."""
    from fastwarc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - only where such a file is read

    position = n_records = 0
    try:
        wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.metadata
        for record in ArchiveIterator(
            stream, record_types=wanted, parse_http=True, auto_decode="all", max_header_len=1 << 20
        ):
            n_records += 1
            for item in _record(record, how):
                position += 1
                yield replace(item, position=position)
    except (OSError, ValueError, EOFError, UnicodeError) as error:
        message = str(error).split("\n")[0][:150]
        yield Item(
            position + 1, b"", refusal=f"the WARC file is damaged after record {n_records}: {message}", is_cut=True
        )
        return
    if not n_records:
        yield Item(1, b"", refusal="no records found: not a WARC file?", is_cut=True)


def _record(record: Any, how: Reading) -> Iterator[Item]:  # noqa: ANN401 - fastwarc's
    headers = record.headers
    address = (headers.get("WARC-Target-URI") or "").strip().strip("<>") or None
    record_id = (headers.get("WARC-Record-ID") or "").strip().strip("<>") or None
    retrieved = headers.get("WARC-Date")
    try:
        content = record.reader.read(how.max_bytes + 1)
    except (OSError, ValueError, EOFError) as error:
        identity = f"{address} {record_id}".encode("utf-8", "replace")
        refusal = f"the record's data is damaged: {str(error)[:150].partition(chr(10))[0]}"
        yield Item(1, identity, refusal=refusal, is_cut=True, url=address)
        return
    if headers.get("WARC-Type") == "metadata":
        if content.startswith(_REFUSAL_FIELD):
            reason = content[len(_REFUSAL_FIELD) :].decode("utf-8", "replace").strip()
            identity = f"{address} {reason}".encode()
            yield Item(1, identity, refusal=reason, url=address, is_cut=True)
        return
    status = record.http_headers.status_code if record.http_headers is not None else 200
    if status is not None and not 200 <= status < 300:
        if not 300 <= status < 400:  # a redirect is no item: where it leads is one
            yield Item(1, content[: how.max_bytes], refusal=f"the server answered {status}", url=address,
                       is_cut=True)  # fmt: skip
        return
    if len(content) > how.max_bytes:
        yield Item(1, content[: how.max_bytes], refusal=too_large(how.max_bytes), is_cut=True, url=address)
        return
    how = replace(how, follows_links=headers.get("Dateline-Links-Followed") is not None)
    kept = warc_record(address, retrieved, record_id, record.http_content_type, content)
    for item in _response(content, address, retrieved, record_id, (record.http_content_type or "").lower(), how):
        yield replace(item, kept=kept)


def _response(
    content: bytes, address: str | None, retrieved: str | None, record_id: str | None, stated: str, how: Reading
) -> Iterator[Item]:
    """The items of a page or file that a server called `stated`."""
    form = _form(address or "", stated, content)
    if form == "text/html":
        yield page_item(1, content, address, retrieved, record_id)
    elif form in SINGLE and not stated.startswith(("image/", "video/", "audio/", "font/", "text/css")):
        inner = list(SINGLE[form](io.BytesIO(content), how))
        for item in inner:
            article = item.article and replace(
                item.article, record_id=record_id, retrieved=item.article.retrieved or retrieved
            )
            if article and not article.url and len(inner) == 1:
                article = replace(article, url=address)
            yield replace(item, article=article, url=item.url or address)
    else:
        yield Item(1, content, refusal=f"{stated or form} is no form of article", url=address, is_cut=True)


def _form(address: str, stated: str, content: bytes) -> str:
    """What the bytes are: markup by what it holds, the rest by what the server says, else by the address."""
    kind = stated.partition(";")[0].strip()
    start = content[:4096]
    if kind in ("text/html", "application/xhtml+xml"):
        return markup_form(start.lstrip(b"\xef\xbb\xbf \t\r\n"))
    path = address.partition("?")[0].partition("#")[0]
    return form_of(path if "." in path.rpartition("/")[2] else "", start, kind or None)


def warc_record(
    address: str | None, retrieved: str | None, record_id: str | None, content_type: str | None, content: bytes
) -> bytes:
    """One response as a WARC record of its own: what a refused item is kept as."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type or 'text/html'}\r\n\r\n".encode("utf-8", "replace")
    head = [
        "WARC/1.1",
        "WARC-Type: response",
        f"WARC-Record-ID: <{record_id or 'urn:dateline:kept'}>",
        f"WARC-Date: {retrieved or '1970-01-01T00:00:00Z'}",
        *([f"WARC-Target-URI: {address}"] if address else []),
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http) + len(content)}",
    ]
    return "\r\n".join(head).encode("utf-8", "replace") + b"\r\n\r\n" + http + content + b"\r\n\r\n"
