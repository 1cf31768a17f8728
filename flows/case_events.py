"""Changes of cases as Prefect events, so that anything may be automated upon them.

Enters: the events of cases recorded since the last time. Leaves: one `esep.case.<state>` event each, under an id made
of the row's, and one `esep.cases.changed` for the lot. How far they were told is a Prefect variable, so that a run cut
short tells them at the next one, and a new server starts from today.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from prefect.events import emit_event
from prefect.variables import Variable

from extractors.settings import Settings
from warehouse.database import open_warehouse, utc_naive

CASES_CHANGED = "esep.cases.changed"
MARK = "esep_cases_told_until"
SQL = Path(__file__).resolve().parent / "sql" / "case_events.sql"


def emit_case_events(settings: Settings, recorded_at: datetime) -> int:
    """Emit what happened to cases up to the reckoning of `recorded_at`; returns how many events of cases."""
    rows = _rows_since(settings, _mark(recorded_at))
    for row in rows:
        emit_event(
            event=f"esep.case.{row['state']}",
            resource={
                "prefect.resource.id": f"esep.case.{row['discrepancy_id']}",
                "prefect.resource.name": f"{row['indicator']} {row['time_period']}",
                "esep.severity": row["severity_class"],
                "esep.kind": row["kind"],
            },
            payload={name: str(value) for name, value in row.items() if value is not None},
            id=uuid5(NAMESPACE_URL, f"esep:{row['event_id']}"),
        )
    if rows:
        warehouse = {"prefect.resource.id": "esep.warehouse", "prefect.resource.name": "Esep"}
        emit_event(event=CASES_CHANGED, resource=warehouse, payload={"count": len(rows)})
        Variable.set(MARK, max(row["recorded_at"] for row in rows).isoformat(), overwrite=True)
    return len(rows)


def _mark(recorded_at: datetime) -> datetime:
    """Events later than this were not told; without a mark, all of this reckoning."""
    text = Variable.get(MARK)
    return datetime.fromisoformat(str(text)) if text else utc_naive(recorded_at) - timedelta(microseconds=1)


def _rows_since(settings: Settings, instant: datetime) -> list[dict[str, Any]]:
    with open_warehouse(settings.warehouse) as connection:
        result = connection.execute(SQL.read_text(encoding="utf-8"), {"since": instant})
        columns = [column[0] for column in result.description or []]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
