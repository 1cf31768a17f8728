"""Publishing inside one process: what a release holds, what keeps it back, what is kept of the old ones."""

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from warehouse_records import NOON, capture, claim, document, extraction

from extractors.errors import WarehouseError
from extractors.settings import Settings
from warehouse.check import CheckError
from warehouse.database import open_warehouse
from warehouse.dictionary import write_dictionary
from warehouse.load import load_batch
from warehouse.publish import mart_names, publish, unchanged_release
from warehouse.release import current_release, list_releases, open_release, verify_release


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, config=tmp_path, sources=tmp_path)


@pytest.fixture
def connection(settings: Settings):
    with open_warehouse(settings.warehouse) as opened:
        seen = capture()
        page = document("29 projects — «жоспар»", seen)
        figures = extraction(page, claim(page, "29 projects", 29))
        load_batch(opened, captures=[seen], documents=[page], extractions=[figures], recorded_at=NOON)
        yield opened


def test_a_release_holds_all_relations_with_their_comments(connection, settings: Settings):
    release = publish(connection, settings, recorded_at=NOON)
    with open_release(settings.releases) as opened:
        assert write_dictionary(opened) == write_dictionary(connection)
        assert mart_names(opened) == mart_names(connection)
    assert release.rows["fct_claim"] == release.rows["claim"] == 1


def test_whom_we_write_to_stays_private(connection, settings: Settings):
    connection.execute(
        "insert into delivery by name select 'd' as delivery_id, 'n' as notice_id, [] as discrepancy_ids,"
        " 'r' as route, 'c' as channel, 'sent' as state, now() as recorded_at"
    )
    publish(connection, settings, recorded_at=NOON)
    with open_release(settings.releases) as opened:
        assert opened.execute("select count(*) from delivery").fetchall() == [(0,)]


def test_parquet_holds_the_same_rows_as_the_database(connection, settings: Settings):
    release = publish(connection, settings, recorded_at=NOON)
    with open_release(settings.releases) as opened:
        for name in mart_names(opened):
            file = release.path / "parquet" / f"{name}.parquet"
            difference = f"(from {name}) except all (from read_parquet('{file}'))"
            assert opened.execute(f"select count(*) from ({difference})").fetchall() == [(0,)], name


def test_the_manifest_finds_a_changed_file(connection, settings: Settings):
    release = publish(connection, settings, recorded_at=NOON)
    verify_release(release.path)
    file = release.path / "parquet" / "fct_claim.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(WarehouseError, match=r"fct_claim\.parquet differs"):
        verify_release(release.path)


def test_the_manifest_says_what_made_the_release(connection, settings: Settings):
    release = publish(connection, settings, recorded_at=NOON)
    manifest = json.loads((release.path / "manifest.json").read_text())
    assert manifest["as_of"] == "2023-08-01T12:00:00+00:00"
    assert manifest["schema_version"] >= 2
    assert manifest["files"]["esep.duckdb"]["bytes"] > 0


def test_the_newest_releases_are_kept_even_when_the_clock_goes_back(connection, settings: Settings):
    for hour in (5, 4, 3, 2):
        newest = publish(connection, settings, recorded_at=NOON.replace(hour=hour), keep=2)
    assert [one.release_id[:6] for one in list_releases(settings.releases)] == ["000003", "000004"]
    assert current_release(settings.releases) == replace(newest, path=newest.path.resolve())


def test_a_release_is_unchanged_until_a_row_it_shows_has_changed(connection, settings: Settings):
    assert unchanged_release(connection, settings) is None
    made = publish(connection, settings, recorded_at=NOON)
    assert unchanged_release(connection, settings) == made
    connection.execute("update claim set value = value + 1")
    assert unchanged_release(connection, settings) is None
    published = publish(connection, settings, recorded_at=NOON)
    assert unchanged_release(connection, settings) == published != made


def test_a_new_measurement_of_accuracy_is_a_new_release_as_the_site_shows_it(connection, settings: Settings, tmp_path):
    settings = settings.model_copy(update={"config": tmp_path})
    made = publish(connection, settings, recorded_at=NOON)
    assert unchanged_release(connection, settings) == made
    (tmp_path / "accuracy.yml").write_text("measured: again")
    assert unchanged_release(connection, settings) is None


def test_a_failing_error_check_keeps_the_last_good_release_and_names_the_rows(connection, settings: Settings):
    good = publish(connection, settings, recorded_at=NOON)
    connection.execute("update claim set quote = '30 projects'")
    with pytest.raises(CheckError, match=r"error_quote_is_verbatim: 1 failing, first: claim_id=claim_") as refused:
        publish(connection, settings, recorded_at=NOON)
    assert refused.value.report.errors[0].examples[0]["found"] == "29 projects"
    assert current_release(settings.releases).release_id == good.release_id


def test_a_site_that_cannot_be_made_stops_the_release(connection, settings: Settings):
    def broken_site(database: Path, folder: Path) -> None:
        assert database.exists()
        folder.mkdir()
        raise ValueError("template is broken")

    with pytest.raises(ValueError, match="template is broken"):
        publish(connection, settings, recorded_at=NOON, site=broken_site)
    assert [path.name for path in settings.releases.iterdir()] == []


def test_the_site_lies_in_the_release_and_its_manifest(connection, settings: Settings):
    def site(database: Path, folder: Path) -> None:
        folder.mkdir()
        with duckdb.connect(str(database), read_only=True) as opened:
            count = opened.execute("select count(*) from fct_claim").fetchall()[0][0]
        (folder / "index.html").write_text(f"<p>{count}")

    release = publish(connection, settings, recorded_at=NOON, site=site)
    assert (release.site / "index.html").read_text() == "<p>1"
    (release.site / "index.html").write_text("<p>2")
    with pytest.raises(WarehouseError, match=r"index\.html differs"):
        verify_release(release.path)
