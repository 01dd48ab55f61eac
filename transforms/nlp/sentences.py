"""Sentences: the parser's boundaries, repaired where a rule knows better, with their place in the article.

Not here: paragraphs and sections (`layout.py`), the parser itself (`parser.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from transforms.nlp.layout import read_layout
from transforms.nlp.reading import ArticleText, CharSpan, Sentence
from transforms.seeds.load import read_seed

_TERMINAL = frozenset(".!?…")
_CLOSING = frozenset("\"'”’»)]")
_OPENING = frozenset('"“«([')


def paragraph_texts(article: ArticleText) -> list[str]:
    """What the parser must read for `read_sentences`: the text of each paragraph, in order."""
    return [paragraph.text for paragraph in read_layout(article)]


def read_sentences(article: ArticleText, docs: Iterable[Doc]) -> list[Sentence]:
    """Sentences of an article, given the parses of its `paragraph_texts` in the same order.

    Raises:
        ValueError: There are more or fewer parses than paragraphs, or a parse is of another text.
    """
    sentences: list[Sentence] = []
    for paragraph, doc in zip(read_layout(article), docs, strict=True):
        if len(doc.text) != len(paragraph.text):
            raise ValueError(f"article {article.article_id}: the parse at {paragraph.span} is of another text")
        offset = paragraph.span.start
        for tokens in _divide(doc):
            span = CharSpan(offset + tokens.start_char, offset + tokens.end_char)
            sentences.append(Sentence(len(sentences), span, paragraph.section, tokens, offset))
    return sentences


def _divide(doc: Doc) -> Iterator[Span]:
    """The sentences of a paragraph, free of white space at their edges."""
    begin = 0
    for token in doc:
        if token.i > begin and _begins(token):
            if trimmed := _trim(doc, begin, token.i):
                yield trimmed
            begin = token.i
    if trimmed := _trim(doc, begin, len(doc)):
        yield trimmed


def _trim(doc: Doc, start: int, end: int) -> Span | None:
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return doc[start:end] if end > start else None


def _begins(token: Token) -> bool:
    """Whether a sentence begins with this token.

    A boundary needs a full stop before it, whatever the parser thinks: English news breaks no sentence after a comma.
    It never stands before a closing mark or a small letter ('"Why?" he asked'), nor after an abbreviation that is
    always continued. Where a separate full stop is followed by a capital, there is a boundary even if the parser saw
    none.
    """
    before = token.nbor(-1)
    while before.is_space and before.i > 0:
        before = before.nbor(-1)
    if _is_closing(token) or token.is_space:
        return False
    stop = before
    while stop.text in _CLOSING and stop.i > 0:
        stop = stop.nbor(-1)
    if stop.text[-1:] not in _TERMINAL or _continues(stop, token):
        return False
    following = token.nbor(1) if token.text in _OPENING and token.i + 1 < len(token.doc) else token
    if following.text[:1].islower():
        return False
    if token.is_sent_start:
        return True
    is_separate = stop.text == "." and stop is before and token.idx > before.idx + len(before)
    is_initial = stop.i > 0 and len(stop.nbor(-1)) == 1 and stop.nbor(-1).is_upper
    return is_separate and not is_initial and following.text[:1].isupper()


def _is_closing(token: Token) -> bool:
    """A closing quotation mark or bracket: it stands right after the word before it."""
    if token.text not in _CLOSING:
        return False
    before = token.nbor(-1)
    return token.text not in "\"'" or token.idx == before.idx + len(before)


@cache
def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"]: row["continues"] for row in read_seed("abbreviations", ("abbreviation", "continues"))}


def _continues(stop: Token, following: Token) -> bool:
    """Whether the full stop belongs to an abbreviation that goes on with the following token."""
    word = stop.text
    if word == "." and stop.i > 0 and stop.idx == stop.nbor(-1).idx + len(stop.nbor(-1)):
        word = stop.nbor(-1).text + "."
    rule = _abbreviations().get(word)
    return rule == "always" or (rule == "number" and following.text[:1].isdigit())
