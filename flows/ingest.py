"""The ingest flow: every chosen source is crawled on its own, then what lies new in the archive is read and loaded.

Enters: source ids and a date. Leaves: an `IngestReport`. A source that fails is retried and then told of; the others
go on. Reading starts from the archive, so a run that was killed is finished by the next one.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from prefect import Task, flow, get_run_logger, task
from prefect.assets import materialize
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.tasks import exponential_backoff

from extractors.crawl import SILENT, CrawlReport, crawl
from extractors.errors import FetchError
from extractors.records import Capture, Issue
from extractors.settings import Settings, Source, load_sources, read_settings
from extractors.web.issues import acquisition_issue
from flows import clock
from flows.artifacts import archive_asset, progress, show_reading, source_asset
from flows.runners import reading_runner
from flows.sources import choose_to_crawl
from flows.stages import (
    ReadBatch,
    batches,
    kept_issues,
    load_issues,
    load_read,
    load_tables,
    pending_captures,
    read_captures,
    record_run,
)

UNDER_WAY = 64  # batches read and not yet loaded: bounds memory


@dataclass(slots=True, kw_only=True)
class IngestReport:
    """What one ingest did: per source what was fetched, and how many rows are new."""

    crawls: dict[str, dict[str, Any]] = field(default_factory=dict)
    issues: dict[str, dict[str, int]] = field(default_factory=dict)  # of each source that had any: count by kind
    new_rows: dict[str, int] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def crawl_source(source_id: str, settings: Settings, since: datetime | None) -> CrawlReport:
    """Discover, fetch and archive one source. Raises `FetchError`, to be tried again, when no seed answers."""
    source = load_sources(settings.sources)[source_id]
    log = get_run_logger()

    def tell(capture: Capture) -> None:
        log.info("%s %s", capture.status_code, capture.url)

    report = asyncio.run(crawl(source, settings, clock=clock.now, since=since, progress=tell))
    silent = [issue for issue in report.issues if issue.kind in SILENT]
    if silent and not report.counts.get("seeds") and not report.counts.get("tables"):
        raise FetchError(f"no seed answered: {silent[0].detail}", silent[0].kind)
    return report


def crawl_task(source: Source) -> Task[[str, Settings, datetime | None], CrawlReport]:
    """The task that crawls one source, which is what the asset of its archive is made by."""
    as_task = materialize(
        archive_asset(source.source_id),
        asset_deps=[source_asset(source)],
        name="crawl",
        task_run_name=f"crawl {source.source_id}",
        retries=2,
        retry_delay_seconds=exponential_backoff(backoff_factor=10),
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    return as_task(crawl_source)


@task(name="read", task_run_name="read {count} captures", cache_policy=NO_CACHE, persist_result=False)
def read_batch(captures: list[Capture], settings: Settings, recorded_at: datetime, count: int) -> ReadBatch:  # noqa: ARG001
    """Parse and extract one batch of captures: pure work on the archive, so it may run in any process."""
    return read_captures(captures, settings, recorded_at=recorded_at)


@task(name="load", task_run_name="load {count} captures", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def load_one(batch: ReadBatch, settings: Settings, recorded_at: datetime, count: int) -> dict[str, int]:  # noqa: ARG001
    """Add one read batch to the private warehouse, in one transaction."""
    return load_read(batch, settings, recorded_at=recorded_at)


@flow(name="ingest", validate_parameters=False)
def ingest(source_ids: Sequence[str] | None = None, since: datetime | None = None) -> IngestReport:
    """Crawl the sources, then read and load what is new in the archive."""
    settings, report, started_at = read_settings(), IngestReport(), clock.now()
    met = _crawl_all(choose_to_crawl(settings, source_ids), settings, since, report)
    recorded_at = clock.now()
    _add(report, load_issues([*met, *kept_issues(settings)], settings, recorded_at=recorded_at))
    _add(report, read_pending(settings, source_ids, recorded_at))
    show_reading(report.crawls, report.failed, report.new_rows)
    record_run(settings, "ingest", (started_at, clock.now()), report.new_rows, "; ".join(report.failed.values()))
    return report


def read_pending(settings: Settings, source_ids: Sequence[str] | None, recorded_at: datetime) -> dict[str, int]:
    """Read and load what lies in the archive and not yet in the warehouse; called inside a flow. New rows by table."""
    rows: Counter[str] = Counter(load_tables(settings, source_ids, recorded_at=recorded_at))
    pending = pending_captures(settings, source_ids)
    with progress("esep-progress", f"{len(pending)} captures read and loaded") as bar:
        count_done = 0
        for batch in read_all(pending, settings, recorded_at):
            rows.update(load_one(batch, settings, recorded_at, len(batch.captures)))
            count_done += len(batch.captures)
            bar.show(100 * count_done / len(pending))
    return dict(rows)


def read_all(captures: Sequence[Capture], settings: Settings, recorded_at: datetime) -> Iterator[ReadBatch]:
    """Read captures in batches where `ESEP_TASK_RUNNER` says, in order, a bounded number of them under way at once."""
    if not captures:
        return
    waiting: deque[PrefectFuture[ReadBatch]] = deque()
    with reading_runner() as runner:
        for batch in batches(captures):
            parameters = {
                "captures": batch, "settings": settings, "recorded_at": recorded_at, "count": len(batch)
            }  # fmt: skip
            waiting.append(runner.submit(read_batch, parameters))
            if len(waiting) == UNDER_WAY:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _crawl_all(
    source_ids: Sequence[str], settings: Settings, since: datetime | None, report: IngestReport
) -> list[Issue]:
    sources = load_sources(settings.sources)
    futures = {one: crawl_task(sources[one]).submit(one, settings, since) for one in source_ids}
    issues: list[Issue] = []
    for source_id, future in futures.items():
        outcome = _outcome(future)
        if isinstance(outcome, BaseException):
            report.failed[source_id] = f"{type(outcome).__name__}: {outcome}"
            issues.append(
                acquisition_issue(
                    "fetch",
                    "source_failed",
                    source_id=source_id,
                    url=None,
                    detail=report.failed[source_id],
                    now=clock.now(),
                )
            )
        else:
            report.crawls[source_id] = {**outcome.counts, "issues": len(outcome.issues)}
            issues += outcome.issues  # a crawl that could not open the frontier has kept them nowhere
            if outcome.issues:
                report.issues[source_id] = dict(Counter(issue.kind for issue in outcome.issues))
    return issues


def _outcome(future: PrefectFuture[CrawlReport]) -> CrawlReport | BaseException:
    future.wait()
    result: CrawlReport | BaseException = future.state.result(raise_on_failure=False)
    return result


def _add(report: IngestReport, rows: dict[str, int]) -> None:
    for table, count in rows.items():
        report.new_rows[table] = report.new_rows.get(table, 0) + count
