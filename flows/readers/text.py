"""Plain text and Markdown: the whole file is one article, its first line the headline if it reads as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from flows.readers.item import Item, Reading, decode_any, whole
from transforms.articles import RawArticle
from transforms.cleaning import clean_text


def read_items(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """The file as one item."""
    content, refused = whole(stream, how)
    if refused:
        yield refused
        return
    try:
        text, note = decode_any(content)
    except ValueError as reason:
        yield Item(1, content, refusal=str(reason))
        return
    yield Item(1, content, RawArticle(clean_text(text.replace("\r\n", "\n").replace("\r", "\n"))), note=note)


_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.S)
_FRONT_FIELD = re.compile(r"^([A-Za-z_]+):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.M)
_MARKS = (
    (re.compile(r"!\[[^\[\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\[\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.M), r"\1"),
    (re.compile(r"^ {0,3}>[ \t]?", re.M), ""),
    (re.compile(r"^ {0,3}(?:[-*_][ \t]*){3,}$", re.M), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\n{3,}"), "\n\n"),
)
_WRAPPED = re.compile(r"(?<=\S)\n(?=[^\s>#*+-])(?!\d+[.)] )")


def read_markdown(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """The file as one item: marks taken off, wrapped lines joined, bullets kept; front matter gives fields."""
    for item in read_items(stream, how):
        if item.article is None:
            yield item
            continue
        text = str(item.article.text)
        front = _FRONT_MATTER.match(text)
        fields = dict(_FRONT_FIELD.findall(front.group(1))) if front else {}
        title = fields.get("title")
        body = _without_code(text[front.end() :] if front else text)
        heading = re.match(r"\s*# +(.+?)[ \t]*#*\n", body)
        if heading and not title:
            title, body = heading.group(1), body[heading.end() :]
        body = _WRAPPED.sub(" ", body)
        for pattern, replacement in _MARKS:
            body = pattern.sub(replacement, body)
        yield Item(
            1,
            item.content,
            RawArticle(
                body,
                url=fields.get("url") or fields.get("link"),
                title=title,
                published=fields.get("date") or fields.get("published"),
                publisher=fields.get("publisher") or fields.get("source"),
                byline=fields.get("author") or fields.get("byline"),
            ),
            note=item.note,
        )


def _without_code(text: str) -> str:
    """The text but for what stands between fences; a fence that is not closed takes nothing along."""
    kept: list[str] = []
    fence, opened = None, 0
    for line in text.split("\n"):
        kept.append(line)
        if fence is None:
            if line.startswith(("```", "~~~")):
                fence, opened = line[:3], len(kept) - 1
        elif line.rstrip(" \t") == fence:
            fence = None
            kept[opened:] = [""]
    return "\n".join(kept)
