"""Politeness: robots, pace, budget, conditional requests, and saying who we are."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from extractors.errors import FetchError, RefusedError, RetryLater
from extractors.fetch import Fetcher
from extractors.settings import Politeness
from extractors.web.frontier import Frontier
from extractors.web.pace import HostPace, retry_after
from extractors.web.wire import Answer
from tests.hostile_site import (
    FrozenClock,
    HostileSite,
    answer,
    bytes_only,
    conditional,
    page,
    recorded_waits,
    redirect,
    serve,
    source_of,
)


def with_fetcher(site: HostileSite, work: Callable[[Fetcher], Awaitable[object]], **options: object) -> object:
    """Do some work with a fetcher on the site; `options` go to the fetcher, `politeness` to the source."""
    source = source_of(site, politeness=options.pop("politeness", {}))
    settings = {"clock": FrozenClock(), "contact": "desk@example.org"} | options

    async def run() -> object:
        async with Fetcher(source, **settings) as fetcher:
            return await work(fetcher)

    return asyncio.run(run())


def test_every_request_says_who_asks():
    with serve({"/x": page("x")}) as site:
        with_fetcher(site, lambda fetcher: fetcher.get(site.base + "/x"))
    for path in ("/robots.txt", "/x"):
        assert site.headers[path][0]["user-agent"].startswith("esep/")
        assert "desk@example.org" in site.headers[path][0]["user-agent"]


def test_the_answer_is_kept_as_it_came():
    raw = b"HTTP/1.1 200 Fine, thanks\r\nX-Odd:  two  spaces\r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\n"
    body = b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    with serve({"/x": bytes_only(raw, body)}) as site:
        got = with_fetcher(site, lambda fetcher: fetcher.get(site.base + "/x"))
    assert isinstance(got, Answer)
    assert (got.body, got.final.reason) == (b"abcde", b"Fine, thanks")
    assert got.final.headers[1:3] == ((b"set-cookie", b"a=1"), (b"Set-Cookie", b"b=2"))
    assert got.final.ip_address == "127.0.0.1"


def test_cookies_are_not_carried_along():
    with serve({"/x": page("x", set_cookie="a=1"), "/y": page("y")}) as site:

        async def both(fetcher: Fetcher) -> None:
            await fetcher.get(site.base + "/x")
            await fetcher.get(site.base + "/y")

        with_fetcher(site, both)
    assert "cookie" not in site.headers["/y"][0]


def test_a_proxy_of_the_environment_cannot_go_round_the_address_check(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with serve({"/x": page("x")}) as site:
        with_fetcher(site, lambda fetcher: fetcher.get(site.base + "/x"))
    assert "/x" in site.asked


# --- robots -----------------------------------------------------------------------------------------------------

RULES = "User-agent: esep\nDisallow: /private\nAllow: /private/press\nUser-agent: *\nDisallow: /"


@pytest.mark.parametrize(
    ("path", "allowed"), [("/a", True), ("/private/a", False), ("/private/press/a", True), ("/privateer", False)]
)
def test_robots_are_obeyed(path: str, allowed: bool):  # noqa: FBT001
    with serve({"/robots.txt": answer(RULES), "/*": page("x")}) as site:
        if allowed:
            with_fetcher(site, lambda fetcher: fetcher.get(site.base + path))
        else:
            with pytest.raises(RefusedError) as caught:
                with_fetcher(site, lambda fetcher: fetcher.get(site.base + path))
            assert caught.value.kind == "robots"
    assert (path in site.asked) is allowed


def test_robots_are_asked_for_at_every_hop():
    routes = {"/robots.txt": answer(RULES), "/a": redirect("{base}/private/b"), "/private/b": page("b")}
    with serve(routes) as site, pytest.raises(RefusedError):
        with_fetcher(site, lambda fetcher: fetcher.get(site.base + "/a"))
    assert "/private/b" not in site.asked


@pytest.mark.parametrize(
    ("robots", "kind"),
    [
        (answer(status="404 Not Found"), None),
        (answer(status="403 Forbidden"), None),
        (answer("<html>our front page</html>"), None),
        (answer(b"\xff\xfe\x00junk"), None),
        (redirect("{base}/rules"), "robots"),
        (redirect("{base}/robots.txt"), None),
        (answer(status="500 Oops"), "robots_unavailable"),
        (answer(status="503 Busy", retry_after="999"), "http_503"),
        (bytes_only(b""), "bad_http"),
    ],
)
def test_what_robots_mean_when_they_are_odd(robots: Callable, kind: str | None):
    with serve({"/robots.txt": robots, "/rules": answer(RULES), "/private/x": page("x")}) as site:
        if kind is None:
            with_fetcher(site, lambda fetcher: fetcher.get(site.base + "/private/x"))
        else:
            with pytest.raises(FetchError) as caught:
                with_fetcher(site, lambda fetcher: fetcher.get(site.base + "/private/x"))
            assert caught.value.kind == kind


def test_robots_are_read_once_a_day_and_archived(tmp_path):
    clock = FrozenClock()
    kept: list[Answer] = []

    async def keep(answer: Answer) -> None:
        kept.append(answer)

    with serve({"/robots.txt": answer(RULES), "/a": page("a")}) as site, Frontier(tmp_path / "f.sqlite") as memory:

        def visit() -> int:
            with_fetcher(
                site, lambda fetcher: fetcher.get(site.base + "/a"), clock=clock, memory=memory, keep_robots=keep
            )
            return site.asked.count("/robots.txt")

        assert [visit(), visit()] == [1, 1]
        clock.pass_by(hours=25)
        assert visit() == 2
    assert [one.body for one in kept] == [RULES.encode()] * 2


def test_a_crawl_delay_is_kept(monkeypatch):
    waits = recorded_waits(monkeypatch)
    rules = answer("User-agent: *\nCrawl-delay: 40")
    with serve({"/robots.txt": rules, "/*": page("x")}) as site:

        async def three(fetcher: Fetcher) -> None:
            for number in range(3):
                await fetcher.get(f"{site.base}/{number}")

        with_fetcher(site, three)
    assert [wait for wait in waits if wait > 30] == [pytest.approx(40, abs=5)] * 2


def test_two_sources_on_one_host_share_its_pace(tmp_path):
    starts: list[float] = []

    class Watched(Frontier):
        def reserve(self, site: str, delay: float, now: float) -> float:
            wait = super().reserve(site, delay, now)
            starts.append(now + wait)
            return wait

    async def read(site: HostileSite, source_id: str) -> None:
        source = source_of(site, source_id=source_id, politeness={"delay": 0.1, "robots": False})
        with Watched(tmp_path / "f.sqlite") as memory:
            async with Fetcher(source, clock=FrozenClock(), memory=memory) as fetcher:
                for number in range(2):
                    await fetcher.get(f"{site.base}/{source_id}/{number}")

    async def both(site: HostileSite) -> None:
        await asyncio.gather(read(site, "one"), read(site, "two"))

    with serve({"/*": page("x")}) as site:
        asyncio.run(both(site))
    starts.sort()
    assert len(starts) == 4
    assert all(later - earlier >= 0.099 for earlier, later in pairwise(starts))


def test_one_request_at_a_time_unless_more_are_allowed():
    running = most = 0

    async def slow(visit) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.05)
        running -= 1
        await visit.reply("x")

    with serve({"/*": slow}) as site:

        async def many(fetcher: Fetcher) -> None:
            await asyncio.gather(*(fetcher.get(f"{site.base}/{number}") for number in range(6)))

        with_fetcher(site, many)
        assert most == 1
        with_fetcher(site, many, politeness={"concurrency": 3})
    assert 1 < most <= 3


# --- pace -------------------------------------------------------------------------------------------------------


def test_the_pace_slows_down_for_a_busy_host_and_recovers():
    pace = HostPace(Politeness(delay=1.0, max_delay=20.0))
    delays = []
    for status in (200, 429, 503, None, 503, 503, 503):
        pace.learn(0.1, status)
        delays.append(pace.delay)
    assert delays == [1.0, 2.0, 4.0, 8.0, 16.0, 20.0, 20.0]
    for _ in range(12):
        pace.learn(0.1, 200)
    assert pace.delay == 1.0


def test_the_pace_follows_the_latency():
    pace = HostPace(Politeness(delay=0.5, max_delay=20.0))
    for _ in range(20):
        pace.learn(4.0, 200)
    assert pace.delay == pytest.approx(4.0, abs=0.1)


def test_the_next_run_remembers_a_busy_host(tmp_path):
    with serve({"/x": answer(status="429 Busy", retry_after="999")}) as site, Frontier(tmp_path / "f.sqlite") as memory:
        with pytest.raises(RetryLater):
            with_fetcher(site, lambda fetcher: fetcher.get(site.base + "/x"), memory=memory)
        assert memory.penalty(site.base) >= 1.0


def test_the_budget_of_a_run_is_kept():
    with serve({"/*": page("x")}) as site:

        async def four(fetcher: Fetcher) -> None:
            for number in range(4):
                await fetcher.get(f"{site.base}/{number}")

        with pytest.raises(RefusedError) as caught:
            with_fetcher(site, four, politeness={"budget_per_run": 4})
    assert caught.value.kind == "budget_spent"
    assert site.asked == ["/robots.txt", "/0", "/1", "/2"]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120.0), ("Sun, 01 Nov 2026 00:01:00 GMT", 60.0), ("Sat, 31 Oct 2026 00:00:00 GMT", 0.0), ("soon", None)],
)
def test_retry_after(value: str, seconds: float | None):
    assert retry_after(value, datetime(2026, 11, 1, tzinfo=UTC)) == seconds


# --- conditional requests ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "validators", [{"etag": '"v1"'}, {"last_modified": "Sun, 01 Nov 2026 00:00:00 GMT"}], ids=["etag", "date"]
)
def test_what_has_not_changed_is_not_sent_again(validators: dict[str, str]):
    with serve({"/x": conditional("<p>x</p>", **validators)}) as site:

        async def twice(fetcher: Fetcher) -> tuple[Answer, Answer]:
            first = await fetcher.get(site.base + "/x")
            etag, modified = first.final.header("ETag"), first.final.header("Last-Modified")
            return first, await fetcher.get(site.base + "/x", etag=etag, last_modified=modified)

        result = with_fetcher(site, twice)
    assert isinstance(result, tuple)
    assert [one.is_not_modified for one in result] == [False, True]
    assert result[1].body == b""
