"""What acquisition costs: filing, reading back, and fetching, beside Scrapy on the same site and machine.

`python benchmarks/acquisition/run.py [--pages 1000] [--rounds 3] [--scrapy]`

Costs are milliseconds of processor time a page of about 174 KB (median of rounds; wall clock only where it says so).
With `--scrapy`, Scrapy is installed into a virtual environment of its own (`--venv`, default `var/scrapy`), and the two
crawl the same local site in turn: Scrapy fetches and drops the pages, Esep fetches, archives and indexes them.
"""

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from local_site import make_page

from extractors.archive import ArchiveWriter, read_payload
from extractors.web.frontier import Frontier
from extractors.web.warc import Entry
from extractors.web.wire import Answer, Exchange

HERE = Path(__file__).resolve().parent
AT = datetime(2026, 11, 1, tzinfo=UTC)
PORT = 8931
CONCURRENCY = 16
FETCH, SCRAPY = "esep: fetch, archive, index", "scrapy: fetch"


def answer_of(number: int, body: bytes, *, is_packed: bool) -> Answer:
    wire = gzip.compress(body, 6) if is_packed else body
    headers = [(b"Content-Type", b"text/html; charset=utf-8"), (b"Content-Length", b"%d" % len(wire))]
    if is_packed:
        headers.append((b"Content-Encoding", b"gzip"))
    exchange = Exchange(
        url=f"http://127.0.0.1/p/{number}",
        request_headers=((b"Host", b"127.0.0.1"), (b"User-Agent", b"Esep")),
        http_version=b"HTTP/1.1",
        status_code=200,
        reason=b"OK",
        headers=tuple(headers),
        body=wire,
        fetched_at=AT,
        ip_address="127.0.0.1",
    )
    return Answer(hops=(exchange,), body=body)


def timed(work: Callable[[], object], count: int) -> float:
    """Milliseconds of processor time a page."""
    start = time.process_time()
    work()
    return (time.process_time() - start) / count * 1e3


def archive_round(answers: list[Answer]) -> dict[str, float]:
    """Filing, indexing and reading back once."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with Frontier(home / "frontier.sqlite") as frontier, ArchiveWriter(home / "archive", "bench") as archive:
            filed = []

            def file() -> None:
                for one in answers:
                    url = one.final.url
                    filed.append(archive.file(one, Entry(source_id="bench", purpose="page", address=url, url=url)))
                archive.sync()

            def read() -> None:
                for one in filed:
                    read_payload(home / "archive", one.capture)

            return {
                "archive": timed(file, len(answers)),
                "index": timed(lambda: frontier.record([(one, None) for one in filed]), len(answers)),
                "read back": timed(read, len(answers)),
            }


def crawl_round(command: list[str], count: int) -> dict[str, float]:
    """One crawl of the site in a process of its own, which prints its processor and wall seconds."""
    output = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent.parent).stdout
    seen = json.loads(output.strip().splitlines()[-1])
    if seen["pages"] != count:
        raise SystemExit(f"{command}: fetched {seen['pages']} of {count} pages")
    return {"ms a page": seen["cpu"] / count * 1e3, "pages a second (wall)": count / seen["wall"]}


def scrapy_python(folder: Path) -> str:
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "scrapy"], check=True)
    return str(python)


def medians(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}


def measure_archive(rounds: int) -> None:
    pages = [make_page(number) for number in range(60)]
    print(f"pages: {len(pages)}, mean {sum(map(len, pages)) / len(pages) / 1e3:.0f} KB; ms of processor time a page")
    for is_packed in (True, False):
        answers = [answer_of(number, page, is_packed=is_packed) for number, page in enumerate(pages)]
        result = medians([archive_round(answers) for _ in range(rounds + 2)])
        label = "gzip as sent" if is_packed else "plain"
        print(f"  {label:<14}" + "  ".join(f"{name} {value:.2f}" for name, value in result.items()))


def measure_crawl(rounds: int, count: int, scrapy: str | None) -> None:
    ours = [sys.executable, str(HERE / "esep_crawl.py"), str(PORT), str(CONCURRENCY)]
    commands = {FETCH: ours, "esep: the same, and parse": [*ours, "--parse"]}
    if scrapy:
        commands[SCRAPY] = [scrapy, str(HERE / "scrapy_crawl.py"), str(PORT), str(CONCURRENCY)]
    seen: dict[str, list[dict[str, float]]] = {name: [] for name in commands}
    serve = [sys.executable, str(HERE / "local_site.py"), str(PORT), str(count)]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as site:
        try:
            next(iter(site.stdout or ()))  # it says when it is ready
            for _ in range(rounds):
                for name, command in commands.items():
                    seen[name].append(crawl_round(command, count))
        finally:
            site.terminate()
    results = {name: medians(rows) for name, rows in seen.items()}
    for name, result in results.items():
        print(f"  {name:<30}" + "  ".join(f"{key} {value:.2f}" for key, value in result.items()))
    for key, value in results.get(SCRAPY, {}).items():
        print(f"  ratio esep / scrapy, {key}: {results[FETCH][key] / value:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scrapy", action="store_true")
    parser.add_argument("--venv", type=Path, default=Path("var/scrapy"))
    options = parser.parse_args()
    measure_archive(options.rounds)
    measure_crawl(options.rounds, options.pages, scrapy_python(options.venv) if options.scrapy else None)


if __name__ == "__main__":
    main()
