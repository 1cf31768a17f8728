"""The source check: does each seed still answer as its file says, and do its pages still look like its history?

Enters: source ids. Leaves: rows for people, and an issue for each seed that failed or changed and for each drift, from
which `rpt_source_health` tells.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from prefect import flow

from extractors.drift import PageFacts, find_drift
from extractors.fetch import Fetcher
from extractors.records import Issue
from extractors.settings import Settings, Source, load_sources, read_settings
from extractors.source_check import CheckRow, probe_source
from extractors.web.issues import acquisition_issue
from flows import clock
from flows.sources import choose_sources, choose_to_crawl
from flows.stages import load_issues

DRIFT_DAYS = 7
FACT_FIELDS = ("status", "count_chars", "count_figures", "has_date")
FACTS_SQL = Path(__file__).resolve().parent / "sql" / "page_facts.sql"


def check_sources(settings: Settings, source_ids: Sequence[str] | None, *, is_live: bool) -> list[dict[str, Any]]:
    """One row a seed and article when live; without the network one row a source: its file is sound."""
    sources, now = load_sources(settings.sources), clock.now()
    choose = choose_to_crawl if is_live else choose_sources
    chosen = [sources[source_id] for source_id in choose(settings, source_ids)]
    if not is_live:
        return [_sound(source) for source in chosen]
    return [asdict(row) for source in chosen for row in asyncio.run(_probe(source, settings, now))]


@flow(name="check_sources", validate_parameters=False)
def check_sources_flow(source_ids: Sequence[str] | None = None) -> dict[str, int]:
    """Probe the sources, hold their newest pages against their history, and keep what is wrong as issues."""
    settings, now = read_settings(), clock.now()
    sources = load_sources(settings.sources)
    issues: list[Issue] = []
    for source_id in choose_to_crawl(settings, source_ids):
        rows = asyncio.run(_probe(sources[source_id], settings, now))
        issues += [_issue(row, now) for row in rows if row.outcome in {"failed", "changed"}]
        issues += drift_issues(sources[source_id], settings, now)
    load_issues(issues, settings, recorded_at=now)
    return {"sources": len(sources), "issues": len(issues)}


def drift_issues(source: Source, settings: Settings, now: datetime) -> list[Issue]:
    """Issues for a source whose newest pages no longer look like those before."""
    from warehouse.database import open_warehouse, utc_naive

    since = now - timedelta(days=DRIFT_DAYS)
    with open_warehouse(settings.warehouse, recorded_at=now) as connection:
        rows = connection.execute(
            FACTS_SQL.read_text(encoding="utf-8"), {"source_id": source.source_id, "since": utc_naive(since)}
        ).fetchall()
    facts = {
        is_recent: [PageFacts(**dict(zip(FACT_FIELDS, row[1:], strict=True))) for row in rows if row[0] is is_recent]
        for is_recent in (False, True)
    }
    return find_drift(source, facts[False], facts[True], days=DRIFT_DAYS, recorded_at=now)


async def _probe(source: Source, settings: Settings, now: datetime) -> list[CheckRow]:
    async with Fetcher(source, clock=clock.now, contact=settings.contact) as fetcher:
        return await probe_source(source, fetcher, now=now)


def _sound(source: Source) -> dict[str, Any]:
    unverified = len(source.unverified) + sum(seed.unverified for seed in source.seeds)
    detail = f"{len(source.seeds)} seeds, {unverified} facts unverified; --live asks the site"
    return {"source_id": source.source_id, "what": "file", "outcome": "sound", "detail": detail}


def _issue(row: CheckRow, now: datetime) -> Issue:
    return acquisition_issue(
        "discover", f"seed_{row.outcome}", source_id=row.source_id, url=row.url, detail=row.detail, now=now
    )
