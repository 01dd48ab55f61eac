"""Training material into spaCy docs: CoNLL-U treebanks and CoreNLP analyses of news.

One doc is one paragraph, as in production. Not here: label mapping (``udv2.py``), augmentation (``corpus.py``).
"""

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import zstandard
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from benchmarks.model.udv2 import Word, to_v2
from benchmarks.model.upos import FeatureTable, coarse_tag

ENTITY_LABELS = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


@dataclass
class Paragraph:
    """Parallel columns of one paragraph; ``heads`` are indices into it, "" is "not stated" everywhere."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    sent_starts: list[bool] = field(default_factory=list)
    entities: list[tuple[int, int, str]] = field(default_factory=list)
    has_entities: bool = False

    def to_doc(self, vocab: Vocab) -> Doc:
        """The annotated doc; entities stay missing where the source has none."""
        doc = Doc(
            vocab,
            words=self.words,
            spaces=self.spaces,
            tags=self.tags,
            pos=self.pos,
            morphs=self.morphs,
            lemmas=self.lemmas,
            heads=self.heads,
            deps=self.deps,
            sent_starts=[int(start) for start in self.sent_starts],
        )
        forget_morphs(doc, [i for i, morph in enumerate(self.morphs) if not morph])
        if self.has_entities:
            doc.set_ents([Span(doc, start, end, label) for start, end, label in self.entities], default="outside")
        else:
            doc.set_ents([], missing=[doc[:]] if len(doc) else [], default="missing")
        return doc


def forget_morphs(doc: Doc, indices: list[int]) -> None:
    """Make the features of these tokens "not stated"; spaCy's constructor can only say "none"."""
    values = doc.to_array(["MORPH"])
    values[indices] = 0
    doc.from_array(["MORPH"], values)  # type: ignore[arg-type]


def open_text(path: Path) -> Iterable[str]:
    """Lines of a plain or ``.zst`` file."""
    if path.suffix == ".zst":
        with path.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as stream:
            yield from io.TextIOWrapper(stream, encoding="utf-8")
    else:
        with path.open(encoding="utf-8") as stream_text:
            yield from stream_text


def read_conllu(path: Path) -> Iterator[Paragraph]:
    """Paragraphs of a CoNLL-U treebank; a document without paragraph marks gives one per ten sentences."""
    paragraph, sentences = Paragraph(), 0
    rows: list[list[str]] = []
    for raw in open_text(path):
        line = raw.rstrip("\n")
        if line.startswith(("# newdoc", "# newpar")) and "newpar_block" not in line.split("=")[0] and paragraph.words:
            yield paragraph
            paragraph, sentences = Paragraph(), 0
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            if sentences == 10:
                yield paragraph
                paragraph, sentences = Paragraph(), 0
            _append_conllu(paragraph, rows)
            sentences += 1
            rows = []
    if paragraph.words:
        yield paragraph


def _append_conllu(paragraph: Paragraph, rows: list[list[str]]) -> None:
    base = len(paragraph.words)
    glued_until = 0
    for row in rows:
        if "-" in row[0]:
            glued_until = int(row[0].split("-")[1])
            glued_space = "SpaceAfter=No" not in row[9]
            continue
        if "." in row[0]:
            continue
        index = int(row[0])
        if index < glued_until:
            space = False
        elif index == glued_until:
            space = glued_space
        else:
            space = "SpaceAfter=No" not in row[9]
        head = int(row[6])
        paragraph.words.append(row[1])
        paragraph.spaces.append(space)
        paragraph.lemmas.append(row[2] if row[2] != "_" or row[1] == "_" else "")
        paragraph.pos.append(row[3] if row[3] != "_" else "")
        paragraph.tags.append(row[4] if row[4] != "_" else "")
        paragraph.morphs.append(row[5])
        paragraph.heads.append(base + (index if head == 0 else head) - 1)
        paragraph.deps.append("ROOT" if head == 0 else row[7])
        paragraph.sent_starts.append(index == 1)


def read_silver(path: Path, texts: dict[str, str], features: FeatureTable) -> Iterator[tuple[str, Paragraph]]:
    """(document id, paragraph) of CoreNLP's analyses, mapped to v2; sentences across a line break are dropped."""
    for line in open_text(path):
        article = json.loads(line)
        text = texts[article["doc_id"]]
        paragraph, end = Paragraph(has_entities=True), 0
        for sentence in article["sents"]:
            tokens = sentence["tokens"]
            is_broken = "\n" in text[tokens[0][2] : tokens[-1][3]]
            if paragraph.words and (is_broken or "\n" in text[end : tokens[0][2]]):
                yield article["doc_id"], paragraph
                paragraph = Paragraph(has_entities=True)
            end = tokens[-1][3]
            if not is_broken and len(tokens) < 120:
                _append_silver(paragraph, sentence, text, features)
            elif paragraph.words:
                yield article["doc_id"], paragraph
                paragraph = Paragraph(has_entities=True)
        if paragraph.words:
            yield article["doc_id"], paragraph


def _append_silver(
    paragraph: Paragraph, sentence: dict[str, list[list[str]]], text: str, features: FeatureTable
) -> None:
    tokens = sentence["tokens"]
    heads = list(range(len(tokens)))
    relations = ["ROOT"] * len(tokens)
    for relation, head, dependent in sentence["basic"]:
        child = int(dependent) - 1
        if int(head) > 0:
            heads[child], relations[child] = int(head) - 1, relation
    words = to_v2(
        [
            Word(text[int(t[2]) : int(t[3])], t[1], t[4], t[5], head, relation)
            for t, head, relation in zip(tokens, heads, relations, strict=True)
        ],
        features.adjectives,
    )
    pieces = [_HYPHENATED.split(word.form) for word in words]
    # Position in the paragraph of each word's last piece: arcs go to and from that one.
    positions, position = [], len(paragraph.words) - 1
    for piece in pieces:
        position += 2 * len(piece) - 1
        positions.append(position)
    begins = len(paragraph.words)
    for i, word in enumerate(words):
        ends = int(tokens[i][3])
        space = ends < len(text) and text[ends].isspace()
        for part in pieces[i][:-1]:
            _append_token(paragraph, (part, "", "", "", ""), positions[i], "", False)
            _append_token(paragraph, ("-", "HYPH", "PUNCT", "", "-"), positions[i], "punct", False)
        upos = coarse_tag(word.xpos, word.relation, word.lemma, word.form)
        if word.xpos == "NNP" and word.relation == "amod":
            upos = "ADJ"
        morph = features.get(word.form, word.xpos, upos)
        lemma = word.lemma if len(pieces[i]) == 1 else ""
        _append_token(
            paragraph,
            (pieces[i][-1], word.xpos, upos if morph is not None else "", morph or "", lemma),
            positions[word.head],
            "ROOT" if word.head == i else word.relation,
            space,
        )
    paragraph.sent_starts[begins] = True
    _append_entities(paragraph.entities, [token[5] for token in tokens], positions, [len(p) for p in pieces])


def _append_token(
    paragraph: Paragraph, values: tuple[str, str, str, str, str], head: int, relation: str, space: bool
) -> None:
    word, tag, pos, morph, lemma = values
    paragraph.words.append(word)
    paragraph.tags.append(tag)
    paragraph.pos.append(pos)
    paragraph.morphs.append(morph)
    paragraph.lemmas.append(lemma)
    paragraph.heads.append(head)
    paragraph.deps.append(relation)
    paragraph.spaces.append(space)
    paragraph.sent_starts.append(False)


def _append_entities(
    entities: list[tuple[int, int, str]], labels: list[str], positions: list[int], pieces: list[int]
) -> None:
    start = 0
    while start < len(labels):
        end = start + 1
        while end < len(labels) and labels[end] == labels[start]:
            end += 1
        if labels[start] in ENTITY_LABELS:
            first = positions[start] - 2 * (pieces[start] - 1)
            entities.append((first, positions[end - 1] + 1, ENTITY_LABELS[labels[start]]))
        start = end
