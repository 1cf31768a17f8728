"""An HTTP client that cannot be led into a private network.

Enters: host names. Leaves: an httpx client whose connections go to addresses that were checked after DNS resolution and
before connecting, by the very address that was checked, so that a name that resolves differently the second time gains
nothing. TLS is verified against the host name, always; no proxy, no cookies, no redirects of its own.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import cast

import httpcore
import httpx

from extractors.errors import FetchError, RefusedError
from extractors.web.addresses import is_public


@cache
def tls_context() -> ssl.SSLContext:
    """The one TLS context of the process: making one costs 20 ms."""
    return httpx.create_ssl_context()


def open_client(*, allow_private: bool, connections: int) -> httpx.AsyncClient:
    """A client over checked addresses that sends what it is told and keeps no cookies."""
    pool = httpcore.AsyncConnectionPool(
        ssl_context=tls_context(),
        max_connections=connections,
        max_keepalive_connections=connections,
        keepalive_expiry=15.0,
        network_backend=CheckedBackend(allow_private=allow_private),
    )
    no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
    return httpx.AsyncClient(transport=PoolTransport(pool), cookies=no_cookies, trust_env=False)


class PoolTransport(httpx.AsyncBaseTransport):
    """httpx over a connection pool of our own making; errors stay those of httpcore."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the body of the response is still to be read."""
        url = request.url
        response = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        stream = cast(AsyncIterable[bytes], response.stream)
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(stream), extensions=response.extensions
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, stream: AsyncIterable[bytes]) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            yield part

    async def aclose(self) -> None:
        close = getattr(self._stream, "aclose", None)
        if close is not None:
            await close()


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Resolves names itself and connects only to what was allowed."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, refuse what is private, and connect to the first address that answers."""
        failure: Exception | None = None
        for address in await self._resolve(host, port):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or FetchError(f"{host}: the name has no address", "dns_error")

    async def _resolve(self, host: str, port: int) -> list[str]:
        try:
            return _checked(host, [str(ipaddress.ip_address(host))], allow_private=self._allow_private)
        except ValueError:
            pass  # a name, not an address
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"{host}: the name cannot be resolved ({error})", "dns_error") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        return _checked(host, addresses, allow_private=self._allow_private)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Never: no page lives in a socket file."""
        raise RefusedError(f"{path}: no page lives in a socket file")

    async def sleep(self, seconds: float) -> None:
        """Sleep between the pool's own retries."""
        await asyncio.sleep(seconds)


def _checked(host: str, addresses: list[str], *, allow_private: bool) -> list[str]:
    """The addresses themselves, or a refusal if any of them is private: a mixed answer is an attack."""
    private = [] if allow_private else [address for address in addresses if not is_public(address)]
    if private:
        raise RefusedError(f"{host} resolves to {private[0]}, which is not a public address", "private_address")
    return addresses
