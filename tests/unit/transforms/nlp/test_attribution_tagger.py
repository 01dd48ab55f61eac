"""The tagger's arrays and answers: windows keep to their paragraph, answers do not depend on neighbours."""

from __future__ import annotations

import numpy as np
import pytest

from transforms.nlp.attribution_features import WINDOW, joined, pair_features, token_features
from transforms.nlp.attribution_model import attribution_model_sha256, load_attribution_model
from transforms.nlp.attribution_tagger import TaggedCue, tag
from transforms.nlp.parser import parse
from transforms.nlp.quotations import QuotedText

FIRST = "The mayor said that the bridge was closed."
SECOND = "“We will rebuild it,” vowed Angela Merkel, who bristled at the criticism."


def _tagged(paragraphs: list[str]) -> list[TaggedCue]:
    text = "\n\n".join(paragraphs)
    offsets = [text.index(paragraph) for paragraph in paragraphs]
    return tag(
        load_attribution_model(), list(zip(parse(paragraphs), offsets, strict=True)), QuotedText(text)
    )  # fmt: skip


def _words(one: TaggedCue) -> tuple[str, str, str]:
    doc = one.token.doc
    source, cue, content = (" ".join(doc[i].text for i in part) for part in (one.source, one.cue, one.content))
    return source, cue, content


def test_a_plain_statement_has_all_three_roles() -> None:
    best = max(_tagged([FIRST]), key=lambda one: one.outer)
    assert _words(best) == ("The mayor", "said", "that the bridge was closed")
    assert best.outer > 2


def test_a_cue_the_lexicon_need_not_know() -> None:
    cues = {_words(one)[1]: one for one in _tagged([SECOND]) if one.outer > 0}
    assert _words(cues["vowed"])[0].startswith("Angela Merkel")
    assert "rebuild" in _words(cues["vowed"])[2]


def test_paragraphs_do_not_depend_on_each_other() -> None:
    alone = [_words(one) for paragraph in (FIRST, SECOND) for one in _tagged([paragraph])]
    assert [_words(one) for one in _tagged([FIRST, SECOND])] == alone


def test_windows_keep_to_their_paragraph() -> None:
    parts = [token_features(doc, QuotedText(text), 0) for text in (FIRST, SECOND) for doc in parse([text])]
    tokens = joined(parts)
    cues = [2, len(parts[0]) + 1]
    pairs = pair_features(tokens, cues)
    assert len(pairs) == len(tokens) <= 2 * WINDOW + 1
    for cue, size, start in ((cues[0], len(parts[0]), 0), (cues[1], len(parts[1]), len(parts[0]))):
        own = pairs.token[pairs.cue == cue]
        assert own.tolist() == list(range(start, start + size))
    assert (pairs.token[pairs.head] == tokens.head[pairs.token]).all()


def test_no_paragraph_and_no_cue_give_nothing() -> None:
    assert tag(load_attribution_model(), [], QuotedText("")) == []
    assert len(pair_features(token_features(next(parse([FIRST])), QuotedText(FIRST), 0), [])) == 0


@pytest.mark.parametrize("name", ["in_lemma", "role"])
def test_weights_are_finite_numbers_and_hashed(name: str) -> None:
    assert np.isfinite(load_attribution_model().weights[name]).all()
    assert len(attribution_model_sha256()) == 64
