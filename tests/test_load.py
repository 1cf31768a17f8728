"""Loading: what goes in comes out, twice adds nothing, and half a batch is never left behind."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from warehouse_records import MORNING, NOON, capture, claim, document, extraction, issue

from extractors.errors import WarehouseError
from warehouse.database import open_warehouse
from warehouse.load import LoadSummary, load_batch

LATER = NOON + timedelta(days=1)


@pytest.fixture
def connection(tmp_path: Path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as opened:
        yield opened


def sample_batch():
    seen = capture(body="a")
    page = document("29 projects are planned; 5 more wait.", seen)
    return {
        "captures": [seen],
        "documents": [page],
        "extractions": [extraction(page, claim(page, "29 projects", 29), issues=(issue(page, "5 more"),))],
    }


def test_a_second_run_adds_no_row(connection):
    first = load_batch(connection, **sample_batch(), recorded_at=NOON)
    second = load_batch(connection, **sample_batch(), recorded_at=LATER)
    assert first == LoadSummary(captures=1, documents=1, claims=1, issues=1, extractions=1)
    assert second == LoadSummary()


def test_a_record_given_twice_in_one_batch_is_one_row(connection):
    batch = sample_batch()
    doubled = {name: records * 2 for name, records in batch.items()}
    assert load_batch(connection, **doubled, recorded_at=NOON).claims == 1


def test_instants_are_stored_in_utc(connection):
    almaty = timezone(timedelta(hours=6))
    seen = capture(at=datetime(2023, 8, 2, 3, 30, tzinfo=almaty))
    load_batch(connection, captures=[seen], recorded_at=NOON)
    assert connection.execute("select fetched_at from capture").fetchone() == (datetime(2023, 8, 1, 21, 30),)  # noqa: DTZ001


def test_an_instant_without_zone_is_refused_and_nothing_stays(connection):
    batch = sample_batch()
    naive = replace(batch["extractions"][0].claims[0], recorded_at=datetime(2023, 8, 1))  # noqa: DTZ001
    batch["extractions"] = [replace(batch["extractions"][0], claims=(naive,))]
    with pytest.raises(WarehouseError, match="without a time zone"):
        load_batch(connection, **batch, recorded_at=NOON)
    assert connection.execute("select count(*) from capture").fetchone() == (0,)


def test_text_and_blocks_come_back_as_they_were(connection):
    page = document("Қазақстанда «217 млрд» теңге 😀", capture())
    load_batch(connection, documents=[page], recorded_at=NOON)
    row = connection.execute("select text, blocks from document").fetchone()
    assert row[0] == page.text
    assert row[1][0]["end"] == len(page.text)
    assert row[1][0]["is_confirmed"] is None


def test_going_back_to_an_older_extractor_makes_its_reading_current(connection):
    page = document("29 projects", capture(at=MORNING))
    for hour, version in enumerate(["x1", "x2", "x1"]):
        load_batch(
            connection,
            extractions=[extraction(page, claim(page, "29 projects", 29, version=version), version=version)],
            recorded_at=NOON + timedelta(hours=hour),
        )
    current = connection.execute("select arg_max(extractor_version, recorded_at) from extraction").fetchone()
    assert current == ("x1",)
    assert connection.execute("select count(*) from claim").fetchone() == (2,)
