"""What a person wants to know after a run: what was read, what agrees, what was revised, what was edited,
what contradicts.

Reads the published release only, so that it shows exactly what analysts will find there.
"""

from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from flows.output import print_heading, print_line, print_table
from warehouse.release import Release

SQL = Path(__file__).resolve().parent / "sql"
LIMIT = 12


def print_summary(connection: DuckDBPyConnection, release: Release) -> None:
    """Print the account of a release: five tables and where things lie."""
    print_heading("What was read")
    _print_table(connection, "summary_sources.sql")
    print_heading("What agrees")
    _print_sentences(_rows(connection, "summary_agreements.sql"))
    print_heading("What was revised")
    _print_sentences(_rows(connection, "summary_revisions.sql"))
    print_heading("What was edited in silence")
    _print_sentences(_rows(connection, "summary_edits.sql"))
    print_heading("What contradicts")
    _print_contradictions(_rows(connection, "summary_contradictions.sql"))
    print_heading("Where it lies")
    print_line(f"release    {release.path}")
    print_line(f"warehouse  {release.database}")
    print_line(f"report     {release.site / 'index.html'}")


def _print_table(connection: DuckDBPyConnection, name: str) -> None:
    rows = _rows(connection, name)
    if rows:
        print_table(list(rows[0]), [list(row.values()) for row in rows])


def _print_sentences(rows: list[dict[str, Any]]) -> None:
    for row in rows[:LIMIT]:
        print_line(f"- {row['what']}")
        print_line(f"    “{row['quote_a']}”  {row['publisher_a']}, {row['published_a']}  {row['url_a']}")
        print_line(f"    “{row['quote_b']}”  {row['publisher_b']}, {row['published_b']}  {row['url_b']}")
        print_line(f"    {row['arithmetic']}")
    _print_rest(rows)


def _print_contradictions(rows: list[dict[str, Any]]) -> None:
    for row in rows[:LIMIT]:
        print_line(f"- [{row['severity_class']}] {row['what']}: {row['arithmetic']}")
        for side in row["sides"]:
            print_line(f"    “{side['quote']}”  {side['publisher']}, {side['published']}  {side['url']}")
    _print_rest(rows)


def _print_rest(rows: list[dict[str, Any]]) -> None:
    if not rows:
        print_line("- nothing")
    if len(rows) > LIMIT:
        print_line(f"- … and {len(rows) - LIMIT} more in the report")


def _rows(connection: DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    result = connection.execute((SQL / name).read_text(encoding="utf-8"))
    columns = [column[0] for column in result.description or []]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
