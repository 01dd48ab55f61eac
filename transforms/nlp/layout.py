"""From an article's text to its paragraphs: where each lies and which part of the article it is.

Not here: sentences (`sentences.py`), getting text out of HTML (ingest).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from transforms.nlp.reading import ArticleText, CharSpan
from transforms.seeds.load import read_seed

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BULLET = re.compile(r"(?:[-–—•*‣◦▪·●]|\(?\d{1,2}[.)])\s+")
_PLAIN_BULLET = re.compile(r"[-–—•*‣◦▪·●]\s+")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W_]+")
_TITLE_WORDS = 25
_LEAD_WORDS = 20
_WRAP_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its place in the article, its section, and its text as the parser reads it.

    `text` is as long as `span`: only line breaks inside a wrapped paragraph are turned into blanks.
    """

    span: CharSpan
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class _Block:
    """One or more lines that read on: trimmed span, bullet left out."""

    span: CharSpan
    is_bullet: bool


def read_layout(article: ArticleText) -> list[Paragraph]:
    """The paragraphs of an article in text order, what is nothing but boilerplate ("- News") left out.

    The first line is the headline if the article has a title, or if it is short, ends without a full stop and more
    text follows. The lead is the first paragraph, with those after it while it is shorter than a usual lead.
    Bullets after the body are background.
    """
    text = article.text
    blocks = _blocks(text)
    paragraphs: list[Paragraph] = []
    lead_words = 0
    has_body = False
    for number, block in enumerate(blocks):
        words = text[block.span.start : block.span.end]
        section = _marked_section(words)
        if section == "nothing":
            continue
        if section is None:
            if number == 0 and _is_headline(words, article.has_title, len(blocks)):
                section = "headline"
            elif block.is_bullet and has_body:
                section = "background"
            elif lead_words < _LEAD_WORDS and not has_body:
                section = "lead"
                lead_words += len(_WORD.findall(words))
            else:
                section = "body"
            has_body = has_body or section == "body" or lead_words >= _LEAD_WORDS
        paragraphs.append(Paragraph(block.span, section, re.sub(r"[\r\n\u2028\u2029]", " ", words)))
    return paragraphs


def _is_headline(words: str, has_title: bool, n_blocks: int) -> bool:
    if has_title:
        return True
    return n_blocks > 1 and not _SENTENCE_END.search(words) and len(_WORD.findall(words)) <= _TITLE_WORDS


def _blocks(text: str) -> list[_Block]:
    """Lines with words in them; lines of a hard-wrapped text joined to paragraphs."""
    lines: list[CharSpan] = []
    follows: list[bool] = []
    end_of_last = 0
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + line.index(stripped)
        lines.append(CharSpan(start, start + len(stripped)))
        follows.append(len(text[end_of_last : match.start()].strip(" \t").splitlines()) <= 1)
        end_of_last = match.end()
    if _is_wrapped(text, lines, follows):
        lines = _unwrap(text, lines, follows)
    blocks = []
    for span in lines:
        bullet = _BULLET.match(text, span.start, span.end)
        is_list = bullet is not None and (len(lines) > 1 or _PLAIN_BULLET.match(text, span.start, span.end) is not None)
        start = bullet.end() if bullet and is_list else span.start
        if _WORD.search(text, start, span.end):
            blocks.append(_Block(CharSpan(start, span.end), is_list))
    return blocks


def _is_wrapped(text: str, lines: list[CharSpan], follows: list[bool]) -> bool:
    """Whether most lines break off in mid-sentence: the text was set to a fixed width."""
    inner = [one for (one, two), joined in zip(pairwise(lines), follows[1:], strict=True) if joined and two]
    if len(inner) < 3 or max(span.end - span.start for span in lines) > _WRAP_WIDTH:
        return False
    broken = sum(not _SENTENCE_END.search(text[span.start : span.end]) for span in inner)
    return broken * 2 > len(inner)


def _unwrap(text: str, lines: list[CharSpan], follows: list[bool]) -> list[CharSpan]:
    joined = lines[:1]
    for line, is_next in zip(lines[1:], follows[1:], strict=True):
        if is_next and not _PLAIN_BULLET.match(text, line.start):
            joined[-1] = CharSpan(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


@cache
def _markers() -> tuple[dict[str, str], dict[str, str]]:
    """Whole lines, and beginnings of lines, that are no news text: phrase in lower case -> section."""
    lines: dict[str, str] = {}
    starts: dict[str, str] = {}
    for row in read_seed("boilerplate", ("phrase", "match", "section")):
        (lines if row["match"] == "line" else starts)[row["phrase"].casefold()] = row["section"]
    return lines, starts


def _marked_section(words: str) -> str | None:
    """Section given away by a set phrase; `nothing` where the phrase is all there is."""
    lines, starts = _markers()
    folded = words.casefold().rstrip(" .:…>»")
    if folded in lines:
        return "nothing"
    for phrase, section in starts.items():
        if folded.startswith(phrase):
            return section if len(_WORD.findall(folded)) > len(_WORD.findall(phrase)) else "nothing"
    return None
