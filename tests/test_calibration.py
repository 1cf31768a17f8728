"""Widths of words are fitted to the official figures they met, by a command and never by themselves."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from reckoning_claims import NOW, Figure, add, reckon, rows

from extractors.settings import CONFIG_PATH
from warehouse.calibration import fit_widths, write_widths
from warehouse.database import open_warehouse
from warehouse.reconcile import reconcile
from warehouse.tolerances import read_tolerances

pytestmark = pytest.mark.long

BN = 1e9


def home_with(folder: Path, count: int, reach: float) -> Path:
    """Years in which a paper says "over 100 bn" of an official figure so far above."""
    shutil.copytree(CONFIG_PATH, folder / "config")
    with open_warehouse(folder / "warehouse.duckdb", recorded_at=NOW) as connection:
        connection.execute("set timezone = 'UTC'")
        for number in range(count):
            of = {"time_period": f"{1950 + number}", "indicator": "export_value"}
            exact = Figure(value=(100 + reach) * BN, written_precision=BN / 10, source_id="ministry", **of)
            loose = Figure(value=100 * BN, hedge="over", written_precision=10 * BN, source_id="trend", **of)
            add(connection, [exact, loose])
        reckon(connection)
    return folder


@pytest.mark.parametrize(("count", "fitted"), [(60, (60 * 0.18 + 50 * 0.12) / 110), (49, 0.12)])
def test_a_width_moves_to_what_was_measured_where_enough_words_met_a_figure(tmp_path, count, fitted):
    home = home_with(tmp_path, count, 18)
    with open_warehouse(home / "warehouse.duckdb", recorded_at=NOW) as connection:
        widths = {one.name: one for one in fit_widths(connection, read_tolerances(home / "config"))}
        over = widths["over_slack_share"]
        assert (over.in_force, over.count_claims) == (0.12, count)
        assert over.measured == pytest.approx(0.18)
        assert over.fitted == pytest.approx(fitted, abs=0.001)
        assert widths["about_slack_share"].count_claims == 0
        assert widths["about_slack_share"].fitted == widths["about_slack_share"].in_force


def test_what_is_written_is_the_width_alone_and_changes_the_verdicts_and_their_version(tmp_path):
    home = home_with(tmp_path, 300, 17)
    config = home / "config"
    before, version = (config / "tolerances.yml").read_text(encoding="utf-8"), read_tolerances(config).version
    with open_warehouse(home / "warehouse.duckdb", recorded_at=NOW) as connection:
        assert rows(connection, "select distinct relation from claim_pair") == [("discrepancy",)]
        # nine in ten words of the list reach as far: fitted until they fit
        for _ in range(4):
            written = write_widths(fit_widths(connection, read_tolerances(config)), config)
        reconcile(connection, tolerances=read_tolerances(config), recorded_at=NOW, full=True, config=config)
        assert rows(connection, "select distinct relation from claim_pair") == [("compatible",)]
    assert written == read_tolerances(config).version != version
    changed = [
        (old, new)
        for old, new in zip(
            before.splitlines(), (config / "tolerances.yml").read_text(encoding="utf-8").splitlines(), strict=True
        )
        if old != new
    ]
    assert [(old.split(":")[0].strip(), "# and a loose writer" in new) for old, new in changed] == [
        ("over_slack_share", True)
    ]


def test_the_command_shows_the_fit_and_writes_only_when_asked(tmp_path):
    home = home_with(tmp_path, 60, 18)

    def esep(*arguments: str) -> subprocess.CompletedProcess[str]:
        known = os.environ | {"ESEP_HOME": str(home), "ESEP_CONFIG": str(home / "config")}
        command = [sys.executable, "-m", "flows.cli", "config", "calibrate", *arguments]
        return subprocess.run(command, env=known, capture_output=True, text=True, check=True, timeout=120)

    shown = {one["name"]: one for one in json.loads(esep("--json").stdout)}
    assert shown["over_slack_share"]["fitted"] == 0.153
    assert read_tolerances(home / "config").wording.over_slack_share == 0.12
    assert "version" in esep("--write").stderr
    assert read_tolerances(home / "config").wording.over_slack_share == 0.153
