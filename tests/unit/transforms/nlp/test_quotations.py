"""Quotations: every kind of mark, unbalanced ones, paragraphs, scare quotes, offsets in any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.nlp.quotations import QuotedText, find_quotations, is_scare_quotation
from transforms.nlp.reading import CharSpan


def _inner(text: str) -> list[str]:
    return [text[quotation.inner.start : quotation.inner.end] for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We stay," he said. "All of us."', ["We stay,", "All of us."]),
        ("“We stay,” he said.", ["We stay,"]),
        ("«Мы остаёмся», said the mayor.", ["Мы остаёмся"]),
        ("„Wir bleiben“, said the mayor.", ["Wir bleiben"]),
        ("``We stay,'' he said.", ["We stay,"]),
        ("'We stay,' he said of the soldiers' homes.", ["We stay,"]),
        ("‘The soldiers’ families stay,’ he said.", ["The soldiers’ families stay,"]),
        ("”Stay here” was the order.", ["Stay here"]),
        ("“They said ‘never’ to us,” he said.", ["They said ‘never’ to us,"]),
        ("It's the mayor's town, isn't it?", []),
        ("A 6'2\" man came in the '90s.", []),
        ('He said "this and never stopped\nNext paragraph.', ["this and never stopped"]),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert _inner(text) == expected


def test_a_quotation_of_several_paragraphs_runs_on_until_it_closes() -> None:
    text = "“First part.\n\n“Second part.\n\n“Last part,” she said.\n\n“Another one.”"
    assert [(q.is_closed, q.runs_on) for q in find_quotations(text)] == [
        (False, True), (False, True), (True, False), (True, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_scare"),
    [
        ('The "elections" were held.', True),
        ("They were “liberated” in May.", True),
        ('He said: "No."', False),
        ('"Leave now," he said.', False),
        ('They voted for "a future in which all of us have a say".', False),
    ],
)
def test_scare_quotes_are_told_apart(text: str, is_scare: bool) -> None:
    (quotation,) = find_quotations(text)
    assert is_scare_quotation(text, quotation) == is_scare


def test_form_of_content() -> None:
    text = 'He called it "a grave error" and left. "Never," he said.'
    quoted = QuotedText(text)
    assert quoted.form(text, (CharSpan(10, 28),)) == "mixed"
    assert quoted.form(text, (CharSpan(14, 27),)) == "direct"
    assert quoted.form(text, (CharSpan(29, 37),)) == "indirect"
    assert quoted.form(text, (CharSpan(37, 38),)) == "none"


@given(st.text(alphabet=st.one_of(st.sampled_from("“”\"'‘’«»„`,. \n\rab"), st.characters()), max_size=80))
def test_spans_lie_in_any_text_in_order(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.span.start <= quotation.inner.start < quotation.inner.end <= quotation.span.end
        assert quotation.span.end <= len(text)
        end = quotation.span.end
    quoted = QuotedText(text)
    for place in range(len(text)):
        found = quoted.at(place)
        assert found is None or found.span.start <= place < found.span.end
