"""Loading, identity and robustness of the parser."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from transforms.nlp import parser
from transforms.nlp.parser import EMBEDDED, ParserError, identify_parser, load_parser, parse

PARAGRAPHS = [
    "President Vladimir Putin said on Tuesday that Russia would not leave Crimea. He met Lukashenko in Minsk.",
    "“We are ready,” the Institute’s experts claim.",
    "",
    "- News",
]


def test_identity_needs_no_spacy() -> None:
    code = "import sys; from transforms.nlp.parser import identify_parser as i; print(i().name, 'spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["en_dateline", "False"]


def test_identity_of_the_embedded_model() -> None:
    identity = identify_parser()
    assert identity.labels == "ud"
    assert not identity.is_standin
    assert re.fullmatch(r"[0-9a-f]{64}", identity.sha256)
    assert identity.scores["ewt_dep_las"] > 0.5


def test_loaded_once() -> None:
    assert load_parser() is load_parser()


def test_docs_keep_order_and_offsets() -> None:
    docs = list(parse(PARAGRAPHS))
    assert [doc.text for doc in docs] == PARAGRAPHS
    for doc, text in zip(docs, PARAGRAPHS, strict=True):
        assert all(text[token.idx : token.idx + len(token.text)] == token.text for token in doc)
    assert len(list(docs[0].sents)) == 2
    assert all(token.dep_ and token.pos_ and token.tag_ for token in docs[0])


def test_sentence_bounds_and_lemmas() -> None:
    doc = next(iter(parse(["The ministers’ offices were closed. Officials said they were leaving."])))
    assert [token.lemma_ for token in doc if token.text in {"were", "said", "leaving", "Officials"}] == [
        "be",
        "official",
        "say",
        "be",
        "leave",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 lone surrogate",
        "\x00",
        " \n\t ",
        "\U0001f600" * 40,
        "e\u0301" * 20,
        "\u202eabc",
        "a" * 5000,
        ". . .",
        "’",
    ],
)
def test_any_text(text: str) -> None:
    doc = next(iter(parse([text])))
    assert len(doc.text) == len(text)


def test_same_output_alone_and_in_a_batch() -> None:
    together = list(parse(PARAGRAPHS))
    for text, doc in zip(PARAGRAPHS, together, strict=True):
        alone = next(iter(parse([text])))
        assert [(t.dep_, t.head.i, t.tag_, t.lemma_, t.ent_type_) for t in alone] == [
            (t.dep_, t.head.i, t.tag_, t.lemma_, t.ent_type_) for t in doc
        ]


def test_no_text_of_the_training_data_is_shipped() -> None:
    strings = json.loads((EMBEDDED / "vocab" / "strings.json").read_text(encoding="utf-8"))
    assert len(strings) < 2000
    assert not [s for s in strings if "@" in s or "://" in s or "www." in s or re.search(r"\d{3}", s)]
    table = (EMBEDDED / "lemmatizer" / "lookups" / "lookups.bin").read_bytes()
    assert not re.search(rb"[a-z0-9]@[a-z0-9]|https?:|www\.|\d{3}", table)


def test_size() -> None:
    assert sum(path.stat().st_size for path in EMBEDDED.rglob("*") if path.is_file()) < 25e6


def test_unknown_parser_says_what_to_do() -> None:
    with pytest.raises(ParserError, match=r"no_such_model.*check the setting"):
        identify_parser("no_such_model")


def test_label_set_of_other_models(tmp_path: Path) -> None:
    meta = {"lang": "en", "name": "core_web_xx", "version": "3.8.0", "labels": {"parser": ["dobj", "nsubj"]}}
    (tmp_path / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    identity = parser.identify_parser(str(tmp_path))
    assert (identity.name, identity.version, identity.labels) == ("en_core_web_xx", "3.8.0", "clear")
