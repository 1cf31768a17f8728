"""What Esep says about real disagreements is what a careful reader found, and the page that shows it is up to date."""

from datetime import UTC, datetime

import pytest
from real_cases import PAGE, page, read_cases, reconciled, verdict

from extractors.extract import extract, load_reader
from extractors.parse import parse_text
from extractors.settings import CONFIG_PATH


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


def test_a_figure_lost_with_its_markup_is_not_guessed():
    document = parse_text(
        "Output of machinery grew, rising by in ten months, said the ministry on 2 December 2025.",
        lang="en",
        published_at=datetime(2025, 12, 2, tzinfo=UTC),
    )
    assert extract(document, load_reader(CONFIG_PATH), recorded_at=datetime(2025, 12, 3, tzinfo=UTC)).claims == ()
