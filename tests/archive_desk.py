"""Answers as a site gives them, and an archive with its frontier to file them in."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from extractors.archive import ArchiveWriter
from extractors.web.archive_check import recover
from extractors.web.filing import Filing
from extractors.web.frontier import Frontier
from extractors.web.warc import Entry, Filed
from extractors.web.wire import Answer, Exchange

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 2, 12, tzinfo=UTC)


def exchange(path: str, body: bytes = b"", *, status: int = 200, at: datetime = AT, **headers: str) -> Exchange:
    raw = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}
    return Exchange(
        url=f"https://news.example{path}",
        request_headers=((b"Host", b"news.example"), (b"User-Agent", b"Esep")),
        http_version=b"HTTP/1.1",
        status_code=status,
        reason=b"OK",
        headers=tuple((name.encode(), value.encode()) for name, value in raw.items()),
        body=body,
        fetched_at=at,
        ip_address="192.0.2.1",
    )


def plain(path: str, body: str, at: datetime = AT, **headers: str) -> Answer:
    return Answer(hops=(exchange(path, body.encode(), at=at, **headers),), body=body.encode())


def entry(path: str, **fields: object) -> Entry:
    url = f"https://news.example{path}"
    return Entry(**({"source_id": "one", "purpose": "page", "address": url, "url": url} | fields))


class Desk:
    """Archive and frontier of one source in a folder."""

    def __init__(self, home: Path, *, segment_bytes: int = 10**9) -> None:
        self.archive = home / "archive"
        self.frontier = Frontier(home / "frontier.sqlite")
        self.writer = ArchiveWriter(self.archive, "one", segment_bytes=segment_bytes)
        self.filing = Filing(self.writer, self.frontier, "one")

    def file(self, answer: Answer, path: str, **fields: object) -> Filed:
        return asyncio.run(self.filing.file(answer, entry(path, **fields)))

    def write_only(self, answer: Answer, path: str) -> Filed:
        """In the archive, but killed before the index."""
        return self.writer.file(answer, entry(path), self.frontier.newest("one", "page", entry(path).address))

    def files(self) -> list[Path]:
        return sorted(self.archive.glob("*/*.warc.gz"))

    def recover(self) -> tuple[int, int]:
        recovery = recover(self.archive, "one", self.frontier)
        self.frontier.record([(one, None) for one in recovery.filed])
        return len(recovery.filed), recovery.count_cut
