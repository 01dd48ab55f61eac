"""`story_copies`: which articles are copies of one story.

Candidates come from MinHash banding over 5-word shingles, each is verified by its exact Jaccard, and verified pairs are
joined into stories (Broder 1997, "On the resemblance and containment of documents"). Only current versions take part:
older versions of an article are its revisions, not copies. Containment alone never joins: it is mostly shared
boilerplate of one site.

Not here: what copies mean for counts (`transforms/originators.py`).
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rensa import RMinHash

from transforms.ids import stable_id
from transforms.tables import STORY_COPIES

_WORD = re.compile(r"\w+")
_SHINGLE = 5
_PERMUTATIONS = 128
_BANDS = 32
_SEED = 5
_SIMILAR = 0.5
_BUCKET_LIMIT = 64
"""Members of one bucket that a later one is compared with: more are copies of those already joined."""
_NO_DAY = date.max

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Article:
    article_id: str
    version: int
    publisher_id: str
    published: date
    shingles: Hashes


def find_story_copies(articles: pl.DataFrame) -> pl.DataFrame:
    """Rows of `story_copies`, origin included, for the current versions that have a near-copy.

    The origin is the earliest published article, then the smallest `article_id`; undated articles come last.
    A copy from the origin's own publisher is a republication, from another one a wire copy.
    """
    known = list(_articles(articles))
    rows: list[dict[str, Any]] = []
    for members in _stories(known):
        origin, *copies = sorted(members, key=lambda article: (article.published, article.article_id))
        story_id = stable_id("story", origin.article_id)
        common = {"story_id": story_id, "origin_article_id": origin.article_id}
        rows.append(
            {"article_id": origin.article_id, "version": origin.version, "is_origin": True, "similarity": 1.0,
             "reason": "origin", **common}
        )  # fmt: skip
        for copy in copies:
            reason = "republication" if copy.publisher_id == origin.publisher_id else "wire_copy"
            rows.append(
                {"article_id": copy.article_id, "version": copy.version, "is_origin": False,
                 "similarity": round(jaccard(origin.shingles, copy.shingles), 6), "reason": reason, **common}
            )  # fmt: skip
    return STORY_COPIES.frame(rows)


def shingle_hashes(text: str) -> Hashes:
    """Sorted distinct 64-bit hashes of the text's 5-word shingles, case and punctuation left out.

    A text shorter than five words has none. CRC-32 per word, combined polynomially: stable over runs and machines.
    """
    words = np.fromiter((zlib.crc32(word.encode()) for word in _WORD.findall(text.lower())), dtype=np.uint64)
    if len(words) < _SHINGLE:
        return np.empty(0, dtype=np.uint64)
    total = np.zeros(len(words) - _SHINGLE + 1, dtype=np.uint64)
    for place in range(_SHINGLE):
        total = total * np.uint64(0x9E3779B97F4A7C15) + words[place : len(words) - _SHINGLE + 1 + place]
    return np.unique(total)


def jaccard(one: Hashes, two: Hashes) -> float:
    """Shared shingles over all shingles, 0 to 1; 0 for two empty sets."""
    shared = len(np.intersect1d(one, two, assume_unique=True))
    union = len(one) + len(two) - shared
    return shared / union if union else 0.0


def _articles(articles: pl.DataFrame) -> Iterator[_Article]:
    current = articles.filter("is_current").sort("article_id", "version", maintain_order=True)
    columns = ("article_id", "version", "publisher_id", "published_earliest", "published_latest", "text")
    for article_id, version, publisher_id, earliest, latest, text in current.select(columns).iter_rows():
        yield _Article(article_id, version, publisher_id, earliest or latest or _NO_DAY, shingle_hashes(text))


def _stories(articles: list[_Article]) -> Iterator[list[_Article]]:
    """Connected components of verified pairs with more than one member, in order of their first member."""
    parent = list(range(len(articles)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for one, two in _candidates(articles):
        first, second = sorted((root(one), root(two)))
        if first != second and jaccard(articles[one].shingles, articles[two].shingles) >= _SIMILAR:
            parent[second] = first
    members: dict[int, list[_Article]] = defaultdict(list)
    for index, article in enumerate(articles):
        members[root(index)].append(article)
    yield from (group for group in members.values() if len(group) > 1)


def _candidates(articles: list[_Article]) -> Iterator[tuple[int, int]]:
    """Pairs (earlier, later) that agree in a band of their MinHash."""
    filled = [index for index, article in enumerate(articles) if len(article.shingles)]
    if not filled:
        return
    rows = _PERMUTATIONS // _BANDS
    digests = np.empty((len(filled), _PERMUTATIONS), dtype=np.uint32)
    for row, index in enumerate(filled):
        sketch = RMinHash(_PERMUTATIONS, _SEED)
        sketch.update([shingle.tobytes() for shingle in articles[index].shingles])
        digests[row] = sketch.digest()
    seen: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for row, index in enumerate(filled):
            bucket = buckets[digests[row, band * rows : (band + 1) * rows].tobytes()]
            for other in bucket:
                if (other, index) not in seen:
                    seen.add((other, index))
                    yield other, index
            if len(bucket) < _BUCKET_LIMIT:
                bucket.append(index)
