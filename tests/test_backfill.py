"""Foreign WARC files: the layout of CC-NEWS, filtered before any parse, restartable, filed in our own archive."""

import gzip
import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors import backfill as backfill_module
from extractors.archive import read_payload
from extractors.backfill import backfill
from extractors.errors import ArchiveError
from extractors.settings import Settings, Source
from extractors.web.archive_check import verify
from extractors.web.foreign import read_foreign_warc
from extractors.web.frontier import Frontier

EN = "<html lang=en><body><p>Output of the industry grew by 17.6 percent in five years, it was said.</p></body></html>"
RU = "<html><body><p>Производство в отрасли выросло на 17,6 процента за пять лет, сообщили там.</p></body></html>"
KK = "<html><body><p>Саладағы өндіріс көлемі бес жылда 17,6 пайызға өсті, деп хабарлады министрлік.</p></body></html>"
DE = "<html lang='de-DE'><body><p>Die Produktion der Branche stieg in fünf Jahren um 17,6 Prozent.</p></body></html>"


def write_foreign(path: Path, pages: list[tuple[str, bytes, dict[str, str]]]) -> None:
    """A file as Common Crawl lays it out: request and response of each page, one gzip member a record."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="1.0")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "StormCrawler"}))
        for number, (url, body, headers) in enumerate(pages):
            lines = {"Content-Type": "text/html"} | headers
            status = lines.pop("status", "200 OK")
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
            at = {"WARC-Date": f"2023-08-01T10:00:{number:02}Z"}
            got = StatusAndHeaders(status, list(lines.items()), protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, "request", http_headers=asked, warc_headers_dict=dict(at))
            )
            payload = io.BytesIO(body)
            writer.write_record(
                writer.create_warc_record(url, "response", payload, http_headers=got, warc_headers_dict=dict(at))
            )


@pytest.fixture
def foreign(tmp_path) -> Path:
    path = tmp_path / "CC-NEWS-20230801101500-00042.warc.gz"
    write_foreign(
        path,
        [
            ("https://news.example/n/1", EN.encode(), {}),
            ("https://elsewhere.example/n/2", EN.encode(), {}),
            ("https://www.news.example/n/3", gzip.compress(RU.encode("cp1251")), {
                "Content-Type": "text/html; charset=windows-1251", "Content-Encoding": "gzip"}),
            ("https://news.example/n/4", KK.encode(), {"Content-Encoding": "gzip"}),  # stored decoded, header kept
            ("https://news.example/n/5", DE.encode(), {}),
            ("https://news.example/n/6", b"%PDF", {"Content-Type": "application/pdf"}),
            ("https://news.example/n/7", b"gone", {"status": "404 Not Found"}),
            ("https://news.example/about", EN.encode(), {}),
        ],
    )  # fmt: skip
    return path


def urls(path: Path, **wanted: object) -> list[str]:
    return [page.url.rsplit("/", 1)[1] for page in read_foreign_warc(path, **wanted)]


def test_filters(foreign):
    reasons: list[str] = []
    hosts = {"news.example"}
    assert urls(foreign) == ["1", "2", "3", "4", "5", "about"]
    assert urls(foreign, hosts=hosts, skipped=reasons.append) == ["1", "3", "4", "5", "about"]
    assert sorted(reasons) == ["not_a_success", "not_html", "other_host"]
    assert urls(foreign, hosts=hosts, langs={"ru", "kk"}) == ["3", "4"]
    assert urls(foreign, langs={"en"}) == ["1", "2", "about"]
    assert urls(foreign, must_contain=["ПРОИЗВОДСТВ", "өндіріс"]) == ["3", "4"]


def test_bodies_and_times(foreign):
    pages = {page.url.rsplit("/", 1)[1]: page for page in read_foreign_warc(foreign)}
    assert pages["3"].body == RU.encode("cp1251")
    assert pages["4"].body == KK.encode()
    assert pages["1"].fetched_at.isoformat() == "2023-08-01T10:00:00+00:00"


def test_reading_begins_again_at_an_offset(foreign):
    pages = list(read_foreign_warc(foreign))
    for number, page in enumerate(pages):
        assert list(read_foreign_warc(foreign, start=page.offset)) == pages[number:]


def test_a_damaged_file_is_one_clear_error(foreign):
    content = bytearray(foreign.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 200] = bytes(200)
    foreign.write_bytes(bytes(content))
    with pytest.raises(ArchiveError, match="CC-NEWS-20230801101500-00042"):
        list(read_foreign_warc(foreign))


SOURCE = Source(
    source_id="news",
    publisher="News",
    tier="outlet",
    homepage="https://news.example/",
    hosts=("news.example",),
    languages=("en",),
    timezone="UTC",
    article_pattern=r"/n/\d+",
)


def test_pages_are_filed_as_if_we_had_fetched_them(foreign, tmp_path):
    settings = Settings(home=tmp_path / "home", config=tmp_path, sources=tmp_path)
    report = backfill(foreign, {"news": SOURCE}, settings)
    again = backfill(foreign, {"news": SOURCE}, settings)
    assert report.counts == {"filed": 4, "no_article": 1, "other_host": 1, "not_html": 1, "not_a_success": 1}
    assert (again.captures, again.counts["no_article"]) == ((), 1)
    with Frontier(settings.frontier) as frontier:
        assert tuple(frontier.captures(source_id="news")) == report.captures
        assert verify(settings.archive, frontier).problems == ()
    bodies = [read_payload(settings.archive, one).body for one in report.captures]
    assert bodies == [EN.encode(), RU.encode("cp1251"), KK.encode(), DE.encode()]


def test_a_file_may_lie_at_an_address(foreign, tmp_path):
    here = Settings(home=tmp_path / "here", config=tmp_path, sources=tmp_path)
    there = Settings(home=tmp_path / "there", config=tmp_path, sources=tmp_path)
    expected = backfill(foreign, {"news": SOURCE}, here)
    report = backfill(f"file://{foreign}", {"news": SOURCE}, there)
    assert report.counts == expected.counts
    assert [one.payload_digest for one in report.captures] == [one.payload_digest for one in expected.captures]
    with pytest.raises(ArchiveError, match="missing"):
        backfill(f"file://{foreign}.missing", {"news": SOURCE}, there)


def test_a_backfill_that_was_stopped_goes_on_without_loss_or_doubling(foreign, tmp_path, monkeypatch):
    """Stopped before each of its writes in turn, the worst moments there are."""
    calm = Settings(home=tmp_path / "calm", config=tmp_path, sources=tmp_path)
    stopped = Settings(home=tmp_path / "stopped", config=tmp_path, sources=tmp_path)
    monkeypatch.setattr(backfill_module, "BATCH_SIZE", 2)
    expected = backfill(foreign, {"news": SOURCE}, calm).captures

    class Stop(Exception):
        pass

    def stop(*_: object) -> None:
        raise Stop

    for name in ("record", "keep_foreign_offset", "keep_foreign_offset"):
        with monkeypatch.context() as patch:
            kept = getattr(Frontier, name)
            calls = iter([kept, stop]) if name == "record" else iter([stop])
            patch.setattr(Frontier, name, lambda self, *rest, calls=calls: next(calls)(self, *rest))
            with pytest.raises(Stop):
                backfill(foreign, {"news": SOURCE}, stopped)
    backfill(foreign, {"news": SOURCE}, stopped)
    with Frontier(stopped.frontier) as frontier:
        assert sorted(one.capture_id for one in frontier.captures()) == sorted(one.capture_id for one in expected)
        assert verify(stopped.archive, frontier).problems == ()


def test_an_old_page_does_not_hide_the_newer_one(foreign, tmp_path):
    from datetime import UTC, datetime

    from extractors.archive import ArchiveWriter
    from extractors.web.warc import Entry
    from extractors.web.wire import Answer, Exchange

    settings = Settings(home=tmp_path / "home", config=tmp_path, sources=tmp_path)
    url, now = "https://news.example/n/1", datetime(2026, 11, 1, tzinfo=UTC)
    exchange = Exchange(
        url=url, request_headers=(), http_version=b"HTTP/1.1", status_code=200, reason=b"OK", headers=(),
        body=b"new", fetched_at=now, ip_address=None,
    )  # fmt: skip
    entry = Entry(source_id="news", purpose="page", address=url, url=url)
    with Frontier(settings.frontier) as frontier, ArchiveWriter(settings.archive, "news") as archive:
        filed = archive.file(Answer(hops=(exchange,), body=b"new"), entry)
        frontier.record([(filed, now)])
        backfill(foreign, {"news": SOURCE}, settings)
        newest = frontier.newest("news", "page", url)
        assert newest is not None
        assert newest.capture == filed.capture
        assert [one.address for one in frontier.due("news", now, 10)] == [url]
