"""Data preparation: ``python -m benchmarks.model.convert --help``; treebanks and silver news to DocBin files.

Not here: what the labels mean (``udv2.py``, ``upos.py``), or training (``train.py``).
"""

import argparse
import json
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from benchmarks.model.sources import open_text, read_conllu, read_silver
from benchmarks.model.upos import FeatureTable


def main() -> None:
    """Write one ``.spacy`` file per input into the output folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebank", type=Path, action="append", default=[], help="a CoNLL-U file (.zst allowed)")
    parser.add_argument("--silver", type=Path, action="append", default=[], help="CoreNLP analyses, JSON lines")
    parser.add_argument("--silver-texts", type=Path, action="append", default=[], help="JSON lines: doc_id, text")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("en").vocab
    rows: list[tuple[str, str, str, str]] = []
    for path in arguments.treebank:
        paragraphs = list(read_conllu(path))
        if "train" in path.name:
            # "dep" is what annotators write where they do not know: nothing to learn.
            for paragraph in paragraphs:
                paragraph.deps = ["" if relation == "dep" else relation for relation in paragraph.deps]
            rows += [r for p in paragraphs for r in zip(p.words, p.tags, p.pos, p.morphs, strict=True)]
        _write(arguments.out / f"{path.name.split('.')[0]}.spacy", [p.to_doc(vocab) for p in paragraphs])
    texts = {r["doc_id"]: r["text"] for path in arguments.silver_texts for r in map(json.loads, open_text(path))}
    features = FeatureTable(rows)
    for path in arguments.silver:
        docs = [paragraph.to_doc(vocab) for _, paragraph in read_silver(path, texts, features)]
        _write(arguments.out / f"{path.name.split('.')[0]}.spacy", docs)


def _write(path: Path, docs: list[spacy.tokens.Doc]) -> None:
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    print(f"{path}: {len(docs)} paragraphs, {sum(map(len, docs))} words")


if __name__ == "__main__":
    main()
