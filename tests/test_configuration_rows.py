"""The shipped configuration as tables: every code has its names, every rate says where it is from."""

from pathlib import Path

import duckdb
import pytest

from extractors.errors import ConfigError
from extractors.settings import CONFIG_PATH, Settings, load_sources
from warehouse.database import migrate
from warehouse.load import load_config
from warehouse.settings import code_items, rate_rows

SAMPLE_SOURCES = Path(__file__).resolve().parent.parent / "flows" / "sample" / "sources"


def test_every_code_has_a_name_in_every_language():
    nameless = [item["code"] for item in code_items(CONFIG_PATH) if item["name_kk"] is None]
    assert nameless == []


def test_loading_the_configuration_twice_mirrors_it_once():
    connection = duckdb.connect()
    migrate(connection)
    settings = Settings(home=Path("unused"), config=CONFIG_PATH, sources=SAMPLE_SOURCES)
    sources = load_sources(SAMPLE_SOURCES)
    load_config(connection, settings, sources)
    load_config(connection, settings, sources)
    listed = connection.execute("select source_id from dim_source order by 1").fetchall()
    assert [source_id for (source_id,) in listed] == sorted(sources)
    machinery = connection.execute("select parent, name_ru from dim_activity where activity = 'machinery'").fetchall()
    assert machinery == [("manufacturing", "Машиностроение")]
    assert connection.execute("select count(*) > 0 from dim_rate where provenance <> ''").fetchall() == [(True,)]


def test_a_wrong_rate_names_its_line_and_field(tmp_path: Path):
    (tmp_path / "rates.csv").write_text(
        "rate_period,unit_measure,kzt_per_unit,kzt_low,kzt_high,provenance\n2022,USD,460,,,bank\n2023,USD,-4,,,bank\n"
    )
    with pytest.raises(ConfigError, match=r"rates\.csv:3: kzt_per_unit"):
        list(rate_rows(tmp_path))
