"""Real disagreements, one by one: what the words allow decides whether there is one."""

import pytest
from reckoning_claims import Figure, cases, reckon, reckoned, relation, rows, warehouse_of

BN, TRN, M = 1e9, 1e12, 1e6


def test_about_500_and_over_470_million_are_not_equal_and_not_contradictory():
    found = reckoned(
        Figure(value=500 * M, unit_measure="USD", hedge="about", source_id="astanatimes"),
        Figure(value=470 * M, unit_measure="USD", hedge="over"),
    )
    trapezoids = rows(
        found, "select support_low, core_low, core_high, support_high from claim_interval order by claim_id"
    )
    assert trapezoids[0] == pytest.approx((400 * M, 450 * M, 550 * M, 600 * M))
    assert trapezoids[1] == pytest.approx((465 * M, 470 * M, 480 * M, 526.4 * M))
    assert rows(found, "select relation, agreement from claim_pair") == [("compatible", 1.0)]
    assert cases(found) == []


def test_more_than_200_holds_208():
    found = reckoned(
        Figure(value=200 * M, unit_measure="USD", hedge="over", source_id="jjtv", time_period="2023-Q1"),
        Figure(value=208 * M, unit_measure="USD", time_period="2023-Q1"),
    )
    assert relation(found) == "compatible"
    assert rows(found, "select value from consensus") == [(208 * M,)]


def test_one_figure_for_the_quarter_and_for_the_half_year():
    found = reckoned(
        Figure(
            value=208 * M, unit_measure="USD", indicator="fdi_inflow", time_period="2023-Q1", source_id="astanatimes"
        ),
        Figure(value=208 * M, unit_measure="USD", indicator="fdi_inflow", time_period="2023-01/2023-06"),
    )
    assert relation(found) is None
    assert cases(found) == [("period", "low", "208 m is told for two periods, one inside the other")]
    assert rows(found, "select list_sort(claim_ids) from discrepancy") == [(["c000", "c001"],)]


def test_over_150_projects_and_151():
    found = reckoned(
        Figure(value=150, unit_measure="count:projects", indicator="investment_projects", hedge="over"),
        Figure(value=151, unit_measure="count:projects", indicator="investment_projects", source_id="jjtv"),
    )
    assert relation(found) == "compatible"
    assert rows(found, "select value from consensus") == [(151,)]


def test_one_sum_in_two_spellings():
    # 1.7 trillion; 1 trillion 700 billion
    found = reckoned(Figure(value=1.7 * TRN), Figure(value=1.7 * TRN, source_id="jjtv"))
    assert relation(found) == "same"


def test_title_nearly_threefold_and_text_threefold():
    found = reckoned(
        Figure(
            value=3, unit_measure="X", indicator="export_growth", hedge="nearly", document_id="page", context="title"
        ),
        Figure(value=3, unit_measure="X", indicator="export_growth", document_id="page"),
    )
    assert relation(found) == "compatible"
    assert cases(found) == []


@pytest.mark.parametrize(("status", "kind"), [("actual", "revision"), ("planned", "target_changed")])
def test_the_count_decides_that_the_money_moved_too(status, kind):
    plan = {"claim_status": status, "source_id": "ministry", "time_period": "2023"}
    projects = plan | {"unit_measure": "count:projects", "indicator": "investment_projects"}
    money = plan | {"indicator": "investment_value"}
    found = reckoned(
        Figure(value=36, document_id="may", published_at="2023-05-11", **projects),
        Figure(value=230 * BN, hedge="about", document_id="may", published_at="2023-05-11", **money),
        Figure(value=29, document_id="august", published_at="2023-08-01", **projects),
        Figure(value=217 * BN, document_id="august", published_at="2023-08-01", **money),
    )
    assert relation(found, "c000", "c002") == kind
    assert relation(found, "c001", "c003") == kind
    assert rows(found, "select agreement from claim_pair where claim_b = 'c003'")[0][0] == pytest.approx(
        0.94, abs=0.005
    )
    assert rows(found, "select value from consensus order by value") == [(29,), (217 * BN,)]
    assert cases(found) == []


def test_a_yearly_rate_told_as_the_total():
    rate = {"value": 17.6, "unit_measure": "PT", "indicator": "output_growth", "time_period": "2018/2022"}
    found = reckoned(
        Figure(measure="GROWTH_CUM", source_id="kazinform", **rate),
        Figure(measure="GROWTH_AVG", source_id="astanatimes", **rate),
        Figure(measure="GROWTH_AVG", source_id="jjtv", **rate),
    )
    (case,) = cases(found)
    assert case[:2] == ("period", "medium")
    assert "1.176^5 - 1 = 124.9" in case[2]
    assert rows(found, "select suspect_claim_id from discrepancy") == [("c000",)]


def test_a_yearly_rate_agrees_with_more_than_twofold():
    page = {"indicator": "output_growth", "time_period": "2018/2022", "document_id": "page"}
    found = reckoned(
        Figure(value=17.6, unit_measure="PT", measure="GROWTH_AVG", **page),
        Figure(value=2, unit_measure="X", hedge="over", measure="GROWTH_CUM", **page),
    )
    assert cases(found) == []


def test_a_yearly_rate_against_another_total_in_one_text():
    page = {"indicator": "output_growth", "time_period": "2018/2022", "document_id": "page"}
    found = reckoned(
        Figure(value=17.6, unit_measure="PT", measure="GROWTH_AVG", **page),
        Figure(value=40.2, unit_measure="PT", measure="GROWTH_CUM", **page),
    )
    ((kind, _, arithmetic),) = cases(found)
    assert kind == "level_growth"
    assert "1.176^5 - 1 = 124.9" in arithmetic


def test_real_and_nominal_growth_are_not_compared():
    growth = {"unit_measure": "X", "indicator": "output_growth", "measure": "GROWTH_CUM", "time_period": "2018/2022"}
    found = reckoned(
        Figure(value=2.3, price_base="L", **growth), Figure(value=3, price_base="V", source_id="jjtv", **growth)
    )
    assert rows(found, "from claim_pair") == []
    assert cases(found) == []


def test_an_index_read_as_growth():
    growth = {"unit_measure": "PT", "indicator": "output_growth", "measure": "GROWTH_YOY"}
    found = reckoned(Figure(value=105.2, **growth), Figure(value=5.2, source_id="jjtv", **growth))
    assert relation(found) == "unit"
    assert rows(found, "select kind, suspect_claim_id from discrepancy") == [("unit", "c000")]


def test_an_index_is_the_rate_it_tells():
    found = reckoned(
        Figure(value=105.2, unit_measure="PT", indicator="output_index", written_precision=0.1),
        Figure(
            value=5.2,
            unit_measure="PT",
            indicator="output_growth",
            measure="GROWTH_YOY",
            written_precision=0.1,
            source_id="jjtv",
        ),
    )
    assert relation(found) == "same"
    assert rows(found, "select distinct split_part(series_key, '.', 3) from claim_interval") == [("output_growth",)]
    assert cases(found) == []


def test_growth_that_only_makes_sense_as_an_index():
    growth = {"unit_measure": "PT", "indicator": "output_growth", "measure": "GROWTH_YOY"}
    known = [
        Figure(value=value, time_period=year, source_id="jjtv", **growth)
        for year, value in (("2021", 4.6), ("2023", 5.8), ("2024", 7.1))
    ]
    found = reckoned(*known, Figure(value=105.2, time_period="2022", claim_id="index", **growth))
    ((kind, _, arithmetic),) = cases(found)
    assert kind == "unit"
    assert arithmetic == "105.2 % would be an index, 105.2 - 100 = 5.2: other periods grew by 4.6 to 7.1 %"
    boom = reckoned(*known, Figure(value=156, time_period="2022", **growth))
    assert cases(boom) == []


def test_billion_for_trillion():
    found = reckoned(
        Figure(value=4.3 * BN, document_id="page", claim_id="native"),
        Figure(value=9.7 * M, unit_measure="USD", document_id="page", conversion_of="native"),
        Figure(value=4.3 * TRN, source_id="jjtv"),
        Figure(value=4.3 * TRN, source_id="astanatimes"),
    )
    assert rows(found, "select kind, suspect_claim_id from discrepancy") == [("scale", "native")]


def test_two_counts_with_digits_changed():
    wagons = {"unit_measure": "count", "indicator": "units_produced"}
    found = reckoned(Figure(value=2155, **wagons), Figure(value=2565, source_id="jjtv", **wagons))
    assert relation(found) == "discrepancy"


def test_neighbours_in_the_last_digit_are_in_tension():
    found = reckoned(Figure(value=2.3 * TRN), Figure(value=2.4 * TRN, source_id="jjtv"))
    assert rows(found, "select relation, agreement from claim_pair") == [("compatible", 0.5)]
    assert cases(found) == []


def test_over_80_thousand_does_not_hold_93_and_a_half():
    cars = {"unit_measure": "count:vehicles", "indicator": "vehicles_produced", "time_period": "2021"}
    found = reckoned(Figure(value=80_000, hedge="over", **cars), Figure(value=93_500, source_id="jjtv", **cars))
    assert relation(found) == "discrepancy"


def test_levels_that_deny_the_growth():
    page = {"document_id": "page", "activity": "automotive"}
    found = reckoned(
        Figure(value=196 * BN, time_period="2020", **page),
        Figure(value=193 * BN, time_period="2021", **page),
        Figure(value=34.3, unit_measure="PT", indicator="output_growth", time_period="2021", **page),
    )
    ((kind, severity, arithmetic),) = cases(found)
    assert (kind, severity) == ("level_growth", "high")
    assert "34.2" in arithmetic


def test_years_that_do_not_add_up():
    found = reckoned(
        Figure(value=194 * BN, time_period="2020", document_id="page"),
        Figure(value=245 * BN, time_period="2021", document_id="page"),
        Figure(value=364 * BN, time_period="2020/2021", document_id="page"),
    )
    ((kind, _, arithmetic),) = cases(found)
    assert kind == "sum_parts"
    assert arithmetic == "its periods add up to 437.9 bn to 441 bn, the whole is 363.45 bn to 365 bn"


def test_arithmetic_that_fails_beside_a_known_mistake_is_told_unless_the_mistake_explains_it():
    def kinds(told: float, right: float) -> list[str]:
        report = [
            Figure(value=told * BN, activity="manufacturing", document_id="report"),
            Figure(value=1_930 * BN, document_id="report"),
        ]
        others = [
            Figure(value=right * BN, activity="manufacturing", source_id=name) for name in ("jjtv", "zakon", "kursiv")
        ]
        return [kind for kind, _, _ in cases(reckoned(*report, *others))]

    assert kinds(told=710, right=7_100) == ["scale"]
    assert kinds(told=81, right=810) == ["part_gt_whole", "scale"]


def test_one_plan_at_the_rates_of_two_days():
    plan = {"indicator": "investment_value", "time_period": "2024", "claim_status": "planned"}
    found = reckoned(
        Figure(value=1.2 * TRN, document_id="february", published_at="2024-02-10", claim_id="tenge", **plan),
        Figure(
            value=2.6 * BN,
            unit_measure="USD",
            document_id="february",
            published_at="2024-02-10",
            conversion_of="tenge",
            **plan,
        ),
        Figure(
            value=2.4 * BN, unit_measure="USD", hedge="over", source_id="news_az", published_at="2024-11-01", **plan
        ),
    )
    assert relation(found, "c001", "c002") == "compatible"
    assert cases(found) == []


def test_one_article_on_five_portals_is_one_voice():
    portals = [
        Figure(value=value, unit_measure=unit, indicator=indicator, source_id=f"portal{n}", document_id=f"copy{n}")
        for n in range(5)
        for value, unit, indicator in [
            (151, "count:projects", "investment_projects"),
            (1_734 * BN, "KZT", "investment_value"),
            (18_532, "count:jobs", "jobs_created"),
        ]
    ]
    found = warehouse_of(portals)
    found.execute("update document set simhash = '00ff00ff00ff00ff'")
    reckon(found)
    assert rows(found, "select count(*), count(distinct copy_group) from claim_interval") == [(15, 1)]
    assert rows(found, "select distinct count_claims, count_independent from consensus") == [(5, 1.0)]
    assert cases(found) == []


def test_a_headline_is_passed_on_as_a_headline():
    # copied once as it stands; a third portal has no headline figure
    told = [("a", "title"), ("a", "paragraph"), ("b", "title"), ("b", "paragraph"), ("c", "paragraph")]
    found = warehouse_of(
        [
            Figure(value=151, unit_measure="count:projects", source_id=f"portal{page}", document_id=page, context=place)
            for page, place in told
        ]
    )
    found.execute("update document set simhash = '00ff00ff00ff00ff'")
    reckon(found)
    assert rows(found, "select distinct count_independent from consensus") == [(1.0,)]
    dependent = "select claim_a || ' ' || claim_b from claim_pair where is_dependent order by 1"
    assert [pair for (pair,) in rows(found, dependent)] == [
        "c000 c001",
        "c000 c002",
        "c001 c003",
        "c001 c004",
        "c002 c003",
        "c003 c004",
    ]


def test_a_table_of_hundreds_of_figures_is_passed_on_as_one_text():
    found = reckoned(
        *(
            Figure(
                value=1000 + n,
                unit_measure="count:projects",
                indicator="investment_projects",
                time_period=str(1700 + n),
                source_id=portal,
                document_id=portal,
            )
            for n in range(300)
            for portal in ("portal1", "portal2")
        )
    )
    assert rows(found, "select count(*), count(distinct copy_group) from claim_interval") == [(600, 1)]


def test_newsrooms_that_wrote_different_wrong_numbers_made_two_mistakes():
    told = [("kazinform", 2_164), ("jjtv", 2_164), ("astanatimes", 2_164), ("portal1", 2.16), ("portal2", 2.2)]
    told += [("portal3", 2.2)]
    found = reckoned(
        *(
            Figure(value=value * BN, source_id=source, document_id=source, published_at=f"2024-03-{1 + 6 * day:02d}")
            for day, (source, value) in enumerate(told[:5])
        ),
        Figure(value=told[5][1] * BN, source_id="portal3", document_id="portal3", published_at="2024-04-20"),
    )
    assert [kind for kind, _, _ in cases(found)] == ["scale", "scale"]
    suspects = "select suspect_claim_id, count_suspect_groups from discrepancy order by 1"
    assert rows(found, suspects) == [("c003", 1), ("c004", 2)]


def test_what_a_hedge_leaves_open_is_bounded_by_those_who_tell_the_value_without_one():
    told = [
        ("kazinform", 2_164, "over"),
        ("jjtv", 2_160, "exact"),
        ("zakon", 2_160, "exact"),
        ("portal1", 2_300, "exact"),
    ]
    figures = [
        Figure(
            value=value * BN,
            hedge=hedge,
            source_id=source,
            document_id=source,
            published_at=f"2024-03-{1 + 6 * day:02d}",
        )
        for day, (source, value, hedge) in enumerate(told)
    ]
    assert cases(reckoned(figures[0], figures[3])) == []
    assert [kind for kind, _, _ in cases(reckoned(*figures))] == ["discrepancy"]


def test_two_digits_that_changed_places_are_named():
    found = reckoned(
        *(
            Figure(value=value * BN, source_id=source, document_id=source, published_at=day)
            for source, value, day in [
                ("kazinform", 2_155, "2024-03-01"),
                ("jjtv", 2_155, "2024-03-08"),
                ("portal1", 2_515, "2024-03-09"),
            ]
        )
    )
    assert "two digits have changed places" in cases(found)[0][2]


def test_counts_of_a_running_year_are_progress_and_no_contradiction():
    counted = [("2025-07-15", 47, "primeminister_kz"), ("2025-12-02", 147, "kazinform"), ("2025-12-18", 173, "jjtv")]
    counted += [("2026-02-05", 190, "primeminister_kz")]
    found = reckoned(
        *(
            Figure(
                value=value,
                unit_measure="count:projects",
                indicator="investment_projects",
                activity="industry",
                claim_status="launched",
                time_period="2025",
                published_at=day,
                source_id=source_id,
            )
            for day, value, source_id in counted
        )
    )
    assert cases(found) == []
