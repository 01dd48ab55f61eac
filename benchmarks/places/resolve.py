"""Points for the toponyms of a gold file, given their spans.

    python -m benchmarks.places.resolve GOLD.jsonl PREDICTIONS.jsonl

Each line of GOLD has `doc_id`, `text` and `toponyms` with `start` and `end`; each line written has `doc_id` and the
same spans with `lat` and `lon`, null where no place is known. Not here: finding toponyms, the score itself.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from transforms.nlp.toponyms import Toponym, settle

_CONTAINER = re.compile(r",\s{0,2}((?:[A-Z][\w]*\.?(?:\s?[A-Z][\w]*\.?){0,2}))")


def container_after(text: str, end: int) -> str | None:
    """The name after a comma right behind an offset, longest first, as far as it is one that holds places."""
    match = _CONTAINER.match(text, end)
    return match[1] if match else None


def main() -> None:
    """Read the gold, write the points."""
    gold, out = Path(sys.argv[1]), Path(sys.argv[2])
    with gold.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as sink:
        for line in lines:
            record = json.loads(line)
            text = record["text"]
            spans = sorted((one["start"], one["end"]) for one in record["toponyms"])
            names = [Toponym(text[start:end], container_after(text, end)) for start, end in spans]
            settled = settle(names)
            found = []
            for (start, end), name in zip(spans, names, strict=True):
                place = settled[name.text].place if name.text in settled else None
                point = {"lat": place.latitude, "lon": place.longitude} if place else {"lat": None, "lon": None}
                found.append({"start": start, "end": end, **point})
            sink.write(json.dumps({"doc_id": record["doc_id"], "toponyms": found}) + "\n")


if __name__ == "__main__":
    main()
