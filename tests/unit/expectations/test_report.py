"""What the reports show."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from rich.console import Console

from expectations.evidence import Example
from expectations.page import render_html
from expectations.report import render_terminal
from expectations.summary import Change, FailingRule, Summary, TableCount

EXAMPLE = Example('{"mention_id":"men_1"}', "He <> Putin", "Then ", "he & she", " left.")
FAILING = FailingRule(
    "mentions.text_equals_source",
    "mentions",
    "error",
    "Rows lead back to text.",
    10,
    1,
    (EXAMPLE,),
    (0.0, None, 0.05, 0.1),
    "rel_3",
)
SUMMARY = Summary(
    "val_1", "run_1", "published", 500, 1200, 3, 2,
    (TableCount("articles", 7, 0), TableCount("mentions", 998, 2)), (FAILING,),
    (("mentions.text_equals_source", 1), ("depends on mentions", 1)),
    (Change("happened_share", "all", 0.6, 0.5), Change("event_types", "ACCUSE", 0.25, 0.5),
     Change("event_types", "ASSAULT", 0.75, 0.5)),
)  # fmt: skip
SOUND = Summary("val_2", "run_1", "published", 500, 1200, 0, 0, (TableCount("articles", 7, 0),), (), ())


class _Tags(HTMLParser):
    """Collects tags, and fails on one that is closed out of turn."""

    VOID = ("meta", "br")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.seen.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _terminal(summary: Summary) -> str:
    console = Console(width=160, record=True, force_terminal=False)
    with console.capture() as capture:
        console.print(render_terminal(summary))
    return capture.get()


def test_the_page_is_whole_and_loads_nothing() -> None:
    page = render_html(SUMMARY, "rel_1", "../data_docs/index.html")
    tags = _Tags(page)
    assert tags.open == []
    assert not {"script", "link", "img", "iframe"} & set(tags.seen)
    assert not re.search(r"https?://|@import|url\(", page)
    assert "../data_docs/index.html" in page


def test_the_page_escapes_what_it_shows() -> None:
    page = render_html(SUMMARY, "rel_1")
    assert "<mark>he &amp; she</mark>" in page
    assert "He &lt;&gt; Putin" in page


def test_the_page_shows_rows_in_and_out() -> None:
    assert re.search(r"<td>mentions</td>.*>1,000</td>.*>998</td>.*error\">2</td>", render_html(SUMMARY, "rel_1"))


def test_the_page_shows_trend_and_drift() -> None:
    page = render_html(SUMMARY, "rel_1")
    assert '<polyline points="3.0,17.0 63.0,10.0 93.0,3.0"/>' in page
    assert "since <code>rel_3</code>" in page
    assert "+10.0 points" in page
    assert "25 % changed category" in page
    assert page.index("ASSAULT") < page.index("ACCUSE")


def test_the_terminal_shows_trend_and_drift() -> None:
    shown = _terminal(SUMMARY)
    assert "▁ ▅█" in shown
    assert "rel_3" in shown
    assert re.search(r"happened share\s+0.6\s+0.5", shown)
    assert "event types ACCUSE" in shown


def test_a_sound_release_says_so() -> None:
    page = render_html(SOUND, "rel_2")
    assert "Nothing was refused." in page
    assert "None of 500 rules fails." in page


def test_the_terminal_shows_rule_reason_and_sentence() -> None:
    shown = _terminal(SUMMARY)
    for text in ("published", "mentions.text_equals_source", "Rows lead back to text.", "Then he & she left.", "1,000"):
        assert text in shown


def test_text_in_square_brackets_is_no_markup() -> None:
    rule = FailingRule("mentions.x", "mentions", "warn", "Why [bold]?", 1, 1, (Example('{"k":"v"}', "[red]x[/red]"),))
    summary = Summary("val", "run", "refused", 1, 1, 0, 0, (), (rule,), ())
    assert "Why [bold]?" in _terminal(summary)
    assert "[red]x[/red]" in _terminal(summary)
