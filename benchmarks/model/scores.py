"""Scores of a pipeline on annotated docs, as spaCy's scorer counts them.

spaCy's own dependency scorer carries the tokens without a gold label over from one doc to the next (3.8), so labels
that are not stated are left out here per doc. Not here: tables and floors (``evaluate.py``).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from spacy.language import Language
from spacy.scorer import PRFScore, Scorer
from spacy.tokens import Doc
from spacy.training import Example

_UNSCORED = frozenset({"punct", "p"})


def run_on_gold_tokens(nlp: Language, docs: Sequence[Doc]) -> list[Example]:
    """Examples of the pipeline's output on the gold words, paragraphs undivided."""
    plain = [Doc(nlp.vocab, words=[t.text for t in d], spaces=[bool(t.whitespace_) for t in d]) for d in docs]
    return [Example(predicted, doc) for predicted, doc in zip(nlp.pipe(plain), docs, strict=True)]


def score(nlp: Language, docs: Sequence[Doc]) -> dict[str, float]:
    """The headline numbers in percent, on gold tokens."""
    examples = run_on_gold_tokens(nlp, docs)
    results = summarise(examples)
    return {key: round(100 * value, 2) for key, value in results.items()}


def summarise(examples: Iterable[Example]) -> dict[str, float]:
    """UPOS, tag, UAS, LAS, sentence F and entity F, 0 to 1."""
    examples = list(examples)
    scores: dict[str, Any] = Scorer.score_token_attr(examples, "pos") | Scorer.score_token_attr(examples, "tag")
    scores |= Scorer.score_spans(examples, "sents", has_annotation=lambda doc: doc.has_annotation("SENT_START"))
    unlabelled, labelled = PRFScore(), PRFScore()
    for correct_head, correct, predicted, gold in count_arcs(examples).values():
        unlabelled.tp += correct_head
        labelled.tp += correct
        labelled.fp += predicted - correct
        labelled.fn += gold - correct
    total = labelled.tp + labelled.fn
    wanted = {"pos_acc": scores["pos_acc"], "tag_acc": scores["tag_acc"], "sents_f": scores["sents_f"]}
    wanted |= {"dep_uas": unlabelled.tp / max(total, 1), "dep_las": labelled.fscore}
    if all(example.reference.has_annotation("ENT_IOB") for example in examples):
        wanted["ents_f"] = score_entities(examples, {"PERSON", "ORG", "LOC"})["all"].fscore
    return {key: value for key, value in wanted.items() if value is not None}


def count_arcs(examples: Iterable[Example]) -> dict[str, list[int]]:
    """Per relation: [right heads, right head and label, predicted, gold]; right heads are counted by gold relation."""
    counts: dict[str, list[int]] = {}
    for example in examples:
        for gold, token in zip(example.reference, example.predicted, strict=True):
            if not gold.dep_:
                continue
            if gold.dep_ not in _UNSCORED:
                row = counts.setdefault(gold.dep_, [0, 0, 0, 0])
                row[0] += token.head.i == gold.head.i
                row[1] += token.head.i == gold.head.i and token.dep_ == gold.dep_
                row[3] += 1
            if token.dep_ not in _UNSCORED:
                counts.setdefault(token.dep_, [0, 0, 0, 0])[2] += 1
    return counts


def score_entities(examples: Iterable[Example], labels: set[str]) -> dict[str, PRFScore]:
    """Exact spans, per label and "all" together."""
    results = {label: PRFScore() for label in [*sorted(labels), "all"]}
    for example in examples:
        found = Counter((e.start, e.end, e.label_) for e in example.predicted.ents)
        gold = Counter((e.start, e.end, e.label_) for e in example.reference.ents)
        for label in labels:
            predicted_spans = {span for span in found if span[2] == label}
            gold_spans = {span for span in gold if span[2] == label}
            results[label].score_set(predicted_spans, gold_spans)
            results["all"].score_set(predicted_spans, gold_spans)
    return results
