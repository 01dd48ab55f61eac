"""Paragraphs and sections of articles in the forms they come in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.transforms.nlp.read_text import article_text
from transforms.nlp.layout import read_layout

_ARTICLE = """Bridge reopens after repairs
The old bridge over the river was opened to traffic again on Monday after nine months of work, the city council said.
Engineers replaced all cables.
- In March, the bridge was closed after an inspection found cracks.
- A ferry carried passengers meanwhile.
Read also: Ferry company raises its prices
- News"""


def test_sections_of_a_news_article() -> None:
    sections = [(paragraph.section, paragraph.text[:10]) for paragraph in read_layout(article_text(_ARTICLE))]
    assert sections == [
        ("headline", "Bridge reo"),
        ("lead", "The old br"),
        ("body", "Engineers "),
        ("background", "In March, "),
        ("background", "A ferry ca"),
        ("boilerplate", "Read also:"),
    ]


def test_a_first_line_with_a_full_stop_is_a_headline_only_if_the_article_has_a_title() -> None:
    text = "It rained.\nThe river rose by a metre."
    assert read_layout(article_text(text))[0].section == "lead"
    assert read_layout(article_text(text, has_title=True))[0].section == "headline"


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The ministry of transport said on Thursday that the new railway line would\n"
        "be opened in spring, two years later than planned, because a tunnel had to\n"
        "be dug anew after the flood of last winter and because the builder had gone\n"
        "bankrupt in the meantime.\n\nTickets are on sale."
    )
    paragraphs = read_layout(article_text(text))
    assert [paragraph.text.count("\n") for paragraph in paragraphs] == [0, 0]
    assert paragraphs[0].text.endswith("in the meantime.")


def test_only_boilerplate_leaves_nothing() -> None:
    assert read_layout(article_text("- News\n\nShare\nAdvertisement")) == []
    assert read_layout(article_text("")) == []


def test_caption_is_marked() -> None:
    text = "Harbour blocked\nPhoto: a ship aground\nA ship ran aground."
    assert [paragraph.section for paragraph in read_layout(article_text(text))] == ["headline", "caption", "lead"]


@given(st.text(alphabet=st.sampled_from("Aa .\n\r\t-•“\u2028🜁é1)"), max_size=80), st.booleans())
def test_paragraphs_are_ordered_trimmed_and_as_long_as_their_span(text: str, has_title: bool) -> None:
    end = 0
    for paragraph in read_layout(article_text(text, has_title=has_title)):
        words = text[paragraph.span.start : paragraph.span.end]
        assert end <= paragraph.span.start < paragraph.span.end
        assert len(words) == len(paragraph.text)
        assert words == words.strip()
        end = paragraph.span.end
