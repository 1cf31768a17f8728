"""Archive: answers in, WARC records out.

Enters: an `Answer`, or an article that came inside a JSON answer. Leaves: one group of records in a WARC 1.1 file (each
hop's response and request, then a metadata record that says all the index holds, so that the index can be rebuilt from
the files alone) and what was filed. Bodies are kept as received, each record is its own gzip member, an unchanged
payload is a `revisit`. A group is on the disk before anything points to it; one that a crash cut short is removed at
the next start.
"""

import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from extractors.errors import ArchiveError
from extractors.records import Capture, stable_id
from extractors.store import open_segment
from extractors.web.warc import (
    FILENAME,
    OFFSET,
    Entry,
    Filed,
    begin_record,
    conversion_record,
    metadata_record,
    payload_of,
    read_record,
    request_record,
    response_record,
)
from extractors.web.wire import Answer, Exchange, Payload, lower_headers

SEGMENT_BYTES = 64_000_000  # a segment that has grown beyond this is left, the next one begun


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """The payload's own facts, new or those of the original that a revisit points to."""

    digest: str
    wire_digest: str
    count_bytes: int
    content_type: str | None
    etag: str | None = None
    last_modified: str | None = None


def digest_of(body: bytes) -> str:
    """`sha256:<hex>` of a body."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


class ArchiveWriter:
    """Appends to the newest segment of one source. One process at a time may hold it.

    `indexed` is the newest segment that the index knows: its name is not given again, even when it lies here no more.
    """

    def __init__(
        self, folder: Path, source_id: str, *, indexed: str | None = None, segment_bytes: int = SEGMENT_BYTES
    ) -> None:
        self._indexed = indexed
        self._folder = folder
        self._source_id = source_id
        self._segment_bytes = segment_bytes
        self._file: io.FileIO | None = None
        self._name = ""
        self._size = 0

    def __enter__(self) -> Self:
        """Hold the segment for a while."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the segment."""
        self.close()

    def close(self) -> None:
        """Flush and close the segment; the next answer opens it again."""
        if self._file:
            self.sync()
            self._file.close()
            self._file = None

    def sync(self) -> None:
        """Wait until all that was written is on the disk. Raises `ArchiveError`."""
        try:
            if self._file:
                os.fdatasync(self._file.fileno())
        except OSError as error:
            raise ArchiveError(f"{self._folder / self._name}: cannot be flushed: {error.strerror}") from error

    def file(self, answer: Answer, entry: Entry, original: Filed | None = None) -> Filed:
        """Write the records of an answer; an unchanged payload only points to `original`. `sync` makes it durable.

        Raises `ArchiveError` and leaves the segment as it was when the disk is full or the file cannot be written.
        """
        body = _describe(answer, original)
        is_revisit = original is not None and body.digest == original.capture.payload_digest
        group = _Group(self._open())
        offset = group.offset
        for hop in answer.hops:
            is_final = hop is answer.final
            revisited = original if is_final and is_revisit else None
            offset = group.offset
            wire_digest = body.wire_digest if is_final else digest_of(hop.body)
            is_packed = hop.header("content-encoding") is not None
            group.payload_id = group.add(response_record(hop, wire_digest, revisited), is_packed=is_packed)
            group.add(request_record(hop, group.payload_id))
        capture = self._capture(entry, answer.final, body, offset=offset, is_revisit=is_revisit)
        return self._finish(group, capture, entry, body, original if is_revisit else None)

    def file_item(self, html: bytes, entry: Entry, container: Filed, original: Filed | None = None) -> Filed | None:
        """Write an article that came inside a JSON answer as a `conversion` record of that answer's record.

        Returns None when the same article is filed already.
        """
        digest = digest_of(html)
        if original is not None and original.capture.payload_digest == digest:
            return None
        group = _Group(self._open())
        offset = group.offset
        group.payload_id = group.add(conversion_record(html, entry, container, digest))
        body = _Body(digest=digest, wire_digest=digest, count_bytes=len(html), content_type="text/html; charset=utf-8")
        final = Exchange(
            url=entry.url,
            request_headers=(),
            http_version=b"",
            status_code=200,
            reason=b"",
            headers=(),
            body=b"",
            fetched_at=container.capture.fetched_at,
            ip_address=None,
        )
        capture = self._capture(entry, final, body, offset=offset, is_revisit=False)
        return self._finish(group, capture, entry, body, None)

    def _capture(self, entry: Entry, final: Exchange, body: _Body, *, offset: int, is_revisit: bool) -> Capture:
        return Capture(
            capture_id=stable_id("capture", entry.source_id, entry.url, final.fetched_at.isoformat(), body.digest),
            source_id=entry.source_id,
            url=entry.url,
            final_url=final.url,
            fetched_at=final.fetched_at,
            status_code=final.status_code,
            content_type=body.content_type,
            payload_digest=body.digest,
            count_bytes=body.count_bytes,
            warc_file=self._name,
            warc_offset=offset,
            is_revisit=is_revisit,
            listed_at=entry.listed_at,
            listed_title=entry.listed_title,
        )

    def _finish(self, group: "_Group", capture: Capture, entry: Entry, body: _Body, original: Filed | None) -> Filed:
        place = original or capture
        facts: dict[str, Any] = {
            "purpose": entry.purpose,
            "address": entry.address,
            "aliases": entry.aliases,
            "etag": body.etag or (original.etag if original else None),
            "last_modified": body.last_modified or (original.last_modified if original else None),
            "payload_file": place.payload_file if isinstance(place, Filed) else place.warc_file,
            "payload_offset": place.payload_offset if isinstance(place, Filed) else place.warc_offset,
            "payload_at": place.payload_at if isinstance(place, Filed) else place.fetched_at,
            "wire_digest": body.wire_digest,
        }
        group.add(metadata_record(capture, facts, group.payload_id))
        self._append(group.content())
        return Filed(capture=capture, segment_end=self._size, **facts)

    # --- the segment ------------------------------------------------------------------------------------------

    def _open(self) -> int:
        """Open the newest segment, or begin the next one; returns its length."""
        if self._file and self._size < self._segment_bytes:
            return self._size
        self.close()
        here = (f"{self._source_id}/{path.name}" for path in (self._folder / self._source_id).glob("*.warc.gz"))
        newest = max([*here, *filter(None, [self._indexed])], default=None)
        number = int(newest.split(".")[0].rpartition("-")[2]) if newest else 1
        if newest and not self._is_open_to_more(self._folder / newest):
            number += 1
        self._name = f"{self._source_id}/{self._source_id}-{number:05}.warc.gz"
        path = self._folder / self._name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab", buffering=0)
            self._size = os.fstat(self._file.fileno()).st_size
        except OSError as error:
            raise ArchiveError(f"{path}: cannot be opened: {error.strerror}") from error
        if self._size == 0:
            group = _Group(0)
            group.add(begin_record(path.name))
            self._append(group.content())
        return self._size

    def _is_open_to_more(self, segment: Path) -> bool:
        """A full segment, or one that only a store still has, is never written to again."""
        return segment.exists() and segment.stat().st_size < self._segment_bytes

    def _append(self, content: bytes) -> None:
        assert self._file is not None  # noqa: S101 - _open came before
        view = memoryview(content)
        try:
            while view:
                view = view[self._file.write(view) :]
        except OSError as error:
            os.ftruncate(self._file.fileno(), self._size)
            raise ArchiveError(f"{self._folder / self._name}: cannot be written: {error.strerror}") from error
        self._size += len(content)


class _Group:
    """Records on their way into the segment, with the offsets they will have."""

    def __init__(self, start: int) -> None:
        self._start = start
        self._buffer = io.BytesIO()
        self.payload_id = ""  # of the last response or conversion

    @property
    def offset(self) -> int:
        return self._start + self._buffer.tell()

    def add(self, record: WarcRecord, *, is_packed: bool = False) -> str:
        """Append one record as a gzip member of its own; returns its id."""
        writer = GzipWriter(self._buffer, compression_level=0 if is_packed else 1)
        record.write(writer)
        writer.finish()
        return str(record.record_id)

    def content(self) -> bytes:
        return self._buffer.getvalue()


def _describe(answer: Answer, original: Filed | None) -> _Body:
    final = answer.final
    if answer.is_not_modified:
        if original is None:
            raise ArchiveError(f"{final.url}: 304 for a page that was never archived")
        return _Body(
            digest=original.capture.payload_digest,
            wire_digest=original.wire_digest,
            count_bytes=original.capture.count_bytes,
            content_type=original.capture.content_type,
            etag=final.header("etag"),
            last_modified=final.header("last-modified"),
        )
    digest = digest_of(answer.body)
    return _Body(
        digest=digest,
        wire_digest=digest if final.body == answer.body else digest_of(final.body),
        count_bytes=len(answer.body),
        content_type=final.header("content-type"),
        etag=final.header("etag"),
        last_modified=final.header("last-modified"),
    )


def read_payload(archive: Path, capture: Capture, store: str | None = None) -> Payload:
    """The decoded body of a capture and the headers it came with, from here or the store. Raises `ArchiveError`."""
    record = _read(archive, capture.warc_file, capture.warc_offset, store)
    headers = lower_headers(record.http_headers.to_tuples()) if record.http_headers is not None else {}
    while record.record_type == WarcRecordType.revisit:
        file, offset = record.headers.get(FILENAME), record.headers.get(OFFSET)
        if file is None or offset is None:
            raise ArchiveError(f"{capture.warc_file} at {capture.warc_offset}: a revisit without its original")
        record = _read(archive, file, int(offset), store)
    return Payload(headers=headers, body=payload_of(record))


def _read(archive: Path, name: str, offset: int, store: str | None) -> WarcRecord:
    try:
        record = read_record(open_segment(archive, name, store), offset)
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{archive / name} at {offset}: cannot be read: {error}") from error
    if record is None:
        raise ArchiveError(f"{archive / name} at {offset}: no record begins here")
    return record
