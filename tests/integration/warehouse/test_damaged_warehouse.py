"""A damaged warehouse counts as none, so that the next load builds it anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.warehouse.small_release import release_frames, write_release
from warehouse.build import build_warehouse, warehouse_release


def overwritten(start: int, length: int | None = None) -> Callable[[bytes], bytes]:
    def damage(content: bytes) -> bytes:
        end = len(content) if length is None else start + length
        return content[:start] + b"\xa5" * (end - start) + content[end:]

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:0],
        lambda content: content[::-1],
        lambda content: content[: len(content) // 2],
        lambda content: content[:5000],
        overwritten(0, 4096),
        overwritten(4096, 8192),
        overwritten(12288),
    ],
    ids=["empty", "reversed", "half", "header", "no-header", "no-database-headers", "no-blocks"],
)
def test_a_damaged_warehouse_is_built_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    release = write_release(tmp_path, release_frames())
    target = tmp_path / "warehouse.duckdb"
    build_warehouse([release], target)
    assert warehouse_release(target) == release.release_id
    target.write_bytes(damage(target.read_bytes()))
    assert warehouse_release(target) is None
    build_warehouse([release], target)
    assert warehouse_release(target) == release.release_id
