"""The shipped sources: complete, strict, and honest about what nobody has checked."""

import re
from pathlib import Path

import pytest

from extractors.errors import ConfigError
from extractors.field_types import check_cron
from extractors.page.selected import unmatched
from extractors.settings import CONFIG_PATH, Source, load_sources
from extractors.web.addresses import canonical_address, is_article

SOURCES = load_sources(CONFIG_PATH / "sources")


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_source_can_be_read_as_written(source: Source):
    assert source.tables if source.kind == "rates" else source.seeds or source.tables
    assert source.unverified, "no fact was checked on the live site: say which are unsure"
    unmatched("<html></html>", source.selectors)  # raises on invalid CSS
    for pattern in (source.article_pattern or "", *source.mirror_rules):
        re.compile(pattern)
    assert all(
        any(seed.url.split("/")[2].endswith(host) for host in source.hosts) for seed in (*source.seeds, *source.tables)
    )
    assert source.politeness.robots
    assert source.politeness.delay >= 1


def test_the_press_and_the_offices_are_there():
    tiers = {source.tier for source in SOURCES.values()}
    assert len(SOURCES) >= 16
    assert {"official", "agency", "outlet"} <= tiers
    assert {source.kind for source in SOURCES.values()} == {"pages", "rates", "statistics"}


@pytest.mark.parametrize(
    ("source_id", "url"),
    [
        ("primeminister_kz", "https://primeminister.kz/ru/news/mashinostroenie-narashchivaet-vypusk-30513"),
        ("gov_kz", "https://www.gov.kz/memleket/entities/mps/press/news/details/1142508?lang=ru"),
        ("kazinform", "https://www.inform.kz/ru/vypusk-vyros-f7c73e"),
        ("kazinform", "https://en.inform.kz/news/output-has-grown-88b078/"),
        ("astanatimes", "https://astanatimes.com/2025/04/tractor-plant/"),
        ("jjtv", "https://jjtv.kz/en/news/business/27711-plant-opens"),
        ("khabar24", "https://24.kz/ru/news/ekonomika/item/540071-sborka-avtobusov"),
        ("kursiv", "https://kz.kursiv.media/2025-01-21/rost-promyshlennosti/"),
        ("kapital", "https://kapital.kz/business/128580/zavod-otkryt.html"),
        ("zakon", "https://www.zakon.kz/ekonomika-biznes/6499647-rost-vypuska.html"),
        ("tengrinews", "https://tengrinews.kz/kazakhstan_news/zavod-otkryili-525000/"),
        ("kazpravda", "https://kazpravda.kz/n/zavod-otkryt/"),
        ("egemen", "https://egemen.kz/article/341964-zauyt-ashyldy"),
        ("kt", "https://www.kt.kz/rus/economy/zavod_otkryt_1377960000.html"),
        ("trend", "https://en.trend.az/casia/kazakhstan/3784120.html"),
    ],
)
def test_article_addresses_fit_their_pattern(source_id: str, url: str):
    assert is_article(canonical_address(url, SOURCES[source_id]), SOURCES[source_id])


@pytest.mark.parametrize(
    ("source_id", "mirror", "canonical"),
    [
        ("kapital", "https://kapital.kz/amp/business/1/a.html", "https://kapital.kz/business/1/a.html"),
        (
            "kazinform",
            "https://www.inform.kz/ru/vypusk-vyros-f7c73e/amp",
            "https://www.inform.kz/ru/vypusk-vyros-f7c73e",
        ),
        ("egemen", "https://lat.egemen.kz/article/28930-zauyt", "https://egemen.kz/article/28930-zauyt"),
        ("kursiv", "https://kz.kursiv.media/2025-01-21/rost/amp/", "https://kz.kursiv.media/2025-01-21/rost/"),
    ],
)
def test_mirrors_lead_to_one_address(source_id: str, mirror: str, canonical: str):
    assert canonical_address(mirror, SOURCES[source_id]) == canonical


def test_a_misspelt_key_names_file_line_and_field(tmp_path: Path):
    text = (CONFIG_PATH / "sources" / "astanatimes.yml").read_text(encoding="utf-8")
    (tmp_path / "astanatimes.yml").write_text(text.replace("politeness: {delay: 2}", "politeness: {dealy: 2}"))
    with pytest.raises(ConfigError, match=r"astanatimes\.yml:\d+: politeness\.dealy"):
        load_sources(tmp_path)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("selectors: {date: 'div..when'}", r"selectors\.date"),
        ("selectors: {drop: [aside, 'h1[']}", r"selectors\.drop\.1"),
        ("former_layouts: [{until: 2020-01-01, body: '>>'}]", r"former_layouts\.0\.body"),
        ("article_pattern: '/news/(\\d+'", "article_pattern"),
        ("mirror_rules: {'/amp(': /}", "mirror_rules"),
        ("mirror_rules: {'/amp/': '/\\2'}", "mirror_rules"),
        ("schedule: '0 25 * * *'", "schedule"),
        ("schedule: hourly", "schedule"),
        ("schedule: '0 9-6 * * mon'", "schedule"),
        ("seeds: [{kind: feed, url: 'ftp://wire.example/rss'}]", r"seeds\.0\.url"),
        ("seeds: [{kind: feed, url: wire.example/rss}]", r"seeds\.0\.url"),
        ("seeds: [{kind: listing, url: 'https://wire.example', item: 'div..x'}]", r"seeds\.0\.item"),
        ("? [a, b]\n: 1", "not valid YAML"),
        ("former_layouts: [{until: 2020-13-45}]", "not valid YAML"),
    ],
)
def test_what_cannot_work_is_told_when_the_file_is_read(tmp_path: Path, change: str, field: str):
    text = "source_id: wire\npublisher: Wire\ntier: agency\nhomepage: https://wire.example\nhosts: [wire.example]\n"
    (tmp_path / "wire.yml").write_text(f"{text}languages: [en]\ntimezone: UTC\n{change}\n")
    with pytest.raises(ConfigError, match=rf"wire\.yml:[18]: {field}"):
        load_sources(tmp_path)


@pytest.mark.parametrize("schedule", ["*/15 * * * *", "5 4 1,15 jan-mar mon-fri", "0 8-20/2 * * 7"])
def test_schedules_are_those_of_cron(schedule: str):
    assert check_cron(schedule) == schedule
