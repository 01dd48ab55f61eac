"""How a person sees a run go on: a bar on a terminal, plain lines elsewhere.

Not here: Prefect's own logs and states.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Advance(Protocol):
    """Call with the number of further items that are done."""

    def __call__(self, items: int = 1) -> None: ...


@contextmanager
def step(label: str, total: int | None = None) -> Iterator[Advance]:
    """Show a step of the run while its block runs, with a count if `total` is given; output goes to stderr."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = [SpinnerColumn(finished_text="[green]✓"), TextColumn("{task.description:<10}")]
        columns += [BarColumn(), MofNCompleteColumn()] if total else []
        with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bars:
            task = bars.add_task(label, total=total or 1)
            yield lambda items=1: bars.advance(task, items if total else 0)
            bars.update(task, completed=total or 1)
        return
    began, done, reported = time.monotonic(), 0, 0.0

    def advance(items: int = 1) -> None:
        nonlocal done, reported
        done += items
        if total and time.monotonic() - reported > 10:
            reported = time.monotonic()
            print(f"{label}: {done:,} of {total:,}", file=sys.stderr, flush=True)

    reported = time.monotonic()
    yield advance
    seconds = time.monotonic() - began
    print(f"{label}: done{f' ({total:,})' if total else ''} in {seconds:.1f} s", file=sys.stderr, flush=True)


def say(message: str) -> None:
    """Tell the person something that is decided on the way, in a line of its own on stderr."""
    print(message, file=sys.stderr, flush=True)
