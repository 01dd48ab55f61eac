"""The shipped samples: complete, listed, readable, and showing what `samples/README.md` says they show."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from pathlib import Path

import pytest
from trafilatura import bare_extraction

from transforms.publishers import find_publisher
from transforms.seeds.load import read_seed

SAMPLES = Path(__file__).parents[2] / "samples"
SEED = SAMPLES / "000_96f3f3fb43b90746.txt"
PAGES = sorted(SAMPLES.glob("*.html"))
LINES = [json.loads(line) for line in (SAMPLES / "wire.jsonl").read_text(encoding="utf-8").splitlines()]


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + 5]) for start in range(len(words) - 4)}


def jaccard(one: str, other: str) -> float:
    return len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other))


def test_seed_is_untouched() -> None:
    content = SEED.read_bytes()
    assert len(content) == 3406
    assert len(content.decode("utf-8")) == 3400
    assert hashlib.sha256(content).hexdigest().startswith("4d80f8b1f758ce30")


def test_readme_lists_every_sample() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    missing = [path.name for path in SAMPLES.iterdir() if path.name != "README.md" and f"`{path.name}`" not in readme]
    missing += [line["id"] for line in LINES if f"`{line['id']}`" not in readme]
    assert missing == []


def test_texts_are_short() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in SAMPLES.glob("*.txt") if path != SEED}
    texts |= {line["id"]: line["text"] for line in LINES}
    assert {name: len(text.split()) for name, text in texts.items() if not 120 <= len(text.split()) <= 350} == {}


@pytest.mark.parametrize("line", LINES, ids=[line["id"] + line["published"][10:13] for line in LINES])
def test_lines_have_all_fields_and_say_what_they_are(line: dict[str, str]) -> None:
    assert list(line) == ["id", "url", "title", "text", "published", "publisher", "byline", "note"]
    assert "Written for Dateline" in line["note"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_extract_well(path: Path) -> None:
    page = bare_extraction(path.read_bytes(), favor_precision=True, include_comments=False, with_metadata=True)
    assert page.title
    assert page.date
    assert page.date.startswith("2022-1")
    assert page.url.startswith("https://")
    assert 120 <= len(page.text.split()) <= 350
    body = re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8").split("<article>")[1].split("</article>")[0])
    assert len(page.text) > 0.9 * len(body.strip())
    assert not re.search(r"Subscribe|Newsletter|Cookie|Most read|Log in|Contact us|Контакти", page.text)
    assert "Dateline" in path.read_text(encoding="utf-8").split('name="description"')[1].split(">")[0]


def test_outlets_are_invented_and_known() -> None:
    known = {row["publisher_id"] for row in read_seed("publishers")}
    for line in LINES:
        assert find_publisher(line["publisher"], line["url"]).publisher_id in known
    for address in [line["url"] for line in LINES]:
        assert re.match(r"https://[a-z-]+\.example/", address)
    for path in PAGES:
        addresses = re.findall(r'rel="canonical" href="([^"]+)"', path.read_text(encoding="utf-8"))
        assert find_publisher(None, addresses[0]).publisher_id in known
        assert re.match(r"https://[a-z-]+\.example/", addresses[0])


def test_one_near_copy_by_another_outlet() -> None:
    pairs = [
        (one, other)
        for number, one in enumerate(LINES)
        for other in LINES[number + 1 :]
        if jaccard(one["text"], other["text"]) >= 0.7
    ]
    assert len(pairs) == 1
    one, other = pairs[0]
    assert one["publisher"] != other["publisher"]
    assert one["published"] < other["published"]


def test_one_revision_at_the_same_address() -> None:
    by_address = defaultdict(list)
    for line in LINES:
        by_address[line["url"]].append(line)
    revised = [lines for lines in by_address.values() if len(lines) > 1]
    assert len(revised) == 1
    first, later = revised[0]
    assert first["published"] < later["published"]
    assert 0.3 < jaccard(first["text"], later["text"]) < 0.9


def test_one_article_in_another_language() -> None:
    assert [path.name for path in PAGES if 'lang="en"' not in path.read_text(encoding="utf-8")] == [
        "150_zernova_ugoda.html"
    ]
