"""What is read in a text as a quantity, and what is refused."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.errors import ConfigError
from extractors.quantity.phrases import expand
from extractors.quantity.quantities import Reading, read_quantities
from extractors.records import Quantity

EXAMPLES = Path(__file__).parent / "examples"
LANGUAGES = ("en", "ru", "kk")


def _examples() -> list[Any]:
    cases = []
    for lang in LANGUAGES:
        groups = yaml.safe_load((EXAMPLES / f"quantities_{lang}.yml").read_text(encoding="utf-8"))
        for group, examples in groups.items():
            cases += [pytest.param(lang, one, id=f"{lang}-{group}-{n}") for n, one in enumerate(examples)]
    return cases


def summary(quantity: Quantity) -> list[Any]:
    value = [quantity.value_low, quantity.value_high] if quantity.is_range else quantity.value
    row = [quantity.kind, value, quantity.unit_measure]
    row += [quantity.hedge] if quantity.hedge != "exact" else []
    row += [flag for flag in ("is_index", "is_points", "is_conversion") if getattr(quantity, flag)]
    return row + ([quantity.direction] if quantity.direction else [])


def figures(reading: Reading) -> list[Quantity]:
    return [quantity for quantity in reading.quantities if quantity.kind != "period"]


@pytest.mark.parametrize(("lang", "example"), _examples())
def test_examples(lang, example):
    reading = read_quantities(example["text"], lang)
    read = {quantity.quote: summary(quantity) for quantity in figures(reading)}
    wanted = {
        quote: [pytest.approx(v, rel=1e-5) if _is_number(v) else v for v in row]
        for quote, row in example.get("read", {}).items()
    }
    assert read == wanted
    assert {refusal.quote: refusal.reason for refusal in reading.refusals} == example.get("refused", {})


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def test_precision_is_of_the_last_component():
    (sum_,) = figures(read_quantities("Бюджет – 1 трлн 700 млрд тенге.", "ru"))
    assert sum_.written_precision == 1e11
    (share,) = figures(read_quantities("The share is 1.70%.", "en"))
    assert share.written_precision == 0.01


def test_counted_noun_stops_where_the_sentence_goes_on():
    (wagons,) = figures(read_quantities("They built 6,000 freight wagons in Petropavl.", "en"))
    assert wagons.noun == "freight wagons"


def test_the_same_sentence_in_latin_script_gives_the_same_figures():
    cyrillic = figures(read_quantities("Өндіріс 13,8%-ға өсіп, үш жүз елу миллиард теңгеден асты.", "kk"))
    latin = figures(read_quantities("Óndiris 13,8%-ǵa ósip, úsh júz elý mıllıard teńgeden asty.", "kk"))
    assert [summary(one) for one in latin] == [summary(one) for one in cyrillic]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009"])
def test_spaces_of_every_kind_hold_a_number_together(space):
    text = f"Собрали 93{space}500{space}машин на 5{space}млрд{space}тенге."
    assert [one.value for one in figures(read_quantities(text, "ru"))] == [93_500, 5e9]


def test_line_breaks_part_figures():
    read = figures(read_quantities("Заводов: 12\n500 машин собрано", "ru"))
    assert [one.value for one in read] == [12, 500]


def test_an_unknown_suffix_class_is_named():
    with pytest.raises(ConfigError, match="no suffix class 'masc'"):
        expand("доллар|masc", {})


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("1X1030:", "en"),
        ("99999999999999999999e18-х", "ru"),
        ("999999999999999999999999 квадриллионов-х", "ru"),
        ("10^99 people", "en"),
        ("0^-3", "en"),
    ],
)
def test_numbers_past_all_measure_raise_nothing(text, lang):
    assert all(one.value is None or one.value < 1e24 for one in read_quantities(text, lang).quantities)


def test_a_denominator_in_the_singular_is_an_ordinal_after_other_numbers_than_one():
    reading = read_quantities("The bus took 5 third graders home.", "en")
    assert [(one.quote, one.value) for one in reading.quantities] == [("5", 5)]
    assert [one.reason for one in reading.refusals] == ["ordinal"]


def test_the_minus_may_stand_inside_the_currency():
    assert [one.value for one in read_quantities("The balance was $-12.5 million.", "en").quantities] == [-12_500_000]
    assert [one.value for one in read_quantities("Imports (USD-5 million) fell.", "en").quantities] == [5_000_000]


@pytest.mark.parametrize(
    ("text", "lang", "hedge"),
    [
        ("Output rose by an average of 17.6 percent.", "en", "exact"),
        ("Өндіріс орташа есеппен 5,2 пайызға өсті.", "kk", "exact"),
        ("Салымның көлемі 30 пайыздан кем болмауы керек.", "kk", "at_least"),
        ("Қорда 40 мың теңге кем дегенде болуы тиіс.", "kk", "at_least"),
    ],
)
def test_an_average_is_no_hedge_and_the_longest_hedge_counts(text, lang, hedge):
    assert [one.hedge for one in read_quantities(text, lang).quantities] == [hedge]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Three-quarters of companies grew.", [("Three-quarters", "percent", 75, None)]),
        ("They hold nearly three quarters of the budget.", [("nearly three quarters", "percent", 75, None)]),
        ("One quarter of the budget is spent.", [("One quarter", "percent", 25, None)]),
        ("Prices rose for three quarters.", [("for three quarters", "period", 3, None)]),
        (
            "In the first three quarters of 2023 it fell.",
            [("In the first three quarters of 2023", "period", None, "2023-01/2023-09")],
        ),
        ("The gap is 2.1 pm wide.", [("2.1 pm", "quantity", 2.1, None)]),
        ("The train leaves at 2.15 pm.", []),
    ],
)
def test_quarters_are_parts_or_times_and_pm_is_a_time_with_minutes(text, read):
    found = read_quantities(text, "en").quantities
    assert [(one.quote, one.kind, one.value, one.time_period) for one in found] == read
