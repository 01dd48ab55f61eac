"""Score the actor codes of mentions against coded events, given the actors' spans.

    python -m benchmarks.actors.codes GOLD.jsonl [--errors]

GOLD holds one sentence a line: `text`, and `events` whose `spans` list `source` and `target` actors with their PLOVER
`code` ("HUNGOV": a country or IGO, then sectors) and `span` ([start, end] in code points). A prediction is the mention
that fits a span best. Country counts as right if the first three letters agree, sector if the first sector of both
does too; a gold actor of no country is right without one. Not here: events, and which actors take part in them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from transforms.nlp.actor_seeds import organisations_by_id
from transforms.nlp.coreference import find_mentions
from transforms.nlp.dates import find_times
from transforms.nlp.parser import parse
from transforms.nlp.reading import ArticleText, CharSpan, Mention, Reading
from transforms.nlp.sentences import paragraph_texts, read_sentences
from transforms.publishers import UNSTATED

SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "SPY", "PRM", "UAF", "UNK", "AGR", "BUS",
                     "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "REL", "SOC"})  # fmt: skip
_BODIES = {"igo": "IGO", "ngo": "NGO", "company": "MNC"}
_SAME_COUNTRY = {"ITL": "ITA", "KOS": "XKX", "PAL": "PSE", "ROM": "ROU", "ZAR": "COD"}
_SAME_SECTOR = {"CIV": "CVL", "INS": "REB", "SEP": "REB"}


class Code(NamedTuple):
    """The country (or IGO, NGO, MNC) and first sector of an actor; None where it has none."""

    country: str | None
    sector: str | None


def read_code(code: str) -> Code:
    """The parts of a PLOVER code.

    >>> read_code("USAGOVMIL")
    Code(country='USA', sector='GOV')
    >>> read_code("---COP")
    Code(country=None, sector='COP')
    """
    chunks = [code[start : start + 3] for start in range(0, len(code), 3)]
    country = None if chunks[0] in {"---", "***", "~"} or chunks[0] in SECTORS else chunks[0]
    sectors = chunks[1:] if country is not None or chunks[0] not in SECTORS else chunks
    sector = next((one for chunk in sectors if (one := _SAME_SECTOR.get(chunk, chunk)) in SECTORS), None)
    return Code(_SAME_COUNTRY.get(country or "", country), sector)


def code_of(mention: Mention | None) -> Code:
    """The code of a mention's actor; a place stands for its country."""
    actor = mention.actor if mention is not None else None
    if actor is None:
        return Code(mention.place.country if mention is not None and mention.place is not None else None, None)
    body = organisations_by_id().get(actor.organisation_id or "")
    country = actor.country or _BODIES.get(actor.actor_type) or (_BODIES.get(body.actor_type) if body else None)
    return Code(country, actor.sector)


def read_text(identifier: str, text: str) -> Reading:
    """Mentions of a text without date or outlet."""
    article = ArticleText(identifier, 1, text, False, None, None, UNSTATED.actor)
    reading = Reading(article)
    reading.sentences = read_sentences(article, parse(paragraph_texts(article)))
    reading.times = find_times(reading)
    reading.mentions = find_mentions(reading)
    return reading


def mention_at(reading: Reading, span: CharSpan) -> Mention | None:
    """The mention a span means: one with the same head, else the one that shares most of its letters; of a national
    adjective alone ("*Hungarian* officials") the smallest phrase that it is part of.
    """
    near = [mention for mention in reading.mentions if mention.span.overlaps(span)]
    if not near:
        return None
    head = _head(reading, span)
    best = max(near, key=lambda mention: (mention.head == head, _fit(mention.span, span)))
    around = [mention for mention in near if mention.span.contains(span) and mention.span != span and mention.actor]
    is_adjective = best.actor is not None and best.actor.actor_type == "country" and best.span == span
    return min(around, key=lambda one: one.span.end - one.span.start) if around and is_adjective else best


def _fit(one: CharSpan, two: CharSpan) -> float:
    """Shared letters of two spans that overlap, over those of both."""
    shared = min(one.end, two.end) - max(one.start, two.start)
    return shared / (max(one.end, two.end) - min(one.start, two.start))


def _head(reading: Reading, span: CharSpan) -> int | None:
    """Offset of the token of a span that hangs on none of its others."""
    for sentence in reading.sentences:
        inside = [t for t in sentence.tokens if span.start <= sentence.offset + t.idx < span.end]
        indices = {token.i for token in inside}
        for token in inside:
            if token.head.i not in indices or token.head.i == token.i:
                return sentence.offset + token.idx
    return None


def gold_actors(record: dict[str, Any]) -> Iterable[tuple[CharSpan, Code]]:
    """Span and code of every actor of a record whose place in the text is known, each once."""
    seen = set()
    for event in record["events"]:
        spans = event.get("spans") or {}
        for actor in [*spans.get("source", ()), *spans.get("target", ())]:
            if actor["span"] is None or tuple(actor["span"]) in seen:
                continue
            seen.add(tuple(actor["span"]))
            yield CharSpan(*actor["span"]), read_code(actor["code"])


def main() -> None:
    """Read the gold and print the shares that are right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true", help="show every actor that is not fully right")
    arguments = parser.parse_args()
    n_actors = n_country = n_both = 0
    for line in arguments.gold.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        record = json.loads(line)
        reading = read_text(record["id"], record["text"])
        for span, gold in gold_actors(record):
            mention = mention_at(reading, span)
            code = code_of(mention)
            n_actors += 1
            n_country += code.country == gold.country
            n_both += code == gold
            if arguments.errors and code != gold:
                name = mention.actor.name if mention and mention.actor else None
                print(f"{gold} != {code} {name!r}: [{reading.text(span)}] in {record['text']}")
    print(f"{n_actors} actors, country {n_country / n_actors:.1%}, country and sector {n_both / n_actors:.1%}")


if __name__ == "__main__":
    main()
