"""Claims read from sentences: the examples of each language, and what must hold for any text."""

import shutil
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.explain import explain, render
from extractors.extract import extract, load_reader
from extractors.parse import parse_html, parse_text
from extractors.records import Claim
from extractors.settings import CONFIG_PATH

EXAMPLES = Path(__file__).parent / "examples"
READER = load_reader(CONFIG_PATH)
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)


def examples():
    for lang in ("en", "ru", "kk"):
        groups = yaml.safe_load((EXAMPLES / f"claims_{lang}.yml").read_text(encoding="utf-8"))
        for group, entries in groups.items():
            for entry in entries:
                yield pytest.param(lang, entry, id=f"{lang} {group}: {entry['text'][:40]}")


def read(text, lang, published=datetime(2025, 9, 1, tzinfo=UTC)):
    document = parse_text(text, lang=lang, published_at=published)
    return document, extract(document, READER, recorded_at=RECORDED)


@pytest.mark.parametrize(("lang", "entry"), list(examples()))
def test_examples_say_what_is_claimed(lang, entry):
    published = datetime.combine(entry["published"], datetime.min.time(), tzinfo=UTC)
    _, found = read(entry["text"], lang, published)
    for wanted in entry["claims"]:
        assert any(matches(claim, wanted) for claim in found.claims), (wanted, [brief(one) for one in found.claims])
    assert len(found.claims) >= len(entry["claims"])
    if not entry["claims"]:
        assert not found.claims
    reasons = {issue.quote: issue.kind for issue in found.issues}
    for quote, kind in entry.get("issues", {}).items():
        assert reasons.get(quote) == kind


def matches(claim, wanted):
    return all(getattr(claim, name) == value for name, value in wanted.items())


def brief(claim):
    return {field.name: getattr(claim, field.name) for field in fields(Claim) if field.name in WATCHED}


WATCHED = (
    "quote",
    "value",
    "indicator",
    "activity",
    "ref_area",
    "time_period",
    "claim_status",
    "unit_measure",
    "speaker",
)

PIECES = st.sampled_from(
    ["5 проектов", "на 20%", "из них", "12,4 млрд теңге", "вырос", "in 2024", "(", ")", "of", "жоба", "–", "3 есе",
     "тысяч", "от 5 до", "к 2030 году", ".", "\n", "Министр", "Астана", "за", "в 2,5 раза", "half", "more than", "$5"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.lists(PIECES, max_size=40).map(" ".join), st.text(max_size=80)), st.sampled_from(["en", "ru", "kk"])
)
def test_any_text_is_read_verbatim_and_nothing_is_dropped(text, lang):
    document, found = read(text, lang)
    assert all(document.text[claim.span_start : claim.span_end] == claim.quote for claim in found.claims)
    told = {(one.span_start, one.span_end) for one in (*found.claims, *found.issues)}
    figures = {(one.start, one.end) for one in found.quantities if one.kind != "period"}
    assert figures <= told


def test_the_same_document_gives_the_same_rows():
    text = "Выпуск вырос на 12,4%, до 236,5 млрд тенге."
    assert read(text, "ru") == read(text, "ru")


def test_without_a_date_a_plan_is_an_issue_and_no_guess():
    document = parse_text("The plant will make 500 tractors a year.", lang="en", published_at=None)
    found = extract(document, READER, recorded_at=RECORDED)
    assert not found.claims
    assert [issue.kind for issue in found.issues] == ["period_unknown"]


def test_a_title_that_says_another_figure_stays_visible():
    text = "Car output seen topping 200,000 this year\n\nCar plants are expected to build 209,000 vehicles in 2026."
    _, found = read(text, "en", datetime(2026, 2, 23, tzinfo=UTC))
    assert [claim.value for claim in found.claims] == [209000]
    assert [issue.kind for issue in found.issues] == ["title_differs"]


def test_a_conversion_names_the_claim_it_converts():
    _, found = read("Инвестиции в проект составили 290 млрд тенге (538,9 млн долларов).", "ru")
    tenge, dollars = found.claims
    assert dollars.conversion_of == tenge.claim_id
    assert dollars.indicator == tenge.indicator


def test_explanations_name_the_words_behind_each_field():
    document, _ = read("Exports of machinery will triple by 2030. The XI forum met on 5 May.", "en")
    told = render(explain(document, READER))
    assert "export_growth  [near] from 'Exports'" in told
    assert "from 'by 2030'" in told
    assert "from 'will'" in told


def test_long_texts_without_a_full_stop_stay_cheap():
    _, found = read("5 проектов и " * 5_000, "ru")
    assert len(found.claims) + len(found.issues) >= 5_000


def test_units_come_from_the_folder_the_reader_was_given(tmp_path):
    folder = tmp_path / "config"
    shutil.copytree(CONFIG_PATH, folder, ignore=shutil.ignore_patterns("sources"))
    units = (folder / "units.yml").read_text(encoding="utf-8")
    (folder / "units.yml").write_text(units.replace('  USD: ["$",', '  USD: ["¤",'), encoding="utf-8")
    document = parse_text("Exports reached ¤5 billion.", lang="en", published_at=datetime(2025, 9, 1, tzinfo=UTC))
    (claim,) = extract(document, load_reader(folder), recorded_at=RECORDED).claims
    assert claim.unit_measure == "USD"


def claims_of(markup, published, lang=None):
    """The claims of a page that came out on a day."""
    at = datetime.combine(published, datetime.min.time(), tzinfo=UTC)
    document = parse_html(markup.encode(), url="https://a.example/1", published_at=at, lang=lang)
    return extract(document, READER, recorded_at=RECORDED).claims


@pytest.mark.parametrize("base", ["Index, % of January–May 2020", "Physical volume index, in % to January–May 2020"])
def test_a_table_is_not_of_the_base_of_its_index_nor_of_a_month_told_aside(base):
    markup = (
        "<h1>Output by region</h1><p>Industrial output came to 9.8 trillion tenge in January–May 2021. "
        "In May alone the index was 103.1%.</p><table>"
        f"<tr><th>Region</th><th>Output, billion tenge</th><th>{base}</th></tr>"
        "<tr><td>Kostanay region</td><td>612.4</td><td>101.9</td></tr></table>"
    )
    claims = claims_of(markup, date(2021, 6, 15), "en")[-2:]
    told = [(claim.value, claim.indicator, claim.time_period) for claim in claims]
    assert told == [(612.4e9, "output_value", "2021-01/2021-05"), (101.9, "output_index", "2021-01/2021-05")]


def test_a_line_above_a_table_dates_it_and_its_header_scales_it():
    markup = (
        "<h1>Занятость в отраслях</h1><p>III квартал 2025 года</p><table>"
        "<tr><th>Отрасль</th><th>Занято, тыс. человек</th></tr>"
        "<tr><td>Машиностроение</td><td>128,7</td></tr><tr><td>Химическая промышленность</td><td>31,5</td></tr></table>"
        "<p>Данные собраны по крупным и средним предприятиям страны.</p>"
    )
    claims = claims_of(markup, RECORDED.date(), "ru")
    told = [(claim.value, claim.unit_measure, claim.time_period, claim.activity) for claim in claims]
    assert told == [
        (128_700, "count:people", "2025-Q3", "machinery"),
        (31_500, "count:people", "2025-Q3", "chemicals"),
    ]


@pytest.mark.parametrize(
    ("lead", "lang", "header"),
    [
        ("Output of the branches, in billions of tenge, January–June 2024. The last column is growth, percent.", "en",
         ("Branch", "Output", "Growth")),
        ("Выпуск отраслей в миллиардах тенге, январь–июнь 2024 года. В последней колонке – рост, процентов.", "ru",
         ("Отрасль", "Выпуск", "Рост")),
        ("Салалардың өнімі млрд теңгемен, 2024 жылғы қаңтар–маусым. Соңғы бағанда – өсім, пайыз.", "kk",
         ("Сала", "Өндіріс", "Өсім")),
    ],
)  # fmt: skip
def test_a_line_above_a_table_says_the_unit_of_its_columns_but_not_of_their_growth(lead, lang, header):
    branch = {"en": "Metallurgy", "ru": "Металлургия", "kk": "Металлургия"}[lang]
    cells = "".join(f"<th>{name}</th>" for name in header)
    page = f"<h1>{lead[:10]}</h1><p>{lead}</p><table><tr>{cells}</tr>"
    page += f"<tr><td>{branch}</td><td>811.4</td><td>-4.1</td></tr></table>"
    found = claims_of(page, date(2024, 8, 2), lang)
    assert [(one.value, one.unit_measure, one.indicator, one.time_period) for one in found] == [
        (811.4e9, "KZT", "output_value", "2024-01/2024-06"),
        (-4.1, "PT", "output_growth", "2024-01/2024-06"),
    ]


def test_a_column_of_percentages_is_not_dated_by_what_they_are_of_nor_by_an_aside_above():
    page = (
        "<h1>Industry by region, January–November 2022</h1>"
        "<p>The index was 101.2% of January–November 2021. In November alone it stood at 100.4%.</p><table>"
        "<tr><th>Region</th><th>Output, billion tenge</th><th>Index, % of January–November 2021</th></tr>"
        "<tr><td>Atyrau region</td><td>9,214.7</td><td>97.9</td></tr></table>"
    )
    found = [one for one in claims_of(page, date(2022, 12, 14)) if one.quote in ("9,214.7", "97.9")]
    assert [(one.indicator, one.time_period) for one in found] == [
        ("output_value", "2022-01/2022-11"),
        ("output_index", "2022-01/2022-11"),
    ]


def test_a_sum_told_above_a_table_is_no_unit_of_its_counts():
    page = (
        "<h1>Plan and outcome</h1><p>The last plan for 2023 was 160 projects worth about 1 trillion tenge.</p>"
        "<table><tr><th>Industrial projects</th><th>Number</th><th>Cost, billion tenge</th></tr>"
        "<tr><td>Launched in 2023</td><td>150</td><td>828</td></tr></table>"
    )
    found = [one for one in claims_of(page, date(2024, 2, 6)) if one.quote in ("150", "828")]
    assert [(one.value, one.indicator) for one in found] == [(150, "investment_projects"), (828e9, "investment_value")]


def test_a_cell_of_units_scales_its_row_and_a_header_says_what_is_done_with_the_goods_of_a_cell():
    page = (
        "<h1>Goods made in 2024</h1><table><tr><th>Goods</th><th>Unit</th><th>2024</th><th>Capacity</th></tr>"
        "<tr><td>Washing machines</td><td>thousand pieces</td><td>214.6</td><td>300,000 machines</td></tr></table>"
    )
    found = [(one.value, one.indicator) for one in claims_of(page, date(2025, 2, 6))]
    assert found == [(214_600, "units_produced"), (300_000, "production_capacity")]


def test_a_heading_names_the_branch_and_the_region_of_what_stands_below():
    page = (
        "<h1>Results of the year</h1><h2>Metallurgy</h2><p>Output came to 2.4 trillion tenge.</p>"
        "<h2>Machine building in Kostanay region</h2><p>Growth reached 17%. Exports brought $31 million.</p>"
        "<h2>Plans</h2><p>Output is to grow by 5%.</p>"
    )
    found = [(one.activity, one.ref_area) for one in claims_of(page, date(2025, 2, 6))]
    assert found == [("metallurgy", "KZ"), ("machinery", "KZ-39"), ("machinery", "KZ-39"), ("industry", "KZ")]


def test_a_title_says_which_machines_a_machine_building_plant_makes():
    page = (
        "<h1>Kokshetau combines go to the fields</h1><p>The machine-building plant in Kokshetau is at work.</p>"
        "<p>There are more than 900 people at the plant today.</p>"
    )
    assert [one.activity for one in claims_of(page, date(2021, 11, 11))] == ["agricultural_machinery"]


def test_under_a_heading_buses_are_no_cars_of_the_railway_that_the_title_names():
    page = (
        "<h1>In brief: locomotives, steel and wool</h1><h2>Locomotives</h2><p>Plants built 86 locomotives.</p>"
        "<h2>Buses</h2><p>The plant in Almaty has assembled 420 buses.</p>"
    )
    found = [(one.unit_measure, one.activity) for one in claims_of(page, date(2024, 12, 17))]
    assert found == [("count:locomotives", "railway"), ("count:vehicles", "automotive")]


def test_the_place_of_a_row_may_stand_behind_its_rank():
    page = (
        "<h1>Where machines are made: regions by output of machine building in 2022</h1><table>"
        "<tr><th>Place</th><th>Region</th><th>Output, billion tenge</th><th>Growth, %</th></tr>"
        "<tr><td>1</td><td>Kostanay region</td><td>741.3</td><td>18.6</td></tr>"
        "<tr><td>2.</td><td>East Kazakhstan region</td><td>198.7</td><td>-4.8</td></tr></table>"
    )
    found = [(one.value, one.indicator, one.ref_area) for one in claims_of(page, date(2023, 2, 9))]
    assert found == [
        (741.3e9, "output_value", "KZ-39"),
        (18.6, "output_growth", "KZ-39"),
        (198.7e9, "output_value", "KZ-63"),
        (-4.8, "output_growth", "KZ-63"),
    ]


def test_a_list_under_a_plan_is_planned_but_for_what_an_item_reports():
    page = (
        "<h1>Plan for machine building</h1><p>The plan for 2024–2028 provides for:</p><ul>"
        "<li>the launch of 43 projects worth 1.1 trillion tenge;</li>"
        "<li>an increase in exports from $1.9 billion to $3 billion;</li>"
        "<li>bringing local content to 55%.</li></ul>"
        "<p>The committee summed up the year 2023:</p><ul><li>launch of 12 projects</li></ul>"
    )
    found = claims_of(page, date(2024, 3, 20))
    assert [(one.quote, one.claim_status) for one in found] == [
        ("43", "planned"),
        ("1.1 trillion tenge", "planned"),
        ("$1.9 billion", "actual"),
        ("$3 billion", "planned"),
        ("55%", "planned"),
        ("12", "launched"),
    ]


def test_a_header_names_the_first_months_of_its_year_and_a_change_is_of_the_column_before():
    page = (
        "<h1>Вагон шығару</h1><p>Құрастырылған вагон саны, дана.</p><table>"
        "<tr><th>Өңір</th><th>2023 жыл, 9 ай</th><th>2024 жыл, 9 ай</th><th>Өзгеріс</th></tr>"
        "<tr><td>Павлодар облысы</td><td>2 150</td><td>2 480</td><td>+15,3%</td></tr></table>"
    )
    document = parse_html(page.encode(), url="https://example.kz/v", published_at=datetime(2024, 11, 2, tzinfo=UTC))
    found = extract(document, READER, recorded_at=RECORDED).claims
    assert [(one.value, one.time_period) for one in found] == [
        (2150, "2023-01/2023-09"),
        (2480, "2024-01/2024-09"),
        (15.3, "2024-01/2024-09"),
    ]
