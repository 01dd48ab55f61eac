"""The embedded model on sentences written for it: speech verbs, their subjects and content, kinds of entity.

The floors are what the shipped model reaches, rounded down. They may rise with a better model; lowering one needs a
reason in the changelog.
"""

from functools import cache
from pathlib import Path

import pytest
from spacy.tokens import Doc, Token

from transforms.nlp.dialect import clausal_complement_of, entity_kind, subject_of
from transforms.nlp.parser import parse

SENTENCES = Path(__file__).with_name("model_sentences.txt")
FLOORS = {"subject": 0.96, "content": 0.97, "entity": 0.97}

Case = tuple[str, str, str, str, dict[str, str]]


def read_cases() -> list[Case]:
    """(sentence, verb, subject, content, entities); "" where there is none."""
    cases = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, verb, entities = (part.strip() for part in line.split(" | "))
        heads = [head.strip() for head in verb.split(">")] if verb != "-" else ["", "", ""]
        heads = ["" if head == "-" else head for head in heads]
        kinds = dict(entity.strip().split(" = ") for entity in entities.split(";")) if entities != "-" else {}
        cases.append((text, heads[0], heads[1], heads[2], kinds))
    return cases


@cache
def read_docs() -> list[tuple[Case, Doc]]:
    cases = read_cases()
    return list(zip(cases, parse([case[0] for case in cases]), strict=True))


def find(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


def test_there_are_enough_sentences() -> None:
    assert len(read_cases()) >= 60


def test_subjects_of_speech_verbs() -> None:
    wrong = []
    total = 0
    for (text, verb, subject, _, _), doc in read_docs():
        if not verb:
            continue
        total += 1
        found = subject_of(find(doc, verb))
        if (found.text if found is not None else "") != subject:
            wrong.append(f"{text} -> {found}")
    assert len(wrong) <= (1 - FLOORS["subject"]) * total, "\n".join(wrong)


def test_content_of_speech_verbs() -> None:
    wrong = []
    total = 0
    for (text, verb, _, content, _), doc in read_docs():
        if not content:
            continue
        total += 1
        found = clausal_complement_of(find(doc, verb), parataxis=True)
        if found is None or found.text != content:
            wrong.append(f"{text} -> {found}")
    assert len(wrong) <= (1 - FLOORS["content"]) * total, "\n".join(wrong)


def test_entity_kinds() -> None:
    wrong = []
    total = 0
    for (_, _, _, _, kinds), doc in read_docs():
        found = {ent.text: entity_kind(ent.label_) for ent in doc.ents}
        for name, kind in kinds.items():
            total += 1
            if found.get(name) != kind:
                wrong.append(f"{doc.text} -> {name}: {found}")
    assert len(wrong) <= (1 - FLOORS["entity"]) * total, "\n".join(wrong)


@pytest.mark.parametrize("name", ["Belarus", "Ukraine", "Minsk", "Kyiv", "Russia", "Iran", "Berlin", "Kazakhstan"])
@pytest.mark.parametrize(
    "frame", ["{} denied it.", "He went to {} in May.", "{}'s army left.", "They met {} officials."]
)
def test_a_country_is_never_a_person(name: str, frame: str) -> None:
    doc = next(iter(parse([frame.format(name)])))
    labels = {ent.text: entity_kind(ent.label_) for ent in doc.ents}
    assert labels.get(name) == "place", labels
    assert not {"May", "December"} & labels.keys()
