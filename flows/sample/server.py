"""The sample site over HTTP: every outlet on its own loopback port, for the demo and for tests that need a real web.

`serve` starts one small threaded server an outlet and yields a `SampleSite`. By default the ports are those that
stand in `sources/*.yml`; on other ports a copy of those files with the right ports is written. The edited versions
of pages are served once `set_edited(True)` was called; with a `state_dir` that is remembered from run to run.
"""

import errno
import gzip
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from extractors.errors import UsageError
from flows.sample import listings
from flows.sample.content import Page, Site, read_sites

BASE_PORT = 8710
SOURCES_PATH = Path(__file__).parent / "sources"
HOST = "127.0.0.1"
PORTS_NAME = "ports.json"


@dataclass
class SampleSite:
    """The running sample: where its source files lie, and the switch that publishes the edits."""

    sources_folder: Path
    ports: dict[str, int]
    state_dir: Path | None = None
    requests: list[tuple[str, str]] = field(default_factory=list)  # (outlet, path), as they came
    _is_edited: bool = False

    @property
    def base_port(self) -> int:
        """The lowest port in use."""
        return min(self.ports.values())

    @property
    def bases(self) -> dict[str, str]:
        """The address of every outlet."""
        return {outlet: f"http://{HOST}:{port}" for outlet, port in self.ports.items()}

    @property
    def is_edited(self) -> bool:
        """Whether pages are served as edited after publication."""
        return self._is_edited or (self.state_dir is not None and (self.state_dir / "edited").exists())

    def set_edited(self, is_edited: bool) -> None:  # noqa: FBT001 - a switch
        """Publish the edits, or take them back."""
        self._is_edited = is_edited
        if self.state_dir is not None:
            self.state_dir.mkdir(parents=True, exist_ok=True)
            mark = self.state_dir / "edited"
            if is_edited:
                mark.touch()
            else:
                mark.unlink(missing_ok=True)


@dataclass(frozen=True)
class Response:
    """What goes back over the wire."""

    status: int
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


@contextmanager
def serve(state_dir: Path | None = None, base_port: int = BASE_PORT) -> Iterator[SampleSite]:
    """Serve the sample while the block runs.

    `base_port` 0 takes free ports, the same ones again when `state_dir` knows them: addresses are identities. A busy
    port is a `UsageError`.
    """
    sites = read_sites()
    with ExitStack() as stack:
        folder = state_dir or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="esep-sample-")))
        sample = SampleSite(sources_folder=SOURCES_PATH, ports={}, state_dir=state_dir)
        known = _read_ports(folder)
        for site in sites.values():
            port = site.outlet.port - BASE_PORT + base_port if base_port else known.get(site.name, 0)
            server = _listen(site, port, sample)
            sample.ports[site.name] = server.server_port
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        if base_port != BASE_PORT:
            sample.sources_folder = _write_sources(folder / "sources", sites, sample.ports)
            (folder / PORTS_NAME).write_text(json.dumps(sample.ports), encoding="utf-8")
        yield sample


def _listen(site: Site, port: int, sample: SampleSite) -> ThreadingHTTPServer:
    handler = type("Handler", (_Handler,), {"site": site, "sample": sample})
    try:
        return _Server((HOST, port), handler)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise UsageError(f"the sample site cannot use port {port}: another program listens there") from error


def _read_ports(folder: Path) -> dict[str, int]:
    """The ports of the last time, by outlet."""
    file = folder / PORTS_NAME
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def _write_sources(folder: Path, sites: dict[str, Site], ports: dict[str, int]) -> Path:
    """Copy the source files, with the ports that are really in use."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    real = {str(site.outlet.port): str(ports[site.name]) for site in sites.values()}
    for file in SOURCES_PATH.glob("*.yml"):
        text = re.sub(rf"(?<={re.escape(HOST)}:)\d+", lambda match: real[match[0]], file.read_text(encoding="utf-8"))
        (folder / file.name).write_text(text, encoding="utf-8")
    return folder


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site
    sample: SampleSite

    def do_GET(self) -> None:
        self.sample.requests.append((self.site.name, self.path))
        response = answer(self.site, self.path, self.sample.bases, is_edited=self.sample.is_edited)
        self._send(_conditional(response, self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")))

    do_HEAD = do_GET  # noqa: N815 - the name is the library's

    def _send(self, response: Response) -> None:
        body, headers = response.body, list(response.headers)
        if len(body) > 1000 and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
        self.send_response(response.status)
        if response.status != HTTPStatus.NOT_MODIFIED:
            headers += [("Content-Type", response.content_type), ("Content-Length", str(len(body)))]
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Keep quiet: `SampleSite.requests` is the log."""


def answer(site: Site, target: str, bases: dict[str, str], *, is_edited: bool) -> Response:
    """What the outlet answers to the request target (path and query)."""
    parts = urlsplit(target)
    pages = site.pages(is_edited=is_edited)
    found = _list(site, pages, parts.path, bases, _page_number(parts.query))
    if found is not None:
        return Response(200, found[1], found[0])
    if parts.path == "/robots.txt" and site.outlet.robots is not None:
        return Response(200, site.outlet.robots.replace("{base}", bases[site.name]).encode(), "text/plain")
    for page in pages:
        if parts.path == page.head.redirect_from:
            return Response(301, headers=(("Location", bases[site.name] + page.head.path),))
        if parts.path == page.head.path:
            return _page(site, page, bases)
    return Response(404, b"<!DOCTYPE html><title>404</title><h1>404</h1><p>There is no such page.</p>")


def _list(site: Site, pages: tuple[Page, ...], path: str, bases: dict[str, str], number: int) -> listings.Answer | None:
    outlet, base = site.outlet, bases[site.name]
    lists: dict[str | None, Callable[[], listings.Answer]] = {
        outlet.feed: lambda: listings.feed(site, pages, base),
        outlet.sitemap: lambda: listings.sitemap(pages, base),
        outlet.news_sitemap: lambda: listings.news_sitemap(site, pages, base),
        outlet.listing: lambda: listings.listing(site, pages, bases, number),
        outlet.wp_json: lambda: listings.wp_json(site, pages, bases, number),
        outlet.json_api: lambda: listings.json_api(site, pages, bases, number),
    }
    return lists[path]() if path in lists else None


def _page(site: Site, page: Page, bases: dict[str, str]) -> Response:
    if page.head.status != HTTPStatus.OK:
        return Response(page.head.status, b"<!DOCTYPE html><title>Error</title><h1>Internal error</h1>")
    body = site.html(page, bases).encode(page.head.encoding, errors="xmlcharrefreplace")
    # An old newsroom system declares its encoding in the page alone.
    content_type = "text/html" if page.head.encoding != "utf-8" else "text/html; charset=utf-8"
    headers = (
        ("ETag", f'"{hashlib.sha256(body).hexdigest()[:16]}"'),
        ("Last-Modified", format_datetime(page.changed_at.astimezone(UTC), usegmt=True)),
    )
    return Response(200, body, content_type, headers)


def _conditional(response: Response, etag: str | None, since: str | None) -> Response:
    """Answer 304 when the asker has this version already. An ETag decides alone where one is given."""
    own = dict(response.headers)
    if "ETag" not in own:
        return response
    if etag is not None:
        is_known = own["ETag"] in etag
    else:
        is_known = since is not None and parsedate_to_datetime(own["Last-Modified"]) <= parsedate_to_datetime(since)
    return Response(304, headers=response.headers) if is_known else response


def _page_number(query: str) -> int:
    value = parse_qs(query).get("page", ["1"])[0]
    return int(value) if value.isdigit() else 1
