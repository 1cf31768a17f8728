"""The schema moves forward from any earlier state, and refuses, in words, to move back."""

import shutil
from pathlib import Path

import duckdb
import pytest
from warehouse_records import NOON, capture, claim, document, extraction

from extractors.errors import WarehouseError
from warehouse.database import SQL_PATH, migrate, numbered_files, open_warehouse, schema_version
from warehouse.load import load_batch


def tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() where not internal order by all"
    ).fetchall()


def test_schema_files_are_numbered_without_a_gap():
    assert list(numbered_files(SQL_PATH / "schema")) == list(range(1, len(numbered_files(SQL_PATH / "schema")) + 1))


def test_a_number_given_twice_is_refused(tmp_path):
    for name in ("0001_one.sql", "0001_other.sql"):
        (tmp_path / name).touch()
    with pytest.raises(WarehouseError, match=r"0001_other\.sql and 0001_one\.sql have the same number"):
        numbered_files(tmp_path)


@pytest.mark.parametrize("start", numbered_files(SQL_PATH / "schema"))
def test_every_earlier_schema_becomes_the_newest(start: int, tmp_path: Path):
    shutil.copytree(SQL_PATH / "schema", tmp_path / "schema")
    for version, path in numbered_files(tmp_path / "schema").items():
        if version > start:
            path.unlink()
    old, fresh = duckdb.connect(), duckdb.connect()
    migrate(old, sql=tmp_path)
    assert schema_version(old) == start
    migrate(old)
    migrate(fresh)
    assert tables(old) == tables(fresh)


def test_rows_of_the_first_schema_are_kept(tmp_path: Path):
    shutil.copytree(SQL_PATH / "schema", tmp_path / "schema")
    for version, path in numbered_files(tmp_path / "schema").items():
        if version > 1:
            path.unlink()
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as old:
        migrate(old, sql=tmp_path)
        seen = capture()
        page = document("29 projects", seen)
        figures = extraction(page, claim(page, "29 projects", 29))
        load_batch(old, captures=[seen], documents=[page], extractions=[figures], recorded_at=NOON)
    with open_warehouse(tmp_path / "warehouse.duckdb") as connection:
        kept = connection.execute("select quote, value, is_current from fct_claim").fetchall()
    assert kept == [("29 projects", 29.0, True)]


def test_a_newer_warehouse_is_refused(tmp_path: Path):
    path = tmp_path / "warehouse.duckdb"
    with open_warehouse(path) as connection:
        connection.execute("insert into schema_version values (9999, '9999_future.sql', '', null)")
    with pytest.raises(WarehouseError, match="written by a newer Esep"), open_warehouse(path):
        pass


def test_an_edited_schema_file_is_refused(tmp_path: Path):
    shutil.copytree(SQL_PATH / "schema", tmp_path / "schema")
    connection = duckdb.connect()
    migrate(connection, sql=tmp_path)
    first = numbered_files(tmp_path / "schema")[1]
    first.write_text(first.read_text() + "\n-- edited\n")
    with pytest.raises(WarehouseError, match=first.name):
        migrate(connection, sql=tmp_path)


def test_a_failing_migration_leaves_the_former_schema(tmp_path: Path):
    (tmp_path / "schema").mkdir()
    shutil.copy(numbered_files(SQL_PATH / "schema")[1], tmp_path / "schema")
    (tmp_path / "schema" / "0002_broken.sql").write_text("create table half (a int); select * from nowhere;")
    connection = duckdb.connect()
    with pytest.raises(duckdb.Error):
        migrate(connection, sql=tmp_path)
    assert schema_version(connection) == 1
    assert connection.execute("select count(*) from duckdb_tables() where table_name = 'half'").fetchone() == (0,)


def test_views_are_rebuilt_only_when_their_files_change(tmp_path: Path):
    (tmp_path / "schema").mkdir()
    (tmp_path / "views").mkdir()
    shutil.copy(numbered_files(SQL_PATH / "schema")[1], tmp_path / "schema")
    view = tmp_path / "views" / "10_stg_one.sql"
    view.write_text("create view stg_one as select 1 as a; comment on view stg_one is 'one'")
    connection = duckdb.connect()
    migrate(connection, sql=tmp_path)
    migrate(connection, sql=tmp_path)
    assert connection.execute("select count(*) from view_version").fetchone() == (1,)
    view.write_text("create view stg_two as select 2 as a")
    migrate(connection, sql=tmp_path)
    names = connection.execute("select view_name from duckdb_views() where not internal").fetchall()
    assert names == [("stg_two",)]


def test_a_broken_view_names_its_file_and_keeps_the_old_views(tmp_path: Path):
    (tmp_path / "schema").mkdir()
    (tmp_path / "views").mkdir()
    shutil.copy(numbered_files(SQL_PATH / "schema")[1], tmp_path / "schema")
    (tmp_path / "views" / "10_stg_one.sql").write_text("create view stg_one as select 1 as a")
    connection = duckdb.connect()
    migrate(connection, sql=tmp_path)
    (tmp_path / "views" / "20_bad.sql").write_text("create view bad as select * from nowhere")
    with pytest.raises(WarehouseError, match=r"20_bad\.sql"):
        migrate(connection, sql=tmp_path)
    assert connection.execute("from stg_one").fetchone() == (1,)
