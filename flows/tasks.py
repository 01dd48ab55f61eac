"""The steps of a run as Prefect tasks: retries with backoff on files, one task per batch, never per article.

Each wraps one function that works without Prefect. Not here: the order of the steps (`run.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import exponential_backoff

from flows import candidate, ingest, load, releases, workers

P = ParamSpec("P")
R = TypeVar("R")


def _is_file_trouble(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Only what another try may mend is tried again: files and connections, not code."""
    return isinstance(state.result(raise_on_failure=False), OSError)


def _step(function: Callable[P, R], name: str) -> Task[P, R]:
    """A step as a task. The lake is the cache: a batch that this coding run has coded is not coded again."""
    decorate: Callable[[Callable[P, R]], Task[P, R]] = task(
        name=name,
        cache_policy=NO_CACHE,
        retries=3,
        retry_delay_seconds=exponential_backoff(backoff_factor=2),
        retry_jitter_factor=0.5,
        retry_condition_fn=_is_file_trouble,
    )
    return decorate(function)


ingest_files = _step(ingest.ingest, "ingest")
code_batch = _step(workers.code_in_pool, "code")
link_articles = _step(candidate.link_articles, "link")
validate_candidate = _step(candidate.validate_candidate, "validate")
publish_release = _step(releases.publish, "publish")
load_warehouse = _step(load.load_warehouse, "load")
