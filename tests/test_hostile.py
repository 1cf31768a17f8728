"""The hostile web: each misbehaviour becomes one clear error or issue, quickly, and the run goes on."""

import asyncio
import gzip
import zlib

import pytest

from extractors.crawl import crawl
from extractors.errors import FetchError, RefusedError, RetryLater
from extractors.fetch import Fetcher
from extractors.settings import Seed, Settings
from extractors.web.wire import Answer
from tests.hostile_site import (
    FrozenClock,
    HostileSite,
    Route,
    answer,
    bytes_only,
    feed,
    gzip_bomb,
    in_turn,
    page,
    recorded_waits,
    redirect,
    self_signed,
    serve,
    source_of,
)

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def fetch(site: HostileSite, path: str, **politeness: object) -> Answer:
    """What fetching a path comes to."""

    async def run() -> Answer:
        source = source_of(site, politeness=politeness)
        async with Fetcher(source, clock=FrozenClock(), contact="test@example.org") as fetcher:
            return await fetcher.get(site.base + path)

    return asyncio.run(run())


def trouble(route: Route, **politeness: object) -> FetchError:
    """The error that a route leads to."""
    with serve({"/x": route}) as site, pytest.raises(FetchError) as caught:
        fetch(site, "/x", **politeness)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("route", "kind"),
    [
        (answer(status="404 Not Found"), "http_404"),
        (answer(status="410 Gone"), "http_410"),
        (answer(status="500 Oops"), "http_500"),
        (redirect("{base}/x"), "redirect_loop"),
        (redirect("file:///etc/passwd"), "bad_scheme"),
        (redirect("ftp://127.0.0.1/x"), "bad_scheme"),
        (redirect("http://user:word@127.0.0.1/"), "bad_address"),
        (redirect("http://elsewhere.example/"), "foreign_host"),
        (answer(gzip_bomb(50_000_000), content_encoding="gzip"), "too_large"),
        (answer(gzip.compress(gzip_bomb(50_000_000)), content_encoding="gzip, gzip"), "too_large"),
        (answer(b"x", content_encoding=", ".join(["gzip"] * 1000)), "too_large"),
        (answer(zlib.compress(bytes(50_000_000)), content_encoding="deflate"), "too_large"),
        (answer(bytes(3_000_000)), "too_large"),
        (answer(b"this is no gzip", content_encoding="gzip"), "bad_encoding"),
        (answer(gzip.compress(b"x" * 9999, mtime=0)[:-20], content_encoding="gzip"), "bad_encoding"),
        (answer(b"\x00\x01", content_encoding="br"), "bad_encoding"),
        (bytes_only(HEAD + b"Content-Length: 500\r\n\r\nshort"), "bad_http"),
        (bytes_only(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), "bad_http"),
        (bytes_only(b"SSH-2.0-OpenSSH_9.9\r\n"), "bad_http"),
        (bytes_only(HEAD + b"X: " + b"y" * 2_000_000 + b"\r\n\r\n"), "bad_http"),
        (bytes_only(b""), "bad_http"),
    ],
)
def test_each_misbehaviour_has_its_name(route: Route, kind: str):
    assert trouble(route, max_bytes=2_000_000).kind == kind


def test_redirects_without_end_are_left():
    async def further(visit) -> None:
        number = int(visit.path.rsplit("/", 1)[1])
        await visit.reply(status="302 Found", location=f"/far/{number + 1}")

    with serve({"/far/*": further}) as site, pytest.raises(FetchError) as caught:
        fetch(site, "/far/1")
    assert caught.value.kind == "redirect_loop"
    assert len([path for path in site.asked if path.startswith("/far")]) <= 10


@pytest.mark.parametrize(
    "route",
    [
        bytes_only(HEAD + b"Content-Length: 9000\r\n\r\n", *([b"x"] * 9000), pause=0.05),
        bytes_only(b"HTTP/1.1 200 OK\r\n", *([b"X-Drip: 1\r\n"] * 9000), pause=0.05),
        bytes_only(b"", b"", pause=30),
    ],
    ids=["body", "headers", "silence"],
)
def test_a_dripping_answer_does_not_hold_us(route: Route):
    assert trouble(route, timeout=0.6).kind == "timeout"  # the whole answer would take minutes


def test_an_endless_body_is_cut_while_it_streams():
    async def endless(visit) -> None:
        await visit.raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        while True:
            await visit.raw(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")

    assert trouble(endless, max_bytes=1_000_000).kind == "too_large"


def test_a_certificate_nobody_vouches_for_is_an_error(tmp_path):
    with serve({"/x": page("secret")}, self_signed(tmp_path)) as site, pytest.raises(FetchError) as caught:
        fetch(site, "/x")
    assert caught.value.kind == "tls_error"
    assert site.asked == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "169.254.169.254", "[::ffff:127.0.0.1]"]
)
def test_private_addresses_are_refused_unless_allowed(host: str):
    async def run(site) -> None:
        source = source_of(site, allow_private_addresses=False, hosts=(host.strip("[]"),))
        async with Fetcher(source, clock=FrozenClock()) as fetcher:
            await fetcher.get(f"http://{host}:{site.port}/x")

    with serve({"/x": page("inside")}) as site, pytest.raises(RefusedError) as caught:
        asyncio.run(run(site))
    assert caught.value.kind == "private_address"
    assert site.asked == []


def test_the_address_that_was_checked_is_the_one_that_is_used(monkeypatch):
    """A name that is public when checked, private when used: it is resolved once, and that is what we connect to."""
    resolved: list[str] = []
    connected: list[str] = []

    async def getaddrinfo(_self, host, port, **_options: object) -> list[tuple]:
        resolved.append(host)
        address = "93.184.215.14" if len(resolved) == 1 else "127.0.0.1"
        return [(2, 1, 6, "", (address, port))]

    async def connect(_self, host, *_rest: object) -> None:
        connected.append(host)
        raise OSError("no network in tests")

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr("httpcore.AnyIOBackend.connect_tcp", connect)

    async def run(site) -> None:
        source = source_of(site, allow_private_addresses=False, hosts=("rebind.example",), politeness={"robots": False})
        async with Fetcher(source, clock=FrozenClock()) as fetcher:
            with pytest.raises(FetchError):
                await fetcher.get("http://rebind.example/")
            with pytest.raises(RefusedError) as caught:
                await fetcher.get("http://rebind.example/")
            assert caught.value.kind == "private_address"

    asyncio.run(run(HostileSite({})))
    assert connected == ["93.184.215.14"]


def test_a_busy_host_is_asked_again_after_the_time_it_named(monkeypatch):
    waits = recorded_waits(monkeypatch)
    busy = answer(status="429 Too Many Requests", retry_after="1")
    with serve({"/x": in_turn(busy, page("at last"))}) as site:
        assert b"at last" in fetch(site, "/x").body
    assert max(waits) == pytest.approx(1, abs=0.2)


def test_a_host_that_asks_for_long_patience_is_left_for_later():
    error = trouble(answer(status="503 Service Unavailable", retry_after="3600"))
    assert isinstance(error, RetryLater)
    assert error.seconds == 3600


def test_retry_after_may_be_a_date():
    at = "Sun, 01 Nov 2026 00:30:00 GMT"
    error = trouble(answer(status="503 Service Unavailable", retry_after=at))
    assert isinstance(error, RetryLater)
    assert error.seconds == 1800


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(b"<p>17.6 percent</p>", mtime=0), {"content_encoding": "gzip"}),
        (gzip.compress(b"<p>17.6 ", mtime=0) + gzip.compress(b"percent</p>", mtime=0), {"content_encoding": "gzip"}),
        (zlib.compress(b"<p>17.6 percent</p>"), {"content_encoding": "deflate"}),
        (zlib.compress(b"<p>17.6 percent</p>", wbits=-15), {"content_encoding": "deflate"}),
        (b"<p>17.6 percent</p>", {"content_encoding": "identity"}),
        (b"<p>17.6 percent</p>", {}),
    ],
)
def test_codings_are_undone(body: bytes, headers: dict[str, str]):
    with serve({"/x": answer(body, **headers)}) as site:
        got = fetch(site, "/x")
    assert got.body == b"<p>17.6 percent</p>"
    assert got.final.body == body


def test_a_whole_run_over_the_hostile_web_goes_on_and_says_all(tmp_path):
    bad = {
        "/missing": answer(status="404 Not Found"),
        "/loop": redirect("{base}/loop"),
        "/bomb": answer(gzip_bomb(50_000_000), content_encoding="gzip"),
        "/cut": bytes_only(HEAD + b"Content-Length: 500\r\n\r\nshort"),
        "/private": redirect("http://10.0.0.1/admin"),
        "/secret/1": page("secret"),
    }
    good = {
        "/good": page("good"),
        "/moved": redirect("{base}/good"),
        "/empty": answer(b""),
        "/deep": answer("<div>" * 1_000_000),
    }
    routes = bad | good
    routes |= {"/feed.xml": feed(*routes), "/robots.txt": answer("User-agent: *\nDisallow: /secret/")}
    with serve(routes) as site:
        settings = Settings(home=tmp_path, config=tmp_path, sources=tmp_path)
        source = source_of(site, politeness={"max_bytes": 10_000_000})
        report = asyncio.run(crawl(source, settings, clock=FrozenClock()))
    kinds = {issue.url.removeprefix(site.base): issue.kind for issue in report.issues}
    assert kinds == {
        "/missing": "http_404",
        "/loop": "redirect_loop",
        "/bomb": "too_large",
        "/cut": "bad_http",
        "/private": "foreign_host",
        "/secret/1": "robots",
    }
    finals = sorted(one.final_url.removeprefix(site.base) for one in report.captures)
    assert finals == ["/deep", "/empty", "/good"]
    assert "/secret/1" not in site.asked


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>', "unreadable_seed"),
        ('<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel>&a;</channel></rss>', "unreadable_seed"),
        (
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE r [<!ENTITY a "ha">]><rss>&a;</rss>'.encode("utf-16"),
            "unreadable_seed",
        ),
        ("<html><body>Please enable JavaScript</body></html>", "unreadable_seed"),
        ("", "unreadable_seed"),
        ("<rss><channel>" + "<item>" * 100_000, None),
    ],
    ids=["entities", "outside", "utf-16", "html", "empty", "nested"],
)
def test_a_bad_feed_is_an_issue_and_other_seeds_are_read(tmp_path, body: str | bytes, kind: str | None):
    routes = {"/bad.xml": answer(body), "/feed.xml": feed("/good"), "/good": page("good")}
    with serve(routes) as site:
        seeds = [Seed(kind="feed", url=site.base + path) for path in ("/bad.xml", "/feed.xml")]
        settings = Settings(home=tmp_path, config=tmp_path, sources=tmp_path)
        report = asyncio.run(crawl(source_of(site, *seeds), settings, clock=FrozenClock()))
    assert [issue.kind for issue in report.issues] == ([kind] if kind else [])
    assert [one.url for one in report.captures] == [site.base + "/good"]


@pytest.mark.parametrize(
    "body",
    ["<div class=x><a href=/y>" * 100_000, "<div>" * 1_000_000, "<a " + "b=1 " * 500_000 + ">", "<b><i>" * 200_000],
    ids=["items", "divs", "attributes", "formatting"],
)
def test_a_monstrous_listing_does_not_hold_us(tmp_path, body: str):
    """Unguarded, these take minutes and gigabytes, or end the process."""
    with serve({"/list": answer(body)}) as site:
        settings = Settings(home=tmp_path, config=tmp_path, sources=tmp_path)
        seed = Seed(kind="listing", url=site.base + "/list", item="div.x", link="a")
        report = asyncio.run(crawl(source_of(site, seed), settings, clock=FrozenClock()))
    assert report.counts["seeds"] == 1


def test_a_host_that_is_down_is_left_alone_after_a_few_tries(tmp_path):
    paths = [f"/{number}" for number in range(30)]
    routes = {"/feed.xml": feed(*paths)} | {path: bytes_only(b"", b"", pause=30) for path in paths}
    with serve(routes) as site:
        settings = Settings(home=tmp_path, config=tmp_path, sources=tmp_path)
        source = source_of(site, politeness={"timeout": 0.3, "max_delay": 0.1})
        report = asyncio.run(crawl(source, settings, clock=FrozenClock()))
    assert len(report.issues) == 4
    assert report.issues[-1].kind == "host_rested"
    assert report.counts["waiting"] == 27


def test_public_sites_are_not_fetched_without_a_contact(tmp_path):
    with serve({"/feed.xml": feed("/good")}) as site:
        settings = Settings(home=tmp_path, config=tmp_path, sources=tmp_path)
        source = source_of(site, allow_private_addresses=False)
        report = asyncio.run(crawl(source, settings, clock=FrozenClock()))
    assert [issue.kind for issue in report.issues] == ["no_contact"]
    assert site.asked == []
