"""Training loop: ``python -m benchmarks.model.train CONFIG --data DIR --out DIR`` (CPU, fixed seed).

Not here: preparing the data (``convert.py``), packing the model for shipping (``package.py``).
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vectors import Vectors  # type: ignore[import-not-found]
from thinc.api import Adam, Config, NumpyOps, fix_random_seed, set_current_ops

from benchmarks.model.corpus import epochs, make_example, read_docs
from benchmarks.model.names import read_names
from benchmarks.model.scores import score
from benchmarks.model.synthetic import speeches

SEED = 20221219
# Learned sooner than the parse; `--side-share` says in how many of the updates they take part.
SIDE_TASKS = ["tagger", "morphologizer", "senter", "ner"]


def main() -> None:
    """Train for a number of words, write the averaged weights at the end and at each evaluation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder written by convert.py")
    parser.add_argument(
        "--train", action="append", required=True, metavar="NAME=WEIGHT", help="a file's share per pass"
    )
    parser.add_argument("--dev", action="append", default=[], metavar="NAME")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=float, default=10e6, help="words to see in all")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop by then (not reproducible)")
    parser.add_argument("--batch", type=int, default=1500, help="words per update")
    parser.add_argument("--learn-rate", type=float, default=0.001)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--side-share", type=float, default=1.0)
    parser.add_argument("--single", type=float, default=0.7, help="share of paragraphs taken sentence by sentence")
    parser.add_argument("--only", choices=SIDE_TASKS, help="train this component alone, on the embeddings as they are")
    parser.add_argument("--every", type=float, default=1e6, help="evaluate after this many words")
    parser.add_argument("--vectors", type=Path, help="vectors written by vectors.py")
    parser.add_argument("--tok2vec", type=Path, help="weights written by pretrain.py")
    parser.add_argument("--start", type=Path, help="a trained pipeline to go on from, in place of fresh weights")
    parser.add_argument("--people", type=Path, help="names of persons, one a line, to swap in")
    parser.add_argument(
        "--speech", action="append", default=[], metavar="NAME", help="gold to build reported speech on"
    )
    arguments = parser.parse_args()
    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(SEED)
    generator = random.Random(SEED)  # noqa: S311 - the order of training examples is no secret
    if arguments.start:
        nlp = spacy.load(arguments.start)
        _add_missing(nlp, Config().from_disk(arguments.config).interpolate())
    else:
        nlp = spacy.util.load_model_from_config(Config().from_disk(arguments.config), auto_fill=True)
    if arguments.vectors and not arguments.start:
        nlp.vocab.vectors = Vectors().from_disk(arguments.vectors)
    sources = []
    spoken: list[Doc] = []
    for item in arguments.train:
        name, weight = item.split("=")
        sources.append((read_docs(arguments.data / f"{name}.spacy", nlp.vocab), float(weight)))
        spoken += sources[-1][0] if name in arguments.speech else []
    dev = {name: read_docs(arguments.data / f"{name}.spacy", nlp.vocab)[:150] for name in arguments.dev}
    speech = speeches(spoken, nlp.vocab, generator) if spoken else None
    every_doc = [doc for source, _ in sources for doc in source]
    stream = epochs(sources, speech, read_names(arguments.people), generator, arguments.single)
    _train(nlp, every_doc, stream, dev, arguments, random.Random(SEED))  # noqa: S311


def _add_missing(nlp: Language, config: Config) -> None:
    """Components of the configuration that the pipeline to go on from does not have yet; only a senter can be new."""
    for name in config["nlp"]["pipeline"]:
        if name not in nlp.pipe_names:
            settings = {key: value for key, value in config["components"][name].items() if key != "factory"}
            nlp.add_pipe(config["components"][name]["factory"], name, config=settings, before="parser")
            nlp._link_components()
            words = [["A", "b", ".", "C", "."], ["D", "."]]
            examples = [Example(d := Doc(nlp.vocab, words=w, sent_starts=[x.isupper() for x in w]), d) for w in words]
            nlp.get_pipe(name).initialize(lambda e=examples: e, nlp=nlp)  # type: ignore[attr-defined]


def _train(
    nlp: Language,
    every_doc: list[Doc],
    stream: Iterator[Doc],
    dev: dict[str, list[Doc]],
    arguments: argparse.Namespace,
    generator: random.Random,
) -> None:
    optimizer = Adam(arguments.learn_rate, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
    if not arguments.start:
        examples = [Example(Doc(nlp.vocab, words=[t.text for t in d]), d) for d in every_doc]
        nlp.initialize(lambda: examples, sgd=optimizer)
        del examples
        if arguments.tok2vec:
            nlp.get_pipe("tok2vec").model.from_bytes(arguments.tok2vec.read_bytes())  # type: ignore[attr-defined]
    print({name: len(labels) for name, labels in nlp.pipe_labels.items()})
    seen, next_report, started, losses = 0, arguments.every, time.process_time(), dict[str, float]()
    batch: list[Example] = []
    words, clock = 0, time.monotonic()
    for doc in stream:
        if len(doc) > 0:
            batch.append(make_example(nlp, doc))
            words += len(doc)
        if words < arguments.batch * min(1.0, 0.3 + seen / 2e6 + bool(arguments.start)):
            continue
        share = max(seen / arguments.words, (time.monotonic() - clock) / 60 / arguments.minutes)
        warm = min(1.0, (seen + 1) / (1e5 if arguments.start else 5e5))
        optimizer.learn_rate = arguments.learn_rate * warm * max(0.02, 1.0 - share)
        left_out = [] if generator.random() < arguments.side_share else SIDE_TASKS
        if arguments.only:
            left_out = [name for name in nlp.pipe_names if name != arguments.only]
        given = ["tok2vec"] if arguments.only else []
        nlp.update(batch, drop=arguments.dropout, sgd=optimizer, losses=losses, exclude=left_out, annotates=given)
        seen, batch, words = seen + words, [], 0
        if seen >= next_report or share >= 1.0:
            next_report += arguments.every
            with nlp.use_params(optimizer.averages):
                nlp.to_disk(arguments.out)
                scores = {name: score(nlp, docs) for name, docs in dev.items()}
            elapsed = time.process_time() - started
            report = {"words": seen, "cpu_s": round(elapsed), "losses": {k: round(v) for k, v in losses.items()}}
            print(json.dumps(report | scores), flush=True)
            losses = {}
        if share >= 1.0:
            break


if __name__ == "__main__":
    main()
