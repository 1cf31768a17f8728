"""One table of how well the house reads: the labelled pages always, public benchmarks when their folder is named.

Three sets of pages: `tests/gold` and `tests/labelled`, on which the reader was developed, and `tests/unseen`, which
nobody develops on: it tells what new pages give.

python benchmarks/reading/table.py [BENCHMARKS] [--write]
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(1, str(Path(__file__).resolve().parent.parent))

from accuracy import TARGETS, cell, load_scorer, measure
from accuracy_file import note
from gold import PAGES, run_scorer

SETS = {"gold": PAGES, "labelled": PAGES.parent / "labelled", "unseen": PAGES.parent / "unseen"}

MUST = {"f1": ("found F1", 97), "core_f1": ("core F1", 92), "full_f1": ("full F1", 82)}
LANGUAGES = ("en", "ru", "kk", "all")

Row = tuple[str, str, float, float]


def page_rows(name: str, report: dict) -> Iterator[Row]:
    """(texts, measure, reached, to be reached) of one set of pages, in percent."""
    for lang in (one for one in LANGUAGES if one in report):
        yield from ((f"{name} {lang}", title, 100 * report[lang][key], must) for key, (title, must) in MUST.items())


def noted(report: dict) -> dict:
    """What `config/accuracy.yml` keeps of the scores on a set of pages."""
    names = {"found": "f1", "core": "core_f1", "full": "full_f1"}
    return {
        lang: {"figures": report[lang]["gold"]} | {name: round(report[lang][key], 3) for name, key in names.items()}
        for lang in LANGUAGES
        if lang != "all" and lang in report
    }


def benchmark_rows(folder: Path) -> Iterator[Row]:
    """The same of every benchmark in the folder that a target is set for."""
    scorer = load_scorer(folder)
    for name in sorted({one for one, _, _ in TARGETS}):
        result, _, _ = measure(name, folder, scorer)
        for (benchmark, kind, field), must in TARGETS.items():
            reached = cell(result, kind, field) if benchmark == name else None
            if reached is not None:
                yield name, f"{kind} {field}", reached, must


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("benchmarks", type=Path, nargs="?")
    parser.add_argument("--write", action="store_true", help="note the scores on unseen pages in config/accuracy.yml")
    options = parser.parse_args()
    folder = options.benchmarks
    reports = {name: json.loads(run_scorer(pages, "--json")) for name, pages in SETS.items()}
    if options.write:
        note("reading", noted(reports["unseen"]))
    rows = [row for name, report in reports.items() for row in page_rows(name, report)]
    rows += benchmark_rows(folder) if folder else ()
    print(f"{'texts':16}{'measure':24}{'reached':>8}{'must':>7}")
    for texts, name, reached, must in rows:
        print(f"{texts:16}{name:24}{reached:8.1f}{must:7.0f}{'' if reached >= must else '  <--'}")


if __name__ == "__main__":
    main()
