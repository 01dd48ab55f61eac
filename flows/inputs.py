"""From what the user names (files, folders, globs, addresses, sources, `-`) to input files, in a stable order.

Not here: what is inside them (`readers/`), fetching addresses (`fetch/`).
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
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.containers import BrokenFileError, open_members
from flows.forms import READABLE, form_of, is_known, may_be_list
from flows.partitions import sha256_of
from flows.settings import Settings
from flows.sources import Source

_HEAD = 4096


class UnusableInputError(ValueError):
    """What the user named can't be read at all; the message says what to do."""


@dataclass(frozen=True)
class Hints:
    """What is known of a file's articles beforehand: mapped columns, and what its source states of the outlet."""

    columns: tuple[tuple[str, str], ...] = ()
    publisher: str | None = None
    language: str | None = None
    reliability: str | None = None

    @classmethod
    def of(cls, source: Source) -> Hints:
        """What an entry of sources.toml states."""
        return cls(tuple(source.map.items()), source.publisher, source.language, source.reliability)


@dataclass(frozen=True)
class InputFile:
    """One file to read: where it lies, the name rows will know it by, its form and the hash of its bytes.

    A file that holds one item kept from another has that item's `position`, and the form it was kept in. A file that
    can't be read has the reason as its `problem`, and no hash.
    """

    path: Path
    name: str
    media_type: str
    sha256: str
    position: int | None = None
    problem: str | None = None
    hints: Hints = field(default_factory=Hints)

    def mark(self, limit: int | None = None) -> tuple[str, str]:
        """What a release remembers of the file: its name and hash, how its columns were mapped if they were, and the
        limit that cut items of it, if one did.
        """
        mapped = ",".join(f"{name}={column}" for name, column in self.hints.columns)
        cut = "" if limit is None else f" up to {limit} bytes"
        return self.name, f"{self.sha256}{f' as {mapped}' if mapped else ''}{cut}"


@contextmanager
def input_files(named: Iterable[str | InputFile], hints: Hints | None = None) -> Iterator[list[InputFile]]:
    """The files behind the arguments, each once, in argument order and by name within a folder.

    Files in a folder whose form is not known are left out; a file named itself must have a known form, or is taken
    for what its first bytes say, else for plain text. Names are relative to the argument's parent (for a glob: to the
    folder before its first wildcard), so that rows don't depend on the working directory.
    Raises `UnusableInputError` for an argument that is not there or names nothing to read.
    """
    found: dict[str, InputFile] = {}
    names: set[str] = set()
    for argument in named:
        for file in _expand(argument):
            place = os.path.realpath(file.path)
            if place in found:
                continue
            name, folders = file.name, list(Path(place).parent.parts)
            while name in names and folders:  # another file of that name: tell them apart by their folders
                name = f"{_printable(folders.pop())}/{name}"
            names.add(name)
            found[place] = replace(file, name=name, hints=hints if hints is not None else file.hints)
    yield list(found.values())


@contextmanager
def fetched(
    named: Sequence[str | InputFile],
    settings: Settings,
    landing: Path | None = None,
    *,
    sources: Sequence[Source] = (),
    columns: tuple[tuple[str, str], ...] = (),
    ingested: frozenset[str] = frozenset(),
) -> Iterator[list[str | InputFile]]:
    """The arguments and sources as files on disk: addresses and `-` are replaced by files that hold what came there.

    Fetched are addresses, and what sitemaps and GDELT files among the arguments list. With a `landing`, its files that
    are not among the `ingested` come along: what a run that was killed had fetched already, with
    what its own source states if that is among the `sources`.
    Raises `UnusableInputError` if an address can't be fetched and nothing else was.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        files: list[str | InputFile] = []
        of_source: dict[str | None, Hints] = {source.name: replace(Hints.of(source), columns=()) for source in sources}
        for arguments, hints in ((named, Hints(columns)), *((source.inputs, Hints.of(source)) for source in sources)):
            addresses = [one for one in arguments if isinstance(one, str) and _is_address(one)]
            for argument in arguments:
                if argument not in addresses:
                    files.extend(_take(argument, Path(scratch), hints))
            source = next((one for one in sources if one.inputs is arguments), None)
            addresses += source.feeds if source else []
            sites = source.sites if source else []
            listed = [url for one in arguments if one not in addresses and one != "-" for url in _listed(one)]
            if addresses or sites or listed:
                place = landing or Path(scratch) / "landing"
                files.extend(_fetched(addresses, listed, sites, place, settings, source, of_source, ingested))
        yield files


def _fetched(
    addresses: list[str],
    listed: list[str],
    sites: list[str],
    landing: Path,
    settings: Settings,
    source: Source | None,
    hints: dict[str | None, Hints],
    ingested: frozenset[str],
) -> Iterator[InputFile]:
    """The landing's files; one that a killed run left is its own source's, whatever is fetched now."""
    from flows.fetch.gather import gather  # noqa: PLC0415 - the client is loaded only where something is fetched
    from flows.fetch.landing import source_of  # noqa: PLC0415

    addresses = [_printable(url) for url in addresses]
    gathered = gather(addresses, listed, sites, landing, settings, source.name if source else None)
    if addresses and not listed and not sites and set(addresses) <= gathered.problems.keys():
        url = addresses[0]
        raise UnusableInputError(f"{_printable(url)[:200]}: can't be fetched: {gathered.problems[url]}")
    for path in gathered.files:
        name = f"landing/{path.parent.name}/{path.name}"
        if name not in ingested:
            known = hints.get(source_of(path), Hints())
            yield InputFile(path, name, "application/warc", sha256_of(path), hints=known)


def _take(argument: str | InputFile, scratch: Path, hints: Hints) -> Iterator[str | InputFile]:
    if isinstance(argument, InputFile):
        yield argument
    elif argument == "-":
        path = scratch / "stdin"
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        with path.open("rb") as file:
            is_jsonl = file.read(1).lstrip() in (b"", b"{")
        name = "stdin.jsonl" if is_jsonl else "stdin"
        path = path.rename(scratch / name)
        yield replace(_input_file(path, name), hints=hints)
    elif hints == Hints() and argument == _printable(argument):
        yield argument
    else:
        for found in _expand(argument):
            path = found.path
            if str(path) != _printable(str(path)):  # Prefect takes parameters in UTF-8 only: such a file goes by a link
                path = scratch / hashlib.sha256(os.fsencode(found.path)).hexdigest()
                if not path.is_symlink():
                    path.symlink_to(found.path.absolute())
            yield replace(found, path=path, hints=hints)


def _listed(argument: str | InputFile) -> Iterator[str]:
    """The addresses that sitemaps and GDELT files among the argument's files list."""
    from flows.readers.feeds import gdelt_addresses, sitemap_addresses  # noqa: PLC0415

    places = [(argument.path, argument.name)] if isinstance(argument, InputFile) else _paths(argument)
    for path, name in places:
        if not may_be_list(name) or not path.is_file():
            continue
        try:
            for member in open_members(path, name):
                if member.problem is None and member.media_type == "text/vnd.gdelt":
                    yield from gdelt_addresses(member.stream)
                elif member.problem is None and member.media_type == "application/sitemap+xml":
                    yield from sitemap_addresses(member.stream.read())
        except (BrokenFileError, OSError):
            continue  # reading it will say so


def _is_address(argument: str) -> bool:
    return argument.lower().startswith(("http://", "https://"))


def _expand(argument: str | InputFile) -> Iterator[InputFile]:
    """The files of one argument. Raises `UnusableInputError` if there are none."""
    if isinstance(argument, InputFile):
        yield argument
        return
    files = [_input_file(path, name) for path, name in _paths(argument)]
    if not files:
        raise UnusableInputError(f"nothing to read in {_printable(argument) or repr(argument)}: {READABLE}")
    yield from files


def _paths(argument: str) -> list[tuple[Path, str]]:
    """The files behind an argument, with the names rows will know them by. Raises `UnusableInputError`."""
    try:
        return list(_on_disk(argument))
    except (OSError, RuntimeError) as error:  # a name that is too long; the home folder of nobody
        raise UnusableInputError(f"{_printable(argument)[:200]}: {getattr(error, 'strerror', error)}") from None


def _on_disk(argument: str) -> Iterator[tuple[Path, str]]:
    path = Path(argument).expanduser()
    if not argument.strip():
        return
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            inside = file.relative_to(path)
            is_hidden = any(part.startswith(".") for part in inside.parts)
            if is_known(file.name) and not is_hidden and not file.is_dir():
                yield file, f"{path.resolve().name}/{inside.as_posix()}"
    elif path.is_file():
        yield path, path.name
    elif path.exists() or path.is_symlink():
        return  # a device, a pipe, a link to nothing
    elif matches := sorted(glob.glob(str(path), recursive=True)):  # noqa: PTH207 - absolute patterns too
        prefix = Path(*itertools.takewhile(lambda part: not glob.has_magic(part), path.parts))
        for match in map(Path, matches):
            if not match.is_dir():
                yield match, match.relative_to(prefix).as_posix()
    else:
        raise UnusableInputError(f"{_printable(argument)}: no such file, folder, glob match or http(s) address")


def _input_file(path: Path, name: str) -> InputFile:
    shown = _printable(name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return InputFile(path, shown, form_of(shown, b""), "", problem="can't be read: not a regular file")
        with path.open("rb") as file:
            media_type = form_of(shown, file.read(_HEAD))
        return InputFile(path, shown, media_type, sha256_of(path))
    except OSError as error:
        return InputFile(path, shown, form_of(shown, b""), "", problem=f"can't be read: {error.strerror}")


def _printable(name: str) -> str:
    """The name with bytes that are not UTF-8 spelled out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
