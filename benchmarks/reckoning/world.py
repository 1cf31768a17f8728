"""A generated world of claims with its truth in, a table of scores out.

    python benchmarks/reckoning/world.py FOLDER [--claims 100000] [--seeds 7 8 9] [--python PYTHON] [--write]

FOLDER holds `gen.py` and `score.py` of the world; PYTHON is an interpreter with numpy and polars, which they need.
Processor seconds and peak memory are those of the reconciliation alone.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from accuracy_file import note

from warehouse.reconcile import reconcile_files
from warehouse.tolerances import read_tolerances

MEASURES = {
    "conflict F1": ("pairs", "conflict", "f1"),
    "macro-F1": ("pairs", "macro_f1"),
    "3-way accuracy": ("pairs", "accuracy_3way"),
    "dependence F1": ("pairs", "dependence", "f1"),
    "alert recall": ("alerts", "event_recall"),
    "false alerts per 1,000": ("alerts", "false_alerts_per_1000_claims"),
    "alerts per event": ("alerts", "alerts_per_found_event"),
    "kind accuracy": ("alerts", "kind_accuracy"),
    "identity-only recall": ("alerts", "recall_identity_only"),
    "consensus > 1 % off": ("consensus", "err_1pct"),
    "consensus > 5 % off": ("consensus", "err_5pct"),
    "interval coverage": ("consensus", "interval", "coverage"),
    "reliability rank correlation": ("sources", "spearman"),
}
NOTED = {
    "conflict_f1": "conflict F1",
    "alert_recall": "alert recall",
    "false_alerts_per_1000_claims": "false alerts per 1,000",
    "consensus_off": "consensus > 1 % off",
}
CLASSES = ("revision", "restatement", "target_changed", "stale", "discrepancy", "scale", "unit", "period")


def measure(folder: Path, python: str, claims: int, seed: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        world, answers = Path(name) / "world", Path(name) / "answers"
        arguments = ["--claims", str(claims), "--seed", str(seed), "--out", str(world), "--no-quote"]
        subprocess.run([python, str(folder / "gen.py"), *arguments], check=True, stdout=subprocess.DEVNULL)
        started = time.process_time()
        reconcile_files(world, answers, tolerances=read_tolerances())
        seconds = time.process_time() - started
        scored = subprocess.run(
            [python, str(folder / "score.py"), str(world), str(answers)], check=True, capture_output=True, text=True
        )
    scores = json.loads(scored.stdout)
    found = {title: pick(scores, path) for title, path in MEASURES.items()}
    found |= {f"F1 of {name}": scores["pairs"]["per_class"].get(name, {}).get("f1", float("nan")) for name in CLASSES}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found | {"processor seconds": seconds, "peak memory, MB": peak}


def pick(scores: dict, path: tuple[str, ...]) -> float:
    found = scores
    for key in path:
        found = found[key]
    return found[0] if isinstance(found, list) else found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8, 9])
    parser.add_argument("--python", default="python3")
    parser.add_argument("--write", action="store_true", help="note the scores in config/accuracy.yml")
    options = parser.parse_args()
    measured = [measure(options.folder, options.python, options.claims, seed) for seed in options.seeds]
    means = {title: statistics.fmean(row[title] for row in measured) for title in measured[0]}
    print(f"{options.claims} claims, mean of seeds {' '.join(map(str, options.seeds))}\n")
    print("| measure | value |\n|---|---|")
    for title, mean in means.items():
        print(f"| {title} | {mean:.4g} |")
    if options.write:
        figures = {name: round(means[title], 4) for name, title in NOTED.items()}
        note("reckoning", {"claims": options.claims, "seeds": options.seeds} | figures)


if __name__ == "__main__":
    main()
