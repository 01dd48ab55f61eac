"""`sentences`, `mentions`, `time_expressions`, `quantities`: what the text holds, span by span."""

from __future__ import annotations

from transforms.tables.columns import (
    ACTOR_ID,
    EVIDENCE,
    PLACE_ID,
    PRECISION_VALUES,
    PROVENANCE,
    optional,
)
from transforms.tables.model import Column, Kind, Layer, Table

SECTIONS = ("headline", "lead", "body", "background", "caption", "boilerplate")

SENTENCES = Table(
    "sentences",
    Layer.CORE,
    grain="sentence",
    meaning="The sentences of each article version in text order.",
    key=("article_id", "version", "sentence_no"),
    columns=(
        *PROVENANCE,
        *EVIDENCE,
        Column("section", Kind.TEXT, "Part of the article the sentence stands in.", values=SECTIONS),
    ),
)

MENTIONS = Table(
    "mentions",
    Layer.CORE,
    grain="entity mention",
    meaning="Where a text names, describes or refers back to an actor or a place.",
    key=("mention_id",),
    columns=(
        *PROVENANCE,
        Column("mention_id", Kind.TEXT, "Identity of the mention: hash of article, version and span."),
        *EVIDENCE,
        Column("mention_type", Kind.TEXT, "Form of the mention.", values=("name", "nominal", "pronoun", "epithet")),
        optional(ACTOR_ID),
        optional(PLACE_ID),
        Column("antecedent_id", Kind.TEXT, "Earlier mention that this one refers back to.", nullable=True,
               references="mentions.mention_id"),
        Column("rule", Kind.TEXT, "Rule that resolved the mention.", nullable=True),
        Column("alternatives", Kind.TEXTS, "What else the name may have meant, best first.",
               nullable=True),
    ),
    hazards=("A place name used as a government has an actor and no place.",),
)  # fmt: skip

TIME_EXPRESSIONS = Table(
    "time_expressions",
    Layer.CORE,
    grain="time expression",
    meaning="Expressions of time and the interval of days each can mean.",
    key=("article_id", "version", "start_char", "end_char"),
    columns=(
        *PROVENANCE,
        *EVIDENCE,
        Column("timex_type", Kind.TEXT, "TIMEX3 type.", values=("DATE", "TIME", "DURATION", "SET")),
        Column("timex_value", Kind.TEXT, "TIMEX3 value.", nullable=True),
        Column("earliest", Kind.DATE, "First day it can mean; NULL is open.", nullable=True),
        Column("latest", Kind.DATE, "Last day it can mean; NULL is open.", nullable=True),
        Column("precision", Kind.TEXT, "What kind of interval it is.", values=PRECISION_VALUES),
        Column("rule", Kind.TEXT, "Rule that gave the value."),
        Column("anchor", Kind.TEXT, "What the value was reckoned from: publication, text of another expression.",
               nullable=True),
        Column("range_earliest", Kind.DATE, "First day of the range it is one end of.", nullable=True),
        Column("range_latest", Kind.DATE, "Last day of the range it is one end of.", nullable=True),
    ),
    hazards=("Open and long intervals must not be joined on a day.",),
)  # fmt: skip

QUANTITIES = Table(
    "quantities",
    Layer.CORE,
    grain="quantity",
    meaning="Counted and measured things.",
    key=("article_id", "version", "start_char", "end_char"),
    columns=(
        *PROVENANCE,
        *EVIDENCE,
        Column("low", Kind.NUMBER, "Smallest value meant.", nullable=True),
        Column("high", Kind.NUMBER, "Largest value meant.", nullable=True),
        Column("unit", Kind.TEXT, "What is counted: head noun, or unit of measure or money.", nullable=True),
        Column("is_approximate", Kind.BOOLEAN, "Whether the text says about, nearly, at least."),
        Column("is_unspecified", Kind.BOOLEAN, "Whether the text says that the number is not known."),
        Column("event_mention_id", Kind.TEXT, "Mention of the event that the quantity belongs to.", nullable=True),
        Column("attribution_id", Kind.TEXT, "Innermost attribution that states the quantity.", nullable=True),
    ),
)
