"""What a table and a column are, and their polars and Arrow forms.

Not here: any table (one module each beside this one), DuckDB DDL (`warehouse/ddl.py`), expectations.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import polars as pl
import pyarrow as pa

SPAN_FIELDS = ("start_char", "end_char")


class Kind(StrEnum):
    """The few value types of the warehouse; each has one polars, one Arrow and one DuckDB form."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    SPAN = "span"
    SPANS = "spans"
    TEXTS = "texts"


class Layer(StrEnum):
    """Where rows live: a schema of the warehouse, or `lake` for frames that only later steps read."""

    LAKE = "lake"
    CORE = "core"
    REF = "ref"
    QUALITY = "quality"
    META = "meta"


_POLARS_SPAN = pl.Struct(dict.fromkeys(SPAN_FIELDS, pl.Int32))
_POLARS: dict[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.INTEGER: pl.Int32(),
    Kind.NUMBER: pl.Float64(),
    Kind.BOOLEAN: pl.Boolean(),
    Kind.DATE: pl.Date(),
    Kind.TIMESTAMP: pl.Datetime("us", "UTC"),
    Kind.SPAN: _POLARS_SPAN,
    Kind.SPANS: pl.List(_POLARS_SPAN),
    Kind.TEXTS: pl.List(pl.String()),
}
_ARROW_SPAN = pa.struct([pa.field(field, pa.int32()) for field in SPAN_FIELDS])
_ARROW: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int32(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.TIMESTAMP: pa.timestamp("us", tz="UTC"),
    Kind.SPAN: _ARROW_SPAN,
    Kind.SPANS: pa.list_(_ARROW_SPAN),
    Kind.TEXTS: pa.list_(pa.string()),
}


@dataclass(frozen=True)
class Column:
    """One column: what it holds, in which unit, whether NULL ("not stated") is allowed, and which values.

    `values` closes the column to an enumeration; `references` names the `table.column` whose value it repeats.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str | None = None
    nullable: bool = False
    values: tuple[str, ...] = ()
    references: str | None = None

    @property
    def polars_type(self) -> pl.DataType:
        return _POLARS[self.kind]

    @property
    def arrow_field(self) -> pa.Field[Any]:
        return pa.field(self.name, _ARROW[self.kind], metadata={"description": self.comment})

    @property
    def comment(self) -> str:
        """The meaning with its unit and values in one line: Parquet metadata and `COMMENT ON` both use it."""
        parts = [self.meaning]
        if self.unit:
            parts.append(f"Unit: {self.unit}.")
        if self.values:
            parts.append(f"One of: {', '.join(self.values)}.")
        if self.references:
            parts.append(f"Refers to {self.references}.")
        if self.nullable:
            parts.append("NULL: not stated.")
        return " ".join(parts)


@dataclass(frozen=True)
class Table:
    """One table: its grain in a phrase, its key, its columns in order, and the known hazards of reading it."""

    name: str
    layer: Layer
    grain: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    hazards: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError(f"table {self.name}: a column name occurs twice")
        if missing := set(self.key) - set(names):
            raise ValueError(f"table {self.name}: key columns {sorted(missing)} are not columns")
        if loose := [name for name in self.key if self[name].nullable]:
            raise ValueError(f"table {self.name}: key columns {loose} may not be nullable")

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    def __contains__(self, name: str) -> bool:
        return any(column.name == name for column in self.columns)

    @property
    def polars_schema(self) -> pl.Schema:
        return pl.Schema({column.name: column.polars_type for column in self.columns})

    @property
    def arrow_schema(self) -> pa.Schema:
        """Arrow schema whose field and schema metadata carry the descriptions into every Parquet file."""
        return pa.schema(
            [column.arrow_field for column in self.columns],
            metadata={"table": self.name, "grain": self.grain, "description": self.meaning, "key": ", ".join(self.key)},
        )

    def frame(self, rows: list[dict[str, Any]]) -> pl.DataFrame:
        """Rows (dicts by column name; a missing nullable column is NULL) as a frame of this table, sorted by key.

        Raises `KeyError` if a row names a column that the table does not have.
        """
        known = {column.name for column in self.columns}
        for row in rows:
            if unknown := row.keys() - known:
                raise KeyError(f"{self.name}: no such column {sorted(unknown)}")
        return pl.DataFrame(rows, schema=self.polars_schema, orient="row").sort(self.key, maintain_order=True)

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with exactly this table's columns, types and order, sorted by key."""
        return frame.select(pl.col(column.name).cast(column.polars_type) for column in self.columns).sort(
            self.key, maintain_order=True
        )
