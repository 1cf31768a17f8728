"""The copy in object storage: whole, sent once, readable in place of files that were dropped, never trusted blindly."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from archive_desk import LATER, Desk, entry, plain
from s3_server import s3_bucket
from warehouse_records import NOON

from extractors.archive import ArchiveWriter, read_payload
from extractors.errors import ArchiveError, UsageError
from extractors.settings import CONFIG_PATH, Settings
from extractors.store import drop_stored, segments, send
from extractors.web.archive_check import verify
from extractors.web.frontier import Frontier
from flows.stages import load_read, pending_captures, read_captures
from flows.store import store_copies
from tests.demo_run import run_esep
from warehouse.release import verify_release

PAGES = [f"Output grew by {number}.6 percent. " * 40 for number in range(12)]


@pytest.fixture(params=["file", "s3"])
def store(request, tmp_path, monkeypatch) -> Iterator[str]:
    """The address of an empty store: a folder, and an S3 server of this machine where moto is installed."""
    if request.param == "file":
        yield f"file://{tmp_path}/store"
        return
    with s3_bucket(monkeypatch) as bucket:
        yield f"{bucket}/copies"


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    """An archive of several small segments."""
    made = Desk(tmp_path, segment_bytes=1500)
    for number, text in enumerate(PAGES):
        made.file(plain(f"/{number}", text), f"/{number}")
    made.file(plain("/0", PAGES[0], LATER), "/0")  # unchanged: it points into the first segment
    made.writer.close()
    yield made
    made.frontier.__exit__(None, None, None)


def bodies(desk: Desk, store: str | None) -> list[bytes]:
    return [read_payload(desk.archive, one, store).body for one in desk.frontier.captures()]


def test_dropped_segments_are_read_from_the_store(desk, store):
    files, before = desk.files(), bodies(desk, None)
    assert len(files) > 3
    assert send(segments(desk.archive), store).count_sent == len(files)
    assert drop_stored(desk.archive, store) == len(files) - 1
    assert desk.files() == files[-1:], "the newest is still written to"
    assert bodies(desk, store) == before
    report = verify(desk.archive, desk.frontier, store=store)
    assert (report.count_captures, report.problems) == (len(PAGES) + 1, ())
    assert desk.recover() == (0, 0)
    with pytest.raises(ArchiveError, match="cannot be read"):
        bodies(desk, None)


def test_only_what_has_grown_is_sent_again(desk, store):
    send(segments(desk.archive), store)
    newest = desk.files()[-1]
    desk.file(plain("/new", "new"), "/new")
    desk.writer.close()
    report = send(segments(desk.archive), store)
    grown = [path for path in desk.files() if path >= newest]
    assert report.bytes_sent <= sum(path.stat().st_size for path in grown)
    assert report.count_known >= len(desk.files()) - len(grown)
    assert send(segments(desk.archive), store).count_sent == 0


def test_a_segment_is_kept_where_the_object_is_missing_short_or_other(desk, tmp_path):
    store = f"file://{tmp_path}/store"
    send(segments(desk.archive), store)
    first, second, third, *_ = (tmp_path / "store" / name for name in segments(desk.archive))
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    third.write_bytes(third.read_bytes()[:-1] + b"x")
    with pytest.raises(ArchiveError, match=rf"{third.name}: the object differs"):
        drop_stored(desk.archive, store)
    assert {path.name for path in desk.files()} >= {first.name, second.name, third.name}


def test_a_stored_segment_is_never_written_over(desk, store):
    send(segments(desk.archive), store)
    before = bodies(desk, None)
    for path in desk.files():
        path.unlink()
    newest = desk.frontier.newest_segment("one")
    with ArchiveWriter(desk.archive, "one", indexed=newest) as writer:
        filed = writer.file(plain("/new", "new"), entry("/new"))
    assert filed.capture.warc_file > str(newest), "a new machine begins a new segment"
    assert bodies(desk, store) == before
    path = desk.archive / str(newest)
    path.write_bytes(b"another file of this name")
    with pytest.raises(ArchiveError, match="is not what it was"):
        send(segments(desk.archive), store)


def test_a_copy_is_enough_to_go_on_from(demo, store, tmp_path):
    """Archive, frontier and release of the demonstration, all that a new machine needs."""
    settings = Settings(home=demo.home, config=CONFIG_PATH, sources=demo.home / "sample" / "sources", store=store)
    report = store_copies(settings, is_dropping=False)
    assert report.count_sent > 20
    again = store_copies(settings, is_dropping=False)
    assert again.count_sent == 1, "the frontier alone is always sent"

    new = Settings(home=tmp_path / "new", config=CONFIG_PATH, sources=settings.sources, store=store)
    new.home.mkdir()
    filesystem, root = fsspec.core.url_to_fs(store)
    (release,) = filesystem.ls(f"{root}/releases", detail=False)
    filesystem.get(release, str(tmp_path / "release"), recursive=True)
    verify_release(tmp_path / "release")
    filesystem.get_file(f"{root}/frontier.sqlite", str(new.frontier))
    shutil.copy(tmp_path / "release" / "esep.duckdb", new.warehouse)
    assert pending_captures(new) == [], "what was loaded is loaded"
    with Frontier(new.frontier) as frontier:
        captures = list(frontier.captures())
    read = read_captures(captures, new, recorded_at=NOON)
    assert len(read.documents) == len(captures) > 30
    assert sum(load_read(read, new, recorded_at=NOON).values()) == 0, "read again it gives the same rows"


def test_a_store_that_cannot_be_had_is_told_in_one_line(desk, tmp_path):
    with pytest.raises(UsageError, match="nosuch://x: Protocol not known"):
        send(segments(desk.archive), "nosuch://x")
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveError, match="one-00001"):
        send(segments(desk.archive), f"file://{tmp_path}/file")
    done = run_esep(Path(tmp_path), "store")
    assert (done.returncode, done.stderr) == (2, "esep: ESEP_STORE names no store: e.g. s3://bucket/esep\n")
