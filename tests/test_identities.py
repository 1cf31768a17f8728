"""Arithmetic between texts: parts and wholes, levels and rates, shares, averages, currencies, restatements."""

import pytest
from reckoning_claims import Figure, cases, reckon, reckoned, rows, warehouse_of

from extractors.settings import CONFIG_PATH
from warehouse.load import replace_rows
from warehouse.settings import rate_rows

pytestmark = pytest.mark.long

BN, TRN, M = 1e9, 1e12, 1e6


def test_identities_hold_between_texts_too():
    people = {"indicator": "employment", "unit_measure": "count:people"}
    rate = {"indicator": "employment_growth", "unit_measure": "PT", "measure": "GROWTH_YOY", "time_period": "2022"}
    found = reckoned(
        Figure(value=190_000, time_period="2021", source_id="kazinform", **people),
        Figure(value=260_000, time_period="2022", source_id="jjtv", **people),
        Figure(value=12.4, source_id="astanatimes", **rate),
    )
    ((kind, _, arithmetic),) = cases(found)
    assert kind == "level_growth"
    assert arithmetic.startswith("the levels give growth of")
    assert rows(found, "select suspect_claim_id, list_sort(claim_ids) from discrepancy") == [
        ("c002", ["c000", "c001", "c002"])
    ]


def test_a_rate_told_elsewhere_may_be_real_where_the_money_is_nominal():
    rate = {"indicator": "output_growth", "unit_measure": "PT", "measure": "GROWTH_YOY", "time_period": "2022"}
    levels = (
        Figure(value=7.1 * TRN, time_period="2021", source_id="kazinform", price_base="V"),
        Figure(value=8.8 * TRN, time_period="2022", source_id="jjtv", price_base="V"),
    )
    assert cases(reckoned(*levels, Figure(value=7.2, source_id="trend", **rate))) == []
    nominal = reckoned(*levels, Figure(value=7.2, source_id="trend", price_base="V", **rate))
    assert [kind for kind, _, _ in cases(nominal)] == ["level_growth"]


def test_a_part_told_elsewhere_cannot_exceed_the_whole():
    found = reckoned(
        Figure(value=3.1 * TRN, activity="machinery", source_id="kazinform"),
        Figure(value=2.4 * TRN, activity="manufacturing", source_id="jjtv"),
    )
    assert [kind for kind, _, _ in cases(found)] == ["part_gt_whole"]


def test_a_level_of_an_older_vintage_explains_a_rate():
    # 260 was revised to 290 after the rate was told of 260
    people = {"indicator": "employment", "unit_measure": "count:people"}
    rate = {"indicator": "employment_growth", "unit_measure": "PT", "measure": "GROWTH_YOY", "time_period": "2022"}
    found = reckoned(
        Figure(value=200_000, time_period="2021", **people),
        Figure(value=260_000, time_period="2022", source_id="ministry", published_at="2023-01-10", **people),
        Figure(value=30, source_id="astanatimes", published_at="2023-01-20", **rate),
        Figure(value=290_000, time_period="2022", source_id="ministry", published_at="2023-06-10", **people),
    )
    assert cases(found) == []


def shared(share: float, part: float, whole: float, **changes: str) -> list[Figure]:
    share_of = {"unit_measure": "PT", "indicator": "share_of_manufacturing", "measure": "SHARE", "document_id": "page"}
    return [
        Figure(value=share, written_precision=0.1, **share_of | changes),
        Figure(value=part, document_id="page"),
        Figure(value=whole, document_id="page", activity="manufacturing"),
    ]


def test_a_share_of_the_whole_makes_the_part():
    assert cases(reckoned(*shared(14.4, 3.2 * TRN, 22.2 * TRN))) == []
    found = reckoned(*shared(41.4, 3.2 * TRN, 22.2 * TRN))
    ((kind, severity, arithmetic),) = cases(found)
    assert (kind, severity) == ("share_total", "high")
    assert arithmetic.startswith("41.345 to 41.5 % of 22.145 trn to 22.3 trn is 9.156 trn to 9.255 trn")
    assert rows(found, "select suspect_claim_id, list_sort(claim_ids) from discrepancy") == [
        ("c000", ["c000", "c001", "c002"])
    ]
    # a share told elsewhere may be one of something else: of value added, of exports
    assert cases(reckoned(*shared(41.4, 3.2 * TRN, 22.2 * TRN, document_id="other"))) == []


def test_a_region_has_its_share_of_the_branch_in_the_country():
    page = {"document_id": "page", "activity": "machinery"}
    share = {"unit_measure": "PT", "indicator": "share_of_machinery", "measure": "SHARE", "ref_area": "KZ-39", **page}
    levels = Figure(value=3 * TRN, **page), Figure(value=1.2 * TRN, ref_area="KZ-39", **page)
    assert cases(reckoned(Figure(value=40, **share), *levels)) == []
    assert [kind for kind, _, _ in cases(reckoned(Figure(value=14, **share), *levels))] == ["share_total"]


@pytest.mark.parametrize(("average", "kinds"), [(8.3 * M, []), (5.3 * M, ["count_average"])])
def test_an_average_times_the_count_makes_the_total(average, kinds):
    page = {"document_id": "page", "time_period": "2023"}
    found = reckoned(
        Figure(value=average, indicator="labour_productivity", price_base="V", **page),
        Figure(value=205_000, unit_measure="count:people", indicator="employment", **page),
        Figure(value=1.7 * TRN, indicator="value_added", **page),
    )
    assert [kind for kind, _, _ in cases(found)] == kinds


@pytest.mark.parametrize(
    ("dollars", "day", "kinds"),
    [
        (1 * BN, "2023-02-01", []),
        # at the rate of the day it was told: 470 a dollar against 460 in the year it is about
        (0.97 * BN, "2024-11-01", []),
        (1.6 * BN, "2023-02-01", ["fx"]),
        (0.6 * BN, "2023-02-01", ["fx"]),
    ],
)
def test_two_texts_in_two_currencies_are_compared_by_the_rates_of_the_period(dollars, day, kinds):
    tenge = [Figure(value=460 * BN, source_id=source) for source in ("kazinform", "jjtv")]
    told = Figure(value=dollars, unit_measure="USD", source_id="trend", published_at=day, written_precision=0.01 * BN)
    found = warehouse_of([*tenge, told])
    replace_rows(found, "rate", rate_rows(CONFIG_PATH))
    reckon(found)
    assert [kind for kind, _, _ in cases(found)] == kinds
    if kinds:
        assert rows(found, "select suspect_claim_id, suspect_side from discrepancy") == [("c002", "claim")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Output was 190 bn, by revised data. It grew.", "restatement"),
        ("Рост был. По уточнённым данным, выпуск составил 190 млрд тенге.", "restatement"),
        ("Нақтыланған деректер бойынша 190 млрд теңге.", "restatement"),
        ("Output was 190 bn. By revised data jobs fell.", "revision"),
        ("Выпуск – 190 млрд тенге, уточнил министр.", "revision"),
    ],
)
def test_words_say_that_a_figure_was_restated(text, kind):
    connection = warehouse_of(
        [
            Figure(value=198 * BN, source_id="ministry", document_id="old", published_at="2023-03-01"),
            Figure(value=190 * BN, source_id="ministry", document_id="new", written_precision=BN),
        ]
    )
    start = text.index("190")
    connection.execute("update document set text = ? where document_id = 'new'", [text])
    connection.execute(
        "update claim set quote = '190', span_start = ?, span_end = ? where document_id = 'new'", [start, start + 3]
    )
    reckon(connection)
    assert rows(connection, "select kind from observation order by vintage") == [("first",), (kind,)]
