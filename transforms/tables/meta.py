"""`runs`, `inputs`, `steps`, `releases`: what was done to what, by which code."""

from __future__ import annotations

from transforms.tables.articles import MEDIA_TYPES
from transforms.tables.columns import RUN_ID
from transforms.tables.model import Column, Kind, Layer, Table

OUTCOMES = ("accepted", "duplicate", "revision", "unsupported_language", "quarantined")

RUNS = Table(
    "runs",
    Layer.META,
    grain="coding run",
    meaning="The exact code, model, lexicons and settings behind a run_id.",
    key=("run_id",),
    columns=(
        Column("run_id", Kind.TEXT, RUN_ID.meaning),
        Column("dateline_version", Kind.TEXT, "Version of Dateline."),
        Column("code_sha256", Kind.TEXT, "Hash of the coding code."),
        Column("lexicons_sha256", Kind.TEXT, "Hash of the seed tables."),
        Column("model_name", Kind.TEXT, "Name of the language model."),
        Column("model_version", Kind.TEXT, "Version of the language model."),
        Column("model_sha256", Kind.TEXT, "Hash of the language model's files."),
        Column("tagger_sha256", Kind.TEXT, "Hash of the attribution tagger's files."),
        Column("is_model_standin", Kind.BOOLEAN, "Whether the model is a stand-in of low quality."),
        Column("ontology_version", Kind.TEXT, "Version of the event ontology."),
        Column("settings_sha256", Kind.TEXT, "Hash of the settings that change rows."),
    ),
)

INPUTS = Table(
    "inputs",
    Layer.META,
    grain="input item",
    meaning="Everything that was handed in and what became of it.",
    key=("input_path", "input_position", "item_sha256"),
    columns=(
        Column("input_path", Kind.TEXT, "File, relative to the argument's folder."),
        Column("input_position", Kind.INTEGER, "Number of the item in its file, from 1.", unit="items"),
        Column("item_sha256", Kind.TEXT, "Hash of the item's bytes and of how its columns were mapped, if they were."),
        Column("media_type", Kind.TEXT, "Form of the input.", values=MEDIA_TYPES, nullable=True),
        Column("url", Kind.TEXT, "Address of the item, where it states or had one.", nullable=True),
        Column("outcome", Kind.TEXT, "What became of it.", values=OUTCOMES),
        Column("article_id", Kind.TEXT, "The article it gave or repeats.", nullable=True),
        Column("version", Kind.INTEGER, "The version it gave or repeats.", nullable=True),
        Column(
            "reason",
            Kind.TEXT,
            "Why it was refused or set aside, or what had to be guessed, in one line.",
            nullable=True,
        ),
        Column("excerpt", Kind.TEXT, "The first characters of a refused item.", nullable=True),
    ),
)

STEPS = Table(
    "steps",
    Layer.META,
    grain="step of the pipeline and outcome",
    meaning="Rows in = rows out + rows dropped, for every step and reason.",
    key=("step", "table_name", "outcome"),
    columns=(
        Column("step", Kind.TEXT, "Step of the pipeline.", values=("ingest", "code", "link", "validate")),
        Column("table_name", Kind.TEXT, "What was counted."),
        Column("outcome", Kind.TEXT, "in, out, or the reason rows were dropped for."),
        Column("n_rows", Kind.INTEGER, "How many.", unit="rows"),
    ),
)

RELEASES = Table(
    "releases",
    Layer.META,
    grain="release",
    meaning="Every release that was published and whether the warehouse shows it.",
    key=("release_id",),
    columns=(
        Column("release_id", Kind.TEXT, "Identity of the release: hash of its files."),
        Column("sequence", Kind.INTEGER, "Order of publication, from 1."),
        Column("run_id", Kind.TEXT, RUN_ID.meaning),
        Column("published_at", Kind.TIMESTAMP, "When it was published.", unit="UTC"),
        Column("n_articles", Kind.INTEGER, "Article versions in it.", unit="articles"),
        Column("n_rows", Kind.INTEGER, "Rows in it over all tables.", unit="rows"),
        Column("is_current", Kind.BOOLEAN, "Whether the warehouse shows it."),
    ),
    hazards=("Built when the warehouse is loaded, from the releases on disk; not a Parquet file.",),
)
