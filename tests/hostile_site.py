"""A local web server that misbehaves in every way we must bear, and behaves where we ask it to.

`serve(routes)` runs one asyncio server in a thread. A route takes a `Visit` and writes raw bytes, so that nothing of
what goes over the wire is made proper by a library.
"""

import asyncio
import gzip
import ssl
import threading
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractors.settings import Politeness, Seed, Source
from extractors.web import pace

ARTICLE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"


@dataclass
class Visit:
    """One request, and the way back to who asked."""

    path: str
    headers: dict[str, str]
    writer: asyncio.StreamWriter
    site: "HostileSite"

    async def raw(self, *parts: bytes, pause: float = 0.0) -> None:
        for part in parts:
            self.writer.write(part)
            await self.writer.drain()
            if pause:
                await asyncio.sleep(pause)

    async def reply(self, body: bytes | str = b"", status: str = "200 OK", **headers: str) -> None:
        """A proper answer; header names are written with underscores."""
        body = body.encode() if isinstance(body, str) else body
        lines = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body))} | headers
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items() if value != "-")
        await self.raw(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


Route = Callable[[Visit], Awaitable[None]]


@dataclass
class HostileSite:
    """The running server: its address and what it was asked for."""

    routes: dict[str, Route]
    port: int = 0
    scheme: str = "http"
    asked: list[str] = field(default_factory=list)
    headers: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def base(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def route(self, path: str) -> Route | None:
        """The route of a path: itself, or the longest that ends with `*` and begins it."""
        plain = path.split("?", maxsplit=1)[0]
        if plain in self.routes:
            return self.routes[plain]
        stars = [key for key in self.routes if key.endswith("*") and plain.startswith(key[:-1])]
        return self.routes[max(stars, key=len)] if stars else None


@contextmanager
def serve(routes: dict[str, Route], tls: ssl.SSLContext | None = None) -> Iterator[HostileSite]:
    """Run the server while the block runs."""
    site = HostileSite(routes=routes, scheme="https" if tls else "http")
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def start() -> None:
        server = await asyncio.start_server(lambda r, w: _connection(site, r, w), "127.0.0.1", 0, ssl=tls)
        site.port = server.sockets[0].getsockname()[1]

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(lambda *_: None)  # clients that leave early are what we are here for
        loop.run_until_complete(start())
        loop.call_soon(ready.set)
        loop.run_forever()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(5)
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


async def _connection(site: HostileSite, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            path = head[0].split(" ")[1]
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
            site.asked.append(path)
            site.headers[path].append(headers)
            visit = Visit(path, headers, writer, site)
            route = site.route(path)
            await (route(visit) if route else visit.reply("nothing here", "404 Not Found"))
            if writer.is_closing():
                return
    except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
        pass
    finally:
        writer.close()


# --- routes -----------------------------------------------------------------------------------------------------


def page(title: str, text: str = "Nothing much.", **headers: str) -> Route:
    """An article."""

    async def route(visit: Visit) -> None:
        await visit.reply(ARTICLE.format(title, text), **headers)

    return route


def redirect(target: str, status: str = "302 Found") -> Route:
    """A redirect; `{base}` in the target is the site itself."""

    async def route(visit: Visit) -> None:
        await visit.reply(status=status, location=target.format(base=visit.site.base))

    return route


def answer(body: bytes | str = b"", status: str = "200 OK", **headers: str) -> Route:
    """Always the same answer; `{base}` in a text is the site itself."""

    async def route(visit: Visit) -> None:
        content = body.replace("{base}", visit.site.base) if isinstance(body, str) else body
        await visit.reply(content, status, **headers)

    return route


def bytes_only(*parts: bytes, pause: float = 0.0, close: bool = True) -> Route:
    """Raw bytes instead of an answer, slowly if asked, then the connection is closed."""

    async def route(visit: Visit) -> None:
        await visit.raw(*parts, pause=pause)
        if close:
            visit.writer.close()

    return route


def conditional(body: str, etag: str | None = None, last_modified: str | None = None) -> Route:
    """A page that knows whether it has changed."""

    async def route(visit: Visit) -> None:
        headers = {name: value for name, value in (("etag", etag), ("last_modified", last_modified)) if value}
        asked = (visit.headers.get("if-none-match"), visit.headers.get("if-modified-since"))
        same = asked[0] == etag if asked[0] else asked[1] is not None and asked[1] == (last_modified or "").lower()
        if same:
            await visit.reply(status="304 Not Modified", content_length="-", content_type="-", **headers)
        else:
            await visit.reply(body, **headers)

    return route


def in_turn(*routes: Route) -> Route:
    """Each visit meets the next of the routes, the last for ever."""
    count = 0

    async def route(visit: Visit) -> None:
        nonlocal count
        count += 1
        await routes[min(count, len(routes)) - 1](visit)

    return route


def feed(*paths: str, at: str = "Tue, 01 Aug 2023 10:00:00 GMT") -> Route:
    """An RSS feed that names the paths."""
    items = "".join(f"<item><title>{p}</title><link>{{base}}{p}</link><pubDate>{at}</pubDate></item>" for p in paths)
    return answer(f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>', content_type="text/xml")


def gzip_bomb(size: int) -> bytes:
    """A small gzip body that unpacks to `size` zeros."""
    return gzip.compress(bytes(size), 9)


def recorded_waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that hosts are given from now on, which are not slept through."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(pace, "asyncio", SimpleNamespace(**vars(asyncio) | {"sleep": sleep}))
    return waits


# --- sources ----------------------------------------------------------------------------------------------------


def source_of(site: HostileSite, *seeds: Seed, source_id: str = "hostile", **changes: object) -> Source:
    """A source that lives on the site and is fetched without delay unless the test says otherwise."""
    politeness = {"delay": 0.0, "timeout": 5.0, "max_delay": 2.0} | dict(changes.pop("politeness", {}))  # type: ignore[call-overload]
    fields: dict[str, object] = {
        "source_id": source_id,
        "publisher": "Hostile site",
        "tier": "outlet",
        "homepage": site.base + "/",
        "hosts": ("127.0.0.1",),
        "languages": ("en",),
        "timezone": "Asia/Almaty",
        "seeds": seeds or (Seed(kind="feed", url=site.base + "/feed.xml"),),
        "politeness": Politeness(**politeness),
        "allow_private_addresses": True,
    }
    return Source.model_validate(fields | changes)


class FrozenClock:
    """A clock that moves only when told."""

    def __init__(self, at: datetime = datetime(2026, 11, 1, tzinfo=UTC)) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **duration: float) -> None:
        self.at += timedelta(**duration)


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server context with a certificate for 127.0.0.1 that nobody vouches for."""
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(certificate.public_bytes(pem))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(pem, form, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
