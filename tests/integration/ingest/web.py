"""A web server on this machine that behaves well at some addresses and badly at others."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCES = (
    "The defence ministers of the two countries met in Minsk on Saturday, the ministry said in a statement.",
    "They signed a protocol that amends an agreement on regional security from 1997, according to the ministry.",
    "It did not say what the protocol changes, and neither side took questions from reporters after the meeting.",
)


def page(title: str, extra: str = "") -> bytes:
    """An article's page in our own words."""
    body = "".join(f"<p>{title}: {sentence}</p>" for sentence in SENTENCES)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{extra}'
        '<meta property="article:published_time" content="2022-12-03T10:00:00Z"></head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


@dataclass
class Web:
    """The server's address, its pages (path to status, headers, body), and how often each path was asked for."""

    url: str
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    def put(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """Serve these bytes at the path; its whole address."""
        kind = {"content-type": "text/html; charset=utf-8"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, kind | named, body)
        return self.url + path


class _Handler(BaseHTTPRequestHandler):
    web: Web

    def do_GET(self) -> None:
        web = self.web
        web.asked[self.path] += 1
        web.times.append(time.monotonic())
        try:
            special = getattr(self, f"_{self.path.strip('/').partition('/')[0].replace('-', '_')}", None)
            if special is not None:
                special()
                return
            status, headers, body = web.pages.get(self.path, (404, {}, b"not here"))
            if headers.get("etag") and self.headers.get("If-None-Match") == headers["etag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            return  # the client had enough, which is what some tests are about

    def _loop(self) -> None:
        self.send_response(302)
        self.send_header("Location", f"/loop/{self.web.asked.total()}")
        self.end_headers()

    def _drip(self) -> None:
        """A byte every tenth of a second, for ever."""
        self.send_response(200)
        self.end_headers()
        for _ in range(600):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def _silent(self) -> None:
        time.sleep(8)

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(b"<p>words and more words</p>" * 4000)

    def _bomb(self) -> None:
        body = gzip.compress(b"<p>0</p>" * 4_000_000)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _broken_gzip(self) -> None:
        body = zlib.compress(page("Cut"))[:100]
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "9000")
        self.end_headers()
        self.wfile.write(b"x" * 1000)

    def _flaky(self) -> None:
        """Fails the first time."""
        is_first = self.web.asked[self.path] == 1
        body = b"busy" if is_first else page("Flaky")
        self.send_response(503 if is_first else 200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _nonsense(self) -> None:
        self.wfile.write(b"\x00\x01 this is not HTTP\r\n\r\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature is the library's
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Web]:
    """A server while the block runs."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    handler.web = Web(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield handler.web  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
