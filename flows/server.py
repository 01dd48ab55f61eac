"""A private Prefect server that starts before anything heavy is imported and never outlives its run.

Prefect's own ephemeral server starts only when the first flow needs it (10 to 20 s that a run would wait for) and stays
behind when its parent is killed. Run as `python -m flows.server PORT PARENT
SCHEDULES`, this module is the server process.
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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_START_SECONDS = 180
_POLL_SECONDS = 0.1


class ServerError(RuntimeError):
    """The private Prefect server did not start; the message names its log."""


def set_environment(home: Path, api_url: str | None = None) -> None:
    """Prefect's settings for this process and its children: state below `home`, no telemetry, nothing from outside.

    Must run before the first import of prefect.
    """
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
def private_server(home: Path, *, schedules: bool = False) -> Iterator[None]:
    """Start a server on a free local port and point Prefect at it; it may still be starting when this yields.

    With `schedules` it also runs the services that start scheduled runs.
    Call `wait_until_ready` before the first flow. The server is stopped on leaving, and stops itself if this process
    dies.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home.mkdir(parents=True, exist_ok=True)
    set_environment(home, f"http://127.0.0.1:{port}/api")
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own module with our own numbers
            [sys.executable, "-m", "flows.server", str(port), str(os.getpid()), str(int(schedules))],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the run: it stops the server when it is done reporting
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def wait_until_ready() -> None:
    """Wait for the server at PREFECT_API_URL. Raises `ServerError` if it doesn't answer in time."""
    url = os.environ["PREFECT_API_URL"]
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(_POLL_SECONDS)
    log = Path(os.environ["PREFECT_HOME"]) / "server.log"
    raise ServerError(f"{url}: the Prefect server did not start in {_START_SECONDS} s; see {log}")


def _serve(port: int, parent: int, *, schedules: bool) -> None:
    def follow() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=follow, daemon=True).start()
    os.environ["PREFECT_UI_ENABLED"] = "0"
    import uvicorn  # noqa: PLC0415 - only in the server process
    from prefect.server.api.server import create_app  # noqa: PLC0415

    uvicorn.run(create_app(ephemeral=not schedules, final=True), host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]), schedules=sys.argv[3] == "1")
