"""Word vectors from unlabelled news: ``python -m benchmarks.model.vectors --help`` (needs ``pip install floret``).

Skip-gram with subwords, then the most frequent words only, projected to fewer dimensions: a few megabytes. Words that
look like addresses or numbers are left out. Not here: how the pipeline uses them (``pipeline.cfg``).
"""

import argparse
import re
from collections import Counter
from pathlib import Path

import numpy as np
import spacy
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.vectors import Vectors  # type: ignore[import-not-found]

_PLAIN = re.compile(r"[^\W\d_]+(?:[.'&-][^\W\d_]+)*\.?|'[a-z]+|n't|[^\w\s]{1,3}")


def main() -> None:
    """Tokenize, train, prune, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path, help="plain text, one paragraph a line")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--dimensions", type=int, default=64)
    parser.add_argument("--model", type=Path, help="a trained floret model, to skip that step")
    arguments = parser.parse_args()
    import floret  # type: ignore[import-not-found]  # noqa: PLC0415 - needed for this step alone

    tokenized = arguments.out.with_suffix(".tok")
    if not tokenized.exists():
        _tokenize(arguments.text, tokenized)
    if arguments.model:
        model = floret.load_model(str(arguments.model))
    else:
        model = floret.train_unsupervised(
            str(tokenized), model="skipgram", mode="fasttext", dim=96, ws=3, epoch=3, minn=3, maxn=5, minCount=5, neg=5,
            lr=0.05, bucket=200_000, thread=1, verbose=0,
        )  # fmt: skip
    counts: Counter[str] = Counter()
    with tokenized.open(encoding="utf-8") as stream:
        for line in stream:
            counts.update(line.split())
    words = [word for word, _ in counts.most_common() if _PLAIN.fullmatch(word)][: arguments.words]
    table = np.array([model.get_word_vector(word) for word in words], dtype="float32")
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-8
    table -= table.mean(axis=0)
    _, _, axes = np.linalg.svd(table[:5000], full_matrices=False)
    reduced = np.ascontiguousarray(table @ axes[: arguments.dimensions].T, dtype="float32")
    reduced /= reduced.std()
    vectors = Vectors(shape=reduced.shape, name="news", attr="NORM")
    for word, row in zip(words, reduced, strict=True):
        vectors.add(hash_string(word), vector=row)
    vectors.to_disk(arguments.out)
    print(f"{len(words)} words, {arguments.dimensions} dimensions")


def _tokenize(text: Path, out: Path) -> None:
    tokenizer = spacy.blank("en").tokenizer
    with text.open(encoding="utf-8") as source, out.open("w", encoding="utf-8") as target:
        for doc in map(tokenizer, (line.rstrip("\n") for line in source)):
            target.write(" ".join(token.norm_ for token in doc if not token.is_space) + "\n")


if __name__ == "__main__":
    main()
