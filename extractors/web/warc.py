"""The WARC 1.1 records of one exchange, and one record read back by its place.

Enters: exchanges and captures; a file and an offset. Leaves: records ready to be written, and payloads. The format is
the public one (ISO 28500), so that any tool can read the archive; what only Esep needs stands in JSON metadata records.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any, Literal

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from extractors.errors import ArchiveError, FetchError
from extractors.records import Capture
from extractors.web.wire import Exchange, decode_body

SOFTWARE = "Esep"
FILENAME, OFFSET = "WARC-Refers-To-Filename", "WARC-Refers-To-File-Offset"
PROFILES = {
    True: "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
    False: "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
}
LARGEST_PAYLOAD = 1_000_000_000  # bytes; the real limit was enforced when the page was fetched
# item: an article that came inside a seed's answer; error: an answer that is no page, such as 404
Purpose = Literal["page", "item", "seed", "robots", "table", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the crawl knows of an answer before it is filed."""

    source_id: str
    purpose: Purpose
    address: str  # canonical
    url: str  # as asked
    aliases: tuple[str, ...] = ()  # further addresses that led to the document
    listed_at: datetime | None = None
    listed_title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What was filed: the capture, where its payload lies, and how to ask for it again."""

    capture: Capture
    purpose: Purpose
    address: str
    aliases: tuple[str, ...]
    etag: str | None
    last_modified: str | None
    payload_file: str
    payload_offset: int
    payload_at: datetime
    wire_digest: str
    segment_end: int  # length of the segment with this group


def instant(at: datetime) -> str:
    """An instant as WARC writes it: UTC, with microseconds where there are any."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _record(kind: WarcRecordType, url: str | None, at: datetime | None) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind)
    if at is not None:
        record.headers["WARC-Date"] = instant(at)
    if url is not None:
        record.headers["WARC-Target-URI"] = url
    return record


def begin_record(name: str) -> WarcRecord:
    """The record that opens a segment."""
    record = _record(WarcRecordType.warcinfo, None, None)
    record.headers["WARC-Filename"] = name
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content(f"software: {SOFTWARE}\r\nformat: WARC file version 1.1\r\nrobots: obey\r\n".encode())
    return record


def response_record(hop: Exchange, wire_digest: str, original: Filed | None) -> WarcRecord:
    """The response of a hop, or a revisit that points to the original with the same payload."""
    record = _record(WarcRecordType.response if original is None else WarcRecordType.revisit, hop.url, hop.fetched_at)
    record.is_http = True
    if hop.ip_address:
        record.headers["WARC-IP-Address"] = hop.ip_address
    record.headers["WARC-Payload-Digest"] = wire_digest if original is None else original.wire_digest
    if original is not None:
        record.headers["WARC-Profile"] = PROFILES[hop.status_code == 304]
        record.headers["WARC-Refers-To-Target-URI"] = original.capture.final_url
        record.headers["WARC-Refers-To-Date"] = instant(original.payload_at)
        record.headers[FILENAME] = original.payload_file
        record.headers[OFFSET] = str(original.payload_offset)
    head = b"%s %d %s\r\n" % (hop.http_version, hop.status_code, hop.reason)
    lines = b"".join(b"%s: %s\r\n" % (_kept_name(name), value) for name, value in hop.headers)
    record.set_bytes_content(head + lines + b"\r\n" + (hop.body if original is None else b""))
    return record


def _kept_name(name: bytes) -> bytes:
    """The chunks are gone when a body reaches us, so the header that announced them is kept under another name."""
    return b"X-Archive-Transfer-Encoding" if name.lower() == b"transfer-encoding" else name


def request_record(hop: Exchange, response_id: str) -> WarcRecord:
    """The request of a hop."""
    record = _record(WarcRecordType.request, hop.url, hop.fetched_at)
    record.is_http = True
    record.headers["WARC-Concurrent-To"] = response_id
    path = "/" + hop.url.split("/", 3)[3]
    lines = b"".join(b"%s: %s\r\n" % pair for pair in hop.request_headers)
    record.set_bytes_content(b"GET %s HTTP/1.1\r\n%s\r\n" % (path.encode("ascii"), lines))
    return record


def conversion_record(html: bytes, entry: Entry, container: Filed, digest: str) -> WarcRecord:
    """An article that came inside a JSON answer, as a page of its own that refers to that answer."""
    record = _record(WarcRecordType.conversion, entry.url, container.capture.fetched_at)
    record.headers["Content-Type"] = "text/html; charset=utf-8"
    record.headers["WARC-Payload-Digest"] = digest
    record.headers["WARC-Refers-To-Target-URI"] = container.capture.final_url
    record.headers["WARC-Refers-To-Date"] = instant(container.payload_at)
    record.headers[FILENAME] = container.payload_file
    record.headers[OFFSET] = str(container.payload_offset)
    record.set_bytes_content(html)
    return record


def metadata_record(capture: Capture, facts: dict[str, Any], record_id: str) -> WarcRecord:
    """All that the index holds of a group, in JSON; it closes the group."""
    record = _record(WarcRecordType.metadata, capture.url, capture.fetched_at)
    record.headers["Content-Type"] = "application/json"
    record.headers["WARC-Concurrent-To"] = record_id
    fields = {name: getattr(capture, name) for name in Capture.__dataclass_fields__}
    content = json.dumps({"capture": fields} | facts, default=instant, ensure_ascii=False)
    record.set_bytes_content(content.encode())
    return record


# --- reading ----------------------------------------------------------------------------------------------------


def read_record(stream: IO[bytes], offset: int) -> WarcRecord | None:
    """The record that begins at an offset, its payload still in its reader. Raises `OSError`, `ValueError`."""
    stream.seek(offset)
    return next(iter(ArchiveIterator(stream, parse_http=True)), None)


def payload_of(record: WarcRecord) -> bytes:
    """The decoded body of a record whose headers were read. Raises `ArchiveError`."""
    coding = record.http_headers.get("Content-Encoding") if record.http_headers is not None else None
    try:
        body = record.reader.read()
        return decode_body(body, coding, LARGEST_PAYLOAD)
    except (OSError, FetchError) as error:
        raise ArchiveError(f"{record.record_id}: the payload cannot be read: {error}") from error
