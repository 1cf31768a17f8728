"""The report in a real Chromium, opened from the disk: clicks, keys, languages, themes, and nothing hostile runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, chromium
from report_world import HOSTILE, world

from extractors.settings import CONFIG_PATH
from warehouse.report import links
from warehouse.report.accuracy import read_accuracy
from warehouse.report.build import build_report

pytestmark = [pytest.mark.long, pytest.mark.chromium]
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RUN_AXE = """
return axe.run({preload: false}).then(({passes, violations}) => ({
  passed: passes.map((rule) => rule.id),
  failed: violations.filter((rule) => ["serious", "critical"].includes(rule.impact))
    .map((rule) => [rule.id, rule.nodes.map((node) => node.html)]),
}))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("report")
    with world(folder) as (connection, ids):
        build_report(connection, folder / "site", measured=read_accuracy(CONFIG_PATH))
    return folder / "site", ids


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def browser(session: Browser, site: tuple[Path, dict[str, str]]) -> Iterator[Browser]:
    session.size(1200, 900)
    session.scheme("light")
    session.open(site[0] / "index.html")
    session.run("localStorage.clear()")
    session.console()
    yield session
    assert session.console() == []


def test_no_page_complains_and_nothing_hostile_runs(browser: Browser, site) -> None:
    folder, _ = site
    for page in sorted(folder.rglob("*.html")):
        browser.open(page)
        assert browser.run("return document.title") != "stolen"
        assert browser.run("return document.querySelectorAll('img, iframe').length") == 0
        assert browser.console() == [], page.name


def test_the_policy_stops_what_would_be_injected(browser: Browser) -> None:
    browser.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title = 1\">')")
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'document.title = 1'; document.body.append(s)"
    )
    assert browser.run("return document.title").startswith("Overview")
    assert any("Content Security Policy" in message for message in browser.console())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_axe_finds_nothing_serious(browser: Browser, site, scheme: str, width: int) -> None:
    folder, ids = site
    browser.scheme(scheme)
    browser.size(width, 900)
    pages = [
        "index.html",
        "cases.html",
        "series.html",
        "documents.html",
        "sources.html",
        "methods.html",
        links.series(ids["plan"]),
        links.document(ids["august"]),
        links.document(ids["edited"]),
        links.source("alpha"),
        links.case(ids["case"]),
    ]
    axe = AXE.read_text(encoding="utf-8")
    for page in pages:
        browser.open(folder / page)
        browser.run(axe)
        found = browser.run(RUN_AXE)
        assert found["failed"] == [], page
        assert "color-contrast" in found["passed"]


def test_no_page_is_wider_than_a_phone(browser: Browser, site) -> None:
    folder, _ = site
    browser.size(360, 800)
    for page in sorted(folder.rglob("*.html")):
        browser.open(page)
        assert browser.run("return document.documentElement.scrollWidth") <= 360, page.name


def test_language_is_switched_and_remembered(browser: Browser, site) -> None:
    folder, ids = site
    browser.click("[data-language=kk]")
    assert browser.run("return document.documentElement.lang") == "kk"
    assert browser.run("return document.querySelector('nav a').textContent") == "Шолу"
    assert browser.run("return document.title") == "Шолу – Есеп"
    browser.open(folder / links.series(ids["plan"]))
    assert "машина жасау" in browser.run("return document.querySelector('h1').textContent")
    assert browser.wait_for("document.querySelector('figure .other ~ text')?.textContent === 'нәтиже'")
    browser.click("[data-language=en]")
    assert browser.run("return document.querySelector('nav a').textContent") == "Overview"


def test_search_finds_series_in_any_language_and_documents(browser: Browser, site) -> None:
    folder, ids = site
    for words, target in (
        ("машиностроение план", links.series(ids["plan"])),
        ("plan of may", "documents/"),
        ("ministry", "sources/ministry.html"),
    ):
        browser.open(folder / "methods.html")
        browser.click("#search")
        browser.press(*words)
        found = browser.wait_for("[...document.querySelectorAll('#found a')].map(one => one.getAttribute('href'))")
        assert any(target in address for address in found), words
    browser.press(*"zzz")
    assert browser.wait_for("document.querySelector('#found li')?.textContent") == "–"


def test_chart_marks_are_links_that_tell_their_quote(browser: Browser, site) -> None:
    folder, ids = site
    browser.open(folder / links.series(ids["plan"]))
    assert browser.wait_for("document.querySelectorAll('figure.chart a').length") == 2
    assert browser.run("return document.querySelectorAll('figure.chart .band').length") == 2
    assert browser.run("return document.querySelector('figure.chart .other') !== null")
    assert browser.run("return document.querySelector('.hover').hidden")
    browser.run("document.querySelector('figure.chart a').focus()")
    assert "“The plan: 36 projects for 2023.”" in browser.run(
        "return document.querySelector('.hover:not([hidden])').textContent"
    )
    assert "36 projects" in browser.run("return document.activeElement.getAttribute('aria-label')")
    browser.press("\ue007")  # Enter
    assert browser.wait_for("location.hash.startsWith('#claim_')")
    assert browser.run("return document.querySelector(':target').textContent") == "36 projects"


def test_focus_on_a_figure_shows_how_it_was_read(browser: Browser, site) -> None:
    folder, ids = site
    browser.open(folder / links.document(ids["august"]))
    browser.run("document.querySelector('a.figure.disputed').focus()")
    chosen = browser.run("return document.querySelector('.reading.chosen').textContent")
    assert "enterprises" in chosen
    assert HOSTILE in chosen
    browser.click(".reading.chosen .rivals a")
    assert browser.wait_for("document.querySelector(':target')?.textContent") == "About 800 firms"


def test_everything_can_be_reached_by_keyboard(browser: Browser, site) -> None:
    folder, ids = site
    browser.open(folder / links.document(ids["august"]))
    seen = set()
    for _ in range(60):
        browser.press("\ue004")  # Tab
        seen.add(browser.run("return document.activeElement.className + document.activeElement.id"))
    assert {"skip", "search"} <= seen
    assert sum(name.startswith("figure") for name in seen) == 3
