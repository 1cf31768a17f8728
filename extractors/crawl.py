"""Crawl: one source from its seeds to its archived pages, resumable at any moment.

Enters: a source and the settings that say where its state lies. Leaves: captures, issues and counts. Order of every
step: fetched, filed in the archive, indexed in the frontier; so a run that is killed loses at most the page in its
hands, and the next run goes on where it was.
"""

import asyncio
import errno
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from filelock import FileLock, Timeout

from extractors.archive import ArchiveWriter, digest_of, read_payload
from extractors.discover import discover
from extractors.errors import ArchiveError, FetchError, ParseError, RefusedError, RetryLater
from extractors.fetch import Clock, Fetcher
from extractors.records import Capture, Issue
from extractors.settings import Settings, Source, Table
from extractors.web.addresses import belongs, canonical_address, declared_address, origin
from extractors.web.archive_check import recover
from extractors.web.filing import Article, Filing
from extractors.web.frontier import Due, Found, Frontier
from extractors.web.issues import acquisition_issue
from extractors.web.next_visit import next_try, recheck_at
from extractors.web.tables import table_addresses
from extractors.web.warc import Entry, Filed, Purpose
from extractors.web.wire import Answer, Payload

Stage = Literal["discover", "fetch", "archive"]
NO_CONTACT = "set ESEP_CONTACT to a mail or web address: public sites are told who reads them"
GONE = frozenset({"http_404", "http_410"})
A_DAY = timedelta(days=1)
SILENT = frozenset({"unreachable", "timeout", "tls_error", "dns_error", "connection_broken"})
OF_THE_HOST = frozenset({"budget_spent", "robots_unavailable"})  # no address of it is to blame
MOST_SILENT = 3  # addresses of a host that fail so in a row before the run leaves it alone
MANY = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlReport:
    """What one run over one source did.

    `counts`: seeds, found, new, left_out; fetched, of these changed, unchanged, not_modified; items, mirrors, failed,
    recovered, waiting.
    """

    source_id: str
    captures: tuple[Capture, ...]
    issues: tuple[Issue, ...]
    counts: Mapping[str, int]


async def crawl(
    source: Source,
    settings: Settings,
    *,
    clock: Clock,
    limit: int | None = None,
    since: datetime | None = None,
    progress: Callable[[Capture], None] | None = None,
) -> CrawlReport:
    """Discover, fetch and archive what a source has; `limit` pages at most, none listed before `since`.

    Never raises for a page, a host or a disk: each trouble is one issue in the report.
    """
    tally = _Tally(source, clock, progress)
    if settings.contact is None and not source.allow_private_addresses:
        tally.add_issue("fetch", "no_contact", source.homepage, NO_CONTACT)
        return tally.report()
    try:
        with (
            FileLock(settings.lock(source.source_id), timeout=0),
            Frontier(settings.frontier) as frontier,
            ArchiveWriter(
                settings.archive, source.source_id, indexed=frontier.newest_segment(source.source_id)
            ) as archive,
        ):
            await _Run(settings, frontier, archive, tally).go(limit, since)
    except Timeout:
        tally.add_issue("fetch", "source_locked", source.homepage, "another process is crawling this source")
    except (ArchiveError, OSError, sqlite3.Error) as error:
        tally.add_issue("archive", _archive_kind(error), source.homepage, str(error))
    return tally.report()


@dataclass(slots=True)
class _Tally:
    """What one crawl has done so far."""

    source: Source
    clock: Clock
    progress: Callable[[Capture], None] | None
    captures: list[Capture] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add_issue(self, stage: Stage, kind: str, url: str, detail: str) -> Issue:
        source_id = self.source.source_id
        issue = acquisition_issue(stage, kind, source_id=source_id, url=url, detail=detail, now=self.clock())
        self.issues.append(issue)
        return issue

    def add_capture(self, capture: Capture) -> None:
        self.captures.append(capture)
        if self.progress:
            self.progress(capture)

    def report(self) -> CrawlReport:
        return CrawlReport(
            source_id=self.source.source_id,
            captures=tuple(self.captures),
            issues=tuple(self.issues),
            counts=dict(self.counts),
        )


class _Run:
    """One crawl of one source."""

    def __init__(self, settings: Settings, frontier: Frontier, archive: ArchiveWriter, tally: _Tally) -> None:
        self.source = tally.source
        self.clock = tally.clock
        self.settings = settings
        self.frontier = frontier
        self.filing = Filing(archive, frontier, self.source.source_id)
        self.tally = tally
        self.seeds: dict[str, Filed] = {}
        self.rested: dict[str, str] = {}  # hosts left alone for the rest of the run, and why
        self.failures: Counter[str] = Counter()
        self.broken: ArchiveError | None = None
        self.fetcher = Fetcher(
            self.source,
            clock=self.clock,
            contact=settings.contact,
            memory=frontier,
            keep_robots=self._keep_robots,
            keep_refusal=self._keep_refusal,
        )

    async def go(self, limit: int | None, since: datetime | None) -> None:
        self._recover()
        async with self.fetcher:
            if self.source.kind == "pages":
                await self._discover(since)
                await self._fetch_due(limit)
            await self._fetch_tables()
        self.tally.counts["waiting"] = self.frontier.count_due(self.source.source_id, self.clock())

    def _recover(self) -> None:
        """Take up what a killed run left in the archive beyond the index."""
        recovery = recover(self.settings.archive, self.source.source_id, self.frontier)
        hours = self.source.politeness.recheck_hours
        self.frontier.record(
            [
                (one, recheck_at(one.capture.listed_at or one.capture.fetched_at, self.clock(), hours))
                for one in recovery.filed
            ]
        )
        self.tally.counts["recovered"] += len(recovery.filed)

    # --- discovery --------------------------------------------------------------------------------------------

    async def read(self, url: str, headers: Mapping[str, str] | None = None) -> Payload:
        """The payload of a seed: asked for conditionally, archived, and read back where it did not change."""
        address = canonical_address(url, self.source)
        answer = await self._ask(url, self.filing.newest("seed", address), headers)
        entry = Entry(source_id=self.source.source_id, purpose="seed", address=address, url=url)
        self.seeds[url] = filed = await self.filing.file(answer, entry)
        if answer.is_not_modified:
            return read_payload(self.settings.archive, filed.capture, self.settings.store)
        return Payload(headers=answer.final.header_map(), body=answer.body)

    async def _discover(self, since: datetime | None) -> None:
        """Read the seeds; what they name is on the list before they count as read through."""
        source_id, now = self.source.source_id, self.clock()
        read_through = self.frontier.read_through(source_id)
        self.frontier.mark_seeds(source_id, (seed.url for seed in self.source.seeds), is_read_through=False)
        discovery = await discover(
            self.source,
            self,
            now=now,
            is_known=lambda address: self.frontier.knows(source_id, address),
            read_through=read_through,
        )
        self.tally.issues.extend(discovery.issues)
        self.frontier.keep_issues(discovery.issues)
        found = [one for one in discovery.found if since is None or _is_since(one, since)]
        await self._file_articles(found)
        self.tally.counts.update(
            seeds=discovery.count_seeds,
            found=len(discovery.found),
            new=self.frontier.add(source_id, (one for one in found if one.html is None), now),
            noticed=self.frontier.notice(source_id, (one for one in found if _is_notice(one, now)), now),
            left_out=discovery.count_left_out + len(discovery.found) - len(found),
        )
        self.frontier.mark_seeds(source_id, discovery.finished, is_read_through=True)

    async def _file_articles(self, found: Iterable[Found]) -> None:
        """File the articles that came inside a seed's answer; they are never fetched by themselves."""
        articles = [
            Article(one.html, self._entry("item", one, one.address), self.seeds[one.seed])
            for one in found
            if one.html is not None
        ]
        for filed in await self.filing.file_articles(articles):
            self.tally.counts["items"] += 1
            self.tally.add_capture(filed.capture)

    def _entry(self, purpose: Purpose, named: Found | Due, address: str) -> Entry:
        return Entry(
            source_id=self.source.source_id,
            purpose=purpose,
            address=address,
            aliases=() if named.address == address else (named.address,),
            url=named.url,
            listed_at=named.listed_at,
            listed_title=named.listed_title,
        )

    async def _keep_robots(self, answer: Answer) -> None:
        url = answer.hops[0].url
        await self.filing.file(answer, Entry(source_id=self.source.source_id, purpose="robots", address=url, url=url))

    async def _keep_refusal(self, answer: Answer) -> None:
        url = answer.hops[0].url
        address = canonical_address(url, self.source)
        await self.filing.file(
            answer, Entry(source_id=self.source.source_id, purpose="error", address=address, url=url)
        )

    # --- tables -----------------------------------------------------------------------------------------------

    async def _fetch_tables(self) -> None:
        """Fetch and file the files of figures; one that cannot be had does not stop the others."""
        for table in self.source.tables:
            try:
                page = await self.read(table.url, table.headers) if table.link else None
                for url in table_addresses(page, table) if page else [table.url]:
                    await self._fetch_table(url, table)
            except (FetchError, ParseError) as error:
                kind = error.kind if isinstance(error, FetchError) else "unreadable_table"
                self._tell("fetch", kind, table.url, str(error))

    async def _fetch_table(self, url: str, table: Table) -> None:
        address = canonical_address(url, self.source)
        if not belongs(address, self.source):
            raise RefusedError(f"{table.url} leads to {url}, which is not a host of the source", "foreign_host")
        answer = await self._ask(url, self.filing.newest("table", address), table.headers)
        entry = Entry(source_id=self.source.source_id, purpose="table", address=address, url=url)
        self.tally.add_capture((await self.filing.file(answer, entry)).capture)
        self.tally.counts["tables"] += 1

    # --- pages ------------------------------------------------------------------------------------------------

    async def _fetch_due(self, limit: int | None) -> None:
        due = iter(self.frontier.due(self.source.source_id, self.clock(), MANY if limit is None else limit))
        await asyncio.gather(*(self._work(due) for _ in range(self.source.politeness.concurrency)))
        if self.broken:
            raise self.broken
        for site, detail in self.rested.items():
            self._tell("fetch", "host_rested", site, detail)

    async def _work(self, due: Iterator[Due]) -> None:
        for one in due:
            site = origin(one.url)
            if self.broken or site in self.rested:
                continue
            try:
                await self._visit(one)
            except ArchiveError as error:
                self.broken = error

    async def _visit(self, due: Due) -> None:
        """Fetch and file one address, or put it off with an issue."""
        if not self.frontier.is_due(self.source.source_id, due.address, self.clock()):
            return  # another address led here meanwhile
        site = origin(due.url)
        try:
            await self._file(due, await self._ask(due.url, self.filing.newest("page", due.address)))
            self.failures[site] = 0
        except RetryLater as error:
            self.rested[site] = f"asked for {error.seconds:.0f} s of rest ({error})"
            self._put_off(due, error, self.clock() + timedelta(seconds=error.seconds))
        except FetchError as error:
            if error.kind in OF_THE_HOST:
                self.rested[site] = str(error)
                return
            self._put_off(due, error, next_try(error.kind, due.count_failures, self.clock()))
            self.failures[site] += error.kind in SILENT
            if self.failures[site] >= MOST_SILENT:
                self.rested[site] = f"left alone for this run: {error}"

    async def _ask(self, url: str, previous: Filed | None, headers: Mapping[str, str] | None = None) -> Answer:
        """Fetch, only if it has changed since `previous`."""
        etag, last_modified = (previous.etag, previous.last_modified) if previous else (None, None)
        answer = await self.fetcher.get(url, headers=headers, etag=etag, last_modified=last_modified)
        if answer.is_not_modified and previous is None:
            raise FetchError(f"{url}: HTTP 304 for a page never seen", "bad_http")
        return answer

    def _put_off(self, due: Due, error: FetchError, due_at: datetime | None) -> None:
        self.tally.counts["failed"] += 1
        self._tell("fetch", error.kind, due.url, str(error))
        if due_at is None and error.kind in GONE and self.filing.newest("page", due.address):
            self.tally.counts["gone"] += 1
            self._tell("fetch", "page_gone", due.url, f"gone for good ({error.kind}); its archived versions stay")
        self.frontier.put_off(self.source.source_id, due.address, due_at, count_failures=due.count_failures + 1)

    async def _file(self, due: Due, answer: Answer) -> None:
        now = self.clock()
        address = due.address if answer.is_not_modified else self._address_of(answer)
        previous = self.filing.newest("page", address)
        if previous and due.address != address and self._is_mirror(answer, address, previous):
            self.tally.counts["mirrors"] += 1
            self.frontier.lead_to(self.source.source_id, due.address, address, now)
            return
        published_at = due.listed_at or due.first_seen_at
        due_at = recheck_at(published_at, now, self.source.politeness.recheck_hours)
        self._count(await self.filing.file(answer, self._entry("page", due, address), due_at), previous)

    def _address_of(self, answer: Answer) -> str:
        """The address of the document: what the page declares, else where the redirects led."""
        url = answer.final.url
        return declared_address(answer.body, url, self.source) or canonical_address(url, self.source)

    def _is_mirror(self, answer: Answer, address: str, previous: Filed) -> bool:
        """Whether the answer is a document we have: the same bytes, or another dress of it (AMP, print)."""
        is_dress = address != canonical_address(answer.final.url, self.source)
        return is_dress or digest_of(answer.body) == previous.capture.payload_digest

    def _count(self, filed: Filed, previous: Filed | None) -> None:
        counts = self.tally.counts
        counts["fetched"] += 1
        if filed.capture.status_code == 304:
            counts["not_modified"] += 1
        elif previous is not None:
            counts["unchanged" if filed.capture.is_revisit else "changed"] += 1
        self.tally.add_capture(filed.capture)

    def _tell(self, stage: Stage, kind: str, url: str, detail: str) -> None:
        self.frontier.keep_issues([self.tally.add_issue(stage, kind, url, detail)])


def _is_notice(found: Found, now: datetime) -> bool:
    """Whether a seed tells when a page was changed; a change still to come is a mistake."""
    return found.html is None and found.modified_at is not None and found.modified_at <= now + A_DAY


def _is_since(found: Found, since: datetime) -> bool:
    at = found.listed_at or found.modified_at
    return at is None or at >= since


def _archive_kind(error: BaseException) -> str:
    """Whether the disk is full or something else is wrong with the archive."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            return "disk_full"
        if "disk is full" in str(cause):
            return "disk_full"
        cause = cause.__cause__
    return "archive_failed"
