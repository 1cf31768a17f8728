"""What alerts are made of: cases as they stand, notices, and how far each notice has come; and the rows they are from.

Enters: a warehouse. Leaves: records, instants aware. Rules, limits and words are the business of `warehouse/alert.py`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.alert_rules import Policy
from warehouse.database import aware, utc_naive

SQL = Path(__file__).resolve().parent / "sql" / "alert"
TOLD_STATES = frozenset({"open", "confirmed", "reopened"})
SETTLED_STATES = frozenset({"resolved", "explained", "accepted", "superseded", "withdrawn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A discrepancy as it stands, with both sides."""

    discrepancy_id: str
    event_id: str  # the change of state that made it stand so
    changed_at: datetime
    kind: str
    state: str
    severity: float
    severity_class: str
    opened_at: datetime
    place_id: str  # its cell or document
    arithmetic: str
    time_period: str
    indicator: str | None
    activity: str | None
    ref_area: str | None
    source_id: str | None
    document_id: str | None  # in which the doubted figure stands
    is_backfilled: bool
    muted_until: datetime | None
    suspect_quote: str | None
    suspect_publisher: str | None
    suspect_url: str | None
    suspect_published_at: datetime | None
    witness_quote: str | None
    witness_publisher: str | None
    witness_url: str | None
    witness_published_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How far one notice has come on its channel."""

    delivery_id: str
    notice_id: str
    route: str
    channel: str
    discrepancy_ids: list[str]
    title: str
    body: str
    state: str
    detail: str | None
    count_tries: int
    prepared_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message to one channel."""

    notice_id: str
    route: str
    channel: str
    discrepancy_ids: tuple[str, ...]
    title: str
    body: str
    stands_for: tuple[str, ...] = ()  # a summary: ids of the single notices it makes needless


def read_ledger(connection: DuckDBPyConnection) -> list[Delivery]:
    """Every notice ever prepared, oldest first."""
    return [Delivery(**row) for row in read_rows(connection, "ledger.sql", {})]


def read_events(connection: DuckDBPyConnection, discrepancy_id: str) -> list[dict[str, Any]]:
    """All that happened to one case, oldest first."""
    return read_rows(connection, "events.sql", {"discrepancy_id": discrepancy_id})


def read_volume(connection: DuckDBPyConnection, policy: Policy, now: datetime) -> int:
    """Claims of fresh pages in the days of the budget; 0 where there is none."""
    if policy.budget is None:
        return 0
    since = utc_naive(now - timedelta(days=policy.budget.days))
    (row,) = read_rows(connection, "volume.sql", {"since": since, "backfill_days": policy.backfill_days})
    return int(row["count_claims"])


def read_rows(connection: DuckDBPyConnection, name: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of one file of `sql/alert`, instants aware."""
    result = connection.execute((SQL / name).read_text(encoding="utf-8"), parameters)
    columns = [column[0] for column in result.description or []]
    return [{column: aware(value) for column, value in zip(columns, row, strict=True)} for row in result.fetchall()]
