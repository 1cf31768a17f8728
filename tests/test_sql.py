"""Views by example: `tests/sql/<view>.yml` gives rows of tables and the rows the view must answer.

Columns a case does not name are filled by their type, the span of a claim from where its quote stands in the text.
Only the columns an expectation names are compared; the order of rows never matters.
"""

from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from warehouse.database import migrate

FILES = sorted((Path(__file__).parent / "sql").glob("*.yml"))
CASES = [(path.stem, case) for path in FILES for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
FILLING = {
    "VARCHAR": "''",
    "TIMESTAMP": "timestamp '2023-08-01 12:00:00'",
    "BOOLEAN": "false",
    "INTEGER": "0",
    "BIGINT": "0",
    "DOUBLE": "0",
    "JSON": "'{}'",
}


@pytest.fixture(scope="module")
def empty() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    migrate(connection)
    return connection


@pytest.fixture
def connection(empty: duckdb.DuckDBPyConnection):
    empty.execute("begin")
    yield empty
    empty.execute("rollback")


def insert(connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    columns = connection.execute(
        "select column_name, data_type, is_nullable from duckdb_columns() where table_name = $1 order by column_index",
        [table],
    ).fetchall()
    assert columns, f"no table {table}"
    assert set(row) <= {name for name, _, _ in columns}, f"{table}: unknown column in {sorted(row)}"
    values = {name: "[]" if kind.endswith("[]") else FILLING[kind] for name, kind, nullable in columns if not nullable}
    values |= {name: f"${name}" for name in row}
    names = ", ".join(f'"{name}"' for name in values)
    connection.execute(f"insert into {table} ({names}) values ({', '.join(values.values())})", row)


def with_span(row: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    if "quote" not in row or "span_start" in row:
        return row
    start = texts[row["document_id"]].index(row["quote"])
    return {**row, "span_start": start, "span_end": start + len(row["quote"])}


@pytest.mark.parametrize(("view", "case"), CASES, ids=[f"{view}: {case['case']}" for view, case in CASES])
def test_given_rows_the_view_answers(view: str, case: dict[str, Any], connection: duckdb.DuckDBPyConnection):
    texts = {row["document_id"]: row["text"] for row in case["given"].get("document", []) if "text" in row}
    for table, rows in case["given"].items():
        for row in rows:
            insert(connection, table, with_span(row, texts) if table == "claim" else row)
    columns = list(case["expect"][0]) if case["expect"] else ["*"]
    found = connection.execute(f"select {', '.join(columns)} from {case.get('from', view)}").fetchall()
    expected = [tuple(row[column] for column in columns) for row in case["expect"]]
    assert sorted(found, key=str) == sorted(expected, key=str)
