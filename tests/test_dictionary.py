"""The dictionary says what the database says: every relation its grain, every column its meaning."""

import re
from pathlib import Path

import duckdb
import pytest

from warehouse.database import SQL_PATH, migrate
from warehouse.dictionary import uncommented, write_dictionary

DICTIONARY = Path(__file__).resolve().parent.parent / "docs" / "dictionary.md"
SQL_FILES = sorted(path for folder in ("schema", "views", "checks") for path in (SQL_PATH / folder).glob("*.sql"))


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect()
    migrate(opened)
    return opened


def test_every_relation_column_and_macro_is_described(connection):
    assert uncommented(connection) == []


def test_every_relation_states_its_grain(connection):
    comments = connection.execute(
        "select table_name, comment from duckdb_tables() where not internal"
        " union all select view_name, comment from duckdb_views() where not internal"
    ).fetchall()
    assert [name for name, comment in comments if not re.match("one row per ", comment or "", re.IGNORECASE)] == []


@pytest.mark.parametrize("path", SQL_FILES, ids=lambda path: path.name)
def test_every_sql_file_opens_with_what_a_row_is(path: Path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("-- "), first
    if path.parent.name != "schema" and "macro" not in path.stem:
        assert first.startswith("-- one row per "), first


def test_a_missing_description_is_found():
    bare = duckdb.connect()
    bare.execute("create table thing (a int)")
    assert uncommented(bare) == ["thing", "thing.a"]


def test_the_dictionary_is_up_to_date(connection):
    assert DICTIONARY.read_text(encoding="utf-8") == write_dictionary(connection), "run `esep dictionary`"
