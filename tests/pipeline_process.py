"""One run of every stage in a process of its own, so that tests can kill it: home, sources, then crawl to reckoning."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from extractors.crawl import crawl
from extractors.settings import CONFIG_PATH, Settings, load_sources
from flows.stages import batches, kept_issues, load_issues, load_read, pending_captures, read_captures, reckon, release


def clock() -> datetime:
    return datetime(2026, 11, 1, 12, tzinfo=UTC)


def run_stages(settings: Settings, batch_size: int) -> None:
    for source in load_sources(settings.sources).values():
        asyncio.run(crawl(source, settings, clock=clock))
    load_issues(kept_issues(settings), settings, recorded_at=clock())
    for batch in batches(pending_captures(settings), batch_size):
        load_read(read_captures(batch, settings, recorded_at=clock()), settings, recorded_at=clock())
    reckon(settings, recorded_at=clock())
    release(settings, recorded_at=clock())


if __name__ == "__main__":
    home, sources = Path(sys.argv[1]), Path(sys.argv[2])
    print("ready", flush=True)
    run_stages(Settings(home=home, config=CONFIG_PATH, sources=sources), batch_size=4)
    print("done", flush=True)
