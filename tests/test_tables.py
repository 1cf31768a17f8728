"""Sources that publish figures in files: fetched, archived and loaded by the flow that reads pages, once."""

import asyncio
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.crawl import crawl
from extractors.errors import ConfigError, ParseError
from extractors.settings import CONFIG_PATH, Settings, Source, Table, load_sources
from extractors.source_check import probe_source
from extractors.web.archive_check import verify
from extractors.web.frontier import Frontier
from extractors.web.tables import read_rows
from extractors.web.wire import Payload
from flows.stages import load_files, load_tables
from tests.hostile_site import FrozenClock, HostileSite, answer, in_turn, serve
from warehouse.database import open_warehouse

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
YEARS = [("2025", None), ("2024", 12.41), ("2023", 12.9)]
RATES = """<?xml version="1.0"?><rates><generator>x</generator><date>20.11.2026</date>
<item><fullname>US DOLLAR</fullname><title>USD</title><description>521,30</description><quant>1</quant></item>
<item><fullname>YEN</fullname><title>JPY</title><description>336</description><quant>100</quant></item>
<item><fullname>broken</fullname><title>EUR</title><description>-</description><quant>1</quant></item></rates>"""
OFFICE = """\ufeffINDICATOR;ACTIVITY;REF_AREA;UNIT_MEASURE;FREQ;TIME_PERIOD;OBS_VALUE;DECIMALS;PUBLISHED
IPI;C;KZ;PT;M;2026-09;104,9;1;2026-10-14
IPI;C;KZ;PT;M;2026-08;103,8;1;2026-10-14
"""


def world_bank(updated: str, rows: list[tuple[str, float | None]]) -> str:
    series = {"id": "NV.IND.MANF.ZS", "value": "Manufacturing, value added (% of GDP)"}
    country = {"id": "KZ", "value": "Kazakhstan"}
    data = [{"indicator": series, "country": country, "date": year, "value": value} for year, value in rows]
    return json.dumps([{"page": 1, "lastupdated": updated}, data])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, config=CONFIG_PATH, sources=tmp_path / "sources")


def shipped(site: HostileSite, source_id: str, **changes: object) -> Source:
    """A shipped source whose tables lie on the local site, and the file of it for the flow."""
    known = load_sources(CONFIG_PATH / "sources")[source_id].model_dump(mode="json", exclude_defaults=True)
    tables = [known["tables"][0] | {"url": f"{site.base}/data", "unverified": False} | changes]
    local = {"homepage": site.base, "hosts": ["127.0.0.1"], "allow_private_addresses": True, "tables": tables}
    return Source.model_validate(known | local | {"politeness": {"delay": 0}})


def run(settings: Settings, source: Source, *, hours: float = 0) -> dict[str, int]:
    settings.sources.mkdir(exist_ok=True)
    text = json.dumps(source.model_dump(mode="json", exclude_defaults=True))  # JSON is YAML
    (settings.sources / f"{source.source_id}.yml").write_text(text, encoding="utf-8")
    clock = FrozenClock(NOW)
    clock.pass_by(hours=hours)
    report = asyncio.run(crawl(source, settings, clock=clock))
    rows = load_tables(settings, [source.source_id], recorded_at=clock())
    return rows | {f"crawl {issue.kind}": 1 for issue in report.issues}


def ask(settings: Settings, query: str) -> list[tuple[object, ...]]:
    with open_warehouse(settings.warehouse) as connection:
        return connection.execute(query).fetchall()


def test_statistics_are_loaded_once_and_a_new_edition_is_a_vintage(settings: Settings):
    later = [("2025", 12.6), ("2024", 12.5), ("2023", 12.9)]
    editions = [world_bank("2026-10-01", YEARS)] * 2 + [world_bank("2026-12-01", later)]
    with serve({"/data": in_turn(*map(answer, editions))}) as site:
        source = shipped(site, "worldbank")
        counts = [run(settings, source, hours=hours) for hours in (0, 24, 1500)]
    assert [(one.get("claims"), one.get("captures"), one.get("issues")) for one in counts] == [
        (2, 1, 0),
        (0, 1, 0),
        (3, 1, 0),
    ]
    figures = "select time_period, value, unit_measure, published_at::date::varchar from fct_claim"
    assert ask(settings, f"{figures} where time_period = '2024' order by 4") == [
        ("2024", 12.41, "PT", "2026-10-01"),
        ("2024", 12.5, "PT", "2026-12-01"),
    ]
    assert ask(settings, "select distinct indicator, activity, source_id, ref_area from claim") == [
        ("share_of_gdp", "manufacturing", "worldbank", "KZ")
    ]
    assert ask(settings, "select count(*) from claim anti join capture using (capture_id)") == [(0,)]
    with Frontier(settings.frontier) as frontier:
        assert verify(settings.archive, frontier).problems == ()
        assert [one.is_revisit for one in frontier.captures(purposes=("table",))] == [False, True, False]


def test_a_mended_mapping_reads_the_archived_file_anew(settings: Settings, tmp_path: Path):
    with serve({"/data": answer(world_bank("2026-10-01", YEARS))}) as site:
        run(settings, shipped(site, "worldbank"))
    shutil.copytree(CONFIG_PATH, tmp_path / "config")
    mapping = tmp_path / "config" / "mappings" / "worldbank.yml"
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("manufacturing}", "industry}"), encoding="utf-8")
    (tmp_path / "store").mkdir()
    settings.archive.rename(tmp_path / "store" / "archive")  # read from the store, where the segment was dropped here
    settings = settings.model_copy(update={"store": f"file://{tmp_path}/store"})
    mended = settings.model_copy(update={"config": tmp_path / "config"})
    with Frontier(settings.frontier) as frontier:
        files = list(frontier.captures(purposes=("table",)))
    assert load_files(files, settings, recorded_at=NOW)["claims"] == 0
    assert load_files(files, mended, recorded_at=NOW + timedelta(hours=1))["claims"] == 2
    assert ask(settings, "select distinct activity from fct_claim where is_current") == [("industry",)]


def test_rates_are_loaded_by_day_and_stay_when_the_configuration_is_read_anew(settings: Settings):
    with serve({"/data": answer(RATES, content_type="text/xml")}) as site:
        source = shipped(site, "nationalbank_kz", head={"date": "date"})
        first, again = run(settings, source), run(settings, source, hours=30)
    assert (first["issues"], again["issues"]) == (1, 0)
    fetched = "select rate_period, unit_measure, kzt_per_unit from rate where capture_id is not null order by 2"
    assert ask(settings, fetched) == [("2026-11-20", "JPY", 3.36), ("2026-11-20", "USD", 521.3)]
    assert ask(settings, "select kind, detail from issue") == [
        ("unreadable_rate", "row 3: kzt_per_unit: Input should be a valid number, unable to parse string as a number")
    ]
    assert ask(settings, "select count(*) > 5 from rate where capture_id is null") == [(True,)]


def test_a_page_leads_to_the_files_of_the_newest_edition(settings: Settings):
    page = "<a href='/about'>About</a> <a href='/api/iblock/element/{}/csv/file/en/'>CSV</a>"
    routes = {"/data": in_turn(answer(page.format(7)), answer(page.format(8))), "/api/*": answer(OFFICE)}
    with serve(routes) as site:
        source = shipped(site, "stat_gov_kz")
        counts = [run(settings, source), run(settings, source, hours=24)]
        asked = [path for path in site.asked if path.startswith("/api")]
    assert asked == ["/api/iblock/element/7/csv/file/en/", "/api/iblock/element/8/csv/file/en/"]
    assert [one.get("claims") for one in counts] == [2, 0]  # the same file under a new address
    assert ask(settings, "select time_period, value from claim order by 1") == [("2026-08", 103.8), ("2026-09", 104.9)]


def test_a_file_that_cannot_be_read_is_an_issue_and_is_not_read_again(settings: Settings):
    with serve({"/data": in_turn(answer("<html>moved</html>"), answer(status="404 Not Found"))}) as site:
        source = shipped(site, "worldbank")
        counts = [run(settings, source), run(settings, source, hours=24)]
    assert [one.get("issues", 0) for one in counts] == [1, 0]
    assert "crawl http_404" in counts[1]
    assert ask(settings, "select stage, kind from issue") == [("parse", "unreadable_table")]


def test_a_check_counts_the_rows_and_says_what_is_wrong():
    class Reader:
        async def read(self, url: str, headers: object = None) -> Payload:  # noqa: ARG002
            return Payload(headers={}, body=RATES.encode() if "rates" in url else b"<html>")

    def rows(source_id: str) -> list[tuple[str, str, int]]:
        source = load_sources(CONFIG_PATH / "sources")[source_id]
        changed = source.model_copy(update={"seeds": ()})
        found = asyncio.run(probe_source(changed, Reader(), now=NOW))
        return [(one.what, one.outcome, one.count_entries) for one in found]

    assert rows("worldbank") == [("table", "failed", 0)]
    assert rows("stat_gov_kz") == [("table", "failed", 0)]


@pytest.mark.parametrize(
    ("body", "fields", "message"),
    [
        ("a,b\n", {"format": "csv"}, "no row found"),
        ("{}", {"format": "json", "rows": "data"}, "no list of rows at 'data'"),
        ("[1", {"format": "json", "rows": "0"}, "not readable as JSON"),
        ("<r><item><d>soon</d></item></r>", {"format": "xml", "rows": "item", "dates": ["d"]}, "d: no day in 'soon'"),
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><r/>", {"format": "xml", "rows": "item"}, "entities"),
    ],
)
def test_a_file_of_another_make_is_refused_in_words(body: str, fields: dict[str, object], message: str):
    table = Table.model_validate({"url": "https://a.example/x", "mapping": "m"} | fields)
    source = load_sources(CONFIG_PATH / "sources")["worldbank"]
    with pytest.raises(ParseError, match=message):
        read_rows(Payload(headers={}, body=body.encode()), table, source)


def test_a_table_without_the_place_of_its_rows_is_a_mistake_of_the_file(tmp_path: Path):
    text = (CONFIG_PATH / "sources" / "worldbank.yml").read_text(encoding="utf-8").replace('    rows: "1"\n', "")
    (tmp_path / "worldbank.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"worldbank\.yml:\d+: tables\.0: .*rows"):
        load_sources(tmp_path)
