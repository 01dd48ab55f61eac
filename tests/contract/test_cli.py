"""The command line keeps its promises: an example with every command, a light start, and exit statuses."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from flows.cli import root
from transforms.tables import TABLES

HEAVY = {"prefect", "great_expectations", "spacy", "polars", "duckdb", "pydantic"}


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield *path, name


def dateline(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder, with no settings from outside."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "PREFECT_"))}
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=clean | {"PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("path", list(commands(root)), ids=lambda path: " ".join(path) or "dateline")
def test_every_command_has_help_with_an_example(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    root.main([*path, "--help"], standalone_mode=False)
    shown = capsys.readouterr().out
    _, _, examples = shown.partition("Example:")
    assert f"  dateline {' '.join(path)}".rstrip() in examples


def test_the_start_is_light(tmp_path: Path) -> None:
    started = subprocess.run(
        [sys.executable, "-c", "import sys, flows.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
        check=True,
    )
    loaded = set(started.stdout.split())
    assert "click" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["run"], 2, "nothing to read: give INPUTS or --source NAME"),
        (["fly"], 2, "No such command 'fly'"),
        (
            ["run", "--workers", "0", "x"],
            2,
            "setting workers: Input should be greater than or equal to 1 (flag --workers)",
        ),
        (["run", "nowhere.txt"], 2, "nowhere.txt: no such file"),
        (["run", "http://127.0.0.1:9/"], 2, "can't be fetched"),
        (["code", "nowhere.txt", "--out", "out"], 2, "nowhere.txt: no such file"),
        (["serve"], 2, "sources.toml: no such file"),
        (["sql", "FROM happened"], 1, "no warehouse at dateline-home/warehouse.duckdb: run `dateline run INPUT…`"),
        (["sql"], 2, "give one query"),
        (["report", "--refused"], 1, "no refused candidate"),
        (["quarantine", "list"], 1, "no release yet"),
        (["releases", "rollback", "rel_1"], 2, "rel_1: no release of that name"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
def test_an_error_is_told_in_one_line(tmp_path: Path, arguments: list[str], status: int, said: str) -> None:
    done = dateline(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1 or done.stderr.startswith("Usage:")


def test_bad_sql_is_an_error_and_good_sql_is_not(empty_home: Path) -> None:
    for query in ("SELEC 1", "SELECT nothing FROM articles", "DROP TABLE core.articles", "SELECT 1; SELECT 2"):
        done = dateline(empty_home, "sql", query)
        assert (done.returncode, done.stdout) == (1, ""), query
        assert done.stderr.startswith("dateline: ")
        assert len(done.stderr.splitlines()) == 1
    good = dateline(empty_home, "sql", "--format", "csv", "SELECT count(*) AS n FROM articles")
    assert (good.returncode, good.stdout, good.stderr) == (0, "n\n0\n", "")


@pytest.mark.parametrize("arguments", [["--debug", "sql", "SELEC 1"], ["sql", "SELEC 1", "--debug"]])
def test_debug_shows_the_trace_wherever_it_stands(empty_home: Path, arguments: list[str]) -> None:
    done = dateline(empty_home, *arguments)
    assert done.returncode == 1
    assert "Traceback" in done.stderr


@pytest.fixture(scope="module")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a home whose warehouse holds no rows."""
    from tests.integration.warehouse.small_release import write_release  # noqa: PLC0415
    from warehouse.build import build_warehouse  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("cli")
    frames = {name: table.frame([]) for name, table in TABLES.items() if name != "releases"}
    build_warehouse([write_release(folder, frames)], folder / "dateline-home" / "warehouse.duckdb")
    return folder
