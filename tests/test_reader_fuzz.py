"""The whole reader on anything: verbatim, in order, without overlap; it never raises nor runs away."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.extract import extract, load_reader
from extractors.parse import parse_text
from extractors.quantity.quantities import read_quantities
from extractors.settings import CONFIG_PATH

pytestmark = pytest.mark.long

READER = load_reader(CONFIG_PATH)
PUBLISHED = date(2025, 8, 19)
RECORDED = datetime(2025, 8, 19, tzinfo=UTC)
PIECES = """1 23 450 7,5 7.5 1,234.5 1 000 2023 3/4 ½ 0 -5 –8 +3 12% 50 пайыз процентов percent points п.п. $ € ₸ USD
тенге теңгеге долларов tenge million млн миллиард мың тыс. трлн bn billion k dozen half половиной жарым полтора екі бес
он жүз three hundred twenty-one двадцать сто вдвое doubled үш есе в 2,5 раза over about more than не менее около свыше
астам жуық шамамен up to до дейін от from to between and и мен ( ) [ ] , . ; : — – - / № 5-я 12th 41-мектеп II
A-320 +7 701 km тонн км tonnes people человек адам в 2024 году 2024 жылы in July июле за год by 2028 10:30 ago
бүтін оннан point several кв. м x10^6 ² « » 🙂"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\t", "\u00a0", "\u202f", "İ", "ﬁ", "٣"])
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(WORDS, max_size=16).map(" ".join),
    st.lists(WORDS, max_size=16).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["en", "ru", "kk"]))
def test_anything_is_read_verbatim_in_order_and_without_overlap(text, lang):
    reading = read_quantities(text, lang, published=PUBLISHED)
    spans = [(one.start, one.end) for one in reading.quantities]
    assert all(text[one.start : one.end] == one.quote and one.quote.strip() for one in reading.quantities)
    assert all(text[one.start : one.end] == one.quote for one in reading.refusals)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for one in reading.quantities:
        if one.is_range:
            assert one.value_low is not None
            assert one.value_high is not None
            assert one.value_low <= one.value_high


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(["en", "ru", "kk"]))
def test_the_same_text_is_read_the_same_way_twice(text, lang):
    assert read_quantities(text, lang, published=PUBLISHED) == read_quantities(text, lang, published=PUBLISHED)


LONG = [
    "7", "7 ", "1,", "1 000 ", "123 123 ", "million million ", "one million ", "(", "(1 ", "«5 ", "бес жүз ",
    "бес-алты ", "5% ", "1-", "1-1-", "$-", "a'", "from 5 to 10 ", "от 5 до ", "№ 1/",
]  # fmt: skip


@pytest.mark.usefixtures("linear")
@pytest.mark.parametrize("piece", LONG)
def test_a_long_run_of_one_thing_is_read_in_one_go(piece):
    assert read_quantities(piece * (60_000 // len(piece)), language(piece), published=PUBLISHED) is not None


@pytest.mark.usefixtures("linear")
@pytest.mark.parametrize(
    "piece", ["1 ", "(1 ", "5% ", "от 5 до ", "бес-алты ", "$1 million, ", "- 5 жоба\n", "Up 5%. "]
)
def test_a_long_text_of_one_figure_makes_its_claims_in_one_go(piece):
    document = parse_text(piece * (15_000 // len(piece)), lang=language(piece), published_at=RECORDED)
    found = extract(document, READER, recorded_at=RECORDED)
    assert found.claims or found.issues


def language(piece: str) -> str:
    return "kk" if set(piece) & set("ыүж") else "ru" if "о" in piece or "№" in piece else "en"
