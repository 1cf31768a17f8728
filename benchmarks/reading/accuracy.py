"""The table of the public benchmarks: what is reached, beside what must be reached.

    python benchmarks/reading/accuracy.py FOLDER [--errors N] [NAME...]

FOLDER holds the benchmark files (`kaznerd.jsonl`, ...) and their `score.py`.
"""

import argparse
import importlib.util
import json
import sys
import time
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from adapter import figures

TARGETS = {  # (benchmark, kind, measure): what must be reached, in percent
    ("kaznerd", "money", "core"): 96,
    ("kaznerd", "percent", "core"): 98,
    ("kaznerd", "count", "core"): 92,
    ("kaznerd", "quantity", "core"): 92,
    ("kaznerd", "date", "core"): 88,
    ("kaznerd", "ALL", "value_found"): 97,
    ("kaznerd", "ALL", "hedge_f1"): 92,
    ("nerel", "money", "core"): 92,
    ("nerel", "percent", "core"): 97,
    ("nerel", "count", "core"): 82,
    ("nerel", "date", "core"): 86,
    ("nerel", "money", "value_found"): 97,
    ("nerel", "percent", "value_found"): 97,
    ("nerel", "ALL", "hedge_f1"): 92,
    ("rec-number", "ALL", "value_found"): 92,
    ("rec-currency", "ALL", "value_found"): 92,
    ("rec-dimension", "ALL", "value_found"): 92,
    ("rec-range", "ALL", "value_found"): 92,
    ("rec-range", "ALL", "hedge_f1"): 92,
    ("rec-percent", "ALL", "value_found"): 92,
    ("rec-datetime", "date", "relaxed"): 88,
    ("duckling-en", "money", "value_found"): 95,
    ("duckling-ru", "money", "value_found"): 95,
    ("duckling-en", "ALL", "hedge_f1"): 92,
    ("number-parser", "ALL", "value_found"): 100,
    ("natasha-tests", "money", "value_found"): 92,
    ("quantulum", "ALL", "value_found"): 92,
}


def load_scorer(folder: Path) -> ModuleType:
    sys.path.insert(0, str(folder))
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder}: no score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(name: str, folder: Path, scorer: ModuleType) -> tuple[dict[str, Any], list[dict[str, Any]], float]:
    golds = [json.loads(line) for line in (folder / f"{name}.jsonl").open(encoding="utf-8")]
    start = time.process_time()
    predictions = []
    for gold in golds:
        published = date.fromisoformat(gold["ref_date"]) if gold.get("ref_date") else None
        predictions.append({"id": gold["id"], "figures": figures(gold["text"], gold["lang"], published)})
    return scorer.evaluate(golds, predictions), golds, time.process_time() - start


def cell(result: dict[str, Any], kind: str, what: str) -> float | None:
    row = result["kinds"].get(kind, {})
    value = row.get(what) if what in ("value_found", "hedge_f1") else row.get(what, {}).get("f1")
    return None if value is None else 100 * float(value)


def show_errors(golds: list[dict[str, Any]], left: int, only: str | None) -> None:
    for gold in golds:
        for name in ("_miss", "_extra", "_wrong"):
            for one in gold.get(name, []):
                span, prediction = one if isinstance(one, tuple) else (one, None)
                if left <= 0 or (only and span["kind"] != only):
                    continue
                left -= 1
                start, end = span["start"], span["end"]
                around = f"{gold['text'][max(0, start - 50) : start]}⟦{gold['text'][start:end]}⟧"
                got = prediction and prediction.get("value")
                print(name[1:], span["kind"], span.get("value"), got, "|", around + gold["text"][end : end + 40])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--kind")
    args = parser.parse_args()
    scorer = load_scorer(args.folder)
    names = args.names or sorted({name for name, _, _ in TARGETS})
    for name in names:
        result, golds, seconds = measure(name, args.folder, scorer)
        for key, target in TARGETS.items():
            if key[0] == name:
                reached = cell(result, key[1], key[2])
                mark = "" if reached is None or reached >= target else "  <--"
                print(f"{name:14} {key[1]:9} {key[2]:12} {reached or 0:6.1f}  must {target}{mark}")
        for kind, hit in result["intrusions"].items():
            print(f"{name:14} figures inside {kind}: {hit['hit']} of {hit['n']}")
        sentences = sum(scorer.sentences(gold["text"]) for gold in golds)
        print(f"{name:14} {sentences / seconds:.0f} sentences a second, adapter included")
        show_errors(golds, args.errors, args.kind)


if __name__ == "__main__":
    main()
