"""The measured accuracy on labelled pages must not fall. The figures are the last measured ones, rounded down."""

import importlib.util
import json
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {  # (pages, language): (found F1, core F1, full F1)
    ("gold", "en"): (0.99, 0.93, 0.85),
    ("gold", "ru"): (0.99, 0.92, 0.92),
    ("gold", "kk"): (0.99, 0.99, 0.97),
    ("labelled", "en"): (0.99, 0.94, 0.90),
    ("labelled", "ru"): (0.99, 0.96, 0.94),
    ("labelled", "kk"): (0.99, 0.96, 0.94),
    ("unseen", "en"): (0.99, 0.96, 0.95),
    ("unseen", "ru"): (0.98, 0.92, 0.88),
    ("unseen", "kk"): (0.99, 0.96, 0.96),
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
