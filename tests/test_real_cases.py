"""What Esep says about real disagreements is what a careful reader found, and the page that shows it is up to date."""

import pytest
from real_cases import PAGE, page, read_cases, reconciled, verdict


@pytest.fixture(scope="module")
def connection():
    return reconciled()


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [pytest.param(*pair, id=f"{case['case']}-{pair[0]}-{pair[1]}") for case in read_cases() for pair in case["pairs"]],
)
def test_esep_says_what_a_careful_reader_found(connection, a, b, expected):
    assert verdict(connection, a, b) == expected


def test_the_page_of_real_cases_is_up_to_date(connection):
    assert PAGE.read_text(encoding="utf-8") == page(connection), "run `python tests/real_cases.py`"
