"""What lies in the archive against what the index says.

Enters: archive files and the frontier. Leaves: at the start of a crawl, an index that covers every complete group and
files without a torn end; on request, a report of every record that cannot be read or does not match its digest.
"""

import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from extractors.archive import digest_of, read_payload
from extractors.errors import ArchiveError
from extractors.records import Capture
from extractors.web.frontier import Frontier
from extractors.web.warc import Filed

MAGIC = b"\x1f\x8b\x08"
CHUNK = 1 << 16
INSTANTS = ("fetched_at", "listed_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveReport:
    """What `verify` saw."""

    count_captures: int
    count_bytes: int  # of decoded payloads read
    count_files: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What `recover` found beyond the index."""

    filed: tuple[Filed, ...]  # complete groups that were not indexed
    count_cut: int  # bytes of a torn group that were removed


def verify(
    archive: Path, frontier: Frontier, *, source_id: str | None = None, store: str | None = None
) -> ArchiveReport:
    """Read every indexed record back and compare digests; look for bytes that no index entry covers."""
    problems: list[str] = []
    count = size = 0
    names: set[str] = set()
    for capture in frontier.captures(source_id=source_id, purposes=None):
        count += 1
        names.add(capture.warc_file)
        try:
            body = read_payload(archive, capture, store).body
        except ArchiveError as error:
            problems.append(f"{capture.capture_id}: {error}")
            continue
        size += len(body)
        if digest_of(body) != capture.payload_digest:
            problems.append(f"{capture.capture_id}: {capture.warc_file} at {capture.warc_offset}: digest differs")
    here = {name for name in names if store is None or (archive / name).exists()}
    problems.extend(_length_problems(archive, frontier, here))
    return ArchiveReport(count_captures=count, count_bytes=size, count_files=len(names), problems=tuple(problems))


def _length_problems(archive: Path, frontier: Frontier, names: set[str]) -> Iterator[str]:
    for name in sorted(names):
        path = archive / name
        length, indexed = path.stat().st_size if path.exists() else 0, frontier.indexed_length(name)
        if length != indexed:
            yield f"{name}: {length} bytes on disk, {indexed} in the index"


def recover(archive: Path, source_id: str, frontier: Frontier) -> Recovery:
    """Read what stands in a source's files beyond the index, and cut what a crash left torn at an end.

    Raises `ArchiveError`, and changes nothing, where a file is damaged in the middle or shorter than the index says.
    """
    filed: list[Filed] = []
    count_cut = 0
    for path in sorted((archive / source_id).glob("*.warc.gz")):
        indexed, size = frontier.indexed_length(f"{source_id}/{path.name}"), path.stat().st_size
        if size == indexed:
            continue
        if size < indexed:
            raise ArchiveError(f"{path}: {size} bytes on disk, but the index covers {indexed}")
        groups, end = _complete_groups(path, indexed)
        filed.extend(groups)
        if end < size:
            count_cut += size - end
            _cut(path, end)
    return Recovery(filed=tuple(filed), count_cut=count_cut)


def _complete_groups(path: Path, start: int) -> tuple[list[Filed], int]:
    """Groups that end with their metadata record, and the offset behind the last of them."""
    groups: list[Filed] = []
    complete = end = start
    for end, content in _members(path, start):
        if b"\r\nWARC-Type: metadata\r\n" in content[:300]:
            groups.append(_filed(content, end, path))
            complete = end
    _refuse_damage(path, end)
    return groups, complete


def _members(path: Path, start: int) -> Iterator[tuple[int, bytes]]:
    """Complete gzip members from an offset on: the offset behind each, and its content."""
    with path.open("rb") as stream:
        stream.seek(start)
        rest, position = stream.read(CHUNK), start
        while rest:
            inflater, parts = zlib.decompressobj(16 + zlib.MAX_WBITS), []
            while rest and not inflater.eof:
                try:
                    parts.append(inflater.decompress(rest))
                except zlib.error:
                    return
                position += len(rest) - len(inflater.unused_data)
                rest = inflater.unused_data or stream.read(CHUNK)
            if not inflater.eof:
                return
            yield position, b"".join(parts)


def _filed(content: bytes, segment_end: int, path: Path) -> Filed:
    try:
        data: dict[str, Any] = json.loads(content.split(b"\r\n\r\n", 1)[1])
        capture = data.pop("capture")
        for name in INSTANTS:
            capture[name] = capture[name] and datetime.fromisoformat(capture[name])
        data["aliases"] = tuple(data["aliases"])
        data["payload_at"] = datetime.fromisoformat(data["payload_at"])
        return Filed(capture=Capture(**capture), segment_end=segment_end, **data)
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{path}: the metadata record before {segment_end} is not ours: {error}") from error


def _refuse_damage(path: Path, end: int) -> None:
    """A torn group is the last thing in a file. Records behind the damage mean another trouble, and nothing is cut."""
    with path.open("rb") as stream:
        stream.seek(end)
        rest = stream.read()
    at = rest.find(MAGIC, 1)
    while at >= 0:
        try:
            if zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(rest[at : at + CHUNK], 5) == b"WARC/":
                raise ArchiveError(f"{path}: damaged at {end}, with records behind it from {end + at}")
        except zlib.error:
            pass  # the magic bytes stood there by chance
        at = rest.find(MAGIC, at + 1)


def _cut(path: Path, length: int) -> None:
    with path.open("r+b") as stream:
        stream.truncate(length)
        os.fsync(stream.fileno())
