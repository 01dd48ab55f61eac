"""The HTTP client: one address to one response, with robots.txt, a rate per host, retries, redirects and limits.

Not here: connections (`network.py`), keeping responses (`landing.py`), which addresses (`gather.py`).
"""

from __future__ import annotations

import random
import threading
import time
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore
from protego import Protego

from flows.fetch.network import BlockedAddressError, GuardedBackend
from flows.settings import Settings

_MAX_REDIRECTS = 5
_ROBOTS_BYTES = 500_000
_MAX_CRAWL_DELAY = 30.0
_READ_SECONDS = 15.0
_RETRIED = (429, 500, 502, 503, 504)
_REDIRECTS = (301, 302, 303, 307, 308)
_AGENT = "Dateline"


class FetchError(ValueError):
    """An address could not be fetched; the message is the reason, in one line."""


class RefusedError(FetchError):
    """The address, the site's rules or the server's answer (4xx) say no, and would again."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered: the address it came from in the end, status, headers, and the bytes as they came."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    retrieved: datetime = field(compare=False)

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)

    def content(self, max_bytes: int) -> bytes:
        """The body, unpacked if it is packed. Raises `FetchError` if it unpacks to more than `max_bytes`."""
        encoding = (self.header("content-encoding") or "").lower()
        if encoding not in ("gzip", "x-gzip", "deflate"):
            return self.body
        unpacked = zlib.decompressobj(47 if encoding != "deflate" or self.body[:1] == b"\x78" else -15)
        try:
            content = unpacked.decompress(self.body, max_bytes + 1)
        except zlib.error as error:
            raise FetchError(f"the answer is packed wrongly: {error}") from None
        if len(content) > max_bytes:
            raise FetchError(f"larger than {max_bytes:,} bytes unpacked: raise max_item_bytes to read it")
        if not unpacked.eof:
            raise FetchError("the answer is packed wrongly: it breaks off")
        return content


@dataclass(slots=True)
class _Deadline:
    """When one address has had its time; what it waits out of politeness is added."""

    at: float

    def left(self) -> float:
        return self.at - time.monotonic()


class Client:
    """Fetches addresses; one per run, safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool = httpcore.ConnectionPool(
            network_backend=GuardedBackend(
                settings.fetch_timeout_seconds, allow_private=settings.allow_private_addresses
            ),
            max_connections=32,
            max_keepalive_connections=0,  # the deadline of a connection is that of its one request
        )
        self._robots: dict[str, Protego | str] = {}
        self._next_at: dict[str, float] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()
        contact = f" (+{settings.contact})" if settings.contact else ""
        self._agent = f"{_AGENT}/0.1{contact}"

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def get(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Response:
        """The answer to a GET of the address, redirects followed; 304 if it is as it was.

        Raises `FetchError` with the reason: blocked, forbidden by robots.txt, too slow, too large, an error status.
        """
        deadline = _Deadline(time.monotonic() + self._settings.fetch_timeout_seconds)
        conditions = [("If-None-Match", etag)] if etag else []
        conditions += [("If-Modified-Since", last_modified)] if last_modified else []
        seen: set[str] = set()
        for _ in range(_MAX_REDIRECTS + 1):
            url = _checked(url)
            if url in seen:
                break
            seen.add(url)
            self._ask_robots(url, deadline)
            response = self._tried(url, conditions, deadline)
            target = response.header("location")
            if response.status not in _REDIRECTS or not target:
                if response.status >= 400:
                    is_final = response.status < 500 and response.status not in (408, 425, *_RETRIED)
                    raise (RefusedError if is_final else FetchError)(f"the server answered {response.status}")
                return response
            url = _redirected(url, target)
        raise FetchError("it redirects without end")

    def sitemaps(self, url: str) -> list[str]:
        """Sitemaps that the robots.txt of the address's host names."""
        url = _checked(url)
        deadline = _Deadline(time.monotonic() + self._settings.fetch_timeout_seconds)
        rules = self._robots_of(url, deadline)
        return list(rules.sitemaps) if isinstance(rules, Protego) else []

    def _ask_robots(self, url: str, deadline: _Deadline) -> None:
        rules = self._robots_of(url, deadline)
        if isinstance(rules, str):
            raise FetchError(rules)
        if not rules.can_fetch(url, _AGENT):
            raise RefusedError("robots.txt of the site forbids it")

    def _robots_of(self, url: str, deadline: _Deadline) -> Protego | str:
        """The rules of the address's origin, asked for once; or why they could not be had (RFC 9309 §2.3)."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock(origin):
            if origin not in self._robots:
                try:
                    self._robots[origin] = self._read_robots(f"{origin}/robots.txt", deadline)
                except FetchError as problem:
                    self._robots[origin] = str(problem)
            return self._robots[origin]

    def _read_robots(self, url: str, deadline: _Deadline) -> Protego:
        for _ in range(_MAX_REDIRECTS + 1):
            response = self._tried(_checked(url), [], deadline)
            target = response.header("location")
            if response.status in _REDIRECTS and target:
                url = _redirected(url, target)
                continue
            if response.status >= 500:
                raise FetchError(f"robots.txt of the site can't be read: the server answered {response.status}")
            body = response.content(_ROBOTS_BYTES) if response.status < 300 else b""
            return Protego.parse(body.decode("utf-8", "replace"))
        return Protego.parse("")

    def _tried(self, url: str, headers: list[tuple[str, str]], deadline: _Deadline) -> Response:
        """One address asked until it answers or there is no more time: waits double, with jitter."""
        for attempt in range(self._settings.fetch_retries + 1):
            self._wait_for_turn(url, deadline)
            pause = 2**attempt * (0.5 + random.random())  # noqa: S311 - jitter is no secret
            is_last = attempt == self._settings.fetch_retries or pause > deadline.left()
            try:
                response = self._once(url, headers, deadline)
            except (httpcore.ConnectError, httpcore.RemoteProtocolError, httpcore.ReadError) as error:
                if is_last:
                    raise FetchError(f"no connection, or it breaks off: {str(error)[:150]}") from None
            except httpcore.TimeoutException:
                raise FetchError(f"no answer within {self._settings.fetch_timeout_seconds:.0f} s") from None
            except BlockedAddressError as error:
                raise FetchError(str(error)) from None
            except (httpcore.ProtocolError, httpcore.NetworkError, httpcore.UnsupportedProtocol, OSError) as error:
                raise FetchError(f"the exchange failed: {str(error)[:150]}") from None
            else:
                if response.status not in _RETRIED or is_last:
                    return response
                pause = max(pause, _retry_after(response))
                if pause > deadline.left():
                    return response
            time.sleep(pause)
        raise FetchError("no answer")

    def _once(self, url: str, headers: list[tuple[str, str]], deadline: _Deadline) -> Response:
        limit = self._settings.max_item_bytes
        left = max(0.1, deadline.left())
        sent = [("User-Agent", self._agent), ("Accept-Encoding", "gzip"), ("Accept", "*/*"), *headers]
        timeout = {"connect": min(10.0, left), "read": min(_READ_SECONDS, left), "write": 10.0, "pool": left}
        retrieved = datetime.now(UTC).replace(microsecond=0)
        with self._pool.stream("GET", url, headers=sent, extensions={"timeout": timeout}) as answer:
            body = bytearray()
            for block in answer.iter_stream():
                body += block
                if len(body) > limit:
                    raise FetchError(f"larger than {limit:,} bytes: raise max_item_bytes to read it")
                if deadline.left() < 0:
                    raise httpcore.ReadTimeout("the server is too slow")
            kept = tuple(
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, value in answer.headers
                if name.lower() not in (b"transfer-encoding", b"connection", b"set-cookie")
            )
            return Response(url, answer.status, kept, bytes(body), retrieved)

    def _wait_for_turn(self, url: str, deadline: _Deadline) -> None:
        """Keep the pause between requests to one host: the settings', or what its robots.txt asks for.

        The deadline moves by as much: a pause longer than the time for one address must not cost the address.
        """
        parts = urlsplit(url)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        asked = rules.crawl_delay(_AGENT) if isinstance(rules, Protego) else None
        pause = max(self._settings.host_delay_seconds, min(float(asked or 0), _MAX_CRAWL_DELAY))
        with self._guard:
            now = time.monotonic()
            at = max(now, self._next_at.get(parts.netloc, 0.0))
            self._next_at[parts.netloc] = at + pause
        if at > now:
            deadline.at += at - now
            time.sleep(at - now)

    def _lock(self, origin: str) -> threading.Lock:
        with self._guard:
            return self._locks.setdefault(origin, threading.Lock())


def _redirected(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:
        raise FetchError(f"it redirects to {target[:100]!r}, which is no address") from None


def _retry_after(response: Response) -> float:
    stated = response.header("retry-after") or ""
    if stated.isascii() and stated.isdigit():
        return float(stated[:6])
    try:
        return max(0.0, (parsedate_to_datetime(stated) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _checked(url: str) -> str:
    """The address as it is sent. Raises `RefusedError` if it is none, or not http(s)."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
        if parts.scheme.lower() not in ("http", "https") or not host:
            raise RefusedError(f"{url[:100]!r} is no http(s) address")
        if parts.username or parts.password:
            raise RefusedError("an address with a password is not fetched")
        host = host if host.isascii() else host.encode("idna").decode("ascii")
        if any(char.isspace() or ord(char) < 33 for char in host + parts.path):
            raise RefusedError(f"{url[:100]!r} is no http(s) address")
        netloc = f"[{host}]" if ":" in host else host
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~?")
        return urlunsplit((parts.scheme.lower(), f"{netloc}:{port}" if port else netloc, path, query, ""))
    except (ValueError, UnicodeError) as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError(f"{url[:100]!r} is no http(s) address") from None
