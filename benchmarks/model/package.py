"""A trained pipeline made ready to ship: ``python -m benchmarks.model.package --help``.

Adds the rule lemmatizer and the gazetteer, drops every string of the training text, writes the new model beside the
old one and swaps them. Not here: training (``train.py``), scores and the card (``evaluate.py``).
"""

import argparse
import csv
import json
import re
import shutil
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.vectors import Vectors  # type: ignore[import-not-found]

from benchmarks.model.corpus import read_docs
from benchmarks.model.lemmas import make_tables
from benchmarks.model.names import GAZETTEER
from transforms.nlp.en_dateline import bounds, gazetteer

# Names that are as often a person, a company or a word: added where tagged as a name, never retyped.
UNSURE = [
    "Jordan", "Chad", "Victoria", "Male", "Pole", "Dane", "Turk", "Swede", "Finn", "Santiago", "Kingston",
    "Wellington", "Georgetown", "Sofia", "Muscat", "Lima", "Sucre", "Castries", "Vatican", "San Juan", "San Jose",
]  # fmt: skip
# Offices written with two hyphens, which the parser takes for dashes: one token each, with the norm of a known word.
OFFICES = {"Commander-in-Chief": "commander", "Commander-In-Chief": "commander", "commander-in-chief": "commander",
           "Editor-in-Chief": "editor", "editor-in-chief": "editor", "Chargé-d'affaires": "ambassador"}  # fmt: skip
NEVER = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "Monday",
    "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Mr", "Mrs", "Ms", "Dr", "President",
    "Minister", "Prime Minister", "Senator", "Sen", "Rep", "Gov", "Governor", "General", "Gen", "Colonel", "Col",
    "Lt", "Lieutenant", "Major", "Maj", "Captain", "Capt", "Sgt", "Commander", "Commander-in-Chief", "Chancellor",
    "Secretary", "Ambassador", "Chairman", "Chairwoman", "Director", "King", "Queen", "Prince", "Princess", "Sir",
    "Lord", "Lady", "Rev", "Prof", "Professor", "Spokesman", "Spokeswoman", "Spokesperson", "Judge", "Justice",
    "Mayor", "Prime", "Deputy", "Foreign", "Defense", "Defence",
]  # fmt: skip


def main() -> None:
    """Pack the pipeline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder written by convert.py")
    parser.add_argument("--gold", action="append", default=[], metavar="NAME")
    parser.add_argument("--silver", action="append", default=[], metavar="NAME")
    parser.add_argument("--vectors", type=int, default=26_000, help="the most frequent words' vectors that are shipped")
    parser.add_argument("--version", required=True)
    parser.add_argument("--description", default="English for Dateline: UD parser, tagger, lemmatizer, entities.")
    parser.add_argument("--is-standin", action="store_true", help="mark it as not meant for use")
    parser.add_argument("--out", type=Path, required=True, help="the folder to replace")
    arguments = parser.parse_args()
    nlp = spacy.load(arguments.trained)
    nlp.vocab.vectors = _most_frequent(nlp.vocab.vectors, arguments.vectors)
    gold = [doc for name in arguments.gold for doc in read_docs(arguments.data / f"{name}.spacy", nlp.vocab)]
    silver = [doc for name in arguments.silver for doc in read_docs(arguments.data / f"{name}.spacy", nlp.vocab)]
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"}, after="parser")
    lemmatizer.initialize(lookups=make_tables(gold, silver))  # type: ignore[attr-defined]
    for office, norm in OFFICES.items():
        nlp.tokenizer.add_special_case(office, [{"ORTH": office, "NORM": norm}])  # type: ignore[union-attr]
    nlp.add_pipe(bounds.NAME, after="senter")
    nlp.add_pipe(gazetteer.NAME, config=read_gazetteer(), last=True)
    nlp.meta.update(
        name="dateline",
        version=arguments.version,
        description=arguments.description,
        license="CC BY-SA 4.0",
        is_standin=arguments.is_standin,
        performance={},
    )
    write_model(nlp, arguments.out)


def _most_frequent(vectors: Vectors, size: int) -> Vectors:
    """The first rows, since `vectors.py` writes them by frequency. A rarer word then has zeros, as unknown ones."""
    kept = Vectors(data=vectors.data[:size], name=vectors.name, attr="NORM")
    for key, row in vectors.key2row.items():
        if row < size:
            kept.add(key, row=row)
    return kept


def read_gazetteer() -> dict[str, object]:
    """The configuration of the gazetteer pipe from the list of countries."""
    places: set[str] = set()
    groups: set[str] = set()
    with GAZETTEER.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            places |= {row["country"], *row["other_names"].split("|"), *row["capital"].split("|")}
            groups |= set(row["demonyms"].split("|"))
    return {
        "names": {"LOC": sorted(places - {""}), "NORP": sorted(groups - {""})},
        "unsure": UNSURE,
        "never": NEVER,
    }


def write_model(nlp: Language, out: Path) -> None:
    """Write aside, drop the training text's strings, swap with one rename each."""
    aside, old = out.with_name(out.name + ".new"), out.with_name(out.name + ".old")
    for leftover in (aside, old):
        shutil.rmtree(leftover, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(aside)
    (aside / "vocab" / "strings.json").write_text(json.dumps(needed_strings(nlp), indent=0) + "\n", encoding="utf-8")
    if out.exists():
        out.rename(old)
    aside.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def needed_strings(nlp: Language) -> list[str]:
    """Labels, tags and features: all that a loaded pipeline must spell out.

    The training text's words, e-mail addresses and telephone numbers would be in the store too; nothing needs them,
    since features and vectors are keyed by hashes.
    """
    strings: set[str] = set()
    for name in nlp.pipe_names:
        strings |= set(getattr(nlp.get_pipe(name), "labels", ()))
    for label in nlp.get_pipe("morphologizer").labels:  # type: ignore[attr-defined]
        features = "|".join(part for part in label.split("|") if not part.startswith("POS="))
        strings |= {features, *features.split("|"), *re.split(r"[=|,]", label)}
    return sorted(strings - {""})


if __name__ == "__main__":
    main()
