"""Finished rows in, warehouse tables out: writes what changed, keeps what did not, records every change of state.

Tables of the present (`claim_interval`, `claim_pair`, ...) are brought in line with the new rows; versioned ones
(`observation`, `consensus`) close the old row and add the new; `discrepancy_event` only grows.
"""

from datetime import datetime

from duckdb import DuckDBPyConnection

PRESENT = ("claim_interval", "claim_pair", "source_weight", "copy_edge")
VERSIONED = ("observation", "consensus")
TECHNICAL = ("recorded_at", "superseded_at")


def write_present(connection: DuckDBPyConnection, table: str, recorded_at: datetime, scope: str = "true") -> None:
    """Bring the rows of `table` that lie in `scope` in line with `next_<table>`; equal rows keep their instant."""
    same = _same(connection, table)
    connection.execute(
        f"delete from {table} as o where {scope} and not exists (from next_{table} as n where {same})",
    )
    _insert_new(connection, table, recorded_at, same, "true")


def write_versioned(connection: DuckDBPyConnection, table: str, recorded_at: datetime, scope: str = "true") -> None:
    """Close the current rows of `table` in `scope` that no longer hold, and add those that newly do."""
    same = _same(connection, table)
    connection.execute(
        f"update {table} as o set superseded_at = ? where superseded_at is null and {scope}"
        f" and not exists (from next_{table} as n where {same})",
        [recorded_at],
    )
    _insert_new(connection, table, recorded_at, same, "o.superseded_at is null")


def write_cases(connection: DuckDBPyConnection, recorded_at: datetime) -> None:
    """Bring the cases in line and record each change of state; a case once listed is never dropped."""
    connection.execute("insert into discrepancy_event by name select * from next_event")
    same = _same(connection, "discrepancy")
    connection.execute(
        "delete from discrepancy as o where discrepancy_id in (select discrepancy_id from next_discrepancy)"
        f" and not exists (from next_discrepancy as n where {same})",
    )
    _insert_new(connection, "discrepancy", recorded_at, same, "true")


def _insert_new(connection: DuckDBPyConnection, table: str, recorded_at: datetime, same: str, current: str) -> None:
    columns = ", ".join(_columns(connection, table))
    connection.execute(
        f"insert into {table} ({columns}, recorded_at) select {columns}, ? from next_{table} as n"
        f" where not exists (from {table} as o where {current} and {same})",
        [recorded_at],
    )


def _columns(connection: DuckDBPyConnection, table: str) -> list[str]:
    rows = connection.execute(f"describe {table}").fetchall()
    return [row[0] for row in rows if row[0] not in TECHNICAL]


def _same(connection: DuckDBPyConnection, table: str) -> str:
    return " and ".join(f"o.{column} is not distinct from n.{column}" for column in _columns(connection, table))
