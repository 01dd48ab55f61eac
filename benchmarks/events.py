"""How well and how fast events are coded, one sentence or article at a time, against human codings.

    python -m benchmarks.events types GOLD.jsonl      # share of sentences with the coded PLOVER type among those found
    python -m benchmarks.events neutral GOLD.jsonl    # share of sentences without an event that get one all the same
    python -m benchmarks.events speed ARTICLES.jsonl  # sentences per CPU-second of the event step, parse excluded

A line of GOLD has `text` and `type`: one of the 16 PLOVER types, or YIELD for CONCEDE and RETREAT taken together; for
`neutral` the type is not read. Appeals (REQUEST with a CAMEO code 02x) are counted apart: CAMEO takes them for
statements, Dateline for requests. A line of ARTICLES has `text`. Nothing is kept.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from transforms.events import is_happened
from transforms.nlp.coreference import find_mentions
from transforms.nlp.cues import find_attributions
from transforms.nlp.dates import find_times
from transforms.nlp.parser import parse
from transforms.nlp.quantities import find_quantities
from transforms.nlp.reading import ActorRef, ArticleText, EventMention, Reading
from transforms.nlp.sentences import paragraph_texts, read_sentences
from transforms.nlp.triggers import find_events

_OUTLET = ActorRef("act_outlet", "outlet", "media")
_YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def _records(path: Path, limit: int) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, limit)]


def _readings(texts: list[str]) -> Iterator[Reading]:
    """A reading of each text up to the event step."""
    articles = [ArticleText(f"art_{n}", 1, text, False, None, None, _OUTLET) for n, text in enumerate(texts)]
    for article in articles:
        reading = Reading(article)
        reading.sentences = read_sentences(article, list(parse(paragraph_texts(article))))
        reading.times = find_times(reading)
        reading.quantities = find_quantities(reading)
        reading.mentions = find_mentions(reading)
        reading.attributions = find_attributions(reading)
        yield reading


def measure_types(records: list[dict[str, str]]) -> str:
    """Share of sentences whose human type is among those coded, and as the first of them; by type."""
    hits: Counter[str] = Counter()
    first = 0
    for record, reading in zip(records, _readings([record["text"] for record in records]), strict=True):
        wanted = _YIELD.get(record["type"], record["type"])
        found = [_YIELD.get(event.event_type, event.event_type) for event in find_events(reading)]
        hits[wanted] += wanted in found
        first += found[:1] == [wanted]
    total = Counter(_YIELD.get(record["type"], record["type"]) for record in records)
    lines = [f"{kind:10} {hits[kind] / total[kind]:.3f} of {total[kind]}" for kind in sorted(total)]
    return "\n".join([*lines, f"among those coded {hits.total() / len(records):.3f}, first {first / len(records):.3f}"])


def measure_neutral(records: list[dict[str, str]]) -> str:
    """Share of sentences with an event, with one that is no appeal, and with one that is said to have happened."""
    counts: Counter[str] = Counter()
    for reading in _readings([record["text"] for record in records]):
        events = find_events(reading)
        acts = [event for event in events if not _is_appeal(event)]
        counts["any event"] += bool(events)
        counts["besides appeals"] += bool(acts)
        counts["happened, besides appeals"] += any(is_happened(event, reading) for event in acts)
    return "\n".join(f"{name:26} {count / len(records):.3f}" for name, count in counts.items())


def measure_speed(records: list[dict[str, str]]) -> str:
    """Sentences per CPU-second of the event step."""
    readings = list(_readings([record["text"] for record in records]))
    sentences = sum(len(reading.sentences) for reading in readings)
    began = time.process_time()
    events = sum(len(find_events(reading)) for reading in readings)
    spent = time.process_time() - began
    return f"{sentences:,} sentences, {events:,} event mentions: {sentences / spent:,.0f} sentences per CPU-second"


def _is_appeal(event: EventMention) -> bool:
    return event.event_type == "REQUEST" and (event.cameo_code or "").startswith("02")


_MEASURES: dict[str, Callable[[list[dict[str, str]]], str]] = {
    "types": measure_types, "neutral": measure_neutral, "speed": measure_speed,
}  # fmt: skip


def main() -> int:
    """Print one measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measure", choices=sorted(_MEASURES))
    parser.add_argument("gold", type=Path)
    parser.add_argument("--limit", type=int, default=100_000)
    arguments = parser.parse_args()
    print(_MEASURES[arguments.measure](_records(arguments.gold, arguments.limit)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
