"""The measured accuracy on the gold pages must not fall. The figures are the last measured ones, rounded down."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {  # language: (found F1, core F1, full F1)
    "en": (0.99, 0.91, 0.83),
    "ru": (0.98, 0.91, 0.91),
    "kk": (0.98, 0.98, 0.95),
}


@pytest.fixture(scope="module")
def report():
    path = ROOT / "benchmarks" / "reading" / "gold.py"
    spec = importlib.util.spec_from_file_location("gold", path)
    gold = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(gold)
    return json.loads(gold.run_scorer(gold.PAGES, "--json"))


@pytest.mark.parametrize("lang", FLOORS)
def test_gold_pages_are_read_as_well_as_measured(report, lang):
    measured = (report[lang]["f1"], report[lang]["core_f1"], report[lang]["full_f1"])
    assert all(got >= floor for got, floor in zip(measured, FLOORS[lang], strict=True)), measured
