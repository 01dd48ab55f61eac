"""Looking into archives and compressed files without writing anything of theirs to disk under their names.

Members are streams: nothing can escape a folder because no folder is made. What unpacks to more than
`EXPLOSION` times its size is given up once it is past a gigabyte. Not here: what the members hold (`readers/`).
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from flows.forms import form_of, is_known, packing, unpacked_name

EXPLOSION = 100
_HARMLESS_BYTES = 1_000_000_000
_HEAD = 4096
_MAX_DEPTH = 3
_SPOOL_BYTES = 8_000_000


class BrokenFileError(ValueError):
    """A packed file can't be read on; the message says why."""


@dataclass(frozen=True)
class Member:
    """One file to read, packed or not: its name, form and bytes; or the problem that keeps it from being read."""

    name: str
    media_type: str
    stream: BinaryIO
    problem: str | None = None


class _Budget:
    """Bytes that a file on disk may still unpack to."""

    def __init__(self, packed_bytes: int) -> None:
        self.limit = max(_HARMLESS_BYTES, EXPLOSION * packed_bytes)
        self.left = self.limit

    def spend(self, n_bytes: int) -> None:
        self.left -= n_bytes
        if self.left < 0:
            raise BrokenFileError(f"unpacks to more than {self.limit:,} bytes, {EXPLOSION} times its size: not read on")


class _Unpacked(io.RawIOBase):
    """A stream of unpacked bytes whose errors are `BrokenFileError` and which spends the budget."""

    def __init__(self, inner: IO[bytes], budget: _Budget) -> None:
        # read1 gives what there is: data before a damaged place is not lost with it.
        self._read = getattr(inner, "read1", inner.read)
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._read(len(buffer))
        except (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError,
                NotImplementedError, RuntimeError, ValueError) as error:  # fmt: skip
            if isinstance(error, BrokenFileError):
                raise
            raise BrokenFileError(f"the packed data is damaged: {str(error)[:150] or type(error).__name__}") from None
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


def open_members(path: Path, name: str) -> Iterator[Member]:
    """The files in a file: its members if it is an archive, else itself, unpacked if it is compressed.

    A member that can't be read comes with its `problem`; a stream raises `BrokenFileError` where its data breaks off.
    Each member is read before the next is asked for.
    """
    budget = _Budget(path.stat().st_size)
    with path.open("rb") as file:
        yield from _members(file, name, budget, 0)


def _members(file: BinaryIO, name: str, budget: _Budget, depth: int) -> Iterator[Member]:
    head = file.read(_HEAD)
    file.seek(0)
    kind = packing(head)
    if kind == "gzip" and form_of(unpacked_name(name), b"") == "application/warc":
        yield Member(name, "application/warc", file)  # gzip by the record: its reader unpacks it
    elif kind in ("zip", "tar"):
        if depth >= _MAX_DEPTH:
            yield Member(name, "application/octet-stream", file, f"archives more than {_MAX_DEPTH} deep are not read")
            return
        yield from _archive(file, name, kind, budget, depth)
    elif kind:
        yield from _unpacked(file, name, kind, budget, depth)
    else:
        yield Member(name, form_of(name, head), file)


def _unpacked(file: BinaryIO, name: str, kind: str, budget: _Budget, depth: int) -> Iterator[Member]:
    stream = io.BufferedReader(_Unpacked(_decompressor(file, kind), budget), 1 << 18)
    inner = unpacked_name(name)
    try:
        head = stream.peek(_HEAD)[:_HEAD]
    except BrokenFileError as problem:
        yield Member(name, form_of(inner, b""), file, str(problem))
        return
    packed = packing(head)
    if packed is None:
        form = form_of(inner, head)
        if form in ("application/vnd.apache.parquet", "application/vnd.apache.arrow.file", "application/pdf"):
            yield from _spooled(stream, name, form)
        else:
            yield Member(name, form, stream)
    elif depth >= _MAX_DEPTH:
        yield Member(name, "application/octet-stream", stream, f"archives more than {_MAX_DEPTH} deep are not read")
    else:
        broken: BrokenFileError | None = None
        with tempfile.TemporaryFile() as spool:
            try:
                _copy(stream, spool)
            except BrokenFileError as problem:
                broken = problem
            spool.seek(0)
            # A tar file is read from its front: the members before the damage are whole.
            is_readable = broken is None or packed == "tar"
            for member in _members(cast("BinaryIO", spool), inner, budget, depth + 1) if is_readable else ():
                if broken and member.problem and member.name == inner:
                    continue  # that the archive breaks off follows from what broke
                shown = name + member.name.removeprefix(inner) if member.name.startswith(inner) else member.name
                yield Member(shown, member.media_type, member.stream, member.problem)
        if broken:
            yield Member(name, "application/octet-stream", stream, str(broken))


def _decompressor(file: BinaryIO, kind: str) -> IO[bytes]:
    if kind == "gzip":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=file, mode="rb"))
    if kind == "bzip2":
        return bz2.BZ2File(file)
    if kind == "xz":
        return lzma.LZMAFile(file)
    import zstandard  # noqa: PLC0415 - only where such a file is read

    class _Zstd(io.RawIOBase):
        """Frames one after the other; errors of the library as those of the standard one."""

        def __init__(self) -> None:
            self._reader = zstandard.ZstdDecompressor(max_window_size=1 << 31).stream_reader(
                file, read_across_frames=True
            )

        def read(self, size: int = -1) -> bytes:
            try:
                return bytes(self._reader.read(size))
            except zstandard.ZstdError as error:
                raise OSError(str(error)) from None

    return cast("IO[bytes]", _Zstd())


def _archive(file: BinaryIO, name: str, kind: str, budget: _Budget, depth: int) -> Iterator[Member]:
    try:
        yield from (_zip if kind == "zip" else _tar)(file, name, budget, depth)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, ValueError, NotImplementedError) as error:
        nothing = io.BytesIO()
        yield Member(name, "application/octet-stream", nothing, f"the archive is damaged: {str(error)[:150]}")


def _zip(file: BinaryIO, name: str, budget: _Budget, depth: int) -> Iterator[Member]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            inside = f"{name}/{_printable(info.filename)}"
            if (problem := _unsafe(info.filename)) or (info.flag_bits & 1 and (problem := "it is encrypted")):
                yield Member(inside, "application/octet-stream", io.BytesIO(), problem)
                continue
            try:
                opened = archive.open(info)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error) as error:
                problem = f"the packed data is damaged: {str(error)[:150]}"
                yield Member(inside, "application/octet-stream", io.BytesIO(), problem)
                continue
            with opened:
                yield from _inside(opened, inside, budget, depth)


def _tar(file: BinaryIO, name: str, budget: _Budget, depth: int) -> Iterator[Member]:
    with tarfile.open(fileobj=file, mode="r:") as archive:
        for info in archive:
            inside = f"{name}/{_printable(info.name)}"
            if info.isdir():
                continue
            if not info.isfile():
                yield Member(inside, "application/octet-stream", io.BytesIO(), "not a regular file: links are not read")
                continue
            if problem := _unsafe(info.name):
                yield Member(inside, "application/octet-stream", io.BytesIO(), problem)
                continue
            if (opened := archive.extractfile(info)) is not None:
                yield from _inside(opened, inside, budget, depth)
        file.seek(archive.offset)
        if file.read(tarfile.BLOCKSIZE) != bytes(tarfile.BLOCKSIZE):  # tarfile takes a broken header for the end
            problem = f"the archive breaks off at byte {archive.offset:,}: what follows is lost"
            yield Member(name, "application/octet-stream", io.BytesIO(), problem)


def _inside(opened: IO[bytes], name: str, budget: _Budget, depth: int) -> Iterator[Member]:
    """A member, looked into if it is packed itself. Hidden files and forms that are not known are left out."""
    if not is_known(name) or PurePosixPath(name).name.startswith("."):
        return
    stream = io.BufferedReader(_Unpacked(opened, budget), 1 << 18)
    try:
        head = stream.peek(_HEAD)[:_HEAD]
    except BrokenFileError as problem:
        yield Member(name, "application/octet-stream", stream, str(problem))
        return
    kind = packing(head)
    form = "application/warc" if kind == "gzip" and unpacked_name(name).endswith(".warc") else form_of(name, head)
    if kind is None and form not in ("application/vnd.apache.parquet", "application/vnd.apache.arrow.file"):
        yield Member(name, form, stream)
        return
    if form == "application/warc":
        yield Member(name, form, stream)
        return
    if kind is None:
        yield from _spooled(stream, name, form)
        return
    with tempfile.SpooledTemporaryFile(_SPOOL_BYTES) as spool:
        try:
            _copy(stream, spool)
        except BrokenFileError as problem:
            yield Member(name, "application/octet-stream", stream, str(problem))
            return
        spool.seek(0)
        yield from _members(cast("BinaryIO", spool), name, budget, depth + 1)


def _spooled(stream: io.BufferedReader[_Unpacked], name: str, form: str) -> Iterator[Member]:
    """A member in a form that is read from its end: copied aside first, under no name."""
    with tempfile.SpooledTemporaryFile(_SPOOL_BYTES) as spool:
        try:
            _copy(stream, spool)
        except BrokenFileError as problem:
            yield Member(name, form, stream, str(problem))
            return
        spool.seek(0)
        yield Member(name, form, cast("BinaryIO", spool))


def _copy(stream: io.BufferedReader[_Unpacked], spool: IO[bytes]) -> None:
    while block := stream.read1(1 << 18):  # read would lose what comes before a damaged place
        spool.write(block)


def _unsafe(inside: str) -> str | None:
    path = PurePosixPath(inside.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (len(inside) > 1 and inside[1] == ":"):
        return "its name leads out of the archive"
    return None


def _printable(name: str) -> str:
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)[:500]
