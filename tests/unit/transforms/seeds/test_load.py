"""Reading seed tables: what is accepted, what is refused and how the error says where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transforms.seeds import load


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(load, "_FOLDER", tmp_path)
    load.read_seed.cache_clear()
    return tmp_path


def test_rows_by_column_name_with_blanks_trimmed(folder: Path) -> None:
    (folder / "colours.csv").write_text('name,note\nred , warm\n"blue, light",\n', encoding="utf-8")
    assert load.read_seed("colours") == [{"name": "red", "note": "warm"}, {"name": "blue, light", "note": ""}]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "bad.csv:1: no header"),
        ("Name,note\n", "bad.csv:1: not a column name: 'Name'"),
        ("name,name\n", "bad.csv:1: a column occurs twice"),
        ("note\nx\n", "bad.csv:1: needs the column 'name'"),
        ("name,note\na,b\nc\n", "bad.csv:3: 1 cells, the header has 2"),
        ('name,note\n"a,b\n', "bad.csv:2: unexpected end of data"),
    ],
)
def test_malformed_tables_name_file_and_line(folder: Path, content: str, message: str) -> None:
    (folder / "bad.csv").write_text(content, encoding="utf-8")
    with pytest.raises(load.SeedError, match=re.escape(message)):
        load.read_seed("bad", ("name",))


@pytest.mark.usefixtures("folder")
def test_absent_table() -> None:
    with pytest.raises(load.SeedError, match=re.escape("nothing.csv: no such seed table")):
        load.read_seed("nothing")


def test_hash_follows_every_byte_and_name(folder: Path) -> None:
    (folder / "a.csv").write_bytes(b"name\nx\n")
    first = load.lexicons_sha256()
    assert load.lexicons_sha256() == first
    (folder / "a.csv").write_bytes(b"name\ny\n")
    second = load.lexicons_sha256()
    (folder / "a.csv").rename(folder / "b.csv")
    assert len({first, second, load.lexicons_sha256()}) == 3


def test_every_shipped_table_reads() -> None:
    load.read_seed.cache_clear()
    tables = sorted(Path(load.__file__).parent.glob("*.csv"))
    assert tables
    for path in tables:
        assert load.read_seed(path.stem), path.name
