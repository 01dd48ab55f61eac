"""From arguments to input files: names, forms, addresses, and what can't be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.inputs import UnusableInputError, fetched, input_files
from flows.partitions import sha256_of
from flows.settings import read_settings


def names(*arguments: Path | str) -> list[str]:
    with input_files(map(str, arguments)) as files:
        return [file.name for file in files]


def fill(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)


def test_inputs_are_named_without_the_working_directory(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name in ("b.txt", "a.jsonl", "deep/c.html", ".hidden.txt", "picture.png"):
        (tmp_path / "in" / name).write_text("x")
    with input_files([str(tmp_path / "in"), str(tmp_path / "in" / "*.txt")]) as files:
        assert [(file.name, file.media_type) for file in files] == [
            ("in/a.jsonl", "application/jsonl"),
            ("in/b.txt", "text/plain"),
            ("in/deep/c.html", "text/html"),
        ]
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "b.txt").write_text("y")
    with input_files([str(tmp_path / "in" / "b.txt"), str(tmp_path / "other" / "b.txt")]) as files:
        assert [file.name for file in files] == ["b.txt", "other/b.txt"]


def test_a_glob_names_its_matches_by_the_folder_before_its_first_wildcard(tmp_path: Path) -> None:
    fill(tmp_path, "archive/2022-12/a.txt", "archive/2022-12/b.txt")
    assert names(tmp_path / "archive" / "*" / "*.txt") == ["2022-12/a.txt", "2022-12/b.txt"]
    fill(tmp_path, "archive/2022-11/a.txt")
    assert names(tmp_path / "archive" / "*" / "*.txt") == ["2022-11/a.txt", "2022-12/a.txt", "2022-12/b.txt"]
    assert names(tmp_path / "archive" / "2022-12" / "[ab].txt") == ["a.txt", "b.txt"]


def test_a_name_with_wildcards_in_it_is_a_name(tmp_path: Path) -> None:
    fill(tmp_path, "a[1].txt", "a1.txt")
    assert names(tmp_path / "a[1].txt") == ["a[1].txt"]


@pytest.mark.parametrize("argument", ["", "empty", "pictures", "folders/*", "pipe", "loop", "dangling", "/dev/null"])
def test_an_argument_with_nothing_to_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argument: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("folders/one").mkdir(parents=True)
    fill(tmp_path, "pictures/a.png", "good.txt")
    os.mkfifo("pipe")
    Path("loop").symlink_to("loop")
    Path("dangling").symlink_to("nowhere")
    with (
        pytest.raises(UnusableInputError, match=r"nothing to read in .*: Dateline reads \.txt"),
        input_files(["good.txt", argument]),
    ):
        pass


@pytest.mark.parametrize(
    "argument", ["nowhere", "nowhere/*.txt", "ftp://127.0.0.1/a.txt", "~nobody-of-that-name/a.txt"]
)
def test_an_argument_that_is_not_there_is_refused(tmp_path: Path, argument: str) -> None:
    with pytest.raises(UnusableInputError), input_files([argument if argument[0] == "~" else str(tmp_path / argument)]):
        pass


def test_a_name_that_is_too_long_is_refused() -> None:
    with pytest.raises(UnusableInputError, match="File name too long"), input_files(["a" * 5000]):
        pass


def test_a_file_that_cannot_be_read_keeps_its_place_among_the_others(tmp_path: Path) -> None:
    fill(tmp_path, "in/a.txt", "in/z.txt")
    (tmp_path / "in" / "dangling.txt").symlink_to("nowhere")
    (tmp_path / "in" / "loop.html").symlink_to("loop.html")
    os.mkfifo(tmp_path / "in" / "pipe.jsonl")
    with input_files([str(tmp_path / "in")]) as files:
        problems = {file.name: file.problem for file in files}
        assert {file.name for file in files if not file.sha256} == {"in/dangling.txt", "in/loop.html", "in/pipe.jsonl"}
    assert problems == {
        "in/a.txt": None,
        "in/dangling.txt": "can't be read: No such file or directory",
        "in/loop.html": "can't be read: Too many levels of symbolic links",
        "in/pipe.jsonl": "can't be read: not a regular file",
        "in/z.txt": None,
    }


def test_a_name_that_is_not_utf8_is_spelled_out(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("x")
    with fetched([str(path), str(tmp_path)], read_settings()) as arguments:
        assert all(os.fsencode(str(getattr(one, "path", one))).decode("utf-8") for one in arguments)
        with input_files(arguments) as files:
            (file,) = files
    assert (file.name, file.media_type, file.sha256) == (r"caf\xe9.txt", "text/plain", sha256_of(path))
