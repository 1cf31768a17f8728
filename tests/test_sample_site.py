"""The sample site answers as the real web does, and holds every trap the demonstration promises."""

import gzip
import json
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from extractors.errors import UsageError
from extractors.settings import load_sources
from flows.sample.content import read_sites
from flows.sample.server import SOURCES_PATH, SampleSite, serve


@pytest.fixture(scope="module")
def sample() -> Iterator[SampleSite]:
    with serve(base_port=0) as site:
        yield site


def get(sample: SampleSite, outlet: str, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", sample.ports[outlet], timeout=5)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=names)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def text_of(sample: SampleSite, outlet: str, path: str) -> str:
    return get(sample, outlet, path)[1].decode()


def test_there_are_enough_outlets_pages_and_languages() -> None:
    pages = [page for site in read_sites().values() for page in site.pages()]
    assert len(read_sites()) >= 6
    assert len(pages) >= 24
    counts = {lang: sum(page.head.lang == lang for page in pages) for lang in ("en", "ru", "kk")}
    assert min(counts.values()) >= 5
    dates = sorted(page.head.published for page in pages)
    assert (dates[0].year, dates[-1].year) == (2023, 2026)
    assert len({(page.head.published.year, page.head.published.month) for page in pages}) >= 12


def test_every_outlet_has_a_source_file_on_its_port() -> None:
    sources = load_sources(SOURCES_PATH)
    ports = {urlsplit(source.homepage).port: source for source in sources.values()}
    sites = read_sites()
    assert set(ports) == {site.outlet.port for site in sites.values()}
    for site in sites.values():
        source = ports[site.outlet.port]
        assert source.allow_private_addresses
        assert source.publisher.startswith("Sample: ")
        assert {page.head.lang for page in site.pages()} <= set(source.languages)


def test_every_seed_answers_and_names_every_listed_page(sample: SampleSite) -> None:
    sources = load_sources(sample.sources_folder)
    for name, site in read_sites().items():
        source = next(one for one in sources.values() if urlsplit(one.homepage).port == sample.ports[name])
        found = ""
        for seed in source.seeds:
            for number in range(1, seed.pages + 1):
                parts = urlsplit(seed.url.replace("{page}", str(number)))
                assert parts.port == sample.ports[name]
                response, body = get(sample, name, f"{parts.path}?{parts.query}")
                assert response.status == 200
                found += body.decode()
        assert [page.head.path for page in site.pages() if page.head.path not in found] == []


def test_unchanged_page_is_not_sent_again(sample: SampleSite) -> None:
    path = "/industry/671-machinery-investment"
    first, body = get(sample, "transsteppe", path)
    assert first.status == 200
    assert body
    for headers in (
        {"If_None_Match": first.headers["ETag"]},
        {"If_Modified_Since": first.headers["Last-Modified"]},
    ):
        again, nothing = get(sample, "transsteppe", path, **headers)
        assert (again.status, nothing) == (304, b"")
    other, _ = get(sample, "transsteppe", path, If_None_Match='"other"')
    assert other.status == 200


def test_gzip_only_for_those_who_ask(sample: SampleSite) -> None:
    path = "/industry/671-machinery-investment"
    plain = get(sample, "transsteppe", path)[1]
    packed, body = get(sample, "transsteppe", path, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == plain


def test_redirect_robots_and_missing_pages(sample: SampleSite) -> None:
    moved, _ = get(sample, "steppewire", "/news/a40962/")
    assert moved.status == 301
    assert moved.headers["Location"] == f"{sample.bases['steppewire']}/news/machinery-output-keeps-rising_a40962/"
    assert "Disallow: /print/" in text_of(sample, "svodka", "/robots.txt")
    assert get(sample, "courier", "/robots.txt")[0].status == 404
    feed = text_of(sample, "steppewire", "/rss.xml")
    assert "/news/withdrawn-tractor-story_a50311/" in feed
    assert get(sample, "steppewire", "/news/withdrawn-tractor-story_a50311/")[0].status == 404
    assert get(sample, "svodka", "/n/9433.htm")[0].status == 500


def test_broken_scripted_and_cyrillic_pages(sample: SampleSite) -> None:
    broken = text_of(sample, "svodka", "/n/9120.htm")
    assert "</HTML>" not in broken
    scripted = text_of(sample, "transsteppe", "/industry/501-interactive-map-of-plants")
    assert "<noscript>" in scripted
    assert "2024" not in scripted
    response, body = get(sample, "courier", "/novosti/1204-tridcat-shest-zavodov")
    assert response.headers["Content-Type"] == "text/html"
    assert "charset=windows-1251" in body.decode("windows-1251")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_interfaces_carry_html_bodies(sample: SampleSite) -> None:
    posts = json.loads(text_of(sample, "capitalbulletin", "/wp-json/wp/v2/posts?page=1"))
    assert "<p>" in posts[0]["content"]["rendered"]
    assert json.loads(text_of(sample, "capitalbulletin", "/wp-json/wp/v2/posts?page=9")) == []
    items = json.loads(text_of(sample, "ministry", "/api/v1/public/news"))["items"]
    assert "<p>" in items[0]["body"]


@pytest.mark.parametrize(
    ("outlet", "path", "figures"),
    [
        (
            "steppewire",
            "/news/machinery-output-keeps-rising_a40962/",
            ["800", "$500 million", "$208 million", "first half"],
        ),
        ("capitalbulletin", "/2023/08/machine-builders-report-to-cabinet/", ["3,800", "first quarter", "$208 million"]),
        ("courier", "/novosti/1377-premer-o-mashinostroenii", ["470 млн", "151 проект", "на 17,6%"]),
        (
            "transsteppe",
            "/industry/412-machinery-exports-to-grow-nearly-threefold",
            ["over 150", "more than $200 million"],
        ),
        ("steppewire", "/news/thirty-six-plants-planned_a40211/", ["36 large", "230 billion"]),
        ("ministry", "/ru/news/20402", ["29 проектов", "217 млрд", "Среднегодовой"]),
        ("steppewire", "/news/machinery-rate-surprises_a51533/", ["grew by 111.2 percent"]),
        ("capitalbulletin", "/2024/05/manufacturing-passes-seven-trillion/", ["grew by 105.2 percent"]),
        ("courier", "/novosti/2055-vagony-i-lokomotivy", ["70%"]),
        ("transsteppe", "/transport/633-wagon-makers-still-buy-parts-abroad", ["35-40 percent"]),
        ("svodka", "/n/9871.htm", ["163", "180"]),
        ("zhanakun", "/economy/2023-08-02-ukimet-otyrysy", ["150-ден астам", "29 жоба"]),
        ("capitalbulletin", "/2024/02/plan-and-outcome-of-2023/", ["<table", "928"]),
    ],
)
def test_the_promised_stories_are_told(sample: SampleSite, outlet: str, path: str, figures: list[str]) -> None:
    page = text_of(sample, outlet, path)
    assert [figure for figure in figures if figure not in page] == []


def test_the_copy_credits_its_origin(sample: SampleSite) -> None:
    sites = read_sites()
    original = next(page for page in sites["courier"].pages() if "premer" in page.head.path)
    copy = text_of(sample, "svodka", "/n/7402.htm")
    paragraphs = [line for line in original.body.splitlines() if line.startswith("<p>")]
    assert len(paragraphs) >= 4
    assert [paragraph for paragraph in paragraphs if paragraph not in copy] == []
    assert "Источник: " in copy


def test_edit_is_served_only_after_the_switch(tmp_path: Path) -> None:
    path = "/2025/01/carmakers-close-the-year/"
    with serve(tmp_path, base_port=0) as sample:
        first, body = get(sample, "capitalbulletin", path)
        assert b"produced 148,000 vehicles in 2024" in body
        ports = sample.ports
        assert get(sample, "capitalbulletin", path)[1] == body
        sample.set_edited(True)
    with serve(tmp_path, base_port=0) as sample:
        assert sample.ports == ports
        second, body = get(sample, "capitalbulletin", path, If_None_Match=first.headers["ETag"])
        assert second.status == 200
        assert b"produced 145,300 vehicles in 2024" in body
        sample.set_edited(False)
        assert b"148,000 vehicles in 2024" in get(sample, "capitalbulletin", path)[1]


def test_edit_shows_in_the_interfaces_too(tmp_path: Path) -> None:
    with serve(tmp_path, base_port=0) as sample:
        path = "/api/v1/public/news"
        assert "173 промышленных проекта" in text_of(sample, "ministry", path)
        sample.set_edited(True)
        assert "190 промышленных проектов" in text_of(sample, "ministry", path)
        assert "173 промышленных проекта" not in text_of(sample, "ministry", path)


def test_busy_port_is_one_clear_line() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match=f"cannot use port {port}"), serve(base_port=port):
            pass


def test_requests_are_counted(sample: SampleSite) -> None:
    before = len(sample.requests)
    get(sample, "svodka", "/feed")
    assert sample.requests[before:] == [("svodka", "/feed")]
