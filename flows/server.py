"""A private Prefect server that starts before anything heavy is imported and never outlives its run.

Prefect's own ephemeral server starts only when the first flow needs it (10 to 20 s that a run would wait for) and stays
behind when its parent is killed. Run as `python -m flows.server PORT PARENT SCHEDULES`, this module is the server.
Not here: servers that users run themselves (`Settings.prefect_api_url`).
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_HOST = "127.0.0.1"
_START_SECONDS = 180
_POLL_SECONDS = 0.1


class ServerError(RuntimeError):
    """The Prefect server does not answer; the message names its address, or the log of a private one."""


def set_environment(home: Path, api_url: str | None = None) -> None:
    """Prefect's settings for this process and its children: state below `home`, no telemetry, nothing from outside.

    Must run before the first import of prefect.
    """
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        {
            "PREFECT_HOME": str(home.resolve()),
            "DO_NOT_TRACK": "1",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        }
    )
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    if api_url:
        os.environ["PREFECT_API_URL"] = api_url


@contextmanager
def reached(home: Path, api_url: str | None, *, schedules: bool = False) -> Iterator[Callable[[], None]]:
    """Point Prefect at the user's server, or at a private one that is stopped on leaving; gives `wait_until_ready`."""
    if api_url:
        set_environment(home, api_url)
        yield lambda: wait_until_ready(api_url)
        return
    with private_server(home, schedules=schedules) as process:
        yield lambda: wait_until_ready(os.environ["PREFECT_API_URL"], process, home / "server.log")


@contextmanager
def private_server(home: Path, *, schedules: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server on a free local port and point Prefect at it; it may still be starting when this yields.

    With `schedules` it also runs the services that start scheduled runs; without, it keeps no logs: it is gone before
    anyone could read them. Call `wait_until_ready` before the first flow. The server is stopped on leaving, and stops
    itself if this process dies.
    """
    with socket.socket() as free:
        free.bind((_HOST, 0))
        port = free.getsockname()[1]
    set_environment(home, f"http://{_HOST}:{port}/api")
    _exclude_from_proxies()
    if not schedules:
        os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
        os.environ.setdefault("PREFECT_API_BLOCKS_REGISTER_ON_START", "false")  # a second of work for nothing
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own module with our own numbers
            [sys.executable, "-m", "flows.server", str(port), str(os.getpid()), str(int(schedules))],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the run: it stops the server when it is done reporting
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _exclude_from_proxies() -> None:
    """Keep what this process and its children say to the private server away from the proxies of the environment."""
    excluded = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    if excluded != "*":
        excluded = ",".join(dict.fromkeys(name for name in (*excluded.split(","), _HOST) if name))
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = excluded


def wait_until_ready(api_url: str, process: subprocess.Popen[bytes] | None = None, log: Path | None = None) -> None:
    """Wait for the server at an address; for a private one, with its process and log, past all proxies.

    Raises `ServerError` if it doesn't answer in time, answers with an error, or has ended.
    """
    opener = urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if process else []))
    see = f"; see {log}" if log else "; check the setting prefect_api_url"
    if not api_url.startswith(("http://", "https://")):
        raise ServerError(f"{api_url}: no http(s) address{see}")
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process and (status := process.poll()) is not None:
            raise ServerError(f"the private Prefect server ended with status {status}{see}")
        try:
            with opener.open(f"{api_url}/health", timeout=5):
                return
        except (urllib.error.HTTPError, ValueError) as error:
            raise ServerError(f"{api_url}: {error}{see}") from None
        except OSError:
            time.sleep(_POLL_SECONDS)
    raise ServerError(f"{api_url}: the Prefect server did not answer in {_START_SECONDS} s{see}")


def _serve(port: int, parent: int, *, schedules: bool) -> None:
    def follow() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=follow, daemon=True).start()
    os.environ["PREFECT_UI_ENABLED"] = "0"
    import uvicorn  # noqa: PLC0415 - only in the server process
    from prefect.server.api.server import create_app  # noqa: PLC0415

    uvicorn.run(create_app(ephemeral=not schedules, final=True), host=_HOST, port=port, log_level="error")


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]), schedules=sys.argv[3] == "1")
