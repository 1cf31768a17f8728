"""What words assert and allow: the trapezoid of every class of hedge, and the degree to which two of them agree."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reckoning_claims import Figure, reckoned, rows

from warehouse.reckoning.pipeline import run_file

TRAPEZOIDS = [  # hedge, value, written precision, lang, hedge text, status -> a, b, c, d
    ("exact", 208, 0.1, "en", None, "actual", (207.945, 207.95, 208.05, 208.1)),
    ("exact", 470, 10, "en", None, "actual", (464.5, 465, 475, 480)),
    ("over", 470, 10, "en", "over", "actual", (465, 470, 480, 526.4)),
    ("over", 200, 100, "ru", "более", "actual", (150, 200, 250, 250)),
    ("at_least", 200, 100, "en", "at least", "actual", (150, 200, 250, 250)),
    ("nearly", 200, 100, "en", "nearly", "actual", (150, 150, 200, 225)),
    ("up_to", 200, 10, "en", "up to", "actual", (180, 190, 200, 202.5)),
    ("up_to", 200, 10, "en", "up to", "planned", (0, 0, 200, 200)),
    ("under", 115, 1, "en", "under", "actual", (0, 0, 115, 115)),
    ("about", 500, 100, "en", "about", "actual", (400, 450, 550, 600)),
    ("about", 230, 10, "kk", "шамамен", "actual", (202.4, 218.5, 241.5, 257.6)),
    ("about", 230, 10, "kk", "жуық", "actual", (202.4, 218.5, 232.5, 243.8)),
    ("exact", -3.2, 0.1, "en", None, "actual", (-3.3, -3.25, -3.15, -3.145)),
    ("over", -3, 1, "en", "over", "actual", (-3.75, -3.75, -3, -2.5)),
]


def test_every_class_of_hedge_has_its_trapezoid():
    found = reckoned(
        *(
            Figure(
                value=value,
                written_precision=precision,
                hedge=hedge,
                hedge_text=words,
                lang=lang,
                claim_status=status,
                unit_measure="tonne",
                time_period=str(2000 + number),
            )
            for number, (hedge, value, precision, lang, words, status, _) in enumerate(TRAPEZOIDS)
        )
    )
    trapezoids = rows(
        found, "select support_low, core_low, core_high, support_high from claim_interval order by claim_id"
    )
    for row, expected in zip(trapezoids, TRAPEZOIDS, strict=True):
        assert row == pytest.approx(expected[-1]), expected


def test_counted_things_have_no_slack():
    found = reckoned(Figure(value=151, unit_measure="count:projects"))
    assert rows(found, "select support_low, core_low, core_high, support_high from claim_interval") == [
        (150.5, 150.5, 151.5, 151.5)
    ]


def test_a_factor_is_read_as_a_factor_and_compared_as_growth():
    growth = {"indicator": "output_growth", "measure": "GROWTH_CUM", "time_period": "2018/2022"}
    found = reckoned(
        Figure(value=2, unit_measure="X", hedge="over", **growth),
        Figure(value=124.9, unit_measure="PT", source_id="jjtv", **growth),
    )
    assert rows(found, "select core_low, core_high from claim_interval where claim_id = 'c000'") == [(100, 150)]
    assert rows(found, "select relation from claim_pair") == [("compatible",)]


# --- agreement of two trapezoids ------------------------------------------------------------------------------

finite = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda x: round(x, 3))
trapezoids = st.lists(finite, min_size=4, max_size=4).map(sorted)


@pytest.fixture(scope="module")
def agree():
    connection = duckdb.connect()
    run_file(connection, "000_macro")

    def degree(x, y, *, is_bare=False) -> float:
        query = "select agreement(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        return connection.execute(query, [*x, is_bare, *y, is_bare]).fetchall()[0][0]

    return degree


@given(trapezoids, trapezoids)
@settings(max_examples=300, deadline=None)
def test_agreement_is_a_degree_and_symmetric(agree, x, y):
    assert 0 <= agree(x, y) <= 1
    assert agree(x, y) == pytest.approx(agree(y, x))


@given(trapezoids)
@settings(max_examples=200, deadline=None)
def test_a_claim_agrees_with_itself(agree, x):
    assert agree(x, x) == 1


@given(trapezoids, trapezoids, st.floats(min_value=0, max_value=1e3))
@settings(max_examples=300, deadline=None)
def test_widening_never_creates_a_conflict(agree, x, y, more):
    looser = [x[0] - more, x[1], x[2], x[3] + more]
    broader = [x[0] - more, x[1] - more, x[2] + more, x[3] + more]
    if agree(x, y) > 0:
        assert agree(looser, y) > 0
        assert agree(broader, y) > 0


@given(trapezoids, trapezoids)
@settings(max_examples=300, deadline=None)
def test_rescaling_changes_nothing(agree, x, y):
    assert agree([1000 * v for v in x], [1000 * v for v in y]) == pytest.approx(agree(x, y), abs=1e-6)
