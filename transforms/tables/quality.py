"""What was checked and what came of it.

`validation_runs`, `validation_results`, `validation_measures`, `row_verdicts`, `quarantined_rows`.
"""

from __future__ import annotations

from transforms.tables.columns import RUN_ID
from transforms.tables.model import Column, Kind, Layer, Table

SEVERITIES = ("warn", "error", "fatal")

_VALIDATION_ID = Column("validation_id", Kind.TEXT, "The validation: hash of what was audited and of the rules.")
_RULE = Column("rule", Kind.TEXT, "Stable name of the rule.")
_TABLE = Column("table_name", Kind.TEXT, "Table that was checked.")
_SEVERITY = Column("severity", Kind.TEXT, "What a failure leads to.", values=SEVERITIES)
_ROW_KEY = Column("row_key", Kind.TEXT, "Key of the row, as JSON; without a key column, the table as a whole.")

VALIDATION_RUNS = Table(
    "validation_runs",
    Layer.QUALITY,
    grain="validation of a release",
    meaning="One audit of a candidate release.",
    key=("validation_id",),
    columns=(
        _VALIDATION_ID,
        RUN_ID,
        Column("n_rules", Kind.INTEGER, "Rules evaluated.", unit="rules"),
        Column("n_rows", Kind.INTEGER, "Rows audited over all tables.", unit="rows"),
        Column("n_warned", Kind.INTEGER, "Rows with a warning.", unit="rows"),
        Column("n_quarantined", Kind.INTEGER, "Rows refused, dependants included.", unit="rows"),
        Column("verdict", Kind.TEXT, "What the gate decided.", values=("published", "refused")),
    ),
)

VALIDATION_RESULTS = Table(
    "validation_results",
    Layer.QUALITY,
    grain="validation and rule",
    meaning="How each rule came out.",
    key=("validation_id", "rule"),
    columns=(
        _VALIDATION_ID,
        _RULE,
        _TABLE,
        _SEVERITY,
        Column("why", Kind.TEXT, "Why the rule exists."),
        Column("n_checked", Kind.INTEGER, "Rows the rule looked at.", unit="rows"),
        Column("n_failed", Kind.INTEGER, "Rows that break it.", unit="rows"),
        Column("is_success", Kind.BOOLEAN, "Whether no row breaks it."),
    ),
)

VALIDATION_MEASURES = Table(
    "validation_measures",
    Layer.QUALITY,
    grain="validation, measure and category",
    meaning="Figures by which releases are compared: yields per article, shares, mixes of types.",
    key=("validation_id", "measure", "category"),
    columns=(
        _VALIDATION_ID,
        Column("measure", Kind.TEXT, "Stable name of the measure."),
        Column("category", Kind.TEXT, "Category of a mix, whose values add up to 1; 'all' for a single figure."),
        _TABLE,
        Column("value", Kind.NUMBER, "The figure.", nullable=True),
        Column("n_base", Kind.INTEGER, "What it was taken over: rows of the denominator.", unit="rows"),
    ),
)

ROW_VERDICTS = Table(
    "row_verdicts",
    Layer.QUALITY,
    grain="row and rule it breaks",
    meaning="Rows that carry a warning or were refused; a row without a verdict passed.",
    key=("validation_id", "rule", "row_key"),
    columns=(
        _VALIDATION_ID,
        RUN_ID,
        _TABLE,
        _RULE,
        _SEVERITY,
        Column(
            "verdict",
            Kind.TEXT,
            "What became of the row, or of the release (refuse) if a whole table fails.",
            values=("warn", "quarantine", "refuse"),
        ),
        _ROW_KEY,
        Column("detail", Kind.TEXT, "The offending values.", nullable=True),
    ),
)

QUARANTINED_ROWS = Table(
    "quarantined_rows",
    Layer.QUALITY,
    grain="refused row",
    meaning="Rows that were not published, whole, with their reasons.",
    key=("table_name", "row_key"),
    columns=(
        _TABLE,
        _ROW_KEY,
        Column("reasons", Kind.TEXTS, "Names of the rules it breaks; 'depends on TABLE KEY' for dependants."),
        Column("row_json", Kind.TEXT, "The row as JSON; for an input, its path, position and an excerpt."),
        Column("run_id", Kind.TEXT, RUN_ID.meaning),
    ),
)
