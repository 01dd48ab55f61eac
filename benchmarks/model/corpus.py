"""Training examples from annotated paragraphs, with the typography of real news as augmentation.

Not here: reading the source formats (``sources.py``). Every random choice comes from the generator handed in.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example
from spacy.vocab import Vocab

from benchmarks.model.names import NameLists, swap_names
from benchmarks.model.sources import forget_morphs

_CURLY_OPEN, _CURLY_CLOSE = "“", "”"
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "``": '"', "''": '"'}
_MAX_WORDS = 75
_SPEECH_EVERY = 7
_BULLETS = ("-", "-", "–", "—", "•", "*", "·")
_DASHES = ("-", "–", "—", "--")


def read_docs(path: Path, vocab: Vocab) -> list[Doc]:
    """The docs of one ``.spacy`` file."""
    return list(DocBin().from_disk(path).get_docs(vocab))


def make_example(nlp: Language, reference: Doc) -> Example:
    """The reference beside the pipeline's own tokens of the same text."""
    return Example(nlp.make_doc(reference.text), reference)


def augment(doc: Doc, names: NameLists, generator: random.Random) -> Doc:
    """A copy with other names and quotation marks, without its last full stop, in capitals, or the doc itself."""
    words = [token.text for token in doc]
    drop_last = False
    if generator.random() < 0.2:
        words = swap_names(doc, names, generator)
    if generator.random() < 0.25:
        words = _requote(words, doc, generator)
    if generator.random() < 0.05 and len(words) > 3 and words[-1] in {".", "!"}:
        drop_last = True
    shape = generator.random()
    if shape < 0.02 and len(words) < 30:
        words = [word.upper() for word in words]
    elif shape < 0.03 and len(words) < 30:
        words = [word.capitalize() for word in words]
    elif shape < 0.035:
        words = [word.lower() for word in words]
    if drop_last or words != [token.text for token in doc]:
        doc = _rebuild(doc, words, drop_last)
    return add_bullet(doc, generator.choice(_BULLETS)) if generator.random() < 0.04 else doc


def _requote(words: Sequence[str], doc: Doc, generator: random.Random) -> list[str]:
    is_curly = generator.random() < 0.5
    dash = generator.choice(_DASHES) if generator.random() < 0.3 else None
    result = []
    for word, token in zip(words, doc, strict=True):
        text = word
        if token.tag_ == "``":
            text = _CURLY_OPEN if is_curly else '"'
        elif token.tag_ == "''":
            text = _CURLY_CLOSE if is_curly else '"'
        elif is_curly:
            text = word.replace("'", "’")
        elif word not in _STRAIGHT:
            text = word.replace("’", "'")
        if dash and word in _DASHES and token.tag_ != "HYPH":
            text = dash
        result.append(text)
    return result


def _rebuild(doc: Doc, words: list[str], drop_last: bool) -> Doc:
    size = len(words) - 1 if drop_last else len(words)
    last = len(words) - 1
    if drop_last and any(token.head.i == last and token.i != last for token in doc):
        size = len(words)
    starts: list[bool | int | None] = [bool(token.is_sent_start) for token in doc]
    copy = Doc(
        doc.vocab,
        words=words[:size],
        spaces=[bool(token.whitespace_) for token in doc][:size],
        tags=[token.tag_ for token in doc][:size],
        pos=[token.pos_ for token in doc][:size],
        morphs=[str(token.morph) if token.has_morph() else "" for token in doc][:size],
        heads=[token.head.i for token in doc][:size],
        deps=[token.dep_ for token in doc][:size],
        sent_starts=starts[:size],
    )
    forget_morphs(copy, [token.i for token in doc if not token.has_morph() and token.i < size])
    spans = [Span(copy, ent.start, min(ent.end, size), ent.label) for ent in doc.ents if ent.start < size]
    unknown = [copy[token.i : token.i + 1] for token in doc if not token.ent_iob and token.i < size]
    copy.set_ents(spans, missing=unknown, default="outside")
    return copy


def add_bullet(doc: Doc, bullet: str) -> Doc:
    """The paragraph as an item of a list: a bullet before it, attached to the first root."""
    root = next(doc.sents).root.i + 1
    copy = Doc(
        doc.vocab,
        words=[bullet, *(token.text for token in doc)],
        spaces=[True, *(bool(token.whitespace_) for token in doc)],
        tags=["NFP" if bullet in "*•" else ":", *(token.tag_ for token in doc)],
        pos=["PUNCT", *(token.pos_ for token in doc)],
        morphs=["_", *(str(token.morph) for token in doc)],
        heads=[root, *(token.head.i + 1 for token in doc)],
        deps=["punct", *(token.dep_ for token in doc)],
        sent_starts=[True, False, *(bool(token.is_sent_start) for token in doc[1:])],
    )
    forget_morphs(copy, [token.i + 1 for token in doc if not token.has_morph()])
    spans = [Span(copy, ent.start + 1, ent.end + 1, ent.label) for ent in doc.ents]
    unknown = [copy[token.i + 1 : token.i + 2] for token in doc if not token.ent_iob]
    copy.set_ents(spans, missing=unknown, default="outside")
    return copy


def epochs(
    sources: Sequence[tuple[list[Doc], float]],
    speech: Iterator[Doc] | None,
    names: NameLists,
    generator: random.Random,
    single: float,
) -> Iterator[Doc]:
    """Endless shuffled passes; a source's weight is the share (or multiple) of it seen per pass.

    ``speech`` adds one made-up sentence of reported speech for every ``_SPEECH_EVERY`` paragraphs. ``single`` is the
    share of paragraphs taken sentence by sentence: short docs train the parser in half the time, and the bounds come
    from the senter in the end; the rest keep it used to what stands after a sentence.
    """
    count = 0
    while True:
        docs: list[Doc] = []
        for source, weight in sources:
            docs += source * int(weight)
            docs += generator.sample(source, int(len(source) * (weight - int(weight))))
        generator.shuffle(docs)
        for doc in docs:
            for part in cut(doc, generator, single):
                yield augment(part, names, generator)
            count += 1
            if speech is not None and count % _SPEECH_EVERY == 0:
                yield augment(next(speech), names, generator)


def cut(doc: Doc, generator: random.Random, single: float) -> Iterator[Doc]:
    """The doc in runs of whole sentences of under ``_MAX_WORDS`` words where it can be.

    spaCy computes a whole oracle for docs of 100 words and more, in quadratic time: half of all training time.
    """
    limit = 1 if generator.random() < single else generator.randint(25, _MAX_WORDS)
    start = end = 0
    for sentence in doc.sents:
        if sentence.end - start > limit and end > start:
            yield doc[start:end].as_doc()
            start = end
        end = sentence.end
    yield doc[start:end].as_doc() if start else doc
