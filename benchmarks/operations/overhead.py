"""What Prefect costs beside the work: processor time of every task of a run over many pages, with the work left out.

    python -m benchmarks.operations.overhead --pages 10000

The work is measured on the captures of the sample site, read without Prefect. Prefect's own cost is that of the same
flow over `--pages` captures, in which reading and loading do nothing: its process and its server are both counted.
Starting Prefect is told apart: it is paid once a run, whatever its size.
"""

import argparse
import asyncio
import os
import tempfile
import time
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ |= {"ESEP_HOME": folder, "PREFECT_HOME": f"{folder}/prefect", "PREFECT_LOGGING_LEVEL": "WARNING"}
        captures = crawl_sample(home)
        page = seconds_a_page(captures)
        start, own = prefect_seconds(list(islice(cycle(captures), pages)))
    work = page * pages
    print(f"reading, without Prefect      {page * 1000:8.2f} ms a page   {work:8.1f} s for {pages} pages")
    print(f"Prefect's own, {pages} pages   {own:8.1f} s = {100 * own / work:.2f} % of the reading")
    print(f"starting Prefect, once        {start:8.1f} s = {100 * start / work:.2f} % of the reading")


def crawl_sample(home: Path) -> list[Any]:
    from extractors.crawl import crawl
    from extractors.settings import load_sources, read_settings
    from flows.sample.server import serve
    from flows.stages import pending_captures

    with serve(home / "site", base_port=0) as site:
        os.environ["ESEP_SOURCES"] = str(site.sources_folder)
        settings = read_settings()
        for source in load_sources(settings.sources).values():
            asyncio.run(crawl(source, settings, clock=lambda: NOW))
    os.environ["ESEP_SOURCES"] = str(home / "site" / "sources")
    return pending_captures(settings)


def seconds_a_page(captures: list[Any]) -> float:
    """The best of some rounds, after one that loads the lexicons."""
    from extractors.settings import read_settings
    from flows.stages import read_captures

    settings, rounds = read_settings(), []
    for _ in range(ROUNDS + 1):
        began = time.process_time()
        read_captures(captures, settings, recorded_at=NOW)
        rounds.append((time.process_time() - began) / len(captures))
    return min(rounds[1:])


def prefect_seconds(captures: list[Any]) -> tuple[float, float]:
    """Processor seconds of starting Prefect, and of a run in which only Prefect works."""
    began = time.process_time()
    from prefect import flow
    from prefect.server.api.server import SubprocessASGIServer

    from extractors.settings import read_settings
    from flows import ingest
    from flows.stages import ReadBatch

    count_loads = 0

    def load_nothing(*_: Any, **__: Any) -> dict[str, int]:
        nonlocal count_loads
        count_loads += 1
        return {}

    ingest.pending_captures = lambda *_: captures
    ingest.read_captures = lambda batch, *_, **__: ReadBatch(captures=tuple(batch))
    ingest.load_read = load_nothing
    marks: list[float] = []

    @flow(name="overhead")
    def overhead() -> None:
        server = SubprocessASGIServer().server_process
        marks.append(time.process_time() + seconds_of(server.pid))
        ingest.read_pending(read_settings(), None, NOW)
        time.sleep(3)  # the server writes task runs a moment later
        marks.append(time.process_time() + seconds_of(server.pid))

    overhead()
    if count_loads != sum(1 for _ in ingest.batches(captures)):
        raise SystemExit("not every batch came through")
    return marks[0] - began, marks[1] - marks[0]


def seconds_of(pid: int) -> float:
    """Processor time of another process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
