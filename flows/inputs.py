"""From what the user names (files, folders, globs, addresses, `-`) to input files, in a stable order.

Not here: what is inside them (`readers/`).
"""

from __future__ import annotations

import glob
import hashlib
import itertools
import os
import shutil
import stat
import sys
import tempfile
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPException, IncompleteRead
from pathlib import Path
from urllib.parse import urlsplit

from flows.partitions import sha256_of
from flows.settings import Settings

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
}
_READABLE = "Dateline reads .txt, .html, .jsonl"
_MAX_ITEM_BYTES: int = Settings.model_fields["max_item_bytes"].default
_FETCH_TIMEOUT_SECONDS = 30
_USER_AGENT = "Dateline/0.1"


class UnusableInputError(ValueError):
    """What the user named can't be read at all; the message says what to do."""


@dataclass(frozen=True)
class InputFile:
    """One file to read: where it lies, the name rows will know it by, its form and the hash of its bytes.

    A file that holds one item kept from another has that item's `position`. A file that can't be read has the reason
    as its `problem`, and no hash.
    """

    path: Path
    name: str
    media_type: str
    sha256: str
    position: int | None = None
    problem: str | None = None

    def mark(self, limit: int | None = None) -> tuple[str, str]:
        """What a release remembers of the file: its name and hash; with the limit that cut items of it, if one did."""
        return self.name, self.sha256 if limit is None else f"{self.sha256} up to {limit} bytes"


@contextmanager
def input_files(named: Iterable[str | InputFile], max_bytes: int = _MAX_ITEM_BYTES) -> Iterator[list[InputFile]]:
    """The files behind the arguments, each once, in argument order and by name within a folder.

    Files in a folder whose form is not known are left out; a file named itself must have a known form, or is taken
    for plain text. Names are relative to the argument's parent (for a glob: to the folder before its first wildcard),
    so that rows don't depend on the working directory. Of an address, one byte more than `max_bytes` is read at most:
    enough to see that it is too large.
    Raises `UnusableInputError` for an argument that is not there, can't be fetched, or names nothing to read.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        found: dict[str, InputFile] = {}
        names: set[str] = set()
        for argument in named:
            for file in _expand(argument, Path(scratch), max_bytes):
                place = os.path.realpath(file.path)
                if place in found:
                    continue
                name, folders = file.name, list(Path(place).parent.parts)
                while name in names and folders:  # another file of that name: tell them apart by their folders
                    name = f"{_printable(folders.pop())}/{name}"
                names.add(name)
                found[place] = replace(file, name=name)
        yield list(found.values())


@contextmanager
def fetched(named: Iterable[str], max_bytes: int) -> Iterator[list[str | InputFile]]:
    """The arguments, with addresses and `-` (JSON lines on stdin) replaced by files that hold what came from there.

    Raises `UnusableInputError` for an address that can't be fetched.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        yield [taken for argument in named for taken in _take(argument, Path(scratch), max_bytes)]


def _take(argument: str, scratch: Path, max_bytes: int) -> Iterator[str | InputFile]:
    if argument == "-":
        path = scratch / "stdin.jsonl"
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield _input_file(path, path.name)
    elif _is_address(argument):
        yield _fetch(argument, scratch, max_bytes)
    elif argument == _printable(argument):
        yield argument
    else:  # Prefect takes parameters in UTF-8 only: such a file goes by a link
        for found in _expand(argument, scratch, max_bytes):
            link = scratch / hashlib.sha256(os.fsencode(found.path)).hexdigest()
            link.symlink_to(found.path.absolute())
            yield replace(found, path=link)


def _is_address(argument: str) -> bool:
    return argument.lower().startswith(("http://", "https://"))


def _expand(argument: str | InputFile, scratch: Path, max_bytes: int) -> Iterator[InputFile]:
    """The files of one argument. Raises `UnusableInputError` if there are none."""
    if isinstance(argument, InputFile):
        yield argument
        return
    if _is_address(argument):
        yield _fetch(argument, scratch, max_bytes)
        return
    try:
        files = list(_on_disk(argument))
    except (OSError, RuntimeError) as error:  # a name that is too long; the home folder of nobody
        raise UnusableInputError(f"{_printable(argument)[:200]}: {getattr(error, 'strerror', error)}") from None
    if not files:
        raise UnusableInputError(f"nothing to read in {_printable(argument) or repr(argument)}: {_READABLE}")
    yield from files


def _on_disk(argument: str) -> Iterator[InputFile]:
    path = Path(argument).expanduser()
    if not argument.strip():
        return
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            inside = file.relative_to(path)
            is_hidden = any(part.startswith(".") for part in inside.parts)
            if file.suffix.lower() in MEDIA_TYPES and not is_hidden and not file.is_dir():
                yield _input_file(file, f"{path.resolve().name}/{inside.as_posix()}")
    elif path.is_file():
        yield _input_file(path, path.name)
    elif path.exists() or path.is_symlink():
        return  # a device, a pipe, a link to nothing
    elif matches := sorted(glob.glob(str(path), recursive=True)):  # noqa: PTH207 - absolute patterns too
        prefix = Path(*itertools.takewhile(lambda part: not glob.has_magic(part), path.parts))
        for match in map(Path, matches):
            if not match.is_dir():
                yield _input_file(match, match.relative_to(prefix).as_posix())
    else:
        raise UnusableInputError(f"{_printable(argument)}: no such file, folder, glob match or http(s) address")


def _input_file(path: Path, name: str) -> InputFile:
    media_type = MEDIA_TYPES.get(path.suffix.lower(), "text/plain")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return InputFile(path, _printable(name), media_type, "", problem="can't be read: not a regular file")
        return InputFile(path, _printable(name), media_type, sha256_of(path))
    except OSError as error:
        return InputFile(path, _printable(name), media_type, "", problem=f"can't be read: {error.strerror}")


def _printable(name: str) -> str:
    """A name as UTF-8 text: bytes of it that are none are spelled out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _fetch(url: str, scratch: Path, max_bytes: int) -> InputFile:
    """Fetch one page. Rate limits, robots.txt and feeds are not handled: this is for single addresses by hand."""
    try:
        request = urllib.request.Request(url, headers={"User-Agent": _USER_AGENT})  # noqa: S310 - http(s), see caller
        with urllib.request.urlopen(request, timeout=_FETCH_TIMEOUT_SECONDS) as answer:  # noqa: S310
            body: bytes = answer.read(max_bytes + 1)
            if len(body) <= max_bytes and answer.length:  # a read with a limit doesn't tell when the answer breaks off
                raise IncompleteRead(body, answer.length)
    except (OSError, ValueError, HTTPException) as error:
        raise UnusableInputError(f"{url}: can't be fetched ({error}); check the address or your connection") from error
    suffix = Path(urlsplit(url).path).suffix.lower()
    path = scratch / f"{hashlib.sha256(os.fsencode(url)).hexdigest()}{suffix if suffix in MEDIA_TYPES else '.html'}"
    path.write_bytes(body)
    return _input_file(path, url)
