"""The article this project began with: all its figures, whole, with what they are about."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from extractors.extract import extract, load_reader
from extractors.parse import parse_text
from extractors.settings import CONFIG_PATH
from warehouse.database import migrate
from warehouse.load import load_batch
from warehouse.reconcile import reconcile
from warehouse.tolerances import read_tolerances

ARTICLE = Path(__file__).parent / "golden" / "founding_article.txt"
PUBLISHED = datetime(2023, 8, 2, tzinfo=UTC)
PROJECTS, KZT, FIVE_YEARS = "count:projects", "KZT", "2018/2022"
MINISTER, BODY = "Marat Karabayev", "Kazakh Ministry of Industry and Infrastructure Development"
EXPECTED = [  # quote, value, unit, hedge, indicator, activity, time_period, status, measure, speaker
    ("over 150", 150, PROJECTS, "over", "investment_projects", "machinery", "../2028", "planned", "LEVEL", None),
    ("1.7 trillion tenge", 1.7e12, KZT, "exact", "investment_value", "machinery", "../2028", "planned", "LEVEL", None),
    ("29", 29, PROJECTS, "exact", "investment_projects", "machinery", "2023", "planned", "LEVEL", None),
    ("217 billion tenge", 2.17e11, KZT, "exact", "investment_value", "machinery", "2023", "planned", "LEVEL", None),
    ("more than twofold", 2, "X", "over", "output_growth", "machinery", "2024/2028", "planned", "GROWTH_CUM", None),
    ("threefold", 3, "X", "exact", "export_growth", "machinery", "2024/2028", "planned", "GROWTH_CUM", None),
    ("about $500 million", 5e8, "USD", "about", "fdi_inflow", "machinery", "2022", "actual", "LEVEL", BODY),
    ("more than $200 million", 2e8, "USD", "over", "fdi_inflow", "machinery", "2023-Q1", "actual", "LEVEL", BODY),
    ("4.5 percent", 4.5, "PT", "exact", "output_growth", "manufacturing", FIVE_YEARS, "actual", "GROWTH_AVG", MINISTER),
    ("17.6 percent", 17.6, "PT", "exact", "output_growth", "machinery", FIVE_YEARS, "actual", "GROWTH_AVG", MINISTER),
]  # fmt: skip


@pytest.fixture(scope="module")
def extraction():
    document = parse_text(ARTICLE.read_text(encoding="utf-8"), lang="en", published_at=PUBLISHED)
    return document, extract(document, load_reader(CONFIG_PATH), recorded_at=PUBLISHED)


def test_every_figure_of_the_body_is_read_whole(extraction):
    _, read = extraction
    found = [
        (c.quote, c.value, c.unit_measure, c.hedge, c.indicator, c.activity, c.time_period, c.claim_status, c.measure)
        for c in read.claims
        if c.context != "title"
    ]
    assert found == [row[:-1] for row in EXPECTED]


def test_each_figure_has_its_speaker(extraction):
    _, read = extraction
    assert [claim.speaker for claim in read.claims if claim.context != "title"] == [row[-1] for row in EXPECTED]


def test_the_headline_speaks_of_the_same_series_as_the_body_in_its_own_words(extraction):
    _, read = extraction
    (title,) = [claim for claim in read.claims if claim.context == "title"]
    body = next(claim for claim in read.claims if claim.quote == "threefold")
    series = ("indicator", "activity", "ref_area", "unit_measure", "time_period", "claim_status", "measure")
    assert [getattr(title, name) for name in series] == [getattr(body, name) for name in series]
    assert (title.value, title.hedge, body.hedge) == (body.value, "nearly", "exact")


def test_all_quotes_are_verbatim(extraction):
    document, read = extraction
    assert all(document.text[claim.span_start : claim.span_end] == claim.quote for claim in read.claims)
    assert not read.issues


def test_headline_and_body_are_compatible_but_not_equal():
    document = parse_text(ARTICLE.read_text(encoding="utf-8"), lang="en", published_at=PUBLISHED)
    reading = extract(document, load_reader(CONFIG_PATH), recorded_at=PUBLISHED)
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        migrate(connection)
        load_batch(connection, documents=[document], extractions=[reading], recorded_at=PUBLISHED)
        reconcile(connection, tolerances=read_tolerances(CONFIG_PATH), recorded_at=PUBLISHED)
        pairs = connection.execute(
            "select a.quote, b.quote, pair.relation from claim_pair as pair"
            " join claim as a on a.claim_id = pair.claim_a join claim as b on b.claim_id = pair.claim_b"
        ).fetchall()
        cases = connection.execute("select count(*) from discrepancy").fetchone()
    assert [(sorted(pair[:2]), pair[2]) for pair in pairs] == [(["nearly threefold", "threefold"], "compatible")]
    assert cases == (0,)
