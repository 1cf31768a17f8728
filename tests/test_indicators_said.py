"""What a figure is about, said in many ways: at least five sentences for each indicator in each language.

Enters: `examples/said_<lang>.yml`. A line holds the unit, the branch and a sentence with its figure in brackets.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from extractors.extract import extract, load_reader
from extractors.parse import parse_text
from extractors.settings import CONFIG_PATH

EXAMPLES = Path(__file__).parent / "examples"
READER = load_reader(CONFIG_PATH)
PUBLISHED = datetime(2025, 9, 1, tzinfo=UTC)
LEAST = 5  # sentences
CODES = ("PT", "X", "tonne", "KZT", "USD", "EUR")


def said(lang):
    return yaml.safe_load((EXAMPLES / f"said_{lang}.yml").read_text(encoding="utf-8"))


def sentences():
    for lang in ("en", "ru", "kk"):
        for indicator, lines in said(lang).items():
            for line in lines.splitlines():
                unit, activity, marked = line.split(" ", 2)
                unit_measure = unit if unit in CODES else f"count:{unit}"
                yield pytest.param(lang, indicator, unit_measure, activity, marked, id=f"{lang} {indicator} {marked}")


@pytest.mark.parametrize(("lang", "indicator", "unit", "activity", "marked"), list(sentences()))
def test_the_sentence_says_its_indicator(lang, indicator, unit, activity, marked):
    start, end = marked.index("["), marked.index("]") - 1
    document = parse_text(marked.replace("[", "").replace("]", ""), lang=lang, published_at=PUBLISHED)
    read = extract(document, READER, recorded_at=PUBLISHED)
    found = [one for one in read.claims if one.span_start < end and start < one.span_end]
    got = [(one.indicator, one.unit_measure, one.activity if activity != "-" else "-") for one in found]
    assert got == [(indicator, unit, activity)], [(one.kind, one.detail) for one in read.issues]


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_every_indicator_is_said_in_many_ways(lang):
    few = {name: len(said(lang).get(name, "").splitlines()) for name in READER.measures.indicators}
    assert {name: count for name, count in few.items() if count < LEAST} == {}
