"""Documents of other programs: e-mail messages (newsletters) and PDF files; each file is one article."""

from __future__ import annotations

import email
import email.policy
import io
import logging
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from typing import BinaryIO

from flows.readers.feeds import _plain_text
from flows.readers.item import Item, Reading, whole
from transforms.articles import RawArticle
from transforms.charsets import decode_bytes

_MAX_PAGES = 300
_MAX_PDF_CHARS = 2_000_000


def read_mail(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """A message: subject, sender, date, and its HTML part read as a page, else its plain text."""
    content, refused = whole(stream, how)
    if refused:
        yield refused
        return
    if not content.strip():
        yield Item(1, content, refusal="the item is empty")
        return
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        if not isinstance(message, EmailMessage):
            raise ValueError("not a message")
        text = _mail_text(message)
        name, address = parseaddr(str(message.get("From", "")))
        article = RawArticle(
            text=text,
            id=_header(message, "Message-ID"),
            title=_header(message, "Subject"),
            published=_header(message, "Date"),
            publisher=name or address.partition("@")[2] or None,
            is_extracted=True,
        )
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError) as error:
        # The standard parser raises any of these on headers and parts that no standard foresaw.
        yield Item(1, content, refusal=f"not an e-mail message that can be read: {str(error)[:100]}")
        return
    yield Item(1, content, article)


def _header(message: EmailMessage, name: str) -> str | None:
    return " ".join(str(message.get(name, "")).split()) or None


def _mail_text(message: EmailMessage) -> str:
    from transforms.pages.page import NoArticleError, read_source  # noqa: PLC0415 - heavy

    html, plain = message.get_body(("html",)), message.get_body(("plain",))
    if html is not None:
        source = _content(html)
        try:
            return read_source(source).text
        except NoArticleError:
            if plain is None:
                return _plain_text(source)
    if plain is None:
        raise ValueError("it has no text")
    return _content(plain).replace("\r\n", "\n")


def _content(part: MIMEPart) -> str:
    """The text of a part, its charset guessed if the stated one does not exist."""
    try:
        return str(part.get_content())
    except LookupError:
        payload = part.get_payload(decode=True)
        return decode_bytes(payload if isinstance(payload, bytes) else b"")[0]


_HYPHENATED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_BROKEN_LINE = re.compile(r"(?<![.!?:;\"”’)\n])\n(?=[^\n•*–-])")


def read_pdf(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """The text layer of a PDF: words broken at line ends joined, lines joined to paragraphs; scans are refused."""
    content, refused = whole(stream, how)
    if refused:
        yield refused
        return
    from pypdf import PdfReader  # noqa: PLC0415 - 0.3 s that other forms should not pay

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        pages, n_chars = [], 0
        for page in reader.pages[:_MAX_PAGES]:
            pages.append(page.extract_text())
            n_chars += len(pages[-1])
            if n_chars > _MAX_PDF_CHARS:
                break
        title = reader.metadata.title if reader.metadata else None
    except Exception as error:  # noqa: BLE001 - what a damaged PDF raises is open-ended; the reason is kept
        yield Item(1, content, refusal=f"not a PDF that can be read: {type(error).__name__}: {str(error)[:100]}")
        return
    text = _BROKEN_LINE.sub(" ", _HYPHENATED.sub("", "\n\n".join(pages)))
    if not text.strip():
        yield Item(1, content, refusal="the PDF has no text layer: a scan?")
        return
    yield Item(
        1, content, RawArticle(text=text, title=str(title).strip() or None if title else None, is_extracted=True)
    )
