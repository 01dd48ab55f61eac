"""Columns that several tables share: one name, one meaning, one unit, everywhere."""

from __future__ import annotations

from transforms.tables.model import Column, Kind

CHARS = "Unicode code points, 0-based, end-exclusive, into articles.text"

ARTICLE_ID = Column(
    "article_id", Kind.TEXT, "Identity of an article: hash of its URL, or of its bytes where it has none.",
    references="articles.article_id",
)  # fmt: skip
VERSION = Column("version", Kind.INTEGER, "Version of the article's text, from 1; a changed text is a new version.")
RUN_ID = Column(
    "run_id", Kind.TEXT, "Coding run: hash of code, model, lexicons and settings that made the row.",
    references="runs.run_id",
)  # fmt: skip
PROVENANCE = (ARTICLE_ID, VERSION, RUN_ID)

SENTENCE_NO = Column("sentence_no", Kind.INTEGER, "Number of the sentence in its article version, from 0.")
START_CHAR = Column("start_char", Kind.INTEGER, "Where the text begins.", unit=CHARS)
END_CHAR = Column("end_char", Kind.INTEGER, "Where the text ends.", unit=CHARS)
TEXT = Column("text", Kind.TEXT, "The characters from start_char to end_char, verbatim.")
EVIDENCE = (SENTENCE_NO, START_CHAR, END_CHAR, TEXT)

ACTOR_ID = Column(
    "actor_id", Kind.TEXT, "Identity of a real-world actor: hash of its normalised name and country.",
    references="actors.actor_id",
)  # fmt: skip
PLACE_ID = Column("place_id", Kind.TEXT, "Identity of a place.", references="places.place_id")
PUBLISHER_ID = Column("publisher_id", Kind.TEXT, "Identity of an outlet.", references="publishers.publisher_id")
EVENT_ID = Column(
    "event_id", Kind.TEXT, "Identity of a happening: hash of type, actors, place and date.",
    references="events.event_id",
)  # fmt: skip
CLAIM_ID = Column(
    "claim_id", Kind.TEXT, "Identity of a proposition across articles.", references="claims.claim_id"
)  # fmt: skip
ATTRIBUTION_ID = Column(
    "attribution_id", Kind.TEXT, "Identity of a source-cue-content relation: hash of article, version and spans.",
    references="attributions.attribution_id",
)  # fmt: skip
COUNTRY = Column("country", Kind.TEXT, "Country, ISO 3166-1 alpha-3 (Kosovo: XKX).", nullable=True)

EVENT_TYPE_VALUES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
EVENT_TYPE = Column("event_type", Kind.TEXT, "PLOVER 2.0 event type.", values=EVENT_TYPE_VALUES)
EVENT_MODE = Column("event_mode", Kind.TEXT, "PLOVER mode of the type, e.g. visit for CONSULT.", nullable=True)
MODALITY_VALUES = (
    "asserted", "reported", "presupposed", "probable", "possible", "planned", "hypothetical", "irrealis", "negated",
)  # fmt: skip
MODALITY = Column(
    "modality", Kind.TEXT, "How real the text says the event is.", values=MODALITY_VALUES
)  # fmt: skip
PRECISION_VALUES = (
    "minute", "day", "days", "week", "weekend", "month", "months", "season", "quarter", "half", "year", "years",
    "decade", "century", "now", "past", "future", "before", "after", "until", "since", "duration", "set", "vague",
    "ongoing", "unknown",
)  # fmt: skip
N_MENTIONS = Column("n_mentions", Kind.INTEGER, "Mentions in text.", unit="mentions")
N_ARTICLES = Column("n_articles", Kind.INTEGER, "Articles that carry it, copies included.", unit="articles")
N_STORIES = Column("n_stories", Kind.INTEGER, "Stories that carry it: near-copies count once.", unit="stories")
N_ORIGINATORS = Column(
    "n_originators", Kind.INTEGER, "Independent originators: twenty outlets quoting one source are one.",
    unit="actors",
)  # fmt: skip


def optional(column: Column) -> Column:
    """The same column where NULL is allowed."""
    return Column(
        column.name, column.kind, column.meaning, column.unit, True, column.values, column.references
    )  # fmt: skip
