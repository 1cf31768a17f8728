"""How fast quantities are read, in processor time on one core, and that the cost grows with the text and not faster.

    python benchmarks/reading/speed.py [FILE.jsonl ...]

Without files, the sentences of the example files are read over and over; a file is one of the public benchmarks.
"""

import itertools
import json
import statistics
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import yaml

from extractors.quantity.quantities import read_quantities

EXAMPLES = Path(__file__).resolve().parents[2] / "tests" / "examples"
SENTENCES = 5_000
ROUNDS = 5
PATTERNS = {
    "digits": "1",
    "digits and commas": "1,",
    "spaced groups": "123 123 ",
    "million million": "million million ",
    "nested brackets": "(",
    "quoted numbers": "«5 ",
    "ranges": "from 5 to 10 ",
    "percent": "5% ",
    "dashes": "1-1-",
    "Kazakh words": "жүз мың ",
}


def sentences_of_examples(lang: str) -> list[str]:
    groups = yaml.safe_load((EXAMPLES / f"quantities_{lang}.yml").read_text(encoding="utf-8"))
    texts = [one["text"] for group in groups.values() for one in group]
    return list(itertools.islice(itertools.cycle(texts), SENTENCES))


def sentences_of_file(path: Path) -> tuple[str, list[str]]:
    records = [json.loads(line) for line in path.open(encoding="utf-8")][:SENTENCES]
    return records[0]["lang"], [record["text"] for record in records]


def cost(texts: Iterable[str], lang: str) -> float:
    start = time.process_time()
    for text in texts:
        read_quantities(text, lang)
    return time.process_time() - start


def show(name: str, lang: str, texts: list[str]) -> None:
    cost(texts[:50], lang)
    rates = [len(texts) / cost(texts, lang) for _ in range(ROUNDS)]
    print(f"{name:24} {statistics.median(rates):8.0f} texts a second (median of {ROUNDS}, {len(texts)} texts)")


def show_growth() -> None:
    for name, pattern in PATTERNS.items():
        lang = "kk" if "Kazakh" in name else "en"
        small, large = (pattern * (size // len(pattern)) for size in (100_000, 400_000))
        ratio = cost([large], lang) / max(cost([small], lang), 1e-4)
        print(f"{name:24} four times the text costs {ratio:5.1f} times as much")


def main() -> None:
    for lang in ("en", "ru", "kk"):
        show(f"examples {lang}", lang, sentences_of_examples(lang))
    for path in map(Path, sys.argv[1:]):
        show(path.stem, *sentences_of_file(path))
    show_growth()


if __name__ == "__main__":
    main()
