"""Fields of one item to a row of `articles`."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.articles import (
    RawArticle,
    RefusedItemError,
    canonical_url,
    headline_of,
    mark_current,
    normalise,
    settle_inputs,
)
from transforms.charsets import repair_mojibake
from transforms.cleaning import clean_text
from transforms.published import Published, published_interval
from transforms.tables import ARTICLES, INPUTS


@pytest.mark.parametrize(
    ("stated", "url", "expected"),
    [
        ("2022-12-21", None, Published(date(2022, 12, 21), date(2022, 12, 21), None, "metadata")),
        (
            "2022-12-21T23:30:00+02:00",
            None,
            Published(date(2022, 12, 21), date(2022, 12, 21), datetime(2022, 12, 21, 21, 30, tzinfo=UTC), "metadata"),
        ),
        ("2022-12-21T10:00:00", None, Published(date(2022, 12, 21), date(2022, 12, 21), None, "metadata")),
        (
            "Wed, 21 Dec 2022 10:00:00 GMT",
            None,
            Published(date(2022, 12, 21), date(2022, 12, 21), datetime(2022, 12, 21, 10, tzinfo=UTC), "metadata"),
        ),
        (None, "https://a.example/2022/12/21/x", Published(date(2022, 12, 21), date(2022, 12, 21), None, "url")),
        ("0001-01-01", None, Published()),
        (
            "Mon, 05 Dec 2022 10:00:00 +99999999999999999999",
            None,
            Published(date(2022, 12, 5), date(2022, 12, 5), None, "metadata"),
        ),
        ("9999-12-31T23:59:59-12:00", None, Published()),
        ("some day", "https://a.example/2022/13/45/x", Published()),
        (None, None, Published()),
    ],
)
def test_published_interval_never_guesses(stated: str | None, url: str | None, expected: Published) -> None:
    assert published_interval(stated, url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://A.example:80/x?utm_medium=y&b=1#f", "http://a.example/x?b=1"),
        ("https://a.example", "https://a.example/"),
        ("ftp://a.example/x", None),
        ("https://[", None),
        ("https://a.example:99999/", None),
        ("not an address", None),
    ],
)
def test_canonical_url(url: str, expected: str | None) -> None:
    assert canonical_url(url) == expected


@given(st.text(max_size=40))
def test_canonical_url_is_idempotent_on_any_text(path: str) -> None:
    once = canonical_url(f"https://a.example/{path}")
    assert once is None or canonical_url(once) == once


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (RawArticle(text=None), "field 'text' is missing"),
        (RawArticle(text=["a"]), "field 'text' is list, not text"),
        (RawArticle(text=" \n "), "the text is empty"),
        (RawArticle(text="a", title={"a": 1}), "field 'title' is dict, not text"),
        (RawArticle(text="a\x00b"), "NUL character at 1"),
        (RawArticle(text="ab\ud800"), "'text' holds a lone surrogate at 2"),
        (RawArticle(text="a", id="\ud800"), "'id' holds a lone surrogate at 0"),
        (RawArticle(text="a", publisher="x\udc00"), "'publisher' holds a lone surrogate at 1"),
        (RawArticle(text="a", id=True), "field 'id' is bool, not text"),
        (RawArticle(text="a", published=1.5), "field 'published' is float, not text"),
    ],
)
def test_refusals_name_what_and_where(raw: RawArticle, reason: str) -> None:
    with pytest.raises(RefusedItemError, match=reason):
        normalise(raw, b"x")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_the_text_of_a_record_is_left_as_it_is(text: str) -> None:
    if text.strip():
        assert normalise(RawArticle(text=text), b"x")["text"] == text.strip()


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Mn")), min_size=1))
def test_text_is_only_put_into_normal_form(text: str) -> None:
    found = clean_text(text)
    assert found == unicodedata.normalize("NFC", repair_mojibake(text))
    assert clean_text(found) == found


def test_the_title_stands_in_the_text_once() -> None:
    assert normalise(RawArticle(text="Body.", title="Head"), b"x")["text"] == "Head\nBody."
    assert normalise(RawArticle(text="Head\nBody.", title="Head"), b"x")["text"] == "Head\nBody."
    assert normalise(RawArticle(text="Belarus said so.", title="Belarus"), b"x")["text"] == "Belarus\nBelarus said so."


def test_identity_is_the_address_or_else_the_bytes() -> None:
    by_url = [normalise(RawArticle(text=text, url="https://a.example/x?utm_id=1"), text.encode()) for text in "ab"]
    assert by_url[0]["article_id"] == by_url[1]["article_id"]
    by_bytes = [normalise(RawArticle(text=text), text.encode()) for text in "ab"]
    assert by_bytes[0]["article_id"] != by_bytes[1]["article_id"]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Russia presses Belarus\nBody.", "Russia presses Belarus"),
        ("One sentence only.", None),
        ("A sentence.\nAnother.", None),
        ("No body", None),
        ("- a bullet\n- another", None),
    ],
)
def test_headline(text: str, headline: str | None) -> None:
    assert headline_of(text) == headline


def test_current_is_the_latest_published_version() -> None:
    def row(version: int, day: date | None) -> dict[str, object]:
        return {
            "article_id": "art_1",
            "version": version,
            "publisher_id": "p",
            "language": "en",
            "published_latest": day,
            "published_method": "metadata",
            "text": "x",
            "text_sha256": str(version),
            "input_path": "x",
            "input_position": 1,
            "media_type": "text/plain",
            "is_current": True,
        }

    articles = ARTICLES.frame([row(1, date(2022, 12, 3)), row(2, date(2022, 12, 1)), row(3, None)])
    marked = mark_current(articles)
    assert marked.filter(pl.col("is_current"))["version"].to_list() == [1]
    assert marked.columns == ARTICLES.polars_schema.names()


def test_a_refused_item_is_settled_when_its_place_is_read_anew() -> None:
    def row(position: int, sha: str, outcome: str) -> dict[str, object]:
        return {"input_path": "a", "input_position": position, "item_sha256": sha, "outcome": outcome}

    before = INPUTS.frame([row(1, "x", "quarantined"), row(2, "y", "quarantined"), row(3, "z", "accepted")])
    now = INPUTS.frame([row(1, "b", "accepted"), row(2, "y", "quarantined"), row(3, "c", "accepted")])
    settled = settle_inputs(pl.concat([before, now]))
    assert settled.select("input_position", "outcome").rows() == [
        (1, "accepted"),
        (2, "quarantined"),
        (3, "accepted"),
        (3, "accepted"),
    ]
