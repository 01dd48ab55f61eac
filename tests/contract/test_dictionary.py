"""The data dictionary in `docs/` is what the schema says today."""

from __future__ import annotations

from transforms.tables import TABLES
from warehouse.definitions import read_folder
from warehouse.dictionary import COMMAND, PATH, data_dictionary


def test_the_dictionary_is_not_stale() -> None:
    assert PATH.read_text("utf-8") == data_dictionary(), f"docs/data-dictionary.md is stale: run `{COMMAND}`"


def test_the_dictionary_names_everything() -> None:
    titles = {line.removeprefix("### ") for line in data_dictionary().splitlines() if line.startswith("### ")}
    assert {f"{table.layer}.{table.name}" for table in TABLES.values()} <= titles
    assert {name for name, view in read_folder("views").items() if view.schema == "main"} <= titles
    assert {title.partition("(")[0] for title in titles} >= set(read_folder("macros"))
