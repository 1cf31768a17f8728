"""Finished rows in, warehouse tables out: writes what changed, keeps what did not, records every change of state.

Tables of the present (`claim_interval`, `claim_pair`, ...) are brought in line with the new rows; versioned ones
(`observation`, `consensus`) close the old row and add the new; `discrepancy_event` only grows. A partial run touches
only the rows of the cells it looked at.
"""

from datetime import datetime

from duckdb import DuckDBPyConnection

from warehouse.reckoning.pipeline import run_file

BY_CELL = ("claim_interval", "claim_pair")
VERSIONED = ("observation", "consensus")
LEARNT_BY_FULL_RUNS = ("copy_edge", "copy_habit", "copy_evidence")
TECHNICAL = ("recorded_at", "superseded_at")
IN_SCOPE = "o.cell_id in (select cell_id from scope_cell)"


def write_verdicts(connection: DuckDBPyConnection, recorded_at: datetime, *, is_full: bool) -> None:
    """Write everything a run derived; equal rows keep the instant at which they were first derived."""
    scope = "true" if is_full else IN_SCOPE
    for table in BY_CELL:
        _write_present(connection, table, recorded_at, scope)
    for table in VERSIONED:
        _write_versioned(connection, table, recorded_at, scope)
    _write_cases(connection, recorded_at)
    run_file(connection, "output/mark_warehouse")
    run_file(connection, "output/source")
    for table in ("source_weight", *(LEARNT_BY_FULL_RUNS if is_full else ())):
        _write_present(connection, table, recorded_at, "true")


def _write_present(connection: DuckDBPyConnection, table: str, recorded_at: datetime, scope: str) -> None:
    same = _same(connection, table)
    connection.execute(f"delete from {table} as o where {scope} and not exists (from next_{table} as n where {same})")
    _insert_new(connection, table, recorded_at, f"{same} and {scope}")


def _write_versioned(connection: DuckDBPyConnection, table: str, recorded_at: datetime, scope: str) -> None:
    same = _same(connection, table)
    connection.execute(
        f"update {table} as o set superseded_at = ? where superseded_at is null and {scope}"
        f" and not exists (from next_{table} as n where {same})",
        [recorded_at],
    )
    _insert_new(connection, table, recorded_at, f"{same} and o.superseded_at is null and {scope}")


def _write_cases(connection: DuckDBPyConnection, recorded_at: datetime) -> None:
    """A case once listed is never dropped; its state follows its newest event."""
    connection.execute("insert into discrepancy_event by name select * from next_event")
    same = _same(connection, "discrepancy")
    connection.execute(
        "delete from discrepancy as o where discrepancy_id in (select discrepancy_id from next_discrepancy)"
        f" and not exists (from next_discrepancy as n where {same})",
    )
    _insert_new(connection, "discrepancy", recorded_at, same)


def _insert_new(connection: DuckDBPyConnection, table: str, recorded_at: datetime, known: str) -> None:
    columns = ", ".join(_columns(connection, table))
    connection.execute(
        f"insert into {table} ({columns}, recorded_at) select {columns}, ? from next_{table} as n"
        f" where not exists (from {table} as o where {known})",
        [recorded_at],
    )


def _columns(connection: DuckDBPyConnection, table: str) -> list[str]:
    rows = connection.execute(f"describe {table}").fetchall()
    return [row[0] for row in rows if row[0] not in TECHNICAL]


def _same(connection: DuckDBPyConnection, table: str) -> str:
    return " and ".join(f"o.{column} is not distinct from n.{column}" for column in _columns(connection, table))
