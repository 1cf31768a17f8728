"""Any period, written in each style of each language, is read back; nothing raises, nothing runs away."""

import calendar
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.period.periods import read_periods
from extractors.period.time_period import month_point, period_bounds, period_freq

PUBLISHED = date(2025, 8, 19)
EN = list(calendar.month_name)
RU_OF = [
    "", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
    "декабря",
]  # fmt: skip
RU_IN = [
    "", "январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе", "сентябре", "октябре", "ноябре",
    "декабре",
]  # fmt: skip
RU_PLAIN = [
    "", "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
    "декабрь",
]  # fmt: skip
KK = [
    "", "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
    "желтоқсан",
]  # fmt: skip
KK_IN = [
    "", "қаңтарда", "ақпанда", "наурызда", "сәуірде", "мамырда", "маусымда", "шілдеде", "тамызда", "қыркүйекте",
    "қазанда", "қарашада", "желтоқсанда",
]  # fmt: skip
KK_OWN = [
    "", "қаңтарында", "ақпанында", "наурызында", "сәуірінде", "мамырында", "маусымында", "шілдесінде", "тамызында",
    "қыркүйегінде", "қазанында", "қарашасында", "желтоқсанында",
]  # fmt: skip
EN_ONES = [
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
RU_COUNT = [
    "", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать",
    "двенадцать",
]  # fmt: skip
KK_ONES = ["", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"]
KK_TENS = ["", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"]
KK_ONES_TH = [
    "", "бірінші", "екінші", "үшінші", "төртінші", "бесінші", "алтыншы", "жетінші", "сегізінші", "тоғызыншы",
]  # fmt: skip
KK_TENS_TH = [
    "", "оныншы", "жиырмасыншы", "отызыншы", "қырқыншы", "елуінші", "алпысыншы", "жетпісінші", "сексенінші",
    "тоқсаныншы",
]  # fmt: skip
ROMAN = ["", "I", "II", "III", "IV"]

YEARS = st.integers(1950, 2049)
MONTHS = st.integers(1, 12)
FRAMES = {
    "en": "The works earned 5 percent {} for its owners.",
    "ru": "Завод заработал 5 процентов {} для владельцев.",
    "kk": "Зауыт {} иесіне 5 пайыз табыс әкелді.",
}


def en_number(number: int) -> str:
    """A number below a hundred in words."""
    return EN_ONES[number] if number < 20 else "-".join(filter(None, (EN_TENS[number // 10], EN_ONES[number % 10])))


def kk_year(year: int) -> str:
    """A year as it is spoken: an ordinal in words."""
    century = "екі мың" if year >= 2000 else "мың тоғыз жүз"
    tens, ones = divmod(year % 100, 10)
    if not year % 100:
        return "екі мыңыншы"
    return " ".join(filter(None, (century, KK_TENS[tens] if ones else KK_TENS_TH[tens], KK_ONES_TH[ones])))


def expect(lang: str, words: str, period: str | None) -> None:
    text = FRAMES[lang].format(words)
    found = [one for one in read_periods(text, lang, PUBLISHED) if one.quote != "owners"]
    assert [one.time_period for one in found] == [period], (text, [one.quote for one in found])
    assert found[0].quote in words


@settings(deadline=None)
@given(YEARS, st.sampled_from(ROMAN[1:]))
def test_years_and_quarters(year, roman):
    quarter = ROMAN.index(roman)
    for lang, words in [
        ("en", f"in {year}"),
        ("en", f"in the year {year}"),
        ("ru", f"в {year} году"),
        ("ru", f"за {year} г."),
        ("ru", f"в {year}-м"),
        ("kk", f"{year} жылы"),
        ("kk", f"{year}-жылы"),
        ("kk", f"{kk_year(year)} жылы"),
    ]:
        expect(lang, words, str(year))
    for lang, words in [
        ("en", f"in Q{quarter} {year}"),
        ("en", f"in the {['', 'first', 'second', 'third', 'fourth'][quarter]} quarter of {year}"),
        ("ru", f"в {roman} квартале {year} года"),
        ("ru", f"за {quarter} кв. {year} года"),
        ("kk", f"{year} жылдың {roman} тоқсанында"),
        ("kk", f"{year} жылғы {KK_ONES_TH[quarter]} тоқсанда"),
    ]:
        expect(lang, words, f"{year}-Q{quarter}")


@settings(deadline=None)
@given(YEARS, MONTHS, MONTHS)
def test_months_and_their_ranges(year, month, other):
    for lang, words in [
        ("en", f"in {EN[month]} {year}"),
        ("en", f"in {EN[month]} of {year}"),
        ("ru", f"в {RU_IN[month]} {year} года"),
        ("kk", f"{year} жылдың {KK_OWN[month]}"),
        ("kk", f"{year} жылғы {KK_IN[month]}"),
    ]:
        expect(lang, words, month_point(year, month))
    first, last = sorted((month, other))
    if first == last:
        return
    period = f"{year}-{first:02d}/{year}-{last:02d}"
    for lang, words in [
        ("en", f"in {EN[first]}–{EN[last]} {year}"),
        ("en", f"from {EN[first]} to {EN[last]} {year}"),
        ("ru", f"в {RU_IN[first]}-{RU_IN[last]} {year} года"),
        ("ru", f"за {RU_PLAIN[first]} — {RU_PLAIN[last]} {year} года"),
        ("ru", f"с {RU_OF[first]} по {RU_PLAIN[last]} {year} года"),
        ("kk", f"{year} жылдың {KK[first]}-{KK_OWN[last]}"),
        ("kk", f"{year} жылғы {KK[first]}-{KK[last]} айларында"),
    ]:
        expect(lang, words, period)


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_days(day):
    number, month, year = day.day, day.month, day.year
    for lang, words in [
        ("en", f"on {number} {EN[month]} {year}"),
        ("en", f"on {EN[month]} {number}, {year}"),
        ("en", f"on {EN[month][:3]} {number}, {year}"),
        ("en", f"on the {number}{_th(number)} of {EN[month]} {year}"),
        ("en", day.isoformat()),
        ("ru", f"{number} {RU_OF[month]} {year} года"),
        ("ru", f"от {number} {RU_OF[month]} {year} г."),
        ("ru", f"от {number:02d}.{month:02d}.{year}"),
        ("kk", f"{year} жылғы {number} {KK_IN[month]}"),
        ("kk", f"{number:02d}.{month:02d}.{year}"),
    ]:
        expect(lang, words, day.isoformat())


def _th(number: int) -> str:
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number not in (11, 12, 13) else 0, "th")


@settings(deadline=None)
@given(st.integers(2, 12), YEARS)
def test_the_first_months_of_a_year(number, year):
    ending = "месяца" if number < 5 else "месяцев"
    expected = f"{year}-01/{year}-{number:02d}"
    for lang, words in [
        ("en", f"in the first {EN_ONES[number]} months of {year}"),
        ("en", f"in the first {number} months of {year}"),
        ("ru", f"за первые {number} {ending} {year} года"),
        ("ru", f"за {RU_COUNT[number]} {ending} {year} года"),
        ("kk", f"{year} жылдың {number} айында"),
        ("kk", f"{year} жылдың алғашқы {(KK_TENS[number // 10] + ' ' + KK_ONES[number % 10]).strip()} айында"),
    ]:
        expect(lang, words, expected)
    so_far = 2025 if number <= PUBLISHED.month else 2024
    for lang, words in [
        ("en", f"in {EN_ONES[number]} months"),
        ("ru", f"за {number} {ending}"),
        ("kk", f"{number} айда"),
    ]:
        expect(lang, words, f"{so_far}-01/{so_far}-{number:02d}")


@settings(deadline=None)
@given(st.integers(2, 40))
def test_years_counted_from_the_publication(number):
    last = f"{2025 - number}/2024"
    for lang, words in [
        ("en", f"over the past {en_number(number)} years"),
        ("en", f"in the last {number} years"),
        ("ru", f"за последние {number} лет"),
        ("kk", f"соңғы {number} жылда"),
    ]:
        expect(lang, words, last)
    for lang, words in [
        ("en", f"in the next {number} years"),
        ("ru", f"в ближайшие {number} лет"),
        ("kk", f"алдағы {number} жылда"),
    ]:
        expect(lang, words, f"2026/{2025 + number}")
    for lang, words in [("en", f"{number} years ago"), ("ru", f"{number} лет назад"), ("kk", f"{number} жыл бұрын")]:
        expect(lang, words, str(2025 - number))


@settings(deadline=None)
@given(st.integers(1990, 2024), st.integers(2026, 2060))
def test_open_ends(past, future):
    for lang, words in [("en", f"by {future}"), ("ru", f"к {future} году"), ("kk", f"{future} жылға дейін")]:
        expect(lang, words, f"../{future}")
    for lang, words in [("en", f"since {past}"), ("ru", f"с {past} года"), ("kk", f"{past} жылдан бері")]:
        expect(lang, words, f"{past}/2025")
    for lang, words in [
        ("en", f"from {past} to {future}"),
        ("en", f"between {past} and {future}"),
        ("ru", f"с {past} по {future} год"),
        ("ru", f"в {past}–{future} гг."),
        ("kk", f"{past}-{future} жылдары"),
    ]:
        expect(lang, words, f"{past}/{future}")


PIECES = """in the of last next year years month first half quarter May march 2023 2023-Q1 12 5th 31.12.2023 1990s ago
since by to – - , ( ) в за с по к до год года лет месяцев июле квартале I первого 2024 г. назад прошлом начала жыл жылы
жылдың айда шілде дейін бері соңғы бес тоқсан бірінші 2025-ші Ⅳ İ ½ ٣٢ ’ 00:99 99.99.9999 jyl"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\t"])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)), st.sampled_from(["en", "ru", "kk"]))
def test_anything_is_read_verbatim_in_order_and_without_overlap(text, lang):
    for published in (PUBLISHED, date(2024, 2, 29), None):
        periods = read_periods(text, lang, published)
        assert all(text[one.start : one.end] == one.quote and one.quote.strip() for one in periods)
        assert all(one.end <= other.start for one, other in pairwise(periods))
        for one in periods:
            if one.time_period:
                first, last = period_bounds(one.time_period)
                assert first <= last
                assert period_freq(one.time_period)


@pytest.mark.usefixtures("linear")
@pytest.mark.parametrize("piece", ["9", "1, ", "2020-", "5 may to ", "hundred ", "monday, ", "('", "жеті ", "\n1 ай"])
def test_a_long_run_of_one_thing_is_read_in_one_go(piece):
    read_periods(piece * (300_000 // len(piece)), "kk" if "ж" in piece else "en", PUBLISHED)
