"""Build the warehouse from the releases on disk.

Not here: how it is built (`warehouse/build.py`).
"""

from __future__ import annotations

from flows.home import Home
from flows.releases import lineage
from warehouse.build import ReleaseFiles, build_warehouse, warehouse_release


def load_warehouse(home: Home) -> None:
    """Make `warehouse.duckdb` show the current release; nothing to do if it does. Readers are never in the way."""
    releases = lineage(home)
    if warehouse_release(home.warehouse) == releases[-1].release_id:
        return
    build_warehouse(
        [
            ReleaseFiles(
                release_id=release.release_id,
                sequence=release.sequence,
                run_id=release.run_id,
                published_at=release.published_at,
                folder=release.folder,
                is_current=release is releases[-1],
            )
            for release in releases
        ],
        home.warehouse,
    )
