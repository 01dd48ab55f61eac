"""Archives that break off: what comes before is read, and what is lost is told of."""

from __future__ import annotations

import io
import tarfile
import zlib
from pathlib import Path

import pytest

from flows.containers import open_members


def members_of(path: Path) -> list[tuple[str, str | None]]:
    """Names of members and what keeps them from being read."""
    found = []
    for member in open_members(path, path.name):
        found.append((member.name, member.problem))
        if not member.problem:
            member.stream.read()
    return found


@pytest.fixture
def tar() -> bytes:
    """Two members of a block each, each after a block of header."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name in ("a.txt", "b.txt"):
            info = tarfile.TarInfo(name)
            info.size = 6
            archive.addfile(info, io.BytesIO(b"Words."))
    return whole.getvalue()


def test_a_tar_file_that_breaks_off_says_so_after_its_members(tmp_path: Path, tar: bytes) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tar)
    assert members_of(path) == [("a.tar/a.txt", None), ("a.tar/b.txt", None)]
    for damaged in (tar[:1024], tar[:1100], tar[:1024] + b"x" * 512 + tar[1536:]):
        path.write_bytes(damaged)
        assert members_of(path) == [
            ("a.tar/a.txt", None),
            ("a.tar", "the archive breaks off at byte 1,024: what follows is lost"),
        ]


def test_a_packed_tar_file_that_breaks_off_says_so_after_its_members(tmp_path: Path, tar: bytes) -> None:
    path = tmp_path / "a.tar.gz"
    for n_bytes in (1024, 1100, 2048):
        pack = zlib.compressobj(wbits=31)
        path.write_bytes(pack.compress(tar[:n_bytes]) + pack.flush(zlib.Z_SYNC_FLUSH))
        *whole, (name, problem) = members_of(path)
        assert whole == [("a.tar.gz/a.txt", None), ("a.tar.gz/b.txt", None)][: n_bytes // 1024]
        assert name == "a.tar.gz"
        assert "the packed data is damaged" in str(problem)
