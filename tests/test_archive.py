"""The archive: readable by public tools, whole after a crash, honest about damage."""

import asyncio
import gzip
import json
import os
import subprocess
import sys

import pytest
from archive_desk import AT, LATER, Desk, entry, exchange, plain
from warcio.archiveiterator import ArchiveIterator

from extractors.archive import read_payload
from extractors.errors import ArchiveError
from extractors.web.archive_check import recover, verify
from extractors.web.filing import Article
from extractors.web.frontier import Frontier
from extractors.web.warc import Filed
from extractors.web.wire import Answer


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.writer.close()
    made.frontier.__exit__(None, None, None)


def test_public_tools_read_it(desk):
    wire = gzip.compress("<p>4,5 процента</p>".encode())
    moved = exchange("/old", status=302, location="/new")
    chunked = exchange("/new", wire, content_encoding="gzip", Transfer_Encoding="chunked", X_Odd="  as  sent ")
    desk.file(Answer(hops=(moved, chunked), body="<p>4,5 процента</p>".encode()), "/old")
    desk.file(plain("/other", "<p>other</p>", Content_Length="12"), "/other")
    with desk.files()[0].open("rb") as stream:
        seen = []
        for record in ArchiveIterator(stream, check_digests="raise"):
            payload = record.content_stream().read()
            seen.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), payload))
            assert record.rec_headers.protocol == "WARC/1.1"
            if record.rec_type == "response" and payload == "<p>4,5 процента</p>".encode():
                assert record.http_headers.get_header("X-Odd") == "as  sent"
                assert record.http_headers.get_header("X-Archive-Transfer-Encoding") == "chunked"
                assert record.rec_headers.get_header("WARC-IP-Address") == "192.0.2.1"
                assert record.rec_headers.get_header("WARC-Date") == "2026-11-01T12:00:00Z"
    base = "https://news.example"
    assert [(kind, url) for kind, url, _ in seen] == [
        ("warcinfo", None),
        ("response", f"{base}/old"),
        ("request", f"{base}/old"),
        ("response", f"{base}/new"),
        ("request", f"{base}/new"),
        ("metadata", f"{base}/old"),
        ("response", f"{base}/other"),
        ("request", f"{base}/other"),
        ("metadata", f"{base}/other"),
    ]
    assert seen[3][2] == "<p>4,5 процента</p>".encode()
    assert json.loads(seen[5][2])["capture"]["final_url"] == f"{base}/new"


def test_a_payload_comes_back_as_it_was(desk):
    body = bytes(range(256)) * 500
    answer = Answer(hops=(exchange("/x", gzip.compress(body), content_encoding="gzip"),), body=body)
    capture = desk.file(answer, "/x", listed_at=AT, listed_title="Тақырып").capture
    payload = read_payload(desk.archive, capture)
    assert payload.body == body
    assert payload.headers["content-type"] == "text/html; charset=utf-8"
    assert list(desk.frontier.captures()) == [capture]
    assert capture.listed_title == "Тақырып"


def test_an_unchanged_payload_is_a_revisit_however_it_was_packed(desk):
    first = desk.file(plain("/x", "<p>17.6 percent</p>", etag='"a"'), "/x").capture
    packed = exchange("/x", gzip.compress(b"<p>17.6 percent</p>"), at=LATER, content_encoding="gzip")
    second = desk.file(Answer(hops=(packed,), body=b"<p>17.6 percent</p>"), "/x").capture
    not_modified = Answer(hops=(exchange("/x", status=304, at=LATER),), body=b"")
    third = desk.file(not_modified, "/x").capture
    assert [one.is_revisit for one in (first, second, third)] == [False, True, True]
    assert {one.payload_digest for one in (first, second, third)} == {first.payload_digest}
    assert {read_payload(desk.archive, one).body for one in (first, second, third)} == {b"<p>17.6 percent</p>"}
    assert third.status_code == 304
    with desk.files()[0].open("rb") as stream:
        revisits = [record.rec_headers for record in ArchiveIterator(stream) if record.rec_type == "revisit"]
    assert [one.get_header("WARC-Profile").rsplit("/")[-1] for one in revisits] == [
        "identical-payload-digest",
        "server-not-modified",
    ]
    assert {one.get_header("WARC-Refers-To-Date") for one in revisits} == {"2026-11-01T12:00:00Z"}
    assert desk.frontier.newest("one", "page", "https://news.example/x").etag == '"a"'


def test_two_workers_with_one_document_keep_its_payload_once(desk):
    async def both() -> list[Filed]:
        answers = [plain("/x", "same"), plain("/x", "same", LATER)]
        return await asyncio.gather(*(desk.filing.file(one, entry("/x")) for one in answers))

    assert [one.capture.is_revisit for one in asyncio.run(both())] == [False, True]
    assert verify(desk.archive, desk.frontier).problems == ()


def test_a_changed_payload_is_kept_whole(desk):
    desk.file(plain("/x", "over 470 million"), "/x")
    second = desk.file(plain("/x", "over 500 million", LATER), "/x").capture
    assert not second.is_revisit
    assert read_payload(desk.archive, second).body == b"over 500 million"


def test_an_article_inside_json_is_a_conversion_of_the_answer(desk):
    container = desk.file(plain("/api", '{"items": []}'), "/api", purpose="seed")
    article = Article("<p>қазақша</p>".encode(), entry("/n/1", purpose="item"), container)
    [filed] = asyncio.run(desk.filing.file_articles([article]))
    assert asyncio.run(desk.filing.file_articles([article])) == []
    assert read_payload(desk.archive, filed.capture).body == "<p>қазақша</p>".encode()
    assert list(desk.frontier.captures()) == [filed.capture]
    with desk.files()[0].open("rb") as stream:
        [record] = [one for one in ArchiveIterator(stream) if one.rec_type == "conversion"]
    assert record.rec_headers.get_header("WARC-Refers-To-Target-URI") == "https://news.example/api"


def test_a_full_segment_is_left_and_the_next_begun(tmp_path):
    desk = Desk(tmp_path, segment_bytes=2000)
    captures = [desk.file(plain(f"/{n}", f"<p>{n}</p>" * 50), f"/{n}").capture for n in range(9)]
    assert len(desk.files()) > 2
    again = Desk(tmp_path, segment_bytes=2000)
    captures.append(again.file(plain("/9", "<p>9</p>"), "/9").capture)
    assert len({(one.warc_file, one.warc_offset) for one in captures}) == 10
    for path in desk.files():
        with path.open("rb") as stream:
            assert next(iter(ArchiveIterator(stream))).rec_type == "warcinfo"
    assert verify(desk.archive, desk.frontier).problems == ()


def test_what_was_written_but_not_indexed_is_taken_up(desk):
    desk.file(plain("/1", "one"), "/1")
    second = desk.write_only(plain("/2", "two"), "/2")
    assert desk.recover() == (1, 0)
    assert [one.url[-2:] for one in desk.frontier.captures()] == ["/1", "/2"]
    assert desk.frontier.newest("one", "page", second.address) == second
    assert desk.recover() == (0, 0)


def test_the_index_can_be_rebuilt_from_the_files_alone(desk, tmp_path):
    desk.file(plain("/1", "one", etag='"1"'), "/1", listed_at=AT)
    desk.file(plain("/1", "one", LATER), "/1")
    moved = exchange("/2", status=302, location="/3")
    desk.file(Answer(hops=(moved, exchange("/3", b"three")), body=b"three"), "/3", aliases=("https://news.example/2",))
    other = Frontier(tmp_path / "new.sqlite")
    other.record([(one, None) for one in recover(desk.archive, "one", other).filed])
    assert list(other.captures()) == list(desk.frontier.captures())
    assert other.newest("one", "page", "https://news.example/1") == desk.frontier.newest(
        "one", "page", "https://news.example/1"
    )
    assert not other.is_due("one", "https://news.example/2", LATER)
    assert other.knows("one", "https://news.example/2")


def test_a_torn_end_is_cut_wherever_it_was_torn(tmp_path):
    desk = Desk(tmp_path)
    kept = [desk.file(plain(f"/{n}", f"<p>{n}</p>" * 40), f"/{n}").capture for n in range(3)]
    [path] = desk.files()
    whole = path.stat().st_size
    desk.write_only(plain("/torn", "<p>torn</p>" * 40), "/torn")
    desk.writer.close()
    content = path.read_bytes()
    for length in range(whole + 1, len(content), 7):
        path.write_bytes(content[:length])
        assert desk.recover() == (0, length - whole)
        assert path.stat().st_size == whole
    path.write_bytes(content[:-1])
    desk.recover()
    kept.append(desk.file(plain("/after", "after"), "/after").capture)
    assert verify(desk.archive, desk.frontier).problems == ()
    assert [read_payload(desk.archive, one).body[:8] for one in kept] == [
        b"<p>0</p>",
        b"<p>1</p>",
        b"<p>2</p>",
        b"after",
    ]
    with path.open("rb") as stream:
        assert len([one for one in ArchiveIterator(stream) if one.rec_type == "response"]) == 4


def test_damage_in_the_middle_is_told_and_nothing_is_cut(desk, tmp_path):
    for n in range(4):
        desk.file(plain(f"/{n}", f"<p>{n}</p>" * 40), f"/{n}")
    [path] = desk.files()
    content = bytearray(path.read_bytes())
    second = list(desk.frontier.captures())[1].warc_offset
    content[second + 30 : second + 60] = bytes(30)
    path.write_bytes(bytes(content))
    with pytest.raises(ArchiveError, match="damaged"):
        recover(desk.archive, "one", Frontier(tmp_path / "new.sqlite"))
    assert path.read_bytes() == bytes(content)
    [problem] = verify(desk.archive, desk.frontier).problems
    assert list(desk.frontier.captures())[1].capture_id in problem


def test_a_missing_or_shortened_file_is_told(desk):
    desk.file(plain("/1", "one"), "/1")
    [path] = desk.files()
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(ArchiveError, match="the index covers"):
        desk.recover()
    path.unlink()
    assert len(verify(desk.archive, desk.frontier).problems) == 2


def test_verify_sees_a_payload_that_is_not_the_one_indexed(desk):
    desk.file(plain("/1", "one"), "/1")
    desk.file(plain("/2", "two"), "/2")
    desk.frontier._db.execute("update capture set payload_digest = 'sha256:00' where url like '%/2'")
    report = verify(desk.archive, desk.frontier)
    assert report.count_captures == 2
    assert len(report.problems) == 1
    assert "digest differs" in report.problems[0]


FULL_DISK = """
import asyncio, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from extractors.crawl import crawl
from extractors.settings import Settings, Source
home, source, limit = Path(sys.argv[1]), Source.model_validate_json(sys.argv[2]), int(sys.argv[3])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
settings = Settings(home=home, config=home, sources=home)
report = asyncio.run(crawl(source, settings, clock=lambda: datetime(2026, 11, 1, tzinfo=UTC)))
print([(one.stage, one.kind) for one in report.issues], len(report.captures))
"""


def test_a_full_disk_is_one_issue_and_nothing_is_half_written(tmp_path):
    """The limit on the size of files stands for a full disk: both make a write come back short, then fail."""
    from tests.hostile_site import answer, feed, serve, source_of

    pages = {f"/{n}": answer(os.urandom(90_000)) for n in range(8)}
    with serve(pages | {"/feed.xml": feed(*pages)}) as site:
        source = source_of(site, source_id="one").model_dump_json()

        def run(limit: int) -> str:
            command = [sys.executable, "-c", FULL_DISK, str(tmp_path), source, str(limit)]
            return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()

        assert run(400_000) == "[('archive', 'disk_full')] 4"
        frontier = Frontier(tmp_path / "frontier.sqlite")
        assert verify(tmp_path / "archive", frontier).problems == ()
        assert run(0) == "[] 4"
        assert verify(tmp_path / "archive", frontier).problems == ()
    assert len(list(frontier.captures())) == 8
    assert len([path for path in site.asked if path in pages]) == 9
