"""Names swapped inside entities, so that the recogniser learns shapes and contexts and not one election's cast.

Only where the sentence stays right: one-word places for one-word places, given names and surnames for theirs. The
same name in a paragraph always becomes the same other one. Not here: typography (``corpus.py``).
"""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

GAZETTEER = Path(__file__).with_name("gazetteer.csv")


@dataclass(frozen=True)
class NameLists:
    """Replacements: given names, surnames, one-word places."""

    given: Sequence[str]
    surnames: Sequence[str]
    places: Sequence[str]


def read_names(people: Path | None) -> NameLists:
    """Lists from a file with one "Given Surname" a line, and from the gazetteer."""
    pairs = [line.split() for line in people.read_text(encoding="utf-8").splitlines()] if people else []
    with GAZETTEER.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    places = {name for row in rows for name in [row["country"], *row["capital"].split("|")] if name.isalpha()}
    return NameLists(
        given=sorted({pair[0] for pair in pairs if len(pair) > 1}),
        surnames=sorted({pair[-1] for pair in pairs if len(pair) > 1}),
        places=sorted(places),
    )


def swap_names(doc: Doc, names: NameLists, generator: random.Random) -> list[str]:
    """The doc's words with persons and places renamed."""
    words = [token.text for token in doc]
    if not names.given:
        return words
    renamed: dict[tuple[str, str], str] = {}
    for ent in doc.ents:
        if any(token.tag_ != "NNP" or not token.text.isalpha() or len(token.text) < 3 for token in ent):
            continue
        if ent.label_ == "LOC" and len(ent) == 1:
            renamed.setdefault(("LOC", ent.text), generator.choice(names.places))
            words[ent.start] = renamed["LOC", ent.text]
        elif ent.label_ == "PERSON" and len(ent) <= 3:
            for i in range(ent.start, ent.end):
                is_surname = i == ent.end - 1
                key = ("surname" if is_surname else "given", words[i])
                renamed.setdefault(key, generator.choice(names.surnames if is_surname else names.given))
                words[i] = renamed[key]
    return words
