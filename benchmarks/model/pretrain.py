"""Word-in-context representations from unlabelled news: ``python -m benchmarks.model.pretrain --help``.

Some words of each paragraph are hidden, and the shared tok2vec learns to say which frequent words they were (the
cloze task of Devlin et al. 2019, on spaCy's window encoder). Only the tok2vec's weights are kept. Not here: the word
vectors it stands on (``vectors.py``), learning to parse (``train.py``).
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vectors import Vectors  # type: ignore[import-not-found]
from thinc.api import Adam, Config, Linear, Model, NumpyOps, fix_random_seed, set_current_ops

SEED = 20221219
_HIDDEN = "▁"
_SHARE = 0.2
_SHOWN, _SWAPPED = 0.1, 0.1  # of the words asked for: left as they are, replaced by a random word


def main() -> None:
    """Read the text once; write the averaged weights from time to time and at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("text", type=Path, help="plain text, one paragraph a line")
    parser.add_argument("--vectors", type=Path, required=True, help="vectors written by vectors.py")
    parser.add_argument("--out", type=Path, required=True, help="file for the weights of the tok2vec")
    parser.add_argument("--words", type=float, default=12e6, help="words to see in all")
    parser.add_argument("--answers", type=int, default=5000, help="words that can be asked for")
    parser.add_argument("--batch", type=int, default=3000, help="words per update")
    parser.add_argument("--learn-rate", type=float, default=0.002)
    arguments = parser.parse_args()
    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(SEED)
    generator = random.Random(SEED)  # noqa: S311 - the order of training examples is no secret
    nlp = spacy.util.load_model_from_config(_tok2vec_alone(arguments.config), auto_fill=True)
    nlp.vocab.vectors = Vectors().from_disk(arguments.vectors)
    nlp.initialize()
    paragraphs = arguments.text.read_text(encoding="utf-8").splitlines()
    generator.shuffle(paragraphs)
    answers = _frequent(nlp, paragraphs[:20_000], arguments.answers)
    _learn(nlp, paragraphs, answers, arguments, generator)


def _tok2vec_alone(path: Path) -> Config:
    config = Config().from_disk(path).interpolate()
    config["nlp"]["pipeline"] = ["tok2vec"]
    config["components"] = {"tok2vec": config["components"]["tok2vec"]}
    return config


def _frequent(nlp: Language, paragraphs: Sequence[str], size: int) -> dict[str, int]:
    counts = Counter(token.norm_ for text in paragraphs for token in nlp.make_doc(text) if not token.is_space)
    return {word: i for i, (word, _) in enumerate(counts.most_common(size))}


def _learn(
    nlp: Language,
    paragraphs: Sequence[str],
    answers: dict[str, int],
    arguments: argparse.Namespace,
    generator: random.Random,
) -> None:
    tok2vec: Model[Any, Any] = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    softmax: Model[Any, Any] = Linear(len(answers), tok2vec.get_dim("nO"))
    softmax.initialize()
    optimizer = Adam(arguments.learn_rate, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
    words = list(answers)
    seen, step, loss, right, asked = 0, 0, 0.0, 0, 0
    started = time.process_time()
    for docs in _batches(nlp, paragraphs, arguments.batch):
        share = seen / arguments.words
        optimizer.learn_rate = arguments.learn_rate * min(1.0, (step + 1) / 200) * max(0.02, 1.0 - share)
        hidden, places, gold = _hide(docs, answers, words, generator)
        vectors, backward = tok2vec.begin_update(hidden)
        flat = np.concatenate(vectors)
        scores, backward_softmax = softmax.begin_update(flat[places])
        scores = np.exp(scores - scores.max(1, keepdims=True))
        scores /= scores.sum(1, keepdims=True)
        rows = np.arange(len(gold))
        loss -= float(np.log(scores[rows, gold] + 1e-9).sum())
        right += int((scores.argmax(1) == gold).sum())
        asked += len(gold)
        scores[rows, gold] -= 1.0
        gradient = np.zeros_like(flat)
        gradient[places] = backward_softmax(np.ascontiguousarray(scores / len(gold), dtype="float32"))
        backward(np.split(gradient, np.cumsum([len(v) for v in vectors])[:-1]))
        tok2vec.finish_update(optimizer)
        softmax.finish_update(optimizer)
        optimizer.step_schedules()
        seen, step = seen + len(flat), step + 1
        if step % 250 == 0 or seen >= arguments.words:
            speed = seen / (time.process_time() - started)
            print(f"{seen} words, loss {loss / asked:.3f}, right {right / asked:.3f}, {speed:.0f} words/s", flush=True)
            loss, right, asked = 0.0, 0, 0
            with tok2vec.use_params(optimizer.averages):
                arguments.out.write_bytes(tok2vec.to_bytes())
        if seen >= arguments.words:
            return


def _batches(nlp: Language, paragraphs: Sequence[str], words: int) -> Iterator[list[Doc]]:
    batch: list[Doc] = []
    size = 0
    while True:
        for text in paragraphs:
            doc = nlp.make_doc(text[:1500])
            batch.append(doc)
            size += len(doc)
            if size >= words:
                yield batch
                batch, size = [], 0


def _hide(
    docs: Sequence[Doc], answers: dict[str, int], words: Sequence[str], generator: random.Random
) -> tuple[list[Doc], list[int], list[int]]:
    """The docs with some words hidden, their places in all the words, and the numbers of the right answers."""
    hidden, places, gold, base = [], [], [], 0
    for doc in docs:
        forms = [token.text for token in doc]
        for i, token in enumerate(doc):
            if generator.random() < _SHARE and (answer := answers.get(token.norm_)) is not None:
                places.append(base + i)
                gold.append(answer)
                chance = generator.random()
                if chance > _SHOWN + _SWAPPED:
                    forms[i] = _HIDDEN
                elif chance > _SHOWN:
                    forms[i] = generator.choice(words)
        hidden.append(Doc(doc.vocab, words=forms))
        base += len(doc)
    return hidden, places, gold


if __name__ == "__main__":
    main()
