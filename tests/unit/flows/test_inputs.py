"""From arguments to input files: names, forms, addresses, and what can't be read."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.inputs import InputFile, UnusableInputError, fetched, input_files
from flows.partitions import sha256_of


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
        pytest.raises(UnusableInputError, match=r"nothing to read in .*: Dateline reads \.txt, \.html, \.jsonl"),
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
    with fetched([str(path), str(tmp_path)], 1000) as arguments:
        assert all(os.fsencode(str(getattr(one, "path", one))).decode("utf-8") for one in arguments)
        with input_files(arguments) as files:
            (file,) = files
    assert (file.name, file.media_type, file.sha256) == (r"caf\xe9.txt", "text/plain", sha256_of(path))


@pytest.fixture
def address() -> Iterator[str]:
    """A server of 1,000 bytes at each address, but for `/missing` and one that breaks off."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/missing" else 200)
            self.send_header("Content-Length", "9000" if self.path == "/broken" else "1000")
            self.end_headers()
            self.wfile.write(b"x" * 1000)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature is the library's
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_is_fetched_once_and_keeps_its_name(address: str) -> None:
    with fetched([f"{address}/page"], 5000) as arguments, input_files(arguments) as files:
        (file,) = files
        assert arguments == [file]
        assert isinstance(file, InputFile)
        assert (file.name, file.media_type, file.path.stat().st_size) == (f"{address}/page", "text/html", 1000)


def test_of_an_address_one_byte_more_than_the_limit_is_read(address: str) -> None:
    with input_files([f"{address}/lines.jsonl?all"], 100) as (file,):
        assert (file.media_type, file.path.stat().st_size) == ("application/jsonl", 101)


@pytest.mark.parametrize("path", ["/missing", "/broken", "/sp ace"])
def test_an_address_that_fails_is_refused(address: str, path: str) -> None:
    with pytest.raises(UnusableInputError, match="can't be fetched"), input_files([address + path]):
        pass


@pytest.mark.parametrize(
    "url", ["http://exa mple/", "http://[::1", "http://127.0.0.1:x/", "HTTPS://", "http://\u2603\udce9/"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(UnusableInputError, match="can't be fetched"), fetched([url], 1000):
        pass
