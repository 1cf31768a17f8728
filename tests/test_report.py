"""The report as files: what stands on the pages, what stays text, what changes from release to release."""

import csv
import json
import re
from pathlib import Path
from urllib.parse import urldefrag

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_world import AUGUST, FIRMS, HOSTILE, world
from selectolax.lexbor import LexborHTMLParser
from warehouse_records import NOON

from extractors.errors import ConfigError, WarehouseError
from extractors.settings import CONFIG_PATH, Settings
from warehouse.database import open_file, open_warehouse
from warehouse.publish import publish
from warehouse.report import highlight, links, wording
from warehouse.report.accuracy import read_accuracy
from warehouse.report.build import ReportSummary, build_report
from warehouse.report.downloads import as_text


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], ReportSummary]:
    folder = tmp_path_factory.mktemp("report")
    with world(folder) as (connection, ids):
        summary = build_report(connection, folder / "site")
    return folder / "site", ids, summary


def tree(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


def words(path: Path, selector: str = "main") -> str:
    node = tree(path).css_first(selector)
    return re.sub(r"[ \n]+", " ", node.text())


def test_summary_counts_what_was_made(report) -> None:
    site, _, summary = report
    assert (summary.count_series, summary.count_documents, summary.count_cases) == (3, 5, 1)
    assert summary.count_pages == len(list(site.rglob("*.html"))) == 6 + 3 + 5 + 3 + 1
    assert not site.with_name(".building-site").exists()


def test_methods_page_shows_the_measured_accuracy_where_it_is_known(report, tmp_path: Path) -> None:
    site, _, _ = report
    assert tree(site / "methods.html").css_first("#measured") is None
    measured = read_accuracy(CONFIG_PATH)
    with world(tmp_path) as (connection, _):
        build_report(connection, tmp_path / "site", measured=measured)
    page = tree(tmp_path / "site" / "methods.html")
    assert [row.css("td")[2].text() for row in page.css("section[aria-labelledby=measured] tbody tr")] == [
        f"{100 * scores.core:.1f}" for scores in measured.reading.values()
    ]
    assert f"mistakes alerted {100 * measured.reckoning.alert_recall:.1f} %" in page.text()


def test_front_page_tells_the_contradiction_with_both_sides(report) -> None:
    site, ids, _ = report
    story = tree(site / "index.html").css_first("article.story[data-severity=high]")
    text = re.sub(r"[ \n]+", " ", story.text())
    assert "about 800 enterprises on 2 August 2023, but Alpha wrote 3\u202f800 enterprises" in text
    assert "800 < 3800: nothing both can mean" in text
    quotes = [one.text() for one in story.css("blockquote mark")]
    assert quotes == ["About 800 firms", "3 800 предприятий"]
    assert "“Министр: 29 проектов и 3 800 предприятий”" in text
    outside = [link.attributes["href"] for link in story.css(".address a")]
    assert outside == ["https://hostile.example/3", "https://alpha.example/2"]
    assert links.case(ids["case"]) in {link.attributes["href"] for link in story.css("a")}


def test_front_page_tells_the_revision_and_the_edit(report) -> None:
    page = words(report[0] / "index.html")
    assert "36 projects (Ministry, 2 May 2023) became 29 projects (Alpha, 2 August 2023), −19.4\u202f%" in page
    assert "Alpha changed 148\u202f000 vehicles into 145\u202f300 vehicles" in page


def test_every_link_inside_leads_somewhere(report) -> None:
    site, _, _ = report
    anchors = {
        path: set(re.findall(r' id="([^"]+)"', path.read_text(encoding="utf-8"))) for path in site.rglob("*.html")
    }
    checked = 0
    for path in anchors:
        for link in tree(path).css("a[href], link[href], script[src]"):
            address = link.attributes.get("href") or link.attributes["src"]
            if address.startswith(("http", "data:")):
                continue
            file, fragment = urldefrag(address)
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), f"{path.name}: {address}"
            assert not fragment or fragment in anchors[target], f"{path.name}: {address}"
            checked += 1
    assert checked > 150


def test_hostile_text_stays_text(report) -> None:
    site, ids, _ = report
    for path in site.rglob("*.html"):
        page = tree(path)
        assert all("src" in script.attributes for script in page.css("script"))
        assert page.css("img, iframe, style, object, embed, form[action]") == []
        assert [
            one for one in page.css("*") if any(name.startswith("on") or name == "style" for name in one.attributes)
        ] == []
        assert [one for one in page.css("a") if (one.attributes.get("href") or "").startswith("javascript")] == []
        policy = page.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
    shown = words(site / links.document(ids["hostile"]), ".body")
    assert shown.strip() == f"About 800 firms {HOSTILE} work."


def test_downloads_hold_all_claims_and_run_no_formula(report) -> None:
    site, _, _ = report
    with (site / links.series(FIRMS)).with_suffix(".csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {(row["value"], row["quote"]) for row in rows} == {
        ("3800.0", "3 800 предприятий"),
        ("800.0", "About 800 firms"),
    }
    table = pq.read_table((site / links.series(FIRMS)).with_suffix(".parquet"))
    assert sorted(table.column("value").to_pylist()) == [800.0, 3800.0]
    assert as_text("=1+1") == "'=1+1"
    assert as_text(-3.5) == -3.5


def test_series_page_shows_plan_vintages_result_and_its_sql(report) -> None:
    site, ids, _ = report
    page = words(site / links.series(ids["plan"]))
    assert "29 projects [28–30 projects], held by 75 % of the independent weight" in page
    assert "2 August 2023: 29 projects – changed plan" in page
    assert re.search(r"result ?25 projects", page)
    assert f"where series_key = '{ids['plan']}'" in page


def test_the_sql_of_a_series_page_gives_its_table(tmp_path: Path) -> None:
    with world(tmp_path) as (connection, ids):
        build_report(connection, tmp_path / "site")
        page = tree(tmp_path / "site" / links.series(ids["plan"]))
        rows = connection.execute(page.css_first("pre code").text()).fetchall()
    assert [row[6] for row in rows] == [link.text() for link in page.css("table.claims a.quote mark")]


def test_document_page_marks_figures_and_names_rivals(report) -> None:
    site, ids, _ = report
    page = tree(site / links.document(ids["august"]))
    marked = {one.text(): one.attributes["class"] for one in page.css(".body a.figure")}
    assert marked == {"29 проектов": "figure", "3 800 предприятий": "figure disputed", "25 проектов": "figure"}
    assert [one.tag for one in page.css(".body h3, .body li, .body td")] == ["h3", "li", "td", "td"]
    rival = page.css_first(".rivals a")
    assert rival.attributes["href"] == f"../{links.figure(ids['hostile'], ids['few'])}"


def test_edited_versions_stand_side_by_side(report) -> None:
    site, ids, _ = report
    page = tree(site / links.document(ids["edited"]))
    marked = [(one.tag, one.text()) for one in page.css("del.figure, ins.figure")]
    assert "".join(text for tag, text in marked if tag == "del") == "148000"
    assert "".join(text for tag, text in marked if tag == "ins") == "145300"
    assert len(page.css(".versions li")) == 2


def test_source_page_tells_reliability_with_its_evidence(report) -> None:
    site, _, _ = report
    alpha = words(site / links.source("alpha"))
    assert "0.92, with 90 % certainty between 0.81 and 0.97, from 9 independent figures" in alpha
    hostile = words(site / links.source("hostile"))
    assert "Alpha: 3 documents, 50 % of its own" in hostile
    assert "extract: quantity_without_indicator1" in hostile


def test_changes_are_counted_against_the_release_before(tmp_path: Path) -> None:
    with world(tmp_path) as (connection, ids):
        build_report(connection, tmp_path / "one")
        build_report(connection, tmp_path / "two", previous=tmp_path / "one")
        assert "Nothing changed." in words(tmp_path / "two" / "index.html")
        connection.execute("update discrepancy set state = 'confirmed'")
        connection.execute(
            "update observation set observation_id = observation_id || 'x' where kind = 'target_changed'"
        )
        build_report(connection, tmp_path / "three", previous=tmp_path / "two")
    page = tree(tmp_path / "three" / "index.html")
    assert [line.text() for line in page.css(".changes li")] == [
        "Contradictions whose state changed: 1",
        "New revisions: 1",
    ]
    assert [chip.text() for chip in page.css(".chip.new")] == ["new"]
    assert ids["case"] in json.loads((tmp_path / "three" / "data" / "manifest.json").read_text())["cases"]


def test_the_same_release_gives_the_same_bytes(tmp_path: Path) -> None:
    with world(tmp_path) as (connection, _):
        build_report(connection, tmp_path / "one")
        build_report(connection, tmp_path / "two")
    one, two = (
        {p.relative_to(d): p.read_bytes() for p in d.rglob("*") if p.is_file()}
        for d in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two


def test_no_earlier_report_or_no_place_is_one_clear_line(tmp_path: Path) -> None:
    with world(tmp_path) as (connection, _):
        with pytest.raises(WarehouseError, match="holds no readable report"):
            build_report(connection, tmp_path / "site", previous=tmp_path)
        (tmp_path / "file").touch()
        with pytest.raises(WarehouseError, match="cannot be written"):
            build_report(connection, tmp_path / "file" / "site")


def test_a_published_release_is_enough(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, config=tmp_path, sources=tmp_path)

    def build(database: Path, out: Path) -> None:
        with open_file(database) as released:
            build_report(released, out)

    with world(tmp_path) as (connection, ids):
        release = publish(connection, settings, recorded_at=NOON, site=build)
    assert (release.path / "site" / links.case(ids["case"])).exists()


def test_an_empty_warehouse_has_a_report_too(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "warehouse.duckdb") as connection:
        summary = build_report(connection, tmp_path / "site")
    assert summary.count_documents == 0
    assert "No contradiction is open." in words(tmp_path / "site" / "index.html")


def test_strings_hold_the_same_keys_and_placeholders() -> None:
    strings = wording.read_strings()
    for key, text in strings["en"].text.items():
        places = set(re.findall(r"{(\w+)}", text))
        for lang in wording.LANGUAGES:
            assert set(re.findall(r"{(\w+)}", strings[lang].text[key])) == places, key
    assert {len(one.months) for one in strings.values()} == {12}


def test_a_key_missing_in_one_language_is_named(tmp_path: Path) -> None:
    for file in wording.STRINGS_PATH.glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(
            text if file.stem != "kk" else re.sub(r"  nav\.home: .*\n", "", text), encoding="utf-8"
        )
    with pytest.raises(ConfigError, match=r"kk\.yml.*nav\.home"):
        wording.read_strings(tmp_path)


@pytest.mark.parametrize(
    ("value", "unit", "english", "russian"),
    [
        (217e9, "KZT", "217 bn KZT", "217 млрд тенге"),
        (1.7e12, "KZT", "1.7 trn KZT", "1,7 трлн тенге"),
        (17.6, "PT", "17.6\u202f%", "17,6\u202f%"),
        (2.2, "X", "2.2 times", "2,2 раза"),
        (171_442, "count:vehicles", "171\u202f442 vehicles", "171\u202f442 автомобилей"),
        (-20.5, "PT", "-20.5\u202f%", "-20,5\u202f%"),
        (0, "USD", "0 USD", "0 долл. США"),
        (12, "megawatt", "12 megawatt", "12 megawatt"),
    ],
)
def test_amounts_read_naturally(value: float, unit: str, english: str, russian: str) -> None:
    text = wording.amount(value, unit)
    assert (text["en"], text["ru"]) == (english, russian)


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("2023", "2023"),
        ("2023-Q1", "quarter 1 of 2023"),
        ("2023-S2", "half 2 of 2023"),
        ("2023-07", "July 2023"),
        ("2023-01/2023-08", "2023, January to August"),
        ("2018/2022", "2018–2022"),
        ("../2028", "up to 2028"),
        ("2025/..", "from 2025 on"),
        ("2023-13", "2023-13"),
        ("whenever", "whenever"),
    ],
)
def test_periods_read_naturally(code: str, english: str) -> None:
    assert wording.period(code)["en"] == english


def test_interval_says_scale_and_unit_once() -> None:
    assert wording.span(210e9, 224e9, "KZT")["en"] == "210–224 bn KZT"
    assert wording.span(900e9, 1.1e12, "KZT")["en"] == "900 bn–1.1 trn KZT"
    assert wording.span(28, 30, "count:projects")["ru"] == "28–30 проектов"


def test_days_are_days_in_kazakhstan() -> None:
    assert wording.day(AUGUST.replace(hour=20))["kk"] == "2023 ж. 3 тамыз"
    assert wording.day(AUGUST.replace(year=2025, hour=18))["en"] == "2 August 2025"
    assert wording.day(None)["ru"] == "дата неизвестна"


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=6),
)
def test_marking_never_loses_or_repeats_a_character(text: str, spans: list[tuple[int, int]]) -> None:
    claims = [{"span_start": a, "span_end": b, "claim_id": f"c{at}"} for at, (a, b) in enumerate(spans)]
    (group,) = highlight.passages(text, [], claims)
    assert "".join(part.text for cell in group.passages[0].cells for part in cell) == text


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("One. Two has 5 cars here. Three.", "5 cars", ("Two has ", "5 cars", " here.")),
        ("Занято 116 тыс. человек. Далее", "116 тыс", ("Занято ", "116 тыс", ". человек.")),
        ("Heading\nIn all 7 plants", "7 plants", ("In all ", "7 plants", "")),
        ("x" * 500 + " 7 plants " + "y" * 500, "7 plants", ("…" + "x" * 239 + " ", "7 plants", " " + "y" * 239 + "…")),
    ],
)
def test_a_quote_stands_in_its_sentence(text: str, quote: str, expected: tuple[str, str, str]) -> None:
    at = text.index(quote)
    reach = highlight.REACH
    claim = {"before": text[max(0, at - reach) : at], "quote": quote, "after": text[at + len(quote) :][:reach]}
    assert highlight.sentence(claim) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_comparison_gives_both_versions_back(before: str, after: str) -> None:
    left, right = highlight.compare(before, after)
    assert ("".join(one.text for one in left), "".join(one.text for one in right)) == (before, after)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//a.example/", "http:///x", "", None, "http://[bad"]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert links.outside(url) is None


@given(st.text(min_size=1))
def test_file_names_are_plain(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9_-]{1,90}", links.stem(name))
