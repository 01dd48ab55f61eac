"""Which addresses are fetched: pages, the pages that feeds and sitemaps point to, the feeds of a site.

A list is followed one step: what its pages link to is not. An address is asked for once a run.
Not here: how one is fetched (`client.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from flows.fetch.client import Client, FetchError, RefusedError, Response
from flows.fetch.landing import Landing
from flows.forms import form_of
from flows.readers.feeds import feed_entries, is_sitemap_index, joined, sitemap_addresses
from flows.settings import Settings

_THREADS = 8
_SITEMAP_DEPTH = 3
_LINK = re.compile(rb"<link\b[^<>]*>", re.I)
_FEED_TYPE = re.compile(rb"\btype=[\"']application/(?:rss\+xml|atom\+xml|feed\+json)[\"']", re.I)
_HREF = re.compile(rb"\bhref=[\"']([^\"']+)[\"']", re.I)
_FEEDS_PER_SITE = 3


@dataclass
class Gathered:
    """The landing's files after fetching, and what could not be fetched, by address."""

    files: list[Path]
    problems: dict[str, str] = field(default_factory=dict)


def gather(
    addresses: Sequence[str],
    listed: Iterable[str],
    sites: Sequence[str],
    landing: Path,
    settings: Settings,
    source: str | None = None,
) -> Gathered:
    """Fetch what the user named (`addresses`: asked for anew each time), pages of lists, and the feeds of `sites`.

    Pages of a list that were asked for within `refetch_hours` are not asked for again, so that a run that was killed
    goes on with the next page. What is fetched is kept as that `source`'s.
    """
    with Landing.opened(landing, source) as place, Client(settings) as client:
        run = _Run(client, place, settings)
        named = [*addresses, *(feed for site in sites for feed in run.feeds_of(site))]
        run.fetch_all(dict.fromkeys(named), is_named=True)
        pages = dict.fromkeys((*listed, *run.found))
        due = [url for url in pages if run.is_due(url)]
        run.fetch_all(due[: settings.fetch_pages], is_named=False)
        for url in due[settings.fetch_pages :]:
            run.postpone(url)
    with Landing.opened(landing) as place:
        return Gathered(place.files(), run.problems)


class _Run:
    def __init__(self, client: Client, landing: Landing, settings: Settings) -> None:
        self._client = client
        self._landing = landing
        self._settings = settings
        self._seen: set[str] = set()
        self.found: list[str] = []
        self.problems: dict[str, str] = {}

    def is_due(self, url: str) -> bool:
        """Whether a page of a list is to be asked for: not in this run, nor within `refetch_hours`."""
        return url not in self._seen and not self._landing.is_fresh(url, self._settings.refetch_hours)

    def postpone(self, url: str) -> None:
        """Say of an address of a list that this run had no room for it; a later one will ask for it."""
        self.problems[url] = "this run has fetched its fetch_pages: run again, or raise them"
        self._landing.keep_problem(url, self.problems[url], was_asked=False)

    def fetch_all(self, urls: Iterable[str], *, is_named: bool) -> None:
        """Hosts side by side, the addresses of one host one after the other."""
        by_host: dict[str, list[str]] = {}
        for url in urls:
            if url not in self._seen:
                self._seen.add(url)
                by_host.setdefault(_host(url), []).append(url)
        with ThreadPoolExecutor(_THREADS) as threads:
            lists = threads.map(lambda urls: [link for url in urls for link in self._one(url, is_named)],
                                by_host.values())  # fmt: skip
            self.found.extend(link for links in lists for link in links)

    def feeds_of(self, site: str) -> list[str]:
        """The feeds that a site's front page names, else the sitemaps of its robots.txt, else /sitemap.xml."""
        try:
            front = self._client.get(site)
            content = front.content(self._settings.max_item_bytes)
            hrefs = (_HREF.search(link) for link in _LINK.findall(content) if _FEED_TYPE.search(link))
            named = [href[1].decode("utf-8", "replace") for href in hrefs if href]
            feeds = [joined(front.url, link) or link for link in named]  # one that is no address is refused as such
            return (
                list(dict.fromkeys(feeds))[:_FEEDS_PER_SITE]
                or self._client.sitemaps(site)
                or [urljoin(site, "/sitemap.xml")]
            )
        except FetchError as problem:
            self._refuse(site, str(problem))
            return []

    def _one(self, url: str, is_named: bool, depth: int = 0) -> list[str]:
        """Fetch and keep one address; the addresses it lists if it is a list that was named."""
        try:
            response = self._client.get(url, *self._landing.validators(url))
            if response.status == 304:
                self._landing.keep(url, response)
                return self._landing.expected(url) if is_named else []
            content = response.content(self._settings.max_item_bytes)
        except FetchError as problem:
            self._refuse(url, str(problem), is_final=isinstance(problem, RefusedError))
            return []
        links = self._links(url, response, content, depth) if is_named else []
        self._landing.keep(url, response, follows=is_named, is_index=is_named and is_sitemap_index(content))
        return links

    def _links(self, url: str, response: Response, content: bytes, depth: int) -> list[str]:
        """The pages of a list, with those it named before and that did not answer yet."""
        path = urlsplit(response.url).path
        form = form_of(path if "." in path.rpartition("/")[2] else "", content[:4096])
        if form in ("application/rss+xml", "application/feed+json"):
            entries = feed_entries(content, response.url)
            links = [entry.link for entry in entries if entry.link and not entry.is_full]
        elif form == "application/sitemap+xml":
            links = [joined(response.url, link) or link for link in sitemap_addresses(content)]
            if is_sitemap_index(content):
                return self._links_of_sitemaps(links, depth)
        else:
            return []
        self._landing.expect(links, url)
        return list(dict.fromkeys((*links, *self._landing.expected(url))))

    def _links_of_sitemaps(self, sitemaps: list[str], depth: int) -> list[str]:
        """The pages of the sitemaps of an index, as many sitemaps as it takes to have enough pages for this run."""
        found: list[str] = []
        n_due = 0
        for url in sitemaps:
            if depth >= _SITEMAP_DEPTH or url in self._seen:
                continue
            if n_due >= self._settings.fetch_pages:
                self.postpone(url)
                continue
            self._seen.add(url)
            links = self._one(url, True, depth + 1)
            n_due += sum(self.is_due(link) for link in links)
            found.extend(links)
        return found

    def _refuse(self, url: str, problem: str, *, is_final: bool = False) -> None:
        self.problems[url] = problem
        self._landing.keep_problem(url, problem, is_final=is_final)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""
