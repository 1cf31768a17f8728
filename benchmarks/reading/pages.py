"""How many pages a second go from HTML to claims, in processor time on one core, and how a usual pair of tools does.

    python benchmarks/reading/pages.py [--rival] [--gold DIR]

The gold pages are read over and over. With --rival the same pages go through trafilatura (text of the page) and
quantulum3 (its quantities, without claims) in the same run; both are installed into a temporary environment first.
Only the English pages are compared: quantulum3 reads English.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PAGES = Path(__file__).resolve().parents[2] / "tests" / "gold"
ROUNDS, REPEATS = 5, 10
RIVALS = ("trafilatura", "lxml_html_clean", "quantulum3", "inflect", "stemming", "setuptools<81")


def rate(read: Callable[[Path], Any], pages: Sequence[Path]) -> float:
    """Pages a second: the median of some rounds, after one to warm up."""
    for page in pages:
        read(page)
    rates = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for page in list(pages) * REPEATS:
            read(page)
        rates.append(len(pages) * REPEATS / (time.process_time() - start))
    return statistics.median(rates)


def our_reader() -> Callable[[Path], Any]:
    """From the bytes of a page to its claims, with the vocabulary compiled before."""
    from extractors.extract import extract, load_reader
    from extractors.parse import parse_html
    from extractors.settings import CONFIG_PATH

    reader, now = load_reader(CONFIG_PATH), datetime(2026, 1, 1, tzinfo=UTC)

    def read(path: Path) -> Any:
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        published = datetime.fromisoformat(gold["published"]).replace(tzinfo=UTC)
        document = parse_html(path.read_bytes(), url=gold["url"], published_at=published, lang=gold["lang"])
        return extract(document, reader, recorded_at=now)

    return read


def rival_reader() -> Callable[[Path], Any]:
    """From the bytes of a page to its quantities; runs inside the temporary environment."""
    import trafilatura  # type: ignore[import-not-found]
    from quantulum3 import parser  # type: ignore[import-not-found]

    def read(path: Path) -> Any:
        return parser.parse(trafilatura.extract(path.read_bytes()) or "")

    return read


def rival_rate(folder: Path) -> float:
    """The rate of the other tools, in an environment made for this run."""
    with tempfile.TemporaryDirectory() as scratch:
        python = str(Path(scratch) / "bin" / "python")
        subprocess.run([sys.executable, "-m", "venv", scratch], check=True)
        install = [python, "-m", "pip", "install", "--quiet", *RIVALS]
        subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
        command = [python, __file__, "--gold", str(folder), "--inside"]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(answer.stdout.split()[-1])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--gold", type=Path, default=PAGES)
    options.add_argument("--rival", action="store_true", help="compare with trafilatura and quantulum3")
    options.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    english = sorted(chosen.gold.glob("en*.html"))
    if chosen.inside:
        print(rate(rival_reader(), english))
        return
    ours = our_reader()
    print(f"HTML to claims, three languages  {rate(ours, sorted(chosen.gold.glob('*.html'))):8.0f} pages a second")
    if chosen.rival:
        theirs, mine = rival_rate(chosen.gold), rate(ours, english)
        print(f"HTML to claims, English          {mine:8.0f} pages a second")
        print(f"trafilatura + quantulum3         {theirs:8.1f} pages a second ({mine / theirs:.1f} times slower)")


if __name__ == "__main__":
    main()
