"""Finished rows in, warehouse tables out: writes what changed, keeps what did not, records every change of state.

Tables of the present (`claim_interval`, `claim_pair`, ...) are brought in line with the new rows; versioned ones
(`observation`, `consensus`) close the old row and add the new; `discrepancy_event` only grows. A partial run touches
only the rows of the cells it looked at, and reads them once.
"""

from datetime import datetime

from duckdb import DuckDBPyConnection

from warehouse.reckoning.pipeline import run_file

BY_CELL = ("claim_interval", "claim_pair", "standing")
VERSIONED = ("observation", "consensus")
LEARNT_BY_FULL_RUNS = ("copy_edge", "copy_habit", "copy_evidence")
TECHNICAL = ("recorded_at", "superseded_at")
# the condition on the few has DuckDB sift the many by a Bloom filter before it reads their other columns
IN_SCOPE = "cell_id in (select cell_id from scope_cell where cell_id > '')"
IN_SCOPE_WHOLE = "list_has_any(cell_ids, (select list(cell_id) from scope_cell))"


def write_verdicts(connection: DuckDBPyConnection, recorded_at: datetime, *, is_full: bool) -> None:
    """Write everything a run derived; equal rows keep the instant at which they were first derived."""
    for table in BY_CELL:
        _write_present(connection, table, recorded_at, None if is_full else IN_SCOPE)
    _write_present(connection, "identity_failure", recorded_at, None if is_full else IN_SCOPE_WHOLE)
    for table in VERSIONED:
        _write_versioned(connection, table, recorded_at, None if is_full else IN_SCOPE)
    _write_cases(connection, recorded_at)
    run_file(connection, "output/mark_warehouse")
    run_file(connection, "output/source")
    for table in ("source_weight", *(LEARNT_BY_FULL_RUNS if is_full else ())):
        _write_present(connection, table, recorded_at, None)


def _write_present(connection: DuckDBPyConnection, table: str, recorded_at: datetime, scope: str | None) -> None:
    former, same = _former(connection, table, scope), _same(connection, table)
    connection.execute(f"delete from {table} where rowid in ({_unmatched(former, table, same)})")
    _insert_new(connection, table, recorded_at, former, same)


def _write_versioned(connection: DuckDBPyConnection, table: str, recorded_at: datetime, scope: str | None) -> None:
    held = "superseded_at is null" + (f" and {scope}" if scope else "")
    former, same = _former(connection, table, held), _same(connection, table)
    connection.execute(
        f"update {table} set superseded_at = ? where rowid in ({_unmatched(former, table, same)})", [recorded_at]
    )
    _insert_new(connection, table, recorded_at, former, same)


def _write_cases(connection: DuckDBPyConnection, recorded_at: datetime) -> None:
    """A case once listed is never dropped; its state follows its newest event."""
    connection.execute("insert into discrepancy_event by name select * from next_event")
    scope = "discrepancy_id in (select discrepancy_id from next_discrepancy)"
    _write_present(connection, "discrepancy", recorded_at, scope)


def _former(connection: DuckDBPyConnection, table: str, scope: str | None) -> str:
    """The rows a run may replace: the table itself or, where it looked at a part, a copy of that part."""
    if scope is None:
        return table
    connection.execute(f"create or replace temp table former as select rowid as place, * from {table} where {scope}")
    return "former"


def _unmatched(former: str, table: str, same: str) -> str:
    place = "rowid" if former == table else "place"
    return f"select o.{place} from {former} as o where not exists (from next_{table} as n where {same})"


def _insert_new(connection: DuckDBPyConnection, table: str, recorded_at: datetime, former: str, same: str) -> None:
    columns = ", ".join(_columns(connection, table))
    connection.execute(
        f"insert into {table} ({columns}, recorded_at) select {columns}, ? from next_{table} as n"
        f" where not exists (from {former} as o where {same})",
        [recorded_at],
    )


def _columns(connection: DuckDBPyConnection, table: str) -> list[str]:
    rows = connection.execute(f"describe {table}").fetchall()
    return [row[0] for row in rows if row[0] not in TECHNICAL]


def _same(connection: DuckDBPyConnection, table: str) -> str:
    return " and ".join(f"o.{column} is not distinct from n.{column}" for column in _columns(connection, table))
