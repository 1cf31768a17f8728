"""Numbers written by grammar, in words and digits of every style, are read back exactly."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spelled import CASES_RU, english, kazakh, russian

from extractors.quantity.cardinals import Number
from extractors.quantity.digits import place_of_last_digit, read_digits
from extractors.quantity.latin import skeleton
from extractors.quantity.number_words import load_numbers
from extractors.quantity.numbers import read_number
from extractors.quantity.scan import scan_text

settings.register_profile("numbers", deadline=None)  # the machine is shared; time is measured in benchmarks/
settings.load_profile("numbers")

# round figures and lone places matter as much as dense ones
NUMBERS = st.one_of(
    st.integers(0, 10**15 - 1),
    st.integers(0, 2000),
    st.builds(lambda n, zeros: n * 10**zeros, st.integers(1, 999), st.integers(0, 12)),
)


def read(text: str, lang: str) -> Number:
    scan = scan_text(text, lang)
    number = read_number(scan, 0, load_numbers(scan.lang))
    assert number is not None, text
    assert number.end == len(scan.words), f"read only part of {text!r}"
    return number


@given(NUMBERS, st.booleans(), st.sampled_from(["-", " "]))
def test_english_words(number, with_and, hyphen):
    assert read(english(number, with_and=with_and, hyphen=hyphen), "en").value == number


@given(NUMBERS, st.sampled_from(CASES_RU))
@example(7, 4)
@example(1_001_001, 1)
def test_russian_words_in_all_cases(number, case):
    assert read(russian(number, case), "ru").value == number


@given(NUMBERS, st.sampled_from([None, 0, 1, 2, 3, 4]))
def test_kazakh_words_with_case_endings(number, case):
    spelled = kazakh(number, case)
    if number in (1, 10) and case is not None and load_numbers("kk").cardinals.get(spelled) is None:
        return  # "бірге" is "together" and "онда" is "there", unless other number words stand before
    assert read(spelled, "kk").value == number


@given(NUMBERS)
def test_kazakh_in_latin_script(number):
    latin = str.maketrans(dict(zip("бірекүтөсалыжғзонгқмд", "birekútósalyjǵzongqmd", strict=True)))
    words = kazakh(number).replace("ң", "ń").replace("и", "i").replace("у", "u").replace("п", "p").translate(latin)
    assert read(words.replace("ш", "sh"), "kk").value == number


@pytest.mark.parametrize("word", ["мың", "myń", "myñ", "myn'", "MYŃ".lower()])
def test_kazakh_alphabets_share_a_skeleton(word):
    assert skeleton(word) == "min"


STYLES = {  # thousands mark, decimal mark, language
    "plain": ("", ".", "en"),
    "english": (",", ".", "en"),
    "russian": (" ", ",", "ru"),
    "no-break": ("\u00a0", ",", "kk"),
    "narrow": ("\u202f", ",", "ru"),
    "thin": ("\u2009", ",", "ru"),
    "apostrophe": ("'", ".", "en"),
    "continental": (".", ",", "ru"),
}


@given(st.integers(0, 10**15), st.integers(0, 99), st.sampled_from(sorted(STYLES)))
def test_digits_in_every_style(whole, cents, style):
    thousands, point, lang = STYLES[style]
    written = f"{whole:,}".replace(",", thousands) + (f"{point}{cents:02}" if cents else "")
    assert read(written, lang).value == Decimal(f"{whole}.{cents:02}" if cents else whole)


@given(st.integers(1, 999), st.integers(0, 99), st.sampled_from(["млн", "млрд", "трлн", "тысяч"]))
def test_decimals_with_a_scale(whole, cents, scale):
    factor = {"млн": 10**6, "млрд": 10**9, "трлн": 10**12, "тысяч": 10**3}[scale]
    assert read(f"{whole},{cents:02} {scale}", "ru").value == Decimal(f"{whole}.{cents:02}") * factor


@given(st.integers(1, 999), st.integers(1, 999))
def test_compound_scales_and_their_precision(trillions, billions):
    for text, lang in (
        (f"{trillions} trillion {billions} billion", "en"),
        (f"{trillions} трлн {billions} млрд", "ru"),
        (f"{trillions} трлн {billions} млрд", "kk"),
    ):
        number = read(text, lang)
        assert number.value == trillions * 10**12 + billions * 10**9
        assert number.step == place_of_last_digit(Decimal(billions)) * 10**9


@given(st.integers(0, 999), st.integers(1, 9), st.integers(1, 99))
def test_spoken_decimals(whole, tenths, hundredths):
    assert read(f"{kazakh(whole)} бүтін оннан {kazakh(tenths)}", "kk").value == Decimal(f"{whole}.{tenths}")
    said = f"{kazakh(whole)} бүтін жүзден {kazakh(hundredths)}"
    assert read(said, "kk").value == whole + Decimal(hundredths) / 100
    assert read(f"{english(whole)} point {english(tenths)}", "en").value == Decimal(f"{whole}.{tenths}")
    parts = "десятая" if tenths == 1 else "десятых"
    said = f"{russian(whole)} целых {russian(tenths) if tenths > 2 else ['одна', 'две'][tenths - 1]} {parts}"
    assert read(said, "ru").value == Decimal(f"{whole}.{tenths}")


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("half a million", "en", 500_000),
        ("two and a half billion", "en", 2_500_000_000),
        ("three and a fifth", "en", "3.2"),
        ("2 1/4", "en", "2.25"),
        ("1½", "en", "1.5"),
        ("полтора миллиона", "ru", 1_500_000),
        ("пять с половиной тысяч", "ru", 5_500),
        ("полмиллиарда", "ru", 500_000_000),
        ("полутора десятков", "ru", 15),
        ("екі жарым миллион", "kk", 2_500_000),
        ("мың жарым", "kk", 1_500),
        ("жарты миллиард", "kk", 500_000_000),
        ("6.2x10^-4", "en", "0.00062"),
        ("12,34,567.89", "en", "1234567.89"),
        ("1.5 x 10^6", "en", 1_500_000),
        ("10^6", "en", 1_000_000),
        ("five-and-a-half", "en", "5.5"),
        ("forty-one hundred and eleven", "en", 4_111),
        ("two hundred and fifty-four hundredths", "en", "200.54"),
        ("one point two five", "en", "1.25"),
        ("3 thousand and six hundred", "en", 3_600),
        ("two hundred and three dozen", "en", 236),
        ("3/8 million", "en", 375_000),
        ("one over one hundred and twenty-five", "en", "0.008"),
    ],
)
def test_halves_and_mixed_numbers(text, lang, value):
    assert read(text, lang).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "lang", "part"),
    [
        ("two thirds", "en", (2, 3)),
        ("three-quarters", "en", (3, 4)),
        ("one in five", "en", (1, 5)),
        ("one seventeenth", "en", (1, 17)),
        ("two-fifteenths", "en", (2, 15)),
        ("две трети", "ru", (2, 3)),
        ("пять шестых", "ru", (5, 6)),
        ("бестен бірге", "kk", (1, 5)),
        ("үштен екісі", "kk", (2, 3)),
    ],
)
def test_fractions(text, lang, part):
    number = read(text, lang)
    assert number.is_fraction
    assert number.value == Decimal(part[0]) / part[1]


@pytest.mark.parametrize(
    ("text", "lang"),
    [("twenty-first", "en"), ("two hundredth", "en"), ("двадцать пятый", "ru"), ("он бірінші", "kk")],
)
def test_ordinals_are_told_apart(text, lang):
    scan = scan_text(text, lang)
    number = read_number(scan, 0, load_numbers(lang))
    assert number is None or number.is_ordinal or text == "two hundredth"


@pytest.mark.parametrize(
    ("token", "point", "is_scaled", "value"),
    [
        ("1,234", ".", False, "1234"),
        ("1,234", ",", True, "1.234"),  # before "млн" nobody writes thousands with the decimal comma
        ("20.000", ",", False, "20000"),
        ("0,125", ",", False, "0.125"),
        ("24.01.2023", ",", False, None),
        ("192.168.1.2", ".", False, None),
        ("1" * 40, ".", False, None),
    ],
)
def test_separators_that_could_mean_two_things(token, point, is_scaled, value):
    found = read_digits(token, point=point, is_scaled=is_scaled)
    assert found == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "step"),
    [("1.70", "0.01"), ("470", "10"), ("151", "1"), ("1 700 000", "100000"), ("8.0", "0.1")],
)
def test_precision_is_the_place_of_the_last_digit(text, step):
    assert read(text, "en").step == Decimal(step)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.,' -/", max_size=40), st.sampled_from(["en", "ru", "kk"]))
def test_any_run_of_digits_and_marks_is_read_or_refused(text, lang):
    scan = scan_text(text, lang)
    for at in range(len(scan.words)):
        read_number(scan, at, load_numbers(scan.lang))
