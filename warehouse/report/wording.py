"""The report's words: keys, codes and values in, texts in English, Russian and Kazakh out.

A text is a mapping from language to string; pages are made once, in English, with the other languages beside each
text as data that a small script swaps in. Words live in `strings/<lang>.yml`; the three files hold the same keys.
"""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from extractors.errors import ConfigError
from extractors.settings import LANGUAGES, Strict, load_yaml
from warehouse.report.rows import Row

STRINGS_PATH = Path(__file__).parent / "strings"
# All dates on the pages are days in Kazakhstan; before 1 March 2024 most of the country kept UTC+6.
EARLY, LATE, TURN = timezone(timedelta(hours=6)), timezone(timedelta(hours=5)), (2024, 3, 1)
NARROW_SPACE = "\u202f"

Text = dict[str, str]


class Strings(Strict):
    """The words of one language."""

    decimal_mark: str
    scales: dict[int, str]  # power of ten -> word
    months: tuple[str, ...]
    day_months: tuple[str, ...] = ()  # as they stand in a date, where that differs
    text: dict[str, str]


@cache
def read_strings(folder: Path = STRINGS_PATH) -> dict[str, Strings]:
    """The words of all languages; a key that one of them lacks is a `ConfigError`."""
    strings = {lang: load_yaml(folder / f"{lang}.yml", Strings) for lang in LANGUAGES}
    for lang, words in strings.items():
        if missing := set(strings["en"].text) ^ set(words.text):
            raise ConfigError(f"{folder / lang}.yml:1: text: keys differ from en.yml: {', '.join(sorted(missing))}")
    return strings


def say(key: str, **values: Text | str | int) -> Text:
    """The text of a key, its placeholders filled in each language."""
    return {
        lang: words.text[key].format_map(
            {name: value[lang] if isinstance(value, dict) else str(value) for name, value in values.items()}
        )
        for lang, words in read_strings().items()
    }


def is_known(key: str) -> bool:
    """Whether the key has a text."""
    return key in read_strings()["en"].text


def same(text: str) -> Text:
    """A text that is the same in every language: a name."""
    return dict.fromkeys(LANGUAGES, text)


def hedged(value: Text, hedge: str) -> Text:
    """A value with its hedge word in front."""
    if hedge == "exact":
        return value
    word = say(f"hedge.{hedge}")
    return {lang: f"{word[lang]} {value[lang]}" for lang in LANGUAGES}


def capital(text: Text) -> Text:
    """A text that begins a sentence or a heading."""
    return {lang: words[:1].upper() + words[1:] for lang, words in text.items()}


def name_of(code_list: str, code: str, names: Mapping[tuple[str, str], Row]) -> Text:
    """Name of a code: from the strings, else from the release, else the code itself with spaces."""
    if is_known(f"{code_list}.{code}"):
        return say(f"{code_list}.{code}")
    row = names.get((code_list, code), {})
    plain = code.replace("_", " ")
    return {lang: row.get(f"name_{lang}") or row.get("name_en") or plain for lang in LANGUAGES}


def day(instant: datetime | None) -> Text:
    """The day of an instant in Kazakhstan, as each language writes it."""
    if instant is None:
        return say("date.unknown")
    zone = LATE if (instant.year, instant.month, instant.day) >= TURN else EARLY
    return _date(instant.astimezone(zone).date())


@cache
def _date(local: date) -> Text:
    months = {lang: (words.day_months or words.months)[local.month - 1] for lang, words in read_strings().items()}
    return say("date.day", day=local.day, month=months, year=local.year)


_PERIODS = (
    (r"(?P<year>\d{4})", "period.year"),
    (r"(?P<year>\d{4})-Q(?P<number>\d)", "period.quarter"),
    (r"(?P<year>\d{4})-S(?P<number>\d)", "period.half"),
    (r"(?P<year>\d{4})-M?(?P<first>0[1-9]|1[0-2])", "period.month"),
    (r"(?P<year>\d{4})-(?P<first>0[1-9]|1[0-2])/(?P=year)-(?P<last>0[1-9]|1[0-2])", "period.months"),
    (r"(?P<year>\d{4})-(?P<first>0[1-9]|1[0-2])-(?P<number>\d\d)", "period.day"),
    (r"(?P<first_year>\d{4})/(?P<year>\d{4})", "period.years"),
    (r"\.\./(?P<year>\d{4})", "period.until"),
    (r"(?P<year>\d{4})/\.\.", "period.since"),
)


@cache
def period(code: str) -> Text:
    """A time period in words; a form unknown here stays as it is."""
    for pattern, key in _PERIODS:
        if match := re.fullmatch(pattern, code):
            return say(key, **{name: _month(name, value) for name, value in match.groupdict().items()})
    return same(code)


def _month(name: str, value: str) -> Text | str:
    if name not in {"first", "last"}:
        return value
    return {lang: words.months[int(value) - 1] for lang, words in read_strings().items()}


@cache
def amount(value: float, unit: str) -> Text:
    """A value with its unit: 217 bn KZT, 17.6 %, 3 times, 3,800 enterprises."""
    return _with_unit({lang: _scaled(value, unit, lang) for lang in LANGUAGES}, unit)


@cache
def span(low: float, high: float, unit: str) -> Text:
    """An interval with its unit, a scale word that both ends share said once: 210–224 bn KZT."""
    if low == high:
        return amount(low, unit)
    return _with_unit({lang: _span(low, high, unit, lang) for lang in LANGUAGES}, unit)


def _span(low: float, high: float, unit: str, lang: str) -> str:
    lower, upper = _scaled(low, unit, lang), _scaled(high, unit, lang)
    number, _, word = lower.partition(" ")
    return f"{number if upper.endswith(f' {word}') else lower}–{upper}"


def _with_unit(numbers: Text, unit: str) -> Text:
    if unit == "PT":
        return {lang: f"{number}{NARROW_SPACE}%" for lang, number in numbers.items()}
    if unit == "X":
        return say("unit.X", value=numbers)
    thing = unit.partition(":")[2] or unit
    label = say(f"unit.{thing}") if is_known(f"unit.{thing}") else same(thing)
    return {lang: f"{number} {label[lang]}" for lang, number in numbers.items()}


def is_money(unit: str) -> bool:
    """Whether a unit is a currency: three capitals, as ISO 4217 has them."""
    return len(unit) == 3 and unit.isupper()


def _scaled(value: float, unit: str, lang: str) -> str:
    """A number, for money with the word of its scale."""
    for power, word in sorted(read_strings()[lang].scales.items(), reverse=True):
        if is_money(unit) and abs(value) >= 10**power:
            return f"{_number(value / 10**power, lang)} {word}"
    return _number(value, lang)


def _number(value: float, lang: str) -> str:
    """Up to six significant digits, digits grouped by narrow spaces, the language's decimal mark."""
    digits = max(0, min(3, 5 - int(math.log10(abs(value))))) if value else 0
    text = f"{value:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(",", NARROW_SPACE).replace(".", read_strings()[lang].decimal_mark)
