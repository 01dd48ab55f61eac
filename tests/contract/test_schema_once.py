"""The schema is declared once: everything that speaks of columns is generated from `transforms/tables`."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.partitions import write_table
from transforms.tables import CODED, TABLES, Table

ROOT = Path(__file__).resolve().parents[2]
ALL = {table.name: table for table in (*TABLES.values(), *CODED)}
CODE = [
    path for package in ("flows", "transforms", "expectations", "warehouse") for path in (ROOT / package).rglob("*.py")
]


def test_one_name_has_one_type_everywhere() -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for table in ALL.values():
        for column in table.columns:
            kinds[column.name].add(column.kind)
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}


def test_references_name_columns_that_exist() -> None:
    for table in TABLES.values():
        for column in table.columns:
            if column.references:
                target, _, name = column.references.partition(".")
                assert name in TABLES[target], f"{table.name}.{column.name} refers to {column.references}"
                assert TABLES[target][name].kind == column.kind


@pytest.mark.parametrize("table", ALL.values(), ids=ALL)
def test_polars_and_arrow_forms_agree(table: Table) -> None:
    from_polars = pl.DataFrame(schema=table.polars_schema).to_arrow().schema
    assert from_polars.names == table.arrow_schema.names
    large = {pa.large_string(): pa.string()}
    for ours, theirs in zip(table.arrow_schema, from_polars, strict=True):
        plain = large.get(theirs.type, theirs.type)
        assert str(plain).replace("large_", "") == str(ours.type).replace("element", "item"), ours.name


def test_parquet_files_carry_the_descriptions(tmp_path: Path) -> None:
    table = TABLES["attributions"]
    write_table(table, table.frame([]), tmp_path / "a.parquet")
    schema = pq.read_schema(tmp_path / "a.parquet")
    assert (schema.metadata or {})[b"grain"].decode() == table.grain
    for column in table.columns:
        assert (schema.field(column.name).metadata or {})[b"description"].decode() == column.comment


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    table = TABLES["steps"]
    rows = [{"step": "ingest", "table_name": f"t{n % 7}", "outcome": f"o{n}", "n_rows": n} for n in range(1000)]
    write_table(table, table.frame(rows), tmp_path / "a.parquet")
    write_table(table, table.frame(rows[::-1]), tmp_path / "b.parquet")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_no_module_spells_out_a_table_again() -> None:
    """DDL is built from the declarations: no CREATE TABLE with written-out columns, no second polars schema."""
    second = re.compile(
        r"CREATE TABLE \w+\.?\w*\s*\(\s*\w+ (VARCHAR|INTEGER|BIGINT|DOUBLE)|pa\.schema\(\[\s*\(|pl\.Schema\(\{\s*\""
    )
    found = [str(path.relative_to(ROOT)) for path in CODE if second.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_a_row_with_an_unknown_column_is_an_error() -> None:
    with pytest.raises(KeyError, match="no such column"):
        TABLES["steps"].frame([{"step": "ingest", "colour": "red"}])
