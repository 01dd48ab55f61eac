"""From what the user names (files, folders, globs, addresses, `-`) to input files, in a stable order.

Not here: what is inside them (`readers/`).
"""

from __future__ import annotations

import glob
import hashlib
import shutil
import sys
import tempfile
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flows.partitions import sha256_of

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
}
_FETCH_TIMEOUT_SECONDS = 30
_USER_AGENT = "Dateline/0.1"


class UnusableInputError(ValueError):
    """What the user named can't be read at all; the message says what to do."""


@dataclass(frozen=True)
class InputFile:
    """One file to read: where it lies, the name rows will know it by, its form and the hash of its bytes.

    A file that holds one item kept from another has that item's `position`.
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
def input_files(named: Iterable[str]) -> Iterator[list[InputFile]]:
    """The files behind the arguments, each once, in argument order and by name within a folder.

    Files in a folder whose form is not known are left out; a file named itself must have a known form, or is taken
    for plain text. Names are relative to the argument's parent, so that rows don't depend on the working directory.
    Raises `UnusableInputError` for a path that is not there, a glob without a match or a URL that can't be fetched.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        found: dict[Path, InputFile] = {}
        names: set[str] = set()
        for argument in named:
            for path, name in _expand(argument, Path(scratch)):
                if path.resolve() in found:
                    continue
                folders = list(path.resolve().parent.parts)
                while name in names and folders:  # another file of that name: tell them apart by their folders
                    name = f"{folders.pop()}/{name}"  # noqa: PLW2901
                names.add(name)
                media_type = MEDIA_TYPES.get(path.suffix.lower(), "text/plain")
                found[path.resolve()] = InputFile(path, name, media_type, sha256_of(path))
        yield list(found.values())


def is_address(argument: str) -> bool:
    """Whether the argument is fetched from the network."""
    return urlsplit(argument).scheme in ("http", "https")


@contextmanager
def stdin_as_file(named: Iterable[str]) -> Iterator[list[str]]:
    """The arguments, with `-` replaced by a file that holds what came in on stdin, as JSON lines."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        path = Path(scratch) / "stdin.jsonl"
        arguments = list(named)
        if "-" in arguments:
            with path.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
        yield [str(path) if argument == "-" else argument for argument in arguments]


def _expand(argument: str, scratch: Path) -> Iterator[tuple[Path, str]]:
    if is_address(argument):
        yield _fetch(argument, scratch), argument
        return
    path = Path(argument).expanduser()
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            inside = file.relative_to(path)
            if file.is_file() and file.suffix.lower() in MEDIA_TYPES and not any(
                part.startswith(".") for part in inside.parts
            ):  # fmt: skip
                yield file, f"{path.resolve().name}/{inside.as_posix()}"
    elif path.is_file():
        yield path, path.name
    elif matches := sorted(glob.glob(argument, recursive=True)):  # noqa: PTH207 - absolute patterns too
        for match in matches:
            if Path(match).is_file():
                yield Path(match), Path(match).name
    else:
        raise UnusableInputError(f"{argument}: no such file, folder, glob match or http(s) address")


def _fetch(url: str, scratch: Path) -> Path:
    """Fetch one page. Rate limits, robots.txt and feeds are not handled: this is for single addresses by hand."""
    request = urllib.request.Request(url, headers={"User-Agent": _USER_AGENT})  # noqa: S310 - http(s) only, see caller
    try:
        with urllib.request.urlopen(request, timeout=_FETCH_TIMEOUT_SECONDS) as answer:  # noqa: S310
            body: bytes = answer.read()
    except OSError as error:
        raise UnusableInputError(f"{url}: can't be fetched ({error}); check the address or your connection") from error
    path = scratch / f"{hashlib.sha256(url.encode()).hexdigest()}.html"
    path.write_bytes(body)
    return path
