"""`python esep_crawl.py PORT CONCURRENCY [--parse]`: crawl the local site; print pages, processor and wall seconds."""

import asyncio
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from extractors.archive import read_payload
from extractors.crawl import crawl
from extractors.parse import parse_capture
from extractors.settings import Politeness, Seed, Settings, Source


def main(port: int, concurrency: int, *, is_parsing: bool) -> None:
    base = f"http://127.0.0.1:{port}"
    source = Source(
        source_id="bench",
        publisher="Bench",
        tier="outlet",
        homepage=base + "/",
        hosts=("127.0.0.1",),
        languages=("en",),
        timezone="Asia/Almaty",
        seeds=(Seed(kind="feed", url=base + "/feed.xml"),),
        politeness=Politeness(delay=0, concurrency=concurrency, budget_per_run=10**6),
        allow_private_addresses=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = Settings(home=home, config=home, sources=home)
        cpu, wall = time.process_time(), time.perf_counter()
        report = asyncio.run(crawl(source, settings, clock=lambda: datetime.now(UTC)))
        if is_parsing:
            for capture in report.captures:
                parse_capture(capture, read_payload(settings.archive, capture).body, source)
        spent = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    print(json.dumps({"pages": len(report.captures)} | spent))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), is_parsing="--parse" in sys.argv)
