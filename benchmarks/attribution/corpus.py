"""Training examples of the attribution tagger: parsed paragraphs with gold cues and roles.

Gold files are JSON lines with `doc_id`, `text` and `attributions` (`source`, `cue`, `content`: lists of [start, end]).
PolNeAR marks only outermost attributions: whether a word inside a content heads a cue is unknown there. GUM marks them
at any depth, but clause by clause: its sources and cues are no evidence of exact spans. Not here: the training.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import zstandard
from spacy.tokens import Doc, Token

from transforms.nlp.attribution_features import WINDOW, Ints, TokenFeatures, token_features
from transforms.nlp.layout import read_layout
from transforms.nlp.parser import parse
from transforms.nlp.quotations import QuotedText
from transforms.nlp.reading import ActorRef, ArticleText

_WEAK = frozenset({"PUNCT", "ADP", "DET", "PART", "AUX", "ADV", "CCONJ", "SCONJ", "PRON", "SPACE"})
ROLE_NUMBERS = {"source": 1, "cue": 2, "content": 3}
NOT_CONTENT = -1
"""Label of a token of which only that is known: it may have any other role."""


@dataclass
class Paragraph:
    """A parsed paragraph with its gold."""

    tokens: TokenFeatures
    cues: list[int] = field(default_factory=list)
    """Token that heads each gold cue."""
    roles: list[Ints] = field(default_factory=list)
    """Role of each token of the window of each cue: 0 none, 1 source, 2 cue, 3 content."""
    is_nested_unknown: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    """1 for the tokens inside a content, where nested cues are not marked."""
    is_nested_known: bool = False
    is_nested: list[bool] = field(default_factory=list)


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSON lines file, plain or .zst."""
    with path.open("rb") as raw:
        stream = zstandard.ZstdDecompressor().stream_reader(raw) if path.suffix == ".zst" else raw
        for line in io.TextIOWrapper(stream, encoding="utf-8"):
            if line.strip():
                yield json.loads(line)


def paragraphs(path: Path, *, is_nested_known: bool, model: str | None = None) -> Iterator[Paragraph]:
    """Paragraphs of a gold file, in order."""
    outlet = ActorRef("act_none", "none", "media")
    for row in read_jsonl(path):
        article = ArticleText(row.get("doc_id", ""), 1, row["text"], False, None, None, outlet)
        layout = read_layout(article)
        quoted = QuotedText(row["text"])
        for paragraph, doc in zip(layout, parse((one.text for one in layout), model), strict=True):
            if len(doc):
                yield _labelled(doc, paragraph.span.start, quoted, row["attributions"], is_nested_known)


def _labelled(
    doc: Doc, offset: int, quoted: QuotedText, gold: list[dict[str, Any]], is_nested_known: bool
) -> Paragraph:
    found = Paragraph(token_features(doc, quoted, offset), is_nested_known=is_nested_known)
    found.is_nested_unknown = np.zeros(len(doc), np.int32)
    end = offset + len(doc.text)
    for one in gold:
        content = [i for span in one["content"] for i in _inside(doc, span, offset, end)]
        if not is_nested_known:
            found.is_nested_unknown[content] = 1
        cue = [i for span in one["cue"] for i in _inside(doc, span, offset, end)]
        if not cue or not content:
            continue
        head = _head(doc, cue).i
        if head in found.cues:
            continue
        roles = np.full(len(doc), NOT_CONTENT if is_nested_known else 0, np.int32)
        for role in ("content",) if is_nested_known else ("content", "source", "cue"):
            for span in one[role]:
                roles[_inside(doc, span, offset, end)] = ROLE_NUMBERS[role]
        found.cues.append(head)
        found.roles.append(roles[max(0, head - WINDOW) : head + WINDOW + 1])
        found.is_nested.append(bool(one.get("nested_in")))
    return found


def _inside(doc: Doc, span: list[int], offset: int, end: int) -> list[int]:
    if span[1] <= offset or span[0] >= end:
        return []
    start, stop = span[0] - offset, span[1] - offset
    return [t.i for t in doc if t.idx < stop and t.idx + len(t) > start and not t.is_space]


def _head(doc: Doc, places: list[int]) -> Token:
    """The token that heads a cue: the first full word whose own head lies outside it."""
    inside = set(places)
    tops = [doc[i] for i in places if doc[i].head.i not in inside or doc[i].head.i == i]
    return next((t for t in tops if t.pos_ not in _WEAK), next((t for t in tops if not t.is_punct), tops[0]))
