"""Opening the warehouse: one clear line for whatever can be wrong with the file, the folder or the neighbour."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from extractors.errors import WarehouseError
from warehouse.database import open_file, open_warehouse, schema_version, transaction
from warehouse.release import open_release

HOLDER = """
import sys
from pathlib import Path
from warehouse.database import open_warehouse
with open_warehouse(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


def only_line(error: pytest.ExceptionInfo[WarehouseError]) -> str:
    line = str(error.value)
    assert "\n" not in line
    return line


def test_the_folder_is_made_and_the_schema_dated(tmp_path: Path):
    path = tmp_path / "new" / "warehouse.duckdb"
    with open_warehouse(path, recorded_at=datetime(2023, 8, 1, 6, tzinfo=UTC)) as connection:
        assert schema_version(connection) >= 2
        dated = connection.execute("select distinct applied_at from schema_version").fetchall()
    assert dated == [(datetime(2023, 8, 1, 6),)]  # noqa: DTZ001


def test_instants_are_utc_whatever_the_machine_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TZ", "Asia/Almaty")
    with open_warehouse(tmp_path / "warehouse.duckdb") as connection:
        assert connection.execute("select current_setting('TimeZone')").fetchall() == [("UTC",)]


def test_a_file_that_is_no_database(tmp_path: Path):
    path = tmp_path / "warehouse.duckdb"
    path.write_text("hello, this is not a database at all\n" * 500)
    with pytest.raises(WarehouseError) as error, open_warehouse(path):
        pass
    assert "warehouse.duckdb: cannot be opened" in only_line(error)


def test_a_folder_that_is_a_file(tmp_path: Path):
    (tmp_path / "home").write_text("")
    with pytest.raises(WarehouseError) as error, open_warehouse(tmp_path / "home" / "warehouse.duckdb"):
        pass
    assert "cannot be opened for writing" in only_line(error)


def test_another_process_that_writes_is_named_and_its_end_frees_the_warehouse(tmp_path: Path):
    path = tmp_path / "warehouse.duckdb"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    with pytest.raises(WarehouseError) as error, open_warehouse(path, wait=0.2):
        pass
    assert f"in use by another writer (process {holder.pid})" in only_line(error)
    holder.kill()
    holder.communicate()
    with open_warehouse(path, wait=5) as connection:
        assert schema_version(connection) >= 2


def test_a_release_somebody_opened_for_writing_says_so(tmp_path: Path):
    release = tmp_path / "releases" / "000001-20230801T060000Z"
    release.mkdir(parents=True)
    (release / "manifest.json").write_text(
        '{"release_id": "1", "as_of": "2023-08-01T06:00:00+00:00", "schema_version": 2,'
        ' "code_version": "1", "rows": {}}'
    )
    (tmp_path / "releases" / "current").symlink_to(release.name)
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(release / "esep.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(WarehouseError) as error:
        open_release(tmp_path / "releases")
    assert "cannot be opened" in only_line(error)
    holder.kill()
    holder.communicate()


def test_a_missing_file(tmp_path: Path):
    with pytest.raises(WarehouseError, match="there is no such database"):
        open_file(tmp_path / "esep.duckdb")


def test_a_transaction_is_all_or_nothing():
    connection = duckdb.connect()
    connection.execute("create table number (n integer)")
    with pytest.raises(duckdb.Error, match="no more"), transaction(connection):
        connection.execute("insert into number values (1); select error('no more')")
    assert connection.execute("select count(*) from number").fetchall() == [(0,)]
    with transaction(connection):
        connection.execute("insert into number values (2)")
    assert connection.execute("select n from number").fetchall() == [(2,)]
