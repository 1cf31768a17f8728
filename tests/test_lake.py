"""Releases in a DuckLake: whole snapshots that other machines read, in a file or in PostgreSQL with S3."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from postgres_server import postgres
from s3_server import s3_bucket
from warehouse_records import NOON, capture, claim, document, extraction

from extractors.errors import WarehouseError
from extractors.settings import Settings, read_settings
from flows.store import bring_lake
from warehouse.database import open_warehouse
from warehouse.lake import Lake, add_release
from warehouse.load import load_batch
from warehouse.publish import publish
from warehouse.release import Release

duckdb_extensions = pytest.importorskip("duckdb_extensions", reason="needs DuckDB's extensions: make test-extras")


@pytest.fixture
def releases(tmp_path: Path) -> list[Release]:
    """Two releases: one claim, then two."""
    settings = Settings(home=tmp_path, config=tmp_path, sources=tmp_path)
    seen = capture()
    pages = [document("29 projects", seen), document("36 projects", seen)]
    made = []
    with open_warehouse(settings.warehouse) as connection:
        for hour, (page, number) in enumerate(zip(pages, (29, 36), strict=True)):
            figures = extraction(page, claim(page, f"{number} projects", number))
            load_batch(connection, captures=[seen], documents=[page], extractions=[figures], recorded_at=NOON)
            made.append(publish(connection, settings, recorded_at=NOON + timedelta(hours=hour)))
    return made


@pytest.fixture(params=["file", pytest.param("postgres", marks=pytest.mark.postgres)])
def settings(request, tmp_path, monkeypatch) -> Iterator[Settings]:
    """Settings with a lake: all in files, or the catalogue in PostgreSQL and the data in S3."""
    if request.param == "file":
        yield read_settings({"ESEP_HOME": str(tmp_path), "ESEP_LAKE": f"{tmp_path}/lake.ducklake"})
        return
    with s3_bucket(monkeypatch) as bucket, postgres() as database:
        port = database.rpartition(":")[2].partition("/")[0]
        places = {
            "ESEP_STORE": f"{bucket}/copies",
            "ESEP_LAKE": f"postgres:dbname=prefect user=prefect host=127.0.0.1 port={port}",
        }
        yield read_settings(os.environ | {"ESEP_HOME": str(tmp_path), **places})


def read(settings: Settings, query: str) -> list[tuple]:
    """What an analyst on another machine reads."""
    with duckdb.connect() as connection:
        for name in ("ducklake", "postgres_scanner", "httpfs"):
            duckdb_extensions.import_extension(name, con=connection)
            connection.execute(f"load {name}")
        if settings.s3_endpoint:
            host = settings.s3_endpoint.removeprefix("http://")
            connection.execute(f"set s3_endpoint = '{host}'; set s3_use_ssl = false; set s3_url_style = 'path'")
        connection.execute(f"attach 'ducklake:{settings.lake}' as lake (read_only)")
        return connection.execute(query).fetchall()


def test_each_release_is_a_snapshot_and_earlier_ones_stay(settings, releases):
    first, second = releases
    assert bring_lake(settings, first)["fct_claim"] == 1
    changed = bring_lake(settings, second)
    assert changed["fct_claim"] == 2
    assert "dim_source" not in changed, "what is the same is not written again"
    assert bring_lake(settings, second) == {}, "a release is brought once"
    assert read(settings, "select count(*) from lake.fct_claim") == [(2,)]
    snapshots = "from lake.snapshots() select commit_message, snapshot_id where author = 'esep' order by snapshot_id"
    (first_id, version), (second_id, _) = read(settings, snapshots)
    assert (first_id, second_id) == (first.release_id, second.release_id)
    assert read(settings, f"select value from lake.fct_claim at (version => {version})") == [(29.0,)]


def test_the_lake_says_what_the_release_says(settings, releases):
    *_, release = releases
    for mart in bring_lake(settings, release):
        with duckdb.connect(str(release.database), read_only=True) as connection:
            expected = connection.execute(f"select count(*), sum(hash(one)::hugeint) from {mart} as one").fetchall()
        assert read(settings, f"select count(*), sum(hash(one)::hugeint) from lake.{mart} as one") == expected, mart


def test_a_lake_out_of_reach_is_told_without_its_password(releases):
    lake = Lake(catalogue="postgres:host=127.0.0.1 port=1 user=esep password=secret", data="unused")
    with pytest.raises(WarehouseError, match="lake postgres:host=127") as told:
        add_release(releases[0], lake)
    assert "secret" not in str(told.value)
