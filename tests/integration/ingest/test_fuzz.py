"""Damaged files of every form: each gives items or reasons, whatever was done to it.

`HYPOTHESIS_EXAMPLES=100000 pytest tests/integration/ingest/test_fuzz.py` goes on for long.
"""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.containers import BrokenFileError, open_members
from flows.readers import READERS, Reading
from tests.integration.ingest.hostile import FILES, GOOD, LINE, PAGE
from transforms.articles import RefusedItemError, normalise
from transforms.language import detect_language

_EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "150"))
_FEED = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>Wire</title><item><title>Good</title><guid>1</guid>"
    "<link>https://a.example/1</link><pubDate>Sat, 03 Dec 2022 10:00:00 GMT</pubDate>"
    "<description>&lt;p&gt;The ministers met.&lt;/p&gt;</description></item></channel></rss>"
)
_MAIL = (
    b"From: Wire <a@b.example>\r\nSubject: Good\r\nDate: Sat, 03 Dec 2022 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThey met.\r\n"
    b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    + PAGE.encode()
    + b"\r\n--b--\r\n"
)
SEEDS = {
    **{name: content for name, content in FILES.items() if 20 < len(content) < 20_000},
    "feed.xml": _FEED.encode(),
    "mail.eml": _MAIL,
    "page.html": PAGE.encode(),
    "lines.jsonl": LINE * 3,
    "table.csv": b'title,text\n"Good, or so","The ministers\nmet."\nx,y\n',
    "jsonfeed.json": json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": GOOD["text"]}]}
    ).encode(),
    "notes.md": b"---\ntitle: Good\n---\n# Good\n\n- *The* [ministers](x) met.\n",
    "20221205.mentions.csv": b"\t".join([b"1"] * 5 + [b"https://a.example/1"] + [b"x"] * 10),
}
_EDITS = st.lists(
    st.tuples(
        st.sampled_from(("put", "cut", "drop", "copy")), st.floats(0, 1), st.floats(0, 1), st.binary(max_size=12)
    ),
    max_size=6,
)


def edited(content: bytes, edits: list[tuple[str, float, float, bytes]]) -> bytes:
    """The content after each edit at its relative place."""
    for kind, place, other, piece in edits:
        start, end = sorted((int(place * len(content)), int(other * len(content))))
        if kind == "put":
            content = content[:start] + piece + content[start + len(piece) :]
        elif kind == "cut":
            content = content[:end]
        elif kind == "drop":
            content = content[:start] + content[end:]
        else:
            content = content[:end] + content[start:end][:5000] + content[end:]
    return content


def consume(path: Path) -> None:
    """Read everything as ingest does; only what ingest turns into a refusal may be raised."""
    for member in open_members(path, path.name):
        if member.problem:
            assert "\n" not in member.problem
            continue
        try:
            for item in READERS[member.media_type](member.stream, Reading(50_000)):
                assert (item.article is None) == bool(item.refusal)
                if item.article is not None:
                    try:
                        article = normalise(item.article, item.content)
                    except RefusedItemError:
                        continue
                    assert len(detect_language(article["text"], item.article.language)) == 2
        except BrokenFileError:
            continue


@settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(SEEDS)), _EDITS)
def test_a_damaged_file_gives_items_or_reasons(
    tmp_path_factory: pytest.TempPathFactory, name: str, edits: list[tuple[str, float, float, bytes]]
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(edited(SEEDS[name], edits))
    consume(path)


@settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=400))
def test_any_bytes_in_any_form_give_items_or_reasons(media_type: str, content: bytes) -> None:
    for item in READERS[media_type](io.BytesIO(content), Reading(1000)):
        assert (item.article is None) == bool(item.refusal)
