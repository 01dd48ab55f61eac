"""Scores, model card and installation: ``python -m benchmarks.model.evaluate --help``.

Measures a packed pipeline on development data, writes the scores into its ``meta.json`` and the card, and with
``--install`` swaps it in. Not here: how a number is counted (``scores.py``), the words of the card (``card.py``).
"""

import argparse
import json
import shutil
import time
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from benchmarks.model import scores
from benchmarks.model.card import write_card
from benchmarks.model.corpus import read_docs
from benchmarks.model.sources import open_text
from transforms.nlp.parser import load_parser

ENTITIES = {"PERSON", "ORG", "LOC"}


def main() -> None:
    """Print the table of targets; write meta and card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="folder written by package.py")
    parser.add_argument("--data", type=Path, required=True, help="folder written by convert.py")
    parser.add_argument("--ewt", default="en_ewt-ud-dev")
    parser.add_argument("--gum", default="en_gum_permissive-ud-dev")
    parser.add_argument("--silver", default="polnear_dev_corenlp_silver")
    parser.add_argument("--speed-text", type=Path, help="JSON lines with `text`, to measure speed on")
    parser.add_argument("--training", type=Path, help="JSON file describing how this one was trained, for the card")
    parser.add_argument("--install", type=Path, help="package folder to put the model and its card into")
    arguments = parser.parse_args()
    started = time.process_time()
    nlp = load_parser(str(arguments.model))  # as in use
    performance: dict[str, float] = {"load_seconds": round(time.process_time() - started, 2)}
    tables: dict[str, list[tuple[str, list[float]]]] = {}
    for key, name in (("ewt", arguments.ewt), ("gum", arguments.gum), ("silver", arguments.silver)):
        docs = read_docs(arguments.data / f"{name}.spacy", nlp.vocab)
        examples = scores.run_on_gold_tokens(nlp, docs)
        performance |= {f"{key}_{measure}": round(v, 4) for measure, v in scores.summarise(examples).items()}
        performance[f"{key}_sents_f_raw"] = round(_raw_sentence_score(nlp, docs), 4)
        tables[key] = _relation_table(examples)
        if key == "silver":
            by_label = scores.score_entities(examples, ENTITIES)
            tables["entities"] = [(label, [s.precision, s.recall, s.fscore]) for label, s in by_label.items()]
        else:
            performance[f"{key}_lemma_acc"] = round(Scorer.score_token_attr(examples, "lemma")["lemma_acc"], 4)
    if arguments.speed_text:
        performance["words_per_cpu_second"] = _speed(nlp, arguments.speed_text)
    performance["megabytes"] = round(_size(arguments.model) / 1e6, 1)
    meta = json.loads((arguments.model / "meta.json").read_text(encoding="utf-8"))
    meta["performance"] = performance
    (arguments.model / "meta.json").write_text(json.dumps(meta, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for key, value in performance.items():
        print(f"{key:24} {value}")
    training = json.loads(arguments.training.read_text(encoding="utf-8")) if arguments.training else {}
    card = arguments.model.parent / "MODEL_CARD.md"
    write_card(card, meta, tables, training)
    if arguments.install:
        install(arguments.model, card, arguments.install)


def install(model: Path, card: Path, package: Path) -> None:
    """Swap the model into the package: written aside, then renamed."""
    target, aside, old = package / "model", package / "model.new", package / "model.old"
    shutil.rmtree(aside, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(model, aside)
    if target.exists():
        target.rename(old)
    aside.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    (package / "MODEL_CARD.md").write_bytes(card.read_bytes())


def _raw_sentence_score(nlp: Language, docs: list[Doc]) -> float:
    examples = [Example(predicted, doc) for predicted, doc in zip(nlp.pipe(d.text for d in docs), docs, strict=True)]
    result = Scorer.score_spans(examples, "sents", has_annotation=lambda doc: doc.has_annotation("SENT_START"))
    return float(result["sents_f"])


def _relation_table(examples: list[Example]) -> list[tuple[str, list[float]]]:
    rows = []
    for relation, (right_heads, correct, predicted, gold) in sorted(scores.count_arcs(examples).items()):
        if gold >= 10:
            precision, recall = correct / max(predicted, 1), correct / gold
            both = precision + recall
            rows.append((relation, [gold, right_heads / gold, 2 * precision * recall / both if both else 0.0]))
    return rows


def _speed(nlp: Language, path: Path, paragraphs: int = 1500) -> int:
    texts: list[str] = []
    for line in open_text(path):
        texts += [paragraph for paragraph in json.loads(line)["text"].split("\n") if paragraph.strip()]
        if len(texts) >= paragraphs:
            break
    list(nlp.pipe(texts[:50]))
    best = 0.0
    for _ in range(3):
        started = time.process_time()
        words = sum(len(doc) for doc in nlp.pipe(texts[:paragraphs], batch_size=64))
        best = max(best, words / (time.process_time() - started))
    return int(best)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
