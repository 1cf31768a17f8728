"""The measured accuracy on labelled pages must not fall. The figures are the last measured ones, rounded down."""

import importlib.util
import json
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {  # (pages, language): (found F1, core F1, full F1)
    ("gold", "en"): (0.99, 0.92, 0.84),
    ("gold", "ru"): (0.99, 0.91, 0.91),
    ("gold", "kk"): (0.99, 0.99, 0.96),
    ("labelled", "en"): (0.98, 0.88, 0.82),
    ("labelled", "ru"): (0.98, 0.94, 0.91),
    ("labelled", "kk"): (0.98, 0.94, 0.92),
    ("unseen", "en"): (0.97, 0.84, 0.75),
    ("unseen", "ru"): (0.98, 0.88, 0.81),
    ("unseen", "kk"): (0.99, 0.91, 0.91),
}


@cache
def report(pages: str) -> dict:
    path = ROOT / "benchmarks" / "reading" / "gold.py"
    spec = importlib.util.spec_from_file_location("gold", path)
    gold = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(gold)
    return json.loads(gold.run_scorer(gold.PAGES.parent / pages, "--json"))


@pytest.mark.parametrize(("pages", "lang"), FLOORS)
def test_labelled_pages_are_read_as_well_as_measured(pages: str, lang: str) -> None:
    scores = report(pages)[lang]
    measured = (scores["f1"], scores["core_f1"], scores["full_f1"])
    assert all(got >= floor for got, floor in zip(measured, FLOORS[pages, lang], strict=True)), measured
