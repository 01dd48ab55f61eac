"""`event_mentions`, `events`, `event_actors`, `event_places`: what happens, in PLOVER terms."""

from __future__ import annotations

from transforms.tables.columns import (
    ACTOR_ID,
    ATTRIBUTION_ID,
    CHARS,
    EVENT_ID,
    EVENT_MODE,
    EVENT_TYPE,
    MODALITY,
    N_ARTICLES,
    N_MENTIONS,
    N_ORIGINATORS,
    N_STORIES,
    PLACE_ID,
    PRECISION_VALUES,
    PROVENANCE,
    RUN_ID,
    SENTENCE_NO,
)
from transforms.tables.model import Column, Kind, Layer, Table

QUAD_CLASSES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")

EVENT_MENTIONS = Table(
    "event_mentions",
    Layer.CORE,
    grain="trigger in text",
    meaning="Where a text speaks of an event.",
    key=("event_mention_id",),
    columns=(
        *PROVENANCE,
        Column("event_mention_id", Kind.TEXT, "Identity of the mention: hash of article, version and trigger."),
        EVENT_ID,
        SENTENCE_NO,
        Column("trigger_start", Kind.INTEGER, "Where the trigger begins.", unit=CHARS),
        Column("trigger_end", Kind.INTEGER, "Where the trigger ends.", unit=CHARS),
        Column("trigger_text", Kind.TEXT, "The trigger, verbatim."),
        EVENT_TYPE,
        EVENT_MODE,
        Column("cameo_code", Kind.TEXT, "CAMEO code, for interchange.", nullable=True),
        MODALITY,
        Column("is_background", Kind.BOOLEAN, "Whether it is old or general context rather than news."),
        Column("attribution_id", Kind.TEXT, ATTRIBUTION_ID.meaning, nullable=True,
               references="attributions.attribution_id"),
    ),
)  # fmt: skip

EVENTS = Table(
    "events",
    Layer.CORE,
    grain="one happening",
    meaning="Events, each once however often it is mentioned.",
    key=("event_id",),
    columns=(
        Column("event_id", Kind.TEXT, EVENT_ID.meaning),
        RUN_ID,
        EVENT_TYPE,
        EVENT_MODE,
        Column("event_contexts", Kind.TEXTS, "PLOVER contexts."),
        Column("quad_class", Kind.TEXT, "PLOVER quad class.", values=QUAD_CLASSES),
        Column("is_reciprocal", Kind.BOOLEAN, "Whether the actors act on each other."),
        MODALITY,
        Column("is_happened", Kind.BOOLEAN, "Whether it is said to have happened or to be happening."),
        Column("event_earliest", Kind.DATE, "First day it can have happened; NULL is open.", nullable=True),
        Column("event_latest", Kind.DATE, "Last day it can have happened; NULL is open.", nullable=True),
        Column("event_precision", Kind.TEXT, "What kind of interval that is.", values=PRECISION_VALUES),
        Column("event_rule", Kind.TEXT, "Rule that gave the interval."),
        N_MENTIONS,
        N_ARTICLES,
        N_STORIES,
        N_ORIGINATORS,
    ),
    hazards=(
        "Only is_happened rows are safe to count as facts on the ground; the view happened holds just those.",
        "Joining actors with recipients multiplies rows: use event_dyads.",
    ),
)

EVENT_ACTORS = Table(
    "event_actors",
    Layer.CORE,
    grain="event and participant",
    meaning="Who takes part in an event.",
    key=("event_id", "role", "actor_id"),
    columns=(
        EVENT_ID,
        RUN_ID,
        Column("role", Kind.TEXT, "Doer or receiver.", values=("actor", "recipient")),
        ACTOR_ID,
        Column("actor_text", Kind.TEXT, "The participant as first written."),
        Column("mention_id", Kind.TEXT, "Where it is written.", nullable=True, references="mentions.mention_id"),
    ),
)

EVENT_PLACES = Table(
    "event_places",
    Layer.CORE,
    grain="event and place",
    meaning="Where an event happens, comes from, goes to or aims at.",
    key=("event_id", "role", "place_id"),
    columns=(
        EVENT_ID,
        RUN_ID,
        Column("role", Kind.TEXT, "How the place bears on the event.",
               values=("location", "origin", "destination", "target")),
        PLACE_ID,
    ),
)  # fmt: skip
