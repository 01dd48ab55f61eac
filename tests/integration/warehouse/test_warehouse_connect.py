"""Readers can do no harm, and are told plainly why they cannot read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.integration.warehouse.small_release import release_frames, write_release
from warehouse.build import build_warehouse, warehouse_release
from warehouse.connect import WarehouseError, connect


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("it's home")
    build_warehouse([write_release(folder, release_frames())], folder / "warehouse.duckdb")
    return folder / "warehouse.duckdb"


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE core.more (a INTEGER)",
        "DELETE FROM core.articles",
        "DROP VIEW happened",
        "COPY articles TO 'out.csv'",
        "COPY (SELECT 1) TO '/dev/stdout'",
        "EXPORT DATABASE 'out'",
        "ATTACH 'other.duckdb'",
        "FROM read_text('/etc/hostname')",
        "FROM 'pyproject.toml'",
        "FROM glob('*')",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET threads = 1",
    ],
)
def test_readers_can_neither_write_nor_reach_files(warehouse: Path, sql: str) -> None:
    with connect(warehouse) as con, pytest.raises(duckdb.Error):
        con.execute(sql).fetchall()


def test_times_are_utc(warehouse: Path) -> None:
    with connect(warehouse) as con:
        assert con.execute("SELECT DISTINCT recorded_at::VARCHAR FROM articles").fetchall() == [
            ("2026-01-05 06:00:00+00",)
        ]


def test_several_readers_at_once(warehouse: Path) -> None:
    with connect(warehouse) as one, connect(warehouse) as two:
        counts = [con.execute("SELECT count(*) FROM articles").fetchall() for con in (one, two)]
    assert counts == [[(3,)], [(3,)]]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"no warehouse at .*missing\.duckdb: run `dateline run") as caught:
        connect(tmp_path / "missing.duckdb")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_warehouse_is_named(tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").write_bytes(b"hello" * 4000)
    with pytest.raises(WarehouseError, match="not a valid DuckDB database") as caught:
        connect(tmp_path / "warehouse.duckdb")
    assert "\n" not in str(caught.value)


def test_the_holder_of_the_lock_is_named_and_does_not_stop_a_build(tmp_path: Path) -> None:
    release = write_release(tmp_path, release_frames())
    target = tmp_path / "warehouse.duckdb"
    build_warehouse([release], target)
    hold = f"import duckdb; con = duckdb.connect({str(target)!r}); print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WarehouseError, match=f"opened for writing by process {holder.pid}: end it") as caught:
            connect(target)
        assert "\n" not in str(caught.value)
        assert warehouse_release(target) is None
        build_warehouse([release], target)
        assert warehouse_release(target) == "rel_1"
        holder.communicate("done\n")
    assert warehouse_release(target) == "rel_1"
