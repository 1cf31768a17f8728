"""Filing: an answer into the archive, then into the index, in that order and together with its neighbours.

Enters: answers with what is known of them. Leaves: `Filed` records that are on the disk and in the frontier. What
several workers wrote in the meantime shares one flush of the disk and one transaction, in the order of the archive, so
that the index never covers a group that it does not hold.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from extractors.archive import ArchiveWriter
from extractors.web.frontier import Frontier
from extractors.web.warc import Entry, Filed, Purpose
from extractors.web.wire import Answer


@dataclass(frozen=True, slots=True)
class Article:
    """An article that came inside a JSON answer: the page made of it, its entry, and the answer."""

    html: bytes
    entry: Entry
    container: Filed


class Filing:
    """The archive and the frontier of one source, written together."""

    def __init__(self, archive: ArchiveWriter, frontier: Frontier, source_id: str) -> None:
        self._archive = archive
        self._frontier = frontier
        self._source_id = source_id
        self._written: list[tuple[Filed, datetime | None]] = []  # on its way to the index, in the order of the archive
        self._in_flight: dict[tuple[Purpose, str], Filed] = {}
        self._settling = asyncio.Lock()

    def newest(self, purpose: Purpose, address: str) -> Filed | None:
        """The newest capture of an address, whether its transaction is over or not."""
        return self._in_flight.get((purpose, address)) or self._frontier.newest(self._source_id, purpose, address)

    async def file(self, answer: Answer, entry: Entry, due_at: datetime | None = None) -> Filed:
        """File an answer; its page is due again at `due_at`. Raises `ArchiveError`."""
        filed = self._archive.file(answer, entry, self.newest(entry.purpose, entry.address))
        self._written.append((filed, due_at))
        self._in_flight[filed.purpose, filed.address] = filed
        await self._settle()
        return filed

    async def file_articles(self, articles: Sequence[Article]) -> list[Filed]:
        """File the articles that are new or have changed, all together. Raises `ArchiveError`."""
        filed: list[Filed] = []
        for one in articles:
            previous = self.newest("item", one.entry.address)
            new = self._archive.file_item(one.html, one.entry, one.container, previous)
            if new is not None:
                filed.append(new)
                self._written.append((new, None))
        if filed:
            await self._settle()
        return filed

    async def _settle(self) -> None:
        """Flush and index all that was written so far, unless a neighbour has done it."""
        async with self._settling:
            batch, self._written = self._written, []
            if not batch:
                return
            await asyncio.to_thread(self._archive.sync)
            self._frontier.record(batch)
            for one, _ in batch:
                if self._in_flight.get((one.purpose, one.address)) is one:
                    del self._in_flight[one.purpose, one.address]
