"""`articles`, `story_copies`, `publishers`: what was read and where it came from."""

from __future__ import annotations

from transforms.tables.columns import ARTICLE_ID, COUNTRY, PUBLISHER_ID, VERSION
from transforms.tables.model import Column, Kind, Layer, Table

PUBLISHED_METHODS = ("metadata", "url", "dateline", "text", "unknown")
MEDIA_TYPES = (
    "text/plain", "text/markdown", "text/html", "application/jsonl", "application/json", "text/csv",
    "text/tab-separated-values", "application/vnd.apache.parquet", "application/vnd.apache.arrow.file",
    "application/warc", "application/rss+xml", "application/feed+json", "application/sitemap+xml", "text/vnd.gdelt",
    "message/rfc822", "application/pdf", "application/octet-stream",
)  # fmt: skip

ARTICLES = Table(
    "articles",
    Layer.CORE,
    grain="article version",
    meaning="Every version of every article that was read, with the text that all offsets point into.",
    key=("article_id", "version"),
    columns=(
        Column("article_id", Kind.TEXT, ARTICLE_ID.meaning),
        VERSION,
        Column("input_id", Kind.TEXT, "The identifier the input itself gave the article.", nullable=True),
        Column("url", Kind.TEXT, "Address as given.", nullable=True),
        Column("canonical_url", Kind.TEXT, "Address without tracking parameters and fragments.", nullable=True),
        PUBLISHER_ID,
        Column("title", Kind.TEXT, "Headline; part of text as well.", nullable=True),
        Column("byline", Kind.TEXT, "Authors as given.", nullable=True),
        Column("authors", Kind.TEXTS, "People of the byline, in its order.", nullable=True),
        Column("agency", Kind.TEXT, "News agency that the byline or the dateline names.", nullable=True),
        Column("dateline", Kind.TEXT, "Dateline as written: place, day, agency; part of text as well.", nullable=True),
        Column("language", Kind.TEXT, "Language of the text, ISO 639-1."),
        Column("published_earliest", Kind.DATE, "Earliest day of publication.", nullable=True),
        Column("published_latest", Kind.DATE, "Latest day of publication.", nullable=True),
        Column("published_at", Kind.TIMESTAMP, "Instant of publication.", unit="UTC", nullable=True),
        Column(
            "published_method", Kind.TEXT, "Where the publication interval comes from.", values=PUBLISHED_METHODS
        ),
        Column("retrieved_at", Kind.TIMESTAMP, "When the page was fetched; not stated for local files.",
               unit="UTC", nullable=True),
        Column("text", Kind.TEXT, "Headline, a line break, and the body; never altered after coding."),
        Column("text_sha256", Kind.TEXT, "SHA-256 of the UTF-8 text."),
        Column("input_path", Kind.TEXT, "File the article was read from, relative to the argument's folder."),
        Column("input_position", Kind.INTEGER, "Number of the item in its file, from 1.", unit="items"),
        Column("media_type", Kind.TEXT, "Form of the input.", values=MEDIA_TYPES),
        Column("warc_record_id", Kind.TEXT, "WARC record the article was read from, in the landing or in an input.",
               nullable=True),
        Column("is_current", Kind.BOOLEAN, "Whether this is the newest version of the article."),
    ),
    hazards=(
        "Several versions of one article stand side by side in core; main shows only the current one.",
        "published_at is NULL unless a time of day was given; use the interval.",
    ),
)  # fmt: skip

STORY_COPIES = Table(
    "story_copies",
    Layer.CORE,
    grain="article version in a set of near-duplicates",
    meaning="Which articles are copies of one story: wire copies, republications, revisions.",
    key=("article_id", "version"),
    columns=(
        ARTICLE_ID,
        VERSION,
        Column("story_id", Kind.TEXT, "The story: identity of its origin article."),
        Column("is_origin", Kind.BOOLEAN, "Whether this article is the earliest of the story."),
        Column("origin_article_id", Kind.TEXT, "The earliest article.", references="articles.article_id"),
        Column("similarity", Kind.NUMBER, "Jaccard of 5-word shingles with the origin.", unit="0 to 1"),
        Column("reason", Kind.TEXT, "Why the articles are one story.",
               values=("origin", "wire_copy", "republication", "revision")),
    ),
    hazards=("Articles without a copy have no row: coalesce(story_id, article_id) counts stories.",),
)  # fmt: skip

PUBLISHERS = Table(
    "publishers",
    Layer.REF,
    grain="outlet",
    meaning="Outlets that published what was read.",
    key=("publisher_id",),
    columns=(
        Column("publisher_id", Kind.TEXT, PUBLISHER_ID.meaning),
        Column("name", Kind.TEXT, "Name of the outlet."),
        Column("domain", Kind.TEXT, "Registered domain of its site.", nullable=True),
        COUNTRY,
        Column("reliability", Kind.TEXT, "Admiralty source reliability, yours to set.",
               values=("A", "B", "C", "D", "E", "F"), nullable=True),
        Column("actor_id", Kind.TEXT, "The outlet as an actor.", references="actors.actor_id"),
    ),
)  # fmt: skip
