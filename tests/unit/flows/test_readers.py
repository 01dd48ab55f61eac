"""Every form of input: what is read, what is refused with which reason, and that nothing takes a neighbour along."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from flows.containers import open_members
from flows.ingest import ingest
from flows.inputs import input_files
from flows.known import Known
from flows.readers import READERS
from flows.readers.columns import ColumnsError, read_map
from flows.readers.item import Item, Reading
from flows.readers.warc import warc_record
from flows.settings import read_settings
from transforms.articles import RawArticle

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


def items_of(path: Path, **how: Any) -> list[tuple[str, Item]]:
    """Items with the names of the members they are in, as ingest reads a file."""
    return [
        (member.name, item)
        for member in open_members(path, path.name)
        for item in READERS[member.media_type](member.stream, Reading(100_000, **how))
    ]


def fields(item: Item) -> RawArticle:
    assert item.article is not None, item.refusal
    return item.article


RECORD = {"headline": "Head", "body": "Words.", "link": "https://a.example/1", "date": "2022-12-03", "author": "A. Lee"}


def test_foreign_columns_are_matched_by_their_usual_names_or_as_mapped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(RECORD))
    ((_, item),) = items_of(tmp_path / "a.jsonl", name="a.jsonl")
    article = fields(item)
    assert (article.title, article.text, article.url) == ("Head", "Words.", "https://a.example/1")
    assert (article.published, article.byline) == ("2022-12-03", "A. Lee")
    assert "a.jsonl: columns guessed: url ← link, title ← headline, text ← body" in capsys.readouterr().err
    ((_, item),) = items_of(tmp_path / "a.jsonl", columns={"title": "author"})
    assert fields(item).title == "A. Lee"


def test_a_guess_is_said_once_for_all_records_and_members_of_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = json.dumps(RECORD).encode()
    records = [
        warc_record(f"https://a.example/{n}.jsonl", None, f"urn:{n}", "application/jsonl", content)
        for n, content in enumerate((line, line, b'{"headline": "Head", "text": "Words."}'))
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("a.jsonl", line)
        archive.writestr("b.jsonl", line)
    with input_files([str(tmp_path / "a.warc"), str(tmp_path / "b.zip")]) as files:
        ingested = ingest(files, Known(), tmp_path / "lake", tmp_path / "landing", read_settings())
    assert ingested.inputs.height == 5
    told = [one.partition("; ")[0] for one in capsys.readouterr().err.splitlines()]
    all_five = "columns guessed: url ← link, title ← headline, text ← body, published ← date, byline ← author"
    assert told == [f"a.warc: {all_five}", "a.warc: columns guessed: title ← headline", f"b.zip: {all_five}"]


@pytest.mark.parametrize("stated", ["title", "wrong=x", "title="])
def test_a_mapping_that_says_nothing_is_refused(stated: str) -> None:
    with pytest.raises(ColumnsError, match="write FIELD=COLUMN"):
        read_map(stated)


def test_rows_of_tables_are_items(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('\ufeffTitle;Body\n"Head; one";"First line\nsecond line"\nTwo;Words\n')
    (tmp_path / "a.tsv").write_text("title\ttext\nHead\tWords\n")
    table = pa.table({"title": ["Head"], "text": ["Words"], "published": [datetime(2022, 12, 3, tzinfo=UTC)]})
    pq.write_table(table, tmp_path / "a.parquet")
    with pa.ipc.new_file(str(tmp_path / "a.arrow"), table.schema) as writer:
        writer.write_table(table)
    items = items_of(tmp_path / "a.csv")
    assert [(item.position, fields(item).title) for _, item in items] == [(1, "Head; one"), (3, "Two")]
    assert fields(items[0][1]).text == "First line\nsecond line"
    for name in ("a.tsv", "a.parquet", "a.arrow"):
        ((_, item),) = items_of(tmp_path / name)
        assert (fields(item).title, fields(item).text) == ("Head", "Words")
    assert fields(item).published == "2022-12-03T00:00:00+00:00"


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_a_cell_that_cannot_be_read_costs_its_row_only(tmp_path: Path, ending: str) -> None:
    not_utf8 = pa.array([b"One", b"a\xff", b"Three"]).cast(pa.binary())
    title = pa.Array.from_buffers(pa.string(), 3, not_utf8.buffers())
    published = pa.array([0, 0, 10**13], pa.timestamp("s"))
    table = pa.table({"title": title, "text": ["Words."] * 3, "published": published})
    path = tmp_path / f"a.{ending}"
    if ending == "parquet":
        pq.write_table(table, path)
    else:
        with pa.ipc.new_file(str(path), table.schema) as writer:
            writer.write_table(table)
    (_, good), (_, title_bad), (_, date_bad) = items_of(path)
    assert fields(good).title == "One"
    assert "the cell of column 'title' can't be read" in str(title_bad.refusal)
    assert "the cell of column 'published' can't be read" in str(date_bad.refusal)
    assert [item.position for item in (good, title_bad, date_bad)] == [1, 2, 3]


def test_a_refused_row_can_be_read_again_from_what_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,text\nHead,Words,more\n")
    ((_, item),) = items_of(tmp_path / "a.csv")
    assert item.kept is not None
    (tmp_path / "kept.csv").write_bytes(item.kept)
    ((_, again),) = items_of(tmp_path / "kept.csv")
    assert (again.refusal, again.content) == (item.refusal, item.content)


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz", "zst"])
def test_packed_files_are_unpacked(tmp_path: Path, ending: str) -> None:
    packs: dict[str, Callable[[bytes], bytes]] = {
        "gz": gzip.compress,
        "bz2": bz2.compress,
        "xz": lzma.compress,
        "zst": zstandard.compress,
    }
    content = json.dumps({"text": "Words."}).encode()
    (tmp_path / f"a.jsonl.{ending}").write_bytes(packs[ending](content))
    ((name, item),) = items_of(tmp_path / f"a.jsonl.{ending}")
    assert (name, fields(item).text) == (f"a.jsonl.{ending}", "Words.")


def test_archives_give_their_members_by_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in/a.txt", "Words.")
        archive.writestr("in/README.md", "About.")
        archive.writestr("b.jsonl.gz", gzip.compress(b'{"text": "More words."}'))
    found = [(name, fields(item).text) for name, item in items_of(tmp_path / "a.zip")]
    assert found == [("a.zip/in/a.txt", "Words."), ("a.zip/b.jsonl.gz", "More words.")]
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "a.zip", "inner.zip")
    assert [name for name, _ in items_of(tmp_path / "a.tar.gz")] == [
        "a.tar.gz/inner.zip/in/a.txt",
        "a.tar.gz/inner.zip/b.jsonl.gz",
    ]


def test_markdown_gives_its_text_and_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        '---\ntitle: "Ministers met"\ndate: 2022-12-03\nauthor: A. Lee\n---\n\nThe **ministers** met in\n'
        "[Minsk](https://a.example) on_Saturday.\n\n- one\n- two\n\n```\ncode\n```\n"
    )
    ((_, item),) = items_of(path)
    article = fields(item)
    assert article.text.strip() == "The ministers met in Minsk on_Saturday.\n\n- one\n- two"
    assert (article.title, article.published, article.byline) == ("Ministers met", "2022-12-03", "A. Lee")


def test_code_is_left_out_up_to_the_fence_that_closes_it(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("One.\n\n```sh\n~~~\nrm\n```  \n\nTwo.\n\n~~~\nls\n~~~\n\n```a\nThree.\n")
    ((_, item),) = items_of(path)
    text = str(fields(item).text)
    assert "rm" not in text
    assert "ls" not in text
    assert all(word in text for word in ("One.", "Two.", "Three."))


def test_markdown_takes_time_in_proportion_to_its_size() -> None:
    def seconds(content: bytes) -> float:
        began = time.process_time()
        assert list(READERS["text/markdown"](io.BytesIO(content), Reading(10_000_000)))
        return time.process_time() - began

    for mark in (b"```a\n", b"![", b"["):
        assert seconds(mark * 20_000) < 2


def test_a_newsletter_gives_subject_sender_and_text(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: Sample Wire <news@sample-wire.example>\r\nSubject: =?utf-8?q?Ministers_met?=\r\n"
        b"Date: Sat, 03 Dec 2022 10:00:00 +0000\r\nMessage-ID: <1@x>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        + PAGE.encode()
    )
    ((_, item),) = items_of(path)
    article = fields(item)
    assert (article.title, article.publisher, article.id) == ("Ministers met", "Sample Wire", "<1@x>")
    assert "signed a protocol" in article.text


def test_feeds_give_entries_and_say_which_are_teasers(tmp_path: Path) -> None:
    atom = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>Head</title>'
        '<id>1</id><link href="https://a.example/1"/><published>2022-12-03T10:00:00Z</published>'
        f'<content type="html">{"&lt;p&gt;Ministers met.&lt;/p&gt;" * 80}</content></entry>'
        '<entry><title>Two</title><link href="https://a.example/2"/><summary>Short.</summary></entry></feed>'
    )
    (tmp_path / "a.xml").write_text(atom)
    (_, full), (_, teaser) = items_of(tmp_path / "a.xml")
    assert (fields(full).publisher, fields(full).url, full.note) == ("Wire", "https://a.example/1", None)
    assert teaser.note == "teaser of a feed: its page was not fetched"
    assert [item for _, item in items_of(tmp_path / "a.xml", follows_links=True)] == [full]


def test_scripts_and_styles_are_no_text_of_an_entry(tmp_path: Path) -> None:
    html = "<style>p {}</style><p>Ministers met.<script>if (a < b) { go('</p>') }</script> They left.</p><li>One"
    (tmp_path / "a.rss").write_text(
        f"<rss version='2.0'><channel><item><title>T</title><description><![CDATA[{html}]]></description></item>"
        "</channel></rss>"
    )
    ((_, item),) = items_of(tmp_path / "a.rss")
    assert fields(item).text == "Ministers met. They left.\n- One"


def test_a_warc_file_gives_pages_with_their_record_and_time(tmp_path: Path) -> None:
    record = warc_record("https://a.example/1", "2022-12-04T00:00:00Z", "urn:uuid:1", "text/html", PAGE.encode())
    missing = record.replace(b"200 OK", b"404 No")
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(record) + gzip.compress(missing) + gzip.compress(record))
    first, refused, second = (item for _, item in items_of(tmp_path / "a.warc.gz"))
    article = fields(first)
    assert (article.record_id, article.retrieved) == ("urn:uuid:1", "2022-12-04T00:00:00Z")
    assert article.url == "https://sample-wire.example/2022/12/03/minsk"
    assert (refused.refusal, refused.url) == ("the server answered 404", "https://a.example/1")
    assert second.position == 3


def test_a_text_in_another_encoding_is_read_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Zażółć gęślą jaźń, powiedział minister obrony w sobotę.".encode("cp1250"))
    ((_, item),) = items_of(path)
    assert fields(item).text.startswith("Zażółć gęślą jaźń")
    assert str(item.note).startswith("not UTF-8: read as")
