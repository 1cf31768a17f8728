"""Fits the weights of `config/confidence.yml` on labelled pages, and shows how well they are calibrated.

    python benchmarks/reading/confidence.py [--write]

A claim counts as right when value, unit, indicator, period and status are. Pages on which the reader was developed are
read better than new ones: "seen" is a rule among the others, whose weight is fitted and left out of the file.
Calibration is measured on the unseen pages, leaving out one page group at a time (all languages of a number), in ten
bins.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gold import UNITS
from table import SETS

from extractors.claim.claim_fields import signed
from extractors.claim.confidence import features
from extractors.extract import decide, load_reader
from extractors.parse import parse_html
from extractors.settings import CONFIG_PATH

RIDGE = 2.0
STEPS = 400
LOWEST, HIGHEST = 0.05, 0.97
SEEN = "seen"
UNSEEN_PAGES = SETS["unseen"]


def samples(folder: Path) -> list[tuple[str, list[str], bool]]:
    """(page group, rules, whether it was right) for every claim of a set of pages."""
    seen = [] if folder == UNSEEN_PAGES else [SEEN]
    reader = load_reader(CONFIG_PATH)
    found: list[tuple[str, list[str], bool]] = []
    for path in sorted(folder.glob("*.html")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        published = datetime.fromisoformat(gold["published"]).replace(tzinfo=UTC)
        document = parse_html(path.read_bytes(), url=gold["url"], published_at=published, lang=gold["lang"])
        drafts = (draft for draft in decide(document, reader).drafts if draft.passage.block.kind != "title")
        found += [
            (folder.name + path.stem[2:], sorted(features(draft)) + seen, is_right(draft, gold["figures"]))
            for draft in drafts
        ]
    return found


def is_right(draft: Any, figures: Sequence[dict[str, Any]]) -> bool:
    got = (UNITS.get(draft.topic.unit, draft.topic.unit), draft.topic.indicator, draft.period.value, draft.status.value)
    value = signed(draft)[0]
    return any(
        got == (one["unit"], one["indicator"], one["time_period"], one["status"])
        and abs(value - one["value"]) <= 1e-6 * max(abs(value), 1)
        for one in figures
    )


def fit(rows: Sequence[tuple[list[str], bool]], names: Sequence[str]) -> np.ndarray:
    """Ridge logistic regression by Newton's steps; the first weight is the bias and is not shrunk."""
    x = matrix([rules for rules, _ in rows], names)
    y = np.array([right for _, right in rows], dtype=float)
    weights = np.zeros(x.shape[1])
    ridge = np.diag([0.0] + [RIDGE] * len(names))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + ridge @ weights
        hessian = (x.T * (p * (1 - p) + 1e-6)) @ x + ridge
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def matrix(rules: Sequence[Sequence[str]], names: Sequence[str]) -> np.ndarray:
    return np.array([[1.0, *(float(name in row) for name in names)] for row in rules])


def predict(weights: np.ndarray, rules: Sequence[Sequence[str]], names: Sequence[str]) -> np.ndarray:
    return np.clip(1 / (1 + np.exp(-matrix(rules, names) @ weights)), LOWEST, HIGHEST)


def left_out(rows: Sequence[tuple[str, list[str], bool]], names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Predictions for each group of unseen pages by the weights of all others, and what was right."""
    predicted, right = [], []
    for group in sorted({group for group, rules, _ in rows if SEEN not in rules}):
        weights = fit([row[1:] for row in rows if row[0] != group], names)
        held = [row for row in rows if row[0] == group]
        predicted += list(predict(weights, [row[1] for row in held], names))
        right += [row[2] for row in held]
    return np.array(predicted), np.array(right, dtype=float)


def show_bins(predicted: np.ndarray, right: np.ndarray) -> None:
    order = np.argsort(predicted, kind="stable")
    print(f"{'bin':>4}{'claims':>8}{'said':>8}{'right':>8}")
    error = 0.0
    for number, part in enumerate(np.array_split(order, 10), 1):
        said, was = predicted[part].mean(), right[part].mean()
        error += abs(said - was) * len(part) / len(order)
        print(f"{number:4}{len(part):8}{said:8.2f}{was:8.2f}")
    print(f"expected calibration error {error:.3f}, Brier score {np.mean((predicted - right) ** 2):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write config/confidence.yml")
    options = parser.parse_args()
    rows = [row for folder in SETS.values() for row in samples(folder)]
    names = sorted({name for _, rules, _ in rows for name in rules})
    show_bins(*left_out(rows, names))
    if options.write:
        weights = fit([row[1:] for row in rows], names)
        table = {name: round(float(weight), 2) for name, weight in zip(names, weights[1:], strict=True)}
        table.pop(SEEN)
        head = "# Weights of the rules behind a claim: fitted by benchmarks/reading/confidence.py, not by hand.\n"
        body = {"bias": round(float(weights[0]), 2), "lowest": LOWEST, "highest": HIGHEST, "weights": table}
        (CONFIG_PATH / "confidence.yml").write_text(head + yaml.safe_dump(body, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main()
