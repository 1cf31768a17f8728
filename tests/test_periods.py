"""Time expressions: own sentences in three languages, the verbatim gate, and the meaning of a period in days."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from extractors.period.calendar_words import PeriodWords
from extractors.period.periods import read_periods
from extractors.period.time_period import period_bounds, period_freq, same_period_year_before
from extractors.records import Quantity

EXAMPLES = Path(__file__).parent / "examples"


def _cases() -> list[tuple[str, date, str, dict[str, str]]]:
    cases = []
    for lang in ("en", "ru", "kk"):
        page = yaml.load((EXAMPLES / f"periods_{lang}.yml").read_bytes(), yaml.BaseLoader)  # noqa: S506 - dates stay text
        published = date.fromisoformat(page["published"])
        cases += [(lang, published, one["text"], one["read"] or {}) for one in page["examples"]]
    return cases


def _said(period: Quantity) -> str:
    if period.unit_measure is None:
        return period.time_period or "unresolved"
    return period.unit_measure if period.value is None else f"{period.unit_measure} {period.value:g}"


@pytest.mark.parametrize(("lang", "published", "text", "expected"), _cases(), ids=lambda value: str(value)[:40])
def test_reads_as_in_the_examples(lang, published, text, expected):
    periods = read_periods(text, lang, published)
    assert {one.quote: _said(one) for one in periods} == expected
    assert [one.quote for one in periods] == list(expected)
    assert all(text[one.start : one.end] == one.quote for one in periods)


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_relative_words_stay_open_without_a_publication_date(lang):
    text = {"en": "last year and in 2020", "ru": "в прошлом году и в 2020 году", "kk": "былтыр және 2020 жылы"}[lang]
    assert [one.time_period for one in read_periods(text, lang, None)] == [None, "2020"]


@pytest.mark.parametrize(
    ("period", "first", "last", "freq", "before"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31), "A", "2022"),
        ("2023-Q1", date(2023, 1, 1), date(2023, 3, 31), "Q", "2022-Q1"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "M", "2023-02"),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), "D", "2023-02-28"),
        ("2023-01/2023-06", date(2023, 1, 1), date(2023, 6, 30), "S", "2022-01/2022-06"),
        ("2023-01/2023-07", date(2023, 1, 1), date(2023, 7, 31), "M", "2022-01/2022-07"),
        ("2018/2022", date(2018, 1, 1), date(2022, 12, 31), "A", "2017/2021"),
        ("../2028", date.min, date(2028, 12, 31), "_U", "../2027"),
        ("2025/..", date(2025, 1, 1), date.max, "_U", "2024/.."),
    ],
)
def test_a_period_in_days(period, first, last, freq, before):
    assert period_bounds(period) == (first, last)
    assert period_freq(period) == freq
    assert same_period_year_before(period) == before


@pytest.mark.parametrize("wrong", ["", "..", "../..", "2023-13", "2023-Q5", "2024/2020", "2023-02-30", "soon", "٢٠٢٣"])
def test_what_is_no_period_is_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        period_bounds(wrong)


def test_a_misspelt_ending_class_is_named():
    with pytest.raises(ValidationError, match=r"words.month: 'январ\|sofd': unknown ending class 'sofd'"):
        PeriodWords.model_validate({"endings": {"soft": ["ь"]}, "words": {"month": {1: ["январ|sofd"]}}})
