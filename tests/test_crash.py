"""`kill -9` at random moments of a real run over a real site: nothing lost, nothing doubled, nothing torn."""

import asyncio
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from extractors.settings import Seed, Source
from extractors.web.archive_check import verify
from extractors.web.frontier import Frontier
from tests.hostile_site import ARTICLE, HostileSite, answer, feed, redirect, serve, source_of

KILLS = 14
CONCURRENCY = 3
CHILD = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from extractors.crawl import crawl
from extractors.settings import Settings, Source
home, source = Path(sys.argv[1]), Source.model_validate_json(sys.argv[2])
settings = Settings(home=home, config=home, sources=home)
print("ready", flush=True)
report = asyncio.run(crawl(source, settings, clock=lambda: datetime(2026, 11, 1, tzinfo=UTC)))
print(len(report.captures), [one.kind for one in report.issues], flush=True)
"""


async def slow_page(visit) -> None:
    await asyncio.sleep(0.02)
    await visit.reply(ARTICLE.format(visit.path, "17.6 percent. " * 2000), etag=f'"{visit.path}"')


def items(page: int) -> str:
    """Five articles a page, none after the third."""
    if page > 3:
        return "[]"
    return json.dumps([{"link": f"{{base}}/i/{page}-{n}", "body": f"<p>{n}</p>"} for n in range(5)])


def routes() -> dict:
    pages = [f"/p/{number}" for number in range(90)]
    api = {f"/api/{page}": answer(items(page)) for page in range(1, 6)}
    moved = {f"/old/{number}": redirect(f"{{base}}/p/{number}") for number in range(0, 90, 15)}
    return {"/p/*": slow_page, "/feed.xml": feed(*pages, *moved, "/p-gone")} | moved | api


def source_on(site: HostileSite) -> Source:
    seeds = [
        Seed(kind="json_api", url=site.base + "/api/{page}", pages=5, body="body"),
        Seed(kind="feed", url=site.base + "/feed.xml"),
    ]
    return source_of(site, *seeds, politeness={"concurrency": CONCURRENCY})


def start(home: Path, source: Source) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, str(home), source.model_dump_json()]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def contents(home: Path) -> list[tuple[object, ...]]:
    with Frontier(home / "frontier.sqlite") as frontier:
        assert verify(home / "archive", frontier).problems == ()
        return sorted(
            (one.capture_id, one.url, one.final_url, one.payload_digest, one.listed_title or "")
            for one in frontier.captures()
        )


def kill_after(child: subprocess.Popen[str], site: HostileSite, count: int, pause: float) -> None:
    """Kill the run a moment after it has asked for `count` things, or let it be if it ends before."""
    aim = len(site.asked) + count
    while len(site.asked) < aim and child.poll() is None:
        time.sleep(0.001)
    time.sleep(pause)
    child.send_signal(signal.SIGKILL)
    child.wait(10)


def test_killed_runs_end_where_an_undisturbed_run_ends(tmp_path):
    dice = random.Random(20261101)  # noqa: S311 - moments, not secrets
    with serve(routes()) as site:
        source = source_on(site)
        assert start(tmp_path / "calm", source).wait(60) == 0
        calm = contents(tmp_path / "calm")
        site.asked.clear()
        killed = []
        for _ in range(KILLS):
            child = start(tmp_path / "killed", source)
            kill_after(child, site, dice.randint(0, 16), dice.uniform(0, 0.02))
            killed.append(child.returncode == -signal.SIGKILL)
        assert start(tmp_path / "killed", source).wait(60) == 0
        asked = [path for path in site.asked if path.startswith("/p/")]
        again = start(tmp_path / "killed", source)
        assert again.stdout is not None
        assert again.stdout.readline() == "0 []\n"
    assert sum(killed) == KILLS, "some runs ended before they were killed: make the site larger"
    assert contents(tmp_path / "killed") == calm
    assert len(calm) == 90 + 15
    assert len(asked) - len(set(asked)) <= KILLS * CONCURRENCY
    for path in (tmp_path / "killed" / "archive").glob("*/*.gz"):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                record.content_stream().read()
