"""Readers and one writer as real processes: nobody waits, nobody sees half a run, a crash leaves no trace."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from release_processes import COUNTS, PAGES, load_round, settings_of
from warehouse_records import NOON

from extractors.errors import WarehouseError
from warehouse.database import open_warehouse
from warehouse.publish import publish
from warehouse.release import current_release, list_releases, open_release, verify_release

SCRIPT = Path(__file__).with_name("release_processes.py")


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=900)
    assert process.returncode == 0, err
    return out


def first_release(home: Path) -> None:
    with open_warehouse(settings_of(home).warehouse) as connection:
        load_round(connection, 0)
        publish(connection, settings_of(home), recorded_at=NOON)


def test_readers_never_fail_while_fifty_releases_are_published(tmp_path: Path):
    first_release(tmp_path)
    readers = [start("read", tmp_path, 50 * PAGES) for _ in range(2)]
    finish(start("write", tmp_path, 50, 3))
    assert all(int(finish(reader)) > 10 for reader in readers)
    assert len(list_releases(settings_of(tmp_path).releases)) == 3
    verify_release(current_release(settings_of(tmp_path).releases).path)


def test_a_killed_writer_leaves_no_half_release_and_no_claim_lost_or_doubled(tmp_path: Path):
    first_release(tmp_path)
    releases, chance = settings_of(tmp_path).releases, random.Random(20230801)  # noqa: S311
    for _ in range(6):
        writer = start("write", tmp_path, 6, 2)
        assert writer.stdout is not None
        for _ in range(chance.randrange(1, 4)):
            writer.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.4))
        writer.kill()
        writer.communicate()
        verify_release(current_release(releases).path)
        with open_release(releases) as connection:
            ((claims, documents),) = connection.execute(COUNTS).fetchall()
        assert claims == documents
        assert claims % PAGES == 0
    finish(start("write", tmp_path, 6, 2))
    with open_warehouse(settings_of(tmp_path).warehouse) as connection:
        counted = connection.execute("select count(*), count(distinct claim_id) from claim").fetchall()
    assert counted == [(6 * PAGES, 6 * PAGES)]
    assert [path.name for path in releases.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("room", [1_000, 200_000, 1_000_000])
def test_a_full_disk_keeps_the_last_good_release(room: int, tmp_path: Path):
    first_release(tmp_path)
    good = current_release(settings_of(tmp_path).releases).release_id
    told = finish(start("full_disk", tmp_path, room)).splitlines()
    assert "cannot be written" in told[0]
    assert told[1:] == [good]
    with open_release(settings_of(tmp_path).releases) as connection:
        assert connection.execute(COUNTS).fetchall() == [(2 * PAGES, 2 * PAGES)]


def test_two_writers_take_turns(tmp_path: Path):
    path = tmp_path / "warehouse.duckdb"
    with open_warehouse(path):
        pass
    with (
        open_warehouse(path),
        pytest.raises(WarehouseError, match=r"in use by another writer \(process \d+\)"),
        open_warehouse(path, wait=0.1),
    ):
        pass


def test_a_missing_release_says_how_to_make_one(tmp_path: Path):
    with pytest.raises(WarehouseError, match="esep publish"):
        open_release(tmp_path / "releases")
