"""Time expressions of a gold file's documents, and how fast they were tagged.

    python -m benchmarks.times.predict GOLD.jsonl PREDICTIONS.jsonl

Each line of GOLD has `doc_id`, `text` and `dct`, the day of publication; each line written has `doc_id` and `timexes`
with `start`, `end`, `type` and TIMEX3 `value`. Prints characters per CPU second of the tagger alone, best of three;
parsing is not counted. Not here: the score itself.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from transforms.nlp.dates import find_times
from transforms.nlp.parser import parse
from transforms.nlp.reading import ArticleText, Reading
from transforms.nlp.sentences import paragraph_texts, read_sentences
from transforms.publishers import UNSTATED

_RUNS = 3


def read_documents(gold: Path) -> Iterable[Reading]:
    """The sentences of each document."""
    with gold.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            day = date.fromisoformat(record["dct"][:10]) if record.get("dct") else None
            article = ArticleText(record["doc_id"], 1, record["text"], False, day, day, UNSTATED.actor)
            reading = Reading(article)
            reading.sentences = read_sentences(article, parse(paragraph_texts(article)))
            yield reading


def main() -> None:
    """Write the predictions, print the speed."""
    readings = list(read_documents(Path(sys.argv[1])))
    seconds = []
    for _ in range(_RUNS):
        began = time.process_time()
        for reading in readings:
            reading.times = find_times(reading)
        seconds.append(time.process_time() - began)
    with Path(sys.argv[2]).open("w", encoding="utf-8") as sink:
        for reading in readings:
            found = [
                {"start": one.span.start, "end": one.span.end, "type": one.timex_type, "value": one.timex_value}
                for one in reading.times
            ]
            sink.write(json.dumps({"doc_id": reading.article.article_id, "timexes": found}) + "\n")
    characters = sum(len(reading.article.text) for reading in readings)
    print(f"{characters:,} characters, {characters / min(seconds):,.0f} per CPU second")


if __name__ == "__main__":
    main()
