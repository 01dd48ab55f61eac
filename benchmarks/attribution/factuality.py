"""How sure Dateline makes each event word of a factuality corpus, as predictions for its scorer.

`python -m benchmarks.attribution.factuality GOLD.jsonl --split dev --out PRED.jsonl`. Gold rows have `id`, `text`,
`split` and `events` with `start`, `end` (the UW corpus: Lee et al., EMNLP 2015, labels from -3, certainly not, to 3).
Claims are clauses, while the corpus judges single words: each word is read as the head of a claim of its own, inside
the innermost attribution that holds it. A label is the mean that a value has on the corpus' `train` half.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

from transforms.coding import read_texts
from transforms.nlp.certainty import Certainty
from transforms.nlp.clauses import certainty_of_word
from transforms.nlp.reading import ActorRef, ArticleText, CharSpan, Reading


def class_of(label: float) -> str:
    """The scorer's class of a label."""
    bounds = {"certain+": 2.5, "probable+": 1.5, "possible+": 0.5, "unknown": -0.5}
    return next((name for name, least in bounds.items() if label >= least), "negated")


def readings(rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Reading]]:
    """Each row with Dateline's reading of its text."""
    outlet = ActorRef("act_none", "none", "media")
    articles = [ArticleText(row["id"], 1, row["text"], False, None, None, outlet) for row in rows]
    for row, reading in zip(rows, read_texts(articles), strict=True):
        if isinstance(reading, Reading):
            yield row, reading


def values(rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any], Certainty]]:
    """Row, event and certainty of each event word that lies in a sentence."""
    for row, reading in readings(rows):
        for event in row["events"]:
            found = certainty_of_word(reading, CharSpan(event["start"], event["end"]))
            if found is not None:
                yield row, event, found


def value_of(certainty: Certainty) -> str:
    """Factuality, with the certain future apart: FactBank has no field for it, the corpus' judges are less sure."""
    is_expected = certainty.factuality == "CT+" and certainty.is_future
    return "PR+" if is_expected else certainty.factuality


def main() -> None:
    """Write the predictions of one split."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    gold = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    labels: dict[str, list[float]] = defaultdict(list)
    for _, event, certainty in values([row for row in gold if row["split"] == "train"]):
        labels[value_of(certainty)].append(event["label"])
    means = {value: mean(found) for value, found in labels.items()}
    print({value: round(label, 2) for value, label in sorted(means.items())})
    rows: dict[str, list[dict[str, Any]]] = {row["id"]: [] for row in gold if row["split"] == args.split}
    for row, event, certainty in values([row for row in gold if row["split"] == args.split]):
        label = means.get(value_of(certainty), 3.0)
        rows[row["id"]].append({"start": event["start"], "end": event["end"], "label": label, "cls": class_of(label)})
    lines = (json.dumps({"id": name, "events": events}) + "\n" for name, events in rows.items())
    args.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
