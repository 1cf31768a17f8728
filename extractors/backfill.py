"""Backfill: pages of our sources out of a foreign WARC file into our own archive.

Enters: a WARC file of whatever making and the sources. Leaves: captures in archive and frontier, as if we had fetched
the pages when the other archive did. Works in batches and remembers the offset of each, so that a killed run goes on
where it was; several files may be read by several processes at once.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from extractors.archive import ArchiveWriter
from extractors.errors import ArchiveError, RefusedError
from extractors.records import Capture
from extractors.settings import Settings, Source
from extractors.store import is_remote
from extractors.web.addresses import belongs, canonical_address, is_article
from extractors.web.archive_check import recover
from extractors.web.foreign import ForeignPage, read_foreign_warc
from extractors.web.frontier import Frontier
from extractors.web.warc import Entry, Filed

BATCH_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillReport:
    """What one foreign file gave. `counts`: filed, known, and each reason for which a response was left out."""

    captures: tuple[Capture, ...]
    counts: Mapping[str, int]


def backfill(
    path: str | Path,
    sources: Mapping[str, Source],
    settings: Settings,
    *,
    langs: Collection[str] | None = None,
    must_contain: Collection[str] | None = None,
) -> BackfillReport:
    """File the pages of `sources` that a foreign WARC file holds. Raises `ArchiveError`."""
    name = _name(path)
    counts: Counter[str] = Counter()
    captures: list[Capture] = []
    lock = FileLock(settings.lock(name), timeout=0)
    try:
        with (
            lock,
            Frontier(settings.frontier) as frontier,
            ArchiveWriter(settings.archive, name, indexed=frontier.newest_segment(name)) as archive,
        ):
            frontier.record([(filed, None) for filed in recover(settings.archive, name, frontier).filed])
            pages = read_foreign_warc(
                path,
                hosts=[host for source in sources.values() for host in source.hosts],
                langs=langs,
                must_contain=must_contain,
                start=frontier.foreign_offset(name),
                skipped=lambda reason: counts.update([reason]),
            )
            while batch := list(islice(pages, BATCH_SIZE)):
                filed = list(_file(batch, sources, archive, frontier, counts))
                archive.sync()
                frontier.record([(one, None) for one in filed])
                frontier.keep_foreign_offset(name, batch[-1].offset)
                captures.extend(one.capture for one in filed)
    except Timeout as error:
        raise ArchiveError(f"{path}: another process is reading this file") from error
    return BackfillReport(captures=tuple(captures), counts=dict(counts))


def _name(path: str | Path) -> str:
    """Folder of our archive for a foreign file: its name, and a digest, since names repeat."""
    whole = str(path) if is_remote(path) else str(Path(path).absolute())
    plain = re.sub(r"[^a-z0-9]+", "-", whole.rpartition("/")[2].lower().removesuffix(".gz").removesuffix(".warc"))
    return f"foreign-{plain.strip('-')[:60]}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def _file(
    pages: Sequence[ForeignPage],
    sources: Mapping[str, Source],
    archive: ArchiveWriter,
    frontier: Frontier,
    counts: Counter[str],
) -> Iterator[Filed]:
    for page in pages:
        entry = _entry(page, sources)
        if entry is None:
            counts["no_article"] += 1
        elif frontier.has_capture(entry.source_id, entry.url, page.fetched_at):
            counts["known"] += 1
        else:
            counts["filed"] += 1
            yield archive.file(page.answer(), entry, frontier.newest(entry.source_id, "page", entry.address))


def _entry(page: ForeignPage, sources: Mapping[str, Source]) -> Entry | None:
    for source in sources.values():
        try:
            address = canonical_address(page.url, source)
        except RefusedError:
            return None
        if belongs(address, source) and is_article(address, source):
            return Entry(source_id=source.source_id, purpose="page", address=address, url=page.url)
    return None
