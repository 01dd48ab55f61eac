"""Every form of input: what is read, what is refused with which reason, and that nothing takes a neighbour along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.readers import READERS
from flows.readers.item import Item, Reading

LIMIT = 10_000

PAGE = """<!doctype html><html><head><title>Ministers met in Minsk - Sample Wire</title>
<meta property="og:site_name" content="Sample Wire"><link rel="canonical" href="https://sample-wire.example/2022/12/03/minsk">
<meta name="author" content="A. Writer"><meta property="article:published_time" content="2022-12-03T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ministers met in Minsk</h1>
<p>The defence ministers of the two countries met in Minsk on Saturday, the ministry said in a statement.</p>
<p>They signed a protocol that amends an agreement on regional security from 1997, according to the ministry.</p>
<p>It did not say what the protocol changes. Neither side took questions from reporters after the meeting.</p>
</article><footer>All rights reserved</footer></body></html>"""


def read(path: Path, media_type: str) -> list[Item]:
    with path.open("rb") as file:
        return list(READERS[media_type](file, Reading(LIMIT)))


def test_plain_text_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffHead\r\nBody – “x”.".encode())
    (item,) = read(path, "text/plain")
    assert item.article is not None
    assert item.article.text == "Head\nBody – “x”."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"ab\x00cd", "NUL byte at 2"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x1f\x8b\x08", "gzip data"),
        (b"x" * (LIMIT + 1), "larger than 10,000 bytes"),
    ],
)
def test_unreadable_text_is_refused_with_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    (item,) = read(path, "text/plain")
    assert item.article is None
    assert reason in str(item.refusal)


def test_one_bad_line_costs_no_other(tmp_path: Path) -> None:
    good = json.dumps({"id": 7, "text": "Words.", "unknown": [1]}).encode()
    lines = [
        good,
        b'{"text": "cut of',
        b"[1]",
        b'"x"',
        b"\xff\xfe",
        b"",
        b"{" * 5000,
        b"y" * (LIMIT * 3),
        b"null",
        good,
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(lines))
    items = read(path, "application/jsonl")
    assert [item.position for item in items] == [1, 2, 3, 4, 5, 7, 8, 9, 10]
    assert [item.position for item in items if item.article] == [1, 10]
    reasons = {item.position: str(item.refusal) for item in items if not item.article}
    assert "not JSON: Unterminated string" in reasons[2]
    assert "a JSON list, not an object" in reasons[3]
    assert "not UTF-8" in reasons[5]
    assert "larger than 10,000 bytes (30,001)" in reasons[8]
    assert all(reasons.values())


def test_a_long_line_is_not_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        for _ in range(50):
            file.write(b"z" * 1_000_000)
        file.write(b'\n{"text": "Words."}\n')
    long, good = read(path, "application/jsonl")
    assert len(long.content) == LIMIT
    assert "50,000,001" in str(long.refusal)
    assert good.article is not None


@given(st.binary(max_size=300))
def test_any_bytes_give_items_or_reasons(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a.bin"
    path.write_bytes(content)
    for media_type in ("text/plain", "application/jsonl"):
        for item in read(path, media_type):
            assert (item.article is None) == bool(item.refusal)


def test_a_page_gives_title_date_site_and_body(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    (item,) = read(path, "text/html")
    assert item.article is not None
    assert item.article.title == "Ministers met in Minsk"
    assert item.article.published == "2022-12-03T10:00:00Z"
    assert item.article.publisher == "Sample Wire"
    assert item.article.url == "https://sample-wire.example/2022/12/03/minsk"
    assert "Home" not in item.article.text
    assert item.article.text.count("\n") >= 2


def test_a_page_without_a_date_of_its_own_has_none(tmp_path: Path) -> None:
    """A year in the text or the footer is no date of publication."""
    path = tmp_path / "a.html"
    undated = PAGE.replace('<meta property="article:published_time" content="2022-12-03T10:00:00Z">', "")
    undated = undated.replace("2022/12/03/minsk", "minsk").replace("All rights reserved", "Copyright 2019")
    path.write_text(undated, encoding="utf-8")
    (item,) = read(path, "text/html")
    assert item.article is not None
    assert "1997" in item.article.text
    assert item.article.published is None


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"\x00\x01", b"<p>x"])
def test_a_page_without_an_article_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(content)
    (item,) = read(path, "text/html")
    assert item.refusal
