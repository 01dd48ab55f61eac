"""Processes that code batches: started early, the model loaded once in each, gone when the run is gone.

Not here: what coding is (`transforms/coding.py`).
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

_pool: ProcessPoolExecutor | None = None
_processes: list[BaseProcess] = []


@dataclass(frozen=True)
class BatchCoded:
    """How a batch came out: articles in, coded, and left uncoded because of their language."""

    batch: str
    n_articles: int
    n_coded: int


def start(workers: int, model: str | None) -> ProcessPoolExecutor:
    """The pool of coding processes; the first call starts them and has each load the model while others work."""
    global _pool  # noqa: PLW0603 - one pool per process is the point
    if _pool is None:
        others = multiprocessing.active_children()
        _pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin, (model,))
        for _ in range(workers):
            _pool.submit(_ready)
        _processes[:] = [process for process in multiprocessing.active_children() if process not in others]
    return _pool


def stop() -> None:
    """End the pool at once, if there is one: a batch half coded leaves nothing behind."""
    global _pool  # noqa: PLW0603
    if _pool is not None:
        _pool.shutdown(wait=False, cancel_futures=True)
        _pool = None
        for process in _processes:
            process.kill()


def code_in_pool(lake: Path, batch: str, run_id: str, model: str | None) -> BatchCoded:
    """Code one batch in a process of the pool and wait for it; see `code_batch`. Raises `RuntimeError` once stopped."""
    if _pool is None:
        raise RuntimeError("the coding processes were stopped")
    return _pool.submit(code_batch, lake, batch, run_id, model).result()


def code_all(
    lake: Path, batches: Iterable[str], run_id: str, model: str | None, n_workers: int
) -> Iterator[BatchCoded]:
    """Code the batches in the pool; each as it is done."""
    pool = start(n_workers, model)
    for coded in as_completed([pool.submit(code_batch, lake, batch, run_id, model) for batch in batches]):
        yield coded.result()


def code_batch(lake: Path, batch: str, run_id: str, model: str | None) -> BatchCoded:
    """Code the articles of `lake/articles/<batch>` into `lake/coded/<run>/<batch>`; nothing to do if that is there."""
    import polars as pl  # noqa: PLC0415 - the parent starts the pool before it imports anything heavy

    from flows.batches import article_path, coded_folder  # noqa: PLC0415
    from flows.partitions import read_table, write_tables  # noqa: PLC0415
    from transforms.articles import CODED_LANGUAGE  # noqa: PLC0415
    from transforms.tables import ARTICLES, CODED  # noqa: PLC0415

    articles = read_table(ARTICLES, [article_path(lake, batch)])
    in_language = articles.filter(pl.col("language") == CODED_LANGUAGE)
    folder = coded_folder(lake, batch, run_id)
    if not folder.exists():
        from transforms.coding import code_articles  # noqa: PLC0415 - spaCy, only where something is coded

        write_tables(code_articles(in_language, run_id, model), CODED, folder)
    return BatchCoded(batch, articles.height, in_language.height)


def _begin(model: str | None) -> None:
    """Set up a coding process: it dies with its parent, keeps to one core, and loads the model."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
        os.environ[name] = "1"
    parent = multiprocessing.parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()
    from transforms.nlp.parser import load_parser  # noqa: PLC0415

    load_parser(model)


def _ready() -> None:
    """Nothing: a task per process makes the pool start them all."""
