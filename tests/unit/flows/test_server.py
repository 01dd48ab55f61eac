"""Waiting for the private Prefect server: past proxies, and not for a dead one."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.server import ServerError, private_server, wait_until_ready


@pytest.fixture
def api() -> Iterator[str]:
    """The address of a server that is well, at `/api/health`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/api/health" else 401)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature is the library's
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    """Any process that lives."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process
    process.kill()
    process.communicate()


def test_a_private_server_is_asked_past_the_proxy(
    api: str, process: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    wait_until_ready(api, process)


def test_a_private_server_that_ended_is_not_waited_for(api: str, process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    with pytest.raises(ServerError, match=r"ended with status -9; see home/server\.log"):
        wait_until_ready(api, process, Path("home/server.log"))


@pytest.mark.parametrize("path", ["/elsewhere", "unknown:"])
def test_a_server_that_refuses_is_not_waited_for(api: str, path: str) -> None:
    with pytest.raises(ServerError, match="prefect_api_url"):
        wait_until_ready(api + path if path.startswith("/") else path)


@pytest.mark.parametrize(
    ("before", "after"), [(None, "127.0.0.1"), ("example.org", "example.org,127.0.0.1"), ("*", "*")]
)
def test_the_private_server_is_excluded_from_proxies_for_all_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None, after: str
) -> None:
    for name in [*os.environ]:  # all that the server sets is taken back after the test
        if name.startswith(("PREFECT_", "DO_NOT_TRACK")) or name.lower() == "no_proxy":
            monkeypatch.delenv(name)
    with monkeypatch.context() as environment:
        for name in ("NO_PROXY", "no_proxy"):
            environment.setenv(name, before) if before else environment.delenv(name, raising=False)
        saved = dict(os.environ)
        try:
            with private_server(tmp_path / "prefect") as process:
                assert process.poll() is None
                assert os.environ["NO_PROXY"] == os.environ["no_proxy"] == after
                assert urllib.request.proxy_bypass(os.environ["PREFECT_API_URL"].split("/")[2])
        finally:
            os.environ.clear()
            os.environ.update(saved)
    assert process.poll() is not None
