"""Live fetching against a real server on this machine: polite, safe, and everything it gives accounted for."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from fastwarc import ArchiveIterator

from flows.fetch.client import Client, FetchError
from flows.fetch.gather import gather
from flows.fetch.network import BlockedAddressError, public_addresses
from flows.ingest import Ingested, ingest
from flows.inputs import InputFile, UnusableInputError, fetched, input_files
from flows.known import Known
from flows.partitions import read_table
from flows.settings import Settings, read_settings
from flows.sources import Source
from tests.integration.ingest.web import Web, page, serving
from transforms.tables import ARTICLES


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


def settings(**more: object) -> Settings:
    given = {"allow_private_addresses": True, "host_delay_seconds": 0, "fetch_timeout_seconds": 3}
    return read_settings(**given | {"max_item_bytes": 200_000} | more)


def take(
    folder: Path, *urls: str, source: Source | None = None, ingested: frozenset[str] = frozenset(), **more: object
) -> tuple[Ingested, pl.DataFrame]:
    chosen = settings(**more)
    with (
        fetched(urls, chosen, folder / "landing", sources=[source] if source else [], ingested=ingested) as arguments,
        input_files(arguments) as files,
    ):
        taken = ingest(files, Known(), folder / "lake", folder / "landing", chosen)
    paths = [folder / "lake" / "articles" / f"{batch}.parquet" for batch in taken.batches]
    return taken, read_table(ARTICLES, paths)


def test_a_page_is_kept_as_a_record_that_its_article_points_to(web: Web, tmp_path: Path) -> None:
    url = web.put("/a", page("Ministers met"), etag='"1"')
    taken, articles = take(tmp_path, url)
    assert taken.inputs.select("outcome", "url").rows() == [("accepted", url)]
    (article,) = articles.iter_rows(named=True)
    assert article["title"] == "Ministers met"
    assert article["retrieved_at"] is not None
    (file,) = (tmp_path / "landing" / "fetched").iterdir()
    record = next(iter(ArchiveIterator(str(file), parse_http=True)))
    assert record.headers["WARC-Record-ID"].strip("<>") == article["warc_record_id"]
    assert record.http_headers.status_code == 200
    assert record.reader.read() == page("Ministers met")


def test_what_did_not_change_is_not_taken_in_again(web: Web, tmp_path: Path) -> None:
    tagged = web.put("/tagged", page("Tagged"), etag='"1"')
    plain = web.put("/plain", page("Plain"))
    first, _ = take(tmp_path, tagged, plain)
    names = frozenset(name for name, _ in first.input_files)
    with fetched([tagged, plain], settings(), tmp_path / "landing", ingested=names) as arguments:
        assert arguments == []
    web.put("/plain", page("Plain, corrected"))
    second, articles = take(tmp_path, tagged, plain, ingested=names)
    assert articles["title"].to_list() == ["Plain, corrected"]
    assert second.inputs.height == 1


def test_what_a_killed_run_had_fetched_comes_along(web: Web, tmp_path: Path) -> None:
    url = web.put("/a", page("Ministers met"))
    with fetched([url], settings(), tmp_path / "landing"):
        pass  # killed before anything was read
    (whole,) = (tmp_path / "landing" / "fetched").iterdir()
    whole.rename(whole.with_name(f"{whole.name}.partial"))  # or even before the file got its name
    _, articles = take(tmp_path, url)
    assert articles.height == 1
    assert web.asked["/a"] == 2


def test_what_a_killed_run_had_fetched_stays_its_own_sources(web: Web, tmp_path: Path) -> None:
    first = Source(name="first", inputs=[web.put("/a", page("First"))], publisher="First Wire")
    second = Source(name="second", inputs=[web.put("/b", page("Second"))], publisher="Second Wire", reliability="B")
    with fetched([], settings(), tmp_path, sources=[first]):
        pass  # killed before anything was read
    with fetched([], settings(), tmp_path, sources=[second]) as files:
        assert [file.hints.publisher for file in files if isinstance(file, InputFile)] == [None, "Second Wire"]
    with fetched([], settings(), tmp_path, sources=[second, first]) as files, input_files(files) as taken:
        publishers = [file.hints.publisher for file in taken]
    assert publishers == ["First Wire", "Second Wire"]


def rss(*links: str, text: str = "Short teaser.") -> bytes:
    items = "".join(
        f"<item><title>Item {n}</title><link>{link}</link><description>{text}</description></item>"
        for n, link in enumerate(links)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


def test_a_feed_of_teasers_is_followed_to_its_pages_once(web: Web, tmp_path: Path) -> None:
    pages = [web.put(f"/{n}", page(f"Story {n}")) for n in range(3)]
    feed = web.put("/feed.xml", rss(*pages, pages[0], web.url + "/gone", web.url + "/feed.xml"))
    taken, articles = take(tmp_path, feed)
    assert sorted(articles["title"]) == ["Story 0", "Story 1", "Story 2"]
    refused = taken.inputs.filter(pl.col("outcome") == "quarantined")
    assert refused.select("url", "reason").rows() == [(web.url + "/gone", "can't be fetched: the server answered 404")]
    take(tmp_path, feed)
    assert [web.asked[f"/{n}"] for n in range(3)] == [1, 1, 1]
    assert web.asked["/feed.xml"] == 2


def test_pages_that_one_run_has_no_room_for_are_told_of_and_left_to_the_next(web: Web, tmp_path: Path) -> None:
    pages = [web.put(f"/{n}", page(f"Story {n}")) for n in range(3)]
    feed = web.put("/feed.xml", rss(*pages), etag='"1"')
    first, articles = take(tmp_path, feed, fetch_pages=1)
    assert articles["title"].to_list() == ["Story 0"]
    postponed = first.inputs.filter(pl.col("outcome") == "quarantined")
    assert postponed["url"].to_list() == pages[1:]
    assert postponed["reason"].str.contains("fetch_pages").all()
    gather([feed], [], [], tmp_path / "landing", settings())
    assert [web.asked[f"/{n}"] for n in range(3)] == [1, 1, 1]


def test_pages_of_an_unchanged_list_that_did_not_answer_are_asked_again(web: Web, tmp_path: Path) -> None:
    busy, gone = web.put("/busy", b"busy", 500), web.url + "/gone"
    feed = web.put("/feed.xml", rss(busy, gone), etag='"1"')
    gather([feed], [], [], tmp_path, settings(fetch_retries=0))
    web.put("/busy", page("Story"))
    for _ in range(2):
        gather([feed], [], [], tmp_path, settings(refetch_hours=0))
    assert (web.asked["/busy"], web.asked["/gone"]) == (2, 1)


def test_the_pages_of_an_unchanged_index_of_sitemaps_are_fetched_in_the_end(web: Web, tmp_path: Path) -> None:
    pages = [web.put(f"/{n}", page(f"Story {n}")) for n in range(4)]
    for name, links in (("a", pages[:2]), ("b", pages[2:])):
        locs = "".join(f"<url><loc>{link}</loc></url>" for link in links)
        web.put(f"/{name}.xml", f"<urlset>{locs}</urlset>".encode(), etag='"1"')
    maps = "".join(f"<sitemap><loc>{web.url}/{name}.xml</loc></sitemap>" for name in "ab")
    index = web.put("/index.xml", f"<sitemapindex>{maps}</sitemapindex>".encode(), etag='"1"')
    for _ in range(4):
        gather([index], [], [], tmp_path, settings(fetch_pages=1))
    assert [web.asked[f"/{n}"] for n in range(4)] == [1, 1, 1, 1]


def test_a_feed_that_carries_its_articles_is_read_itself(web: Web, tmp_path: Path) -> None:
    text = "&lt;p&gt;The ministers met in Minsk and talked at length about the border.&lt;/p&gt;" * 20
    feed = web.put("/feed.xml", rss(web.url + "/0", text=text))
    _, articles = take(tmp_path, feed)
    assert articles["title"].to_list() == ["Item 0"]
    assert web.asked["/0"] == 0


def test_a_site_leads_to_its_feeds_or_else_its_sitemaps(web: Web, tmp_path: Path) -> None:
    story = web.put("/story", page("Story"))
    web.put("/feed", rss(story))
    web.put("/", b'<html><link rel="alternate" type="application/rss+xml" href="/feed"></html>')
    _, articles = take(tmp_path / "feed", source=Source(name="s", sites=[web.url + "/"], publisher="Example Wire"))
    assert articles.select("title", "publisher_id").rows() == [("Story", "example-wire")]
    web.put("/", b"<html></html>")
    web.put("/robots.txt", f"User-agent: *\nAllow: /\nSitemap: {web.url}/index.xml\n".encode())
    web.put("/index.xml", f"<sitemapindex><sitemap><loc>{web.url}/index.xml</loc></sitemap>"
            f"<sitemap><loc>{web.url}/map.xml</loc></sitemap></sitemapindex>".encode())  # fmt: skip
    web.put("/map.xml", f"<urlset><url><loc>{story}</loc></url></urlset>".encode())
    _, articles = take(tmp_path / "map", source=Source(name="s", sites=[web.url + "/"], reliability="B"))
    assert articles["title"].to_list() == ["Story"]


def json_feed(*links: str) -> bytes:
    items = [{"id": str(n), "url": link, "content_text": "Short teaser."} for n, link in enumerate(links)]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": items}).encode()


@pytest.mark.parametrize(
    ("make", "link"),
    [(rss, "http://[x"), (json_feed, "http://[x"), (json_feed, "http://example.org/\ud800"), (json_feed, "\udfff")],
)
def test_a_link_of_a_feed_that_is_no_address_costs_its_own_page_only(
    web: Web, tmp_path: Path, make: Callable[..., bytes], link: str
) -> None:
    feed = web.put("/feed", make(link, web.put("/a", page("Story"))), content_type="application/octet-stream")
    taken, articles = take(tmp_path, feed)
    assert "Story" in articles["title"].to_list()
    assert taken.inputs.filter(pl.col("reason") == "its link in the feed is no address").height == 1


def test_a_link_of_a_sitemap_or_site_that_is_no_address_is_refused(web: Web, tmp_path: Path) -> None:
    link, story = "http://[x", web.put("/a", page("Story"))
    sitemap = web.put(
        "/map.xml", f"<urlset><url><loc>{link}</loc></url><url><loc>{story}</loc></url></urlset>".encode()
    )
    web.put("/", f'<link type="application/rss+xml" href="{link}">'.encode())
    gathered = gather([sitemap], [], [web.url + "/"], tmp_path, settings())
    assert gathered.problems == {link: f"'{link}' is no http(s) address"}
    assert web.asked["/a"] == 1


def test_a_robots_txt_that_redirects_to_no_address_costs_its_site_only(web: Web, tmp_path: Path) -> None:
    web.put("/robots.txt", b"", 302, location="http://[x")
    gathered = gather([url := web.put("/a", page("Story"))], [], [], tmp_path, settings())
    assert "which is no address" in gathered.problems[url]


@pytest.mark.parametrize("piece", [b"<link ", b'<link type="application/rss+xml" ', b'type="application/rss+xml" '])
def test_a_front_page_of_open_tags_costs_no_time(web: Web, tmp_path: Path, piece: bytes) -> None:
    web.put("/", b"<link " + piece * (190_000 // len(piece)))
    web.put("/sitemap.xml", f"<urlset><url><loc>{web.put('/a', page('Story'))}</loc></url></urlset>".encode())
    began = time.process_time()
    gather([], [], [web.url + "/"], tmp_path, settings())
    assert time.process_time() - began < 1
    assert web.asked["/a"] == 1


def test_a_gdelt_file_is_a_list_of_pages(web: Web, tmp_path: Path) -> None:
    story = web.put("/story", page("Story"))
    lines = ["\t".join([*["x"] * 60, url]) for url in (story, story, web.url + "/gone")]
    (tmp_path / "20221205.export.CSV").write_text("\n".join(lines) + "\n")
    taken, articles = take(tmp_path, str(tmp_path / "20221205.export.CSV"))
    assert articles["title"].to_list() == ["Story"]
    assert sorted(taken.inputs["outcome"]) == ["accepted", "quarantined"]


def test_robots_txt_is_obeyed_and_asked_for_once(web: Web, tmp_path: Path) -> None:
    web.put("/robots.txt", b"User-agent: *\nDisallow: /private/*.html$\n")
    private, public = web.put("/private/a.html", page("Secret")), web.put("/private/a", page("Public"))
    taken, articles = take(tmp_path, private, public)
    assert articles["title"].to_list() == ["Public"]
    assert taken.inputs.filter(pl.col("outcome") == "quarantined")["reason"].to_list() == [
        "can't be fetched: robots.txt of the site forbids it"
    ]
    assert web.asked["/robots.txt"] == 1
    assert web.asked["/private/a.html"] == 0


def test_one_host_is_not_asked_faster_than_the_settings_or_its_robots_allow(web: Web, tmp_path: Path) -> None:
    web.put("/robots.txt", b"User-agent: *\nCrawl-delay: 0.2\nAllow: /\n")
    take(tmp_path, *(web.put(f"/{n}", page(f"Story {n}")) for n in range(3)), host_delay_seconds=0.05)
    times = web.times[1:]
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) > 0.15


def test_the_pause_a_site_asks_for_is_not_taken_off_the_time_for_a_page(web: Web, tmp_path: Path) -> None:
    web.put("/robots.txt", b"User-agent: *\nCrawl-delay: 0.6\nAllow: /\n")
    urls = [web.put(f"/{n}", page(f"Story {n}")) for n in range(3)]
    taken, _ = take(tmp_path, *urls, fetch_timeout_seconds=0.5)
    assert taken.inputs["outcome"].to_list() == ["accepted"] * 3


def test_a_busy_server_is_asked_again(web: Web, tmp_path: Path) -> None:
    _, articles = take(tmp_path, web.url + "/flaky", fetch_timeout_seconds=10)
    assert articles["title"].to_list() == ["Flaky"]
    assert web.asked["/flaky"] == 2


@pytest.mark.parametrize("stated", ["\u00b2", "9" * 400, "Thu, 01 Jan 99999999999999999999 00:00:00 GMT", "soon"])
@pytest.mark.parametrize("status", [200, 503])
def test_a_wait_that_is_no_number_is_passed_over(web: Web, stated: str, status: int) -> None:
    url = web.put("/a", page("Met"), status, retry_after=stated)
    with Client(settings(fetch_retries=1, fetch_timeout_seconds=2)) as client:
        if status == 200:
            assert client.get(url).status == 200
        else:
            with pytest.raises(FetchError, match="503"):
                client.get(url)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/missing", "404"),
        ("/loop", "redirects without end"),
        ("/drip", "no answer within 1 s"),
        ("/silent", "no answer within 1 s"),
        ("/endless", "larger than"),
        ("/bomb", "unpacked"),
        ("/broken-gzip", "packed wrongly"),
        ("/short", "breaks off"),
        ("/nonsense", "breaks off"),
        ("/elsewhere", "no http"),
    ],
)
def test_a_bad_server_costs_its_own_page_only(web: Web, tmp_path: Path, path: str, reason: str) -> None:
    web.put("/elsewhere", b"", 302, location="file:///etc/passwd")
    good = web.put("/good", page("Good"))
    began = time.monotonic()
    taken, articles = take(tmp_path, web.url + path, good, fetch_timeout_seconds=1, fetch_retries=0)
    assert time.monotonic() - began < 5
    assert articles["title"].to_list() == ["Good"]
    (refused,) = taken.inputs.filter(pl.col("outcome") == "quarantined").iter_rows(named=True)
    assert refused["url"] == web.url + path
    assert reason in refused["reason"]


@pytest.mark.parametrize("path", ["/missing", "/short", "/sp ace"])
def test_an_address_that_fails_alone_is_wrong_usage(web: Web, tmp_path: Path, path: str) -> None:
    with pytest.raises(UnusableInputError, match="can't be fetched"):
        take(tmp_path, web.url + path, fetch_retries=0)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1",  # noqa: S104
     "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "100.64.0.1", "2130706433", "0x7f.1"],
)  # fmt: skip
def test_private_addresses_are_never_fetched_from(host: str) -> None:
    with pytest.raises((BlockedAddressError, OSError)):
        public_addresses(host, 80, allow_private=False)


def test_a_public_page_cannot_lead_into_the_private_network(web: Web) -> None:
    url = web.put("/a", page("Inside"))
    with Client(read_settings(fetch_retries=0)) as client, pytest.raises(FetchError, match="not a public address"):
        client.get(url)
    assert not web.asked


@pytest.mark.parametrize(
    "url", ["http://exa mple/", "http://[::1", "http://127.0.0.1:x/", "HTTPS://", "http://\u2603\udce9/",
            "http://user:word@127.0.0.1/", "http://127.0.0.1:99999/"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="can't be fetched"), fetched([url], settings(), tmp_path):
        pass


def test_the_servers_word_decides_what_has_no_ending(web: Web, tmp_path: Path) -> None:
    line = json.dumps({"text": "The ministers met in Minsk on Saturday.", "title": "Met"}).encode()
    url = web.put("/lines", line, content_type="application/x-ndjson")
    taken, articles = take(tmp_path, url)
    assert articles["title"].to_list() == ["Met"]
    assert isinstance(taken.inputs["input_path"][0], str)


def test_files_on_disk_pass_through(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with fetched([str(tmp_path / "a.txt")], settings(), tmp_path / "landing") as arguments:
        assert arguments == [str(tmp_path / "a.txt")]
    assert not (tmp_path / "landing").exists()
    assert InputFile.__doc__
