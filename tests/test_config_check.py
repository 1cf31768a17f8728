"""A typo anywhere in the configuration is told before a run, by file, line and field."""

import re
import shutil
from pathlib import Path

import pytest

from extractors.settings import CONFIG_PATH, Settings
from flows.config_check import check_config


def mistakes(config: Path) -> list[str]:
    rows = check_config(Settings(home=config, config=config, sources=config / "sources"))
    return [line for row in rows for line in row["detail"].splitlines()]


def test_the_shipped_configuration_is_sound():
    assert mistakes(CONFIG_PATH) == []


@pytest.mark.parametrize(
    ("file", "written", "instead", "told"),
    [
        ("names.yml", "  fdi_inflow: {en", "  fdi_inflows: {en", r"names.yml:8: indicator.fdi_inflows: names a code"),
        ("names.yml", ", kk: Инвестиция көлемі", "", r"names.yml:5: indicator.investment_value.kk: Field required"),
        ("identities.yml", "output_growth: ", "output_grows: ", r"growth.output_grows: 'output_grows' is no indicator"),
        (
            "identities.yml",
            "whole: industry,",
            "whole: industri,",
            r"identities.yml:\d+: shares.*'industri' is no branch",
        ),
        ("identities.yml", "total: value_added", "total: value", r"identities.yml:\d+: averages.value: 'value' is no"),
        ("notes.yml", "[real]", "[3]", r"notes.yml:4: real.0: "),
        ("notes.yml", "remarks:", "remark:", r"notes.yml:\d+: remark: Extra inputs"),
        ("identities.yml", "stocks:", "stock:", r"stock: Extra inputs are not permitted"),
        ("accuracy.yml", "reckoning:", "reckonings:", r"accuracy.yml:\d+: reckonings: "),
        ("rates.csv", ",USD,", ",USD,x", r"rates.csv:\d+: kzt_per_unit: "),
        ("rates.csv", ",,,", ",,,,", r"rates.csv:\d+: "),
        ("alerts.yml", "routes:", "rotes:", r"alerts.yml:\d+: rotes: "),
        (
            "sources/worldbank.yml",
            "mapping: worldbank",
            "mapping: world",
            r"worldbank.yml:\d+: tables.0.mapping: there is no",
        ),
        ("sources/worldbank.yml", "homepage: https://api", "homepage: api", r"worldbank.yml:5: homepage: .*no address"),
        (
            "mappings/rates/nationalbank_kz.yml",
            "currency: title",
            "curency: title",
            r"nationalbank_kz.yml:2: curency: ",
        ),
        (
            "mappings/worldbank.yml",
            "value: {column: value}",
            "value: {colum: value}",
            r"worldbank.yml:\d+: fields.value.colum: ",
        ),
    ],
)
def test_a_typo_names_file_line_and_field(file: str, written: str, instead: str, told: str, tmp_path: Path):
    shutil.copytree(CONFIG_PATH, tmp_path / "config")
    path = tmp_path / "config" / file
    text = path.read_text(encoding="utf-8")
    assert written in text
    path.write_text(text.replace(written, instead, 1), encoding="utf-8")
    found = mistakes(tmp_path / "config")
    assert any(re.search(told, line) for line in found), found
