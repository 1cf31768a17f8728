"""Fetch: addresses in, answers out, politely and with every limit enforced while the bytes stream in.

Enters: an address of a source and, for a page seen before, its ETag and Last-Modified. Leaves: an `Answer` with every
redirect hop as it went over the wire, or an error that says in one line why not. Redirects are followed here, one hop
at a time, so that each hop is checked like the first; content codings are undone here, under a limit.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

import httpcore
import httpx

from extractors.errors import FetchError, RefusedError, RetryLater
from extractors.settings import Source
from extractors.web.addresses import belongs, normalise, origin
from extractors.web.pace import BUSY, HostPace, retry_after
from extractors.web.robots import ALLOW_ALL, PRODUCT, Robots, read_robots, robots_address
from extractors.web.transport import open_client
from extractors.web.wire import Answer, Exchange, Payload, decode_body

VERSION = "0.1"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_HOPS = 10
CONNECT_TIMEOUT = 20.0
TRIES = 2  # of one address within a run, when the host asks for a short pause
Clock = Callable[[], datetime]


class HostMemory(Protocol):
    """What is remembered of hosts between runs."""

    def robots(self, site: str) -> Robots | None: ...  # noqa: D102
    def keep_robots(self, robots: Robots) -> None: ...  # noqa: D102
    def penalty(self, site: str) -> float: ...  # noqa: D102
    def keep_penalty(self, site: str, seconds: float) -> None: ...  # noqa: D102
    def reserve(self, site: str, delay: float, now: float) -> float: ...  # noqa: D102


def user_agent(contact: str | None) -> str:
    """Who we are, in every request."""
    return f"{PRODUCT}/{VERSION} (archive of reported figures; contact: {contact or 'none given'})"


class Fetcher:
    """Fetches for one source; an async context manager around one pool of connections."""

    def __init__(
        self,
        source: Source,
        *,
        clock: Clock,
        contact: str | None = None,
        memory: HostMemory | None = None,
        keep_robots: Callable[[Answer], Awaitable[object]] | None = None,
        keep_refusal: Callable[[Answer], Awaitable[object]] | None = None,
    ) -> None:
        self._source = source
        self._clock = clock
        self._headers = {
            "User-Agent": user_agent(contact),
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.8,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": ",".join(source.languages),
        }
        self._memory = memory
        self._archive_robots = keep_robots
        self._archive_refusal = keep_refusal
        self._paces: dict[str, HostPace] = {}
        self._robots: dict[str, Robots] = {}
        self._robots_locks: dict[str, asyncio.Lock] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Open the client."""
        self._client = await self._stack.enter_async_context(
            open_client(
                allow_private=self._source.allow_private_addresses,
                connections=max(4, 2 * self._source.politeness.concurrency),
            )
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remember the pace of each host and close the client."""
        for site, pace in self._paces.items():
            if self._memory:
                self._memory.keep_penalty(site, pace.penalty)
        await self._stack.aclose()

    async def read(self, url: str, headers: Mapping[str, str] | None = None) -> Payload:
        """Fetch an address and hand over the decoded body alone."""
        answer = await self.get(url, headers=headers)
        return Payload(headers=answer.final.header_map(), body=answer.body)

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Answer:
        """Fetch one address, following redirects within the source.

        Raises `RefusedError` (our rules), `RetryLater` (the host's wish), `FetchError` (all else).
        """
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        extra = dict(headers or {}) | {name: value for name, value in validators.items() if value}
        for attempt in range(1, TRIES + 1):
            try:
                return await self._follow(normalise(url), extra)
            except RetryLater as error:
                if attempt == TRIES or error.seconds > self._source.politeness.max_delay:
                    raise
                self._pace(url).pause(error.seconds)
        raise AssertionError  # the last try returns or raises

    async def _follow(self, url: str, extra: Mapping[str, str]) -> Answer:
        hops: list[Exchange] = []
        seed_host = urlsplit(url).netloc
        while len(hops) < MOST_HOPS:
            if urlsplit(url).netloc != seed_host and not belongs(url, self._source):
                raise RefusedError(f"{hops[0].url} leads to {url}, which is not a host of the source", "foreign_host")
            await self._obey_robots(url)
            exchange = await self._exchange(url, extra)
            hops.append(exchange)
            location = exchange.header("location")
            if exchange.status_code not in REDIRECTS or location is None:
                return await self._answer(hops, self._archive_refusal)
            target = normalise(location, base=url)
            if target in {hop.url for hop in hops}:
                raise FetchError(f"{hops[0].url}: the redirects run in a circle", "redirect_loop")
            url = target
        raise FetchError(f"{hops[0].url}: more than {MOST_HOPS} redirects", "redirect_loop")

    async def _answer(self, hops: list[Exchange], keep: Callable[[Answer], Awaitable[object]] | None) -> Answer:
        """The answer of the last hop; a refusal is given to `keep`, since it is evidence too, and raised."""
        final = hops[-1]
        if final.status_code == 304:
            return Answer(hops=tuple(hops), body=b"")
        limit = self._source.politeness.max_bytes
        if 200 <= final.status_code < 300:
            return Answer(hops=tuple(hops), body=decode_body(final.body, final.header("content-encoding"), limit))
        if keep:
            with suppress(FetchError):  # a refusal whose body cannot be unpacked is told, not kept
                body = decode_body(final.body, final.header("content-encoding"), limit)
                await keep(Answer(hops=tuple(hops), body=body))
        if final.status_code in BUSY:
            pause = retry_after(final.header("retry-after"), self._clock())
            seconds = self._pace(final.url).delay if pause is None else pause
            raise RetryLater(f"{final.url}: HTTP {final.status_code}", seconds, f"http_{final.status_code}")
        raise FetchError(f"{final.url}: HTTP {final.status_code}", f"http_{final.status_code}")

    # --- robots -----------------------------------------------------------------------------------------------

    async def _obey_robots(self, url: str) -> None:
        if not self._source.politeness.robots:
            return
        site = origin(url)
        async with self._robots_locks.setdefault(site, asyncio.Lock()):
            robots = self._robots.get(site) or await self._rules(site)
            self._robots[site] = robots
        self._pace(url).crawl_delay = robots.crawl_delay
        if not robots.allows(url):
            raise RefusedError(f"{url}: forbidden by {site}/robots.txt", "robots")

    async def _rules(self, site: str) -> Robots:
        now = self._clock()
        known = self._memory.robots(site) if self._memory else None
        if known and known.is_fresh(now):
            return known
        robots = await self._ask_robots(site, now)
        if self._memory:
            self._memory.keep_robots(robots)
        return robots

    async def _ask_robots(self, site: str, now: datetime) -> Robots:
        try:
            answer = await self._follow_robots(robots_address(site))
        except RetryLater:
            raise
        except FetchError as error:
            if error.kind.startswith("http_4"):
                return Robots(origin=site, text=ALLOW_ALL, read_at=now)
            if error.kind.startswith("http_"):
                raise RefusedError(f"{site}: robots.txt cannot be had ({error})", "robots_unavailable") from error
            raise
        if self._archive_robots:
            await self._archive_robots(answer)
        return read_robots(site, answer.body, now)

    async def _follow_robots(self, url: str) -> Answer:
        """The rules, by redirects to any host, as the standard asks."""
        hops: list[Exchange] = []
        while len(hops) < MOST_HOPS:
            hops.append(await self._exchange(url, {}))
            location = hops[-1].header("location")
            if hops[-1].status_code not in REDIRECTS or location is None:
                return await self._answer(hops, self._archive_robots)
            url = normalise(location, base=url)
        raise FetchError(f"{hops[0].url}: more than {MOST_HOPS} redirects", "http_404")

    # --- one exchange -----------------------------------------------------------------------------------------

    def _pace(self, url: str) -> HostPace:
        site = origin(url)
        if site not in self._paces:
            penalty = self._memory.penalty(site) if self._memory else 0.0
            reserve = partial(self._memory.reserve, site) if self._memory else None
            self._paces[site] = HostPace(self._source.politeness, penalty, reserve)
        return self._paces[site]

    async def _exchange(self, url: str, extra: Mapping[str, str]) -> Exchange:
        pace = self._pace(url)
        loop = asyncio.get_running_loop()
        async with pace.turn():
            started = loop.time()
            try:
                async with asyncio.timeout(self._source.politeness.timeout):
                    exchange = await self._send(url, extra)
            except TimeoutError as error:
                pace.learn(loop.time() - started, None)
                raise FetchError(
                    f"{url}: not complete within {self._source.politeness.timeout:g} s", "timeout"
                ) from error
            except httpcore.TimeoutException as error:
                pace.learn(loop.time() - started, None)
                raise FetchError(f"{url}: no answer in time", "timeout") from error
            except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
                pace.learn(loop.time() - started, None)
                raise _explain(url, error) from error
            pace.learn(loop.time() - started, exchange.status_code)
        return exchange

    async def _send(self, url: str, extra: Mapping[str, str]) -> Exchange:
        timeout = self._source.politeness.timeout
        timeouts = httpx.Timeout(timeout, connect=min(CONNECT_TIMEOUT, timeout))
        fetched_at = self._clock()
        async with self._client.stream("GET", url, headers=self._headers | dict(extra), timeout=timeouts) as response:
            stream = response.extensions.get("network_stream")
            peer = stream.get_extra_info("server_addr") if stream else None
            body = await self._body(url, response)
            return Exchange(
                url=url,
                request_headers=tuple(response.request.headers.raw),
                http_version=response.extensions.get("http_version", b"HTTP/1.1"),
                status_code=response.status_code,
                reason=response.extensions.get("reason_phrase", b""),
                headers=tuple(response.headers.raw),
                body=body,
                fetched_at=fetched_at,
                ip_address=str(peer[0]) if peer else None,
            )

    async def _body(self, url: str, response: httpx.Response) -> bytes:
        limit = self._source.politeness.max_bytes
        parts: list[bytes] = []
        size = 0
        async for part in response.aiter_raw():
            size += len(part)
            if size > limit:
                raise RefusedError(f"{url}: the body is larger than {limit} bytes", "too_large")
            parts.append(part)
        return b"".join(parts)


def _explain(url: str, error: Exception) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "verify_message", None) or cause.reason or str(cause)
            return FetchError(f"{url}: TLS error: {reason}", "tls_error")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore.ConnectError):
        return FetchError(f"{url}: the host cannot be reached ({error})", "unreachable")
    if isinstance(error, httpcore.ProtocolError):
        return FetchError(f"{url}: the answer is not complete, correct HTTP ({error})", "bad_http")
    return FetchError(f"{url}: the connection broke ({error or type(error).__name__})", "connection_broken")
