"""Is there anything to do? Decided from hashes, before anything heavy is imported.

Not here: doing it (`run.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.home import Home
from flows.inputs import InputFile
from flows.releases import Release, current_release
from flows.settings import Settings
from warehouse.build import warehouse_release


def settled_release(home: Home, files: Sequence[InputFile], run_id: str, settings: Settings) -> Release | None:
    """The current release if it was made by this very coding run from inputs that include all these files, else None.

    The warehouse must show that release too: a run killed between publishing and loading still has work to do.
    """
    release = current_release(home)
    is_settled = (
        release is not None
        and release.run_id == run_id
        and all(not release.input_files.isdisjoint({file.mark(), file.mark(settings.max_item_bytes)}) for file in files)
        and warehouse_release(home.warehouse) == release.release_id
    )
    return release if is_settled else None
