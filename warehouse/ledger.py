"""What people decided and what they were told: judgements and deliveries, both append-only.

Enters: a decision about a case, or a step of a notice on its way. Leaves: rows; nothing is ever edited, so that the
account can be read back as it stood on any day.
"""

from datetime import datetime
from typing import Literal, get_args

from duckdb import DuckDBPyConnection

from extractors.errors import UsageError
from extractors.records import stable_id
from warehouse.alert import Notice
from warehouse.database import transaction, utc_naive

Action = Literal["acknowledge", "explain", "accept", "mute", "unmute", "resolve", "reopen"]
Fault = Literal["one", "other", "both", "none"]
STATE_AFTER: dict[str, str] = {
    "acknowledge": "acknowledged",
    "explain": "explained",
    "accept": "accepted",
    "mute": "muted",
    "unmute": "open",
    "resolve": "resolved",
    "reopen": "reopened",
}


def judge(
    connection: DuckDBPyConnection,
    discrepancy_id: str,
    action: Action,
    *,
    judged_by: str,
    reason: str,
    fault: Fault | None,
    muted_until: datetime | None,
    recorded_at: datetime,
) -> str:
    """Record what a person decided about a case and the state it leads to; returns that state.

    Raises `UsageError` for a case that does not exist or a fault that is not one of one, other, both, none.
    """
    found = connection.execute(
        "select claim_ids, severity_class from discrepancy where discrepancy_id = $1", [discrepancy_id]
    ).fetchone()
    if found is None:
        raise UsageError(f"no such case: {discrepancy_id} (`esep alerts list` shows them)")
    if fault is not None and fault not in get_args(Fault):
        raise UsageError(f"fault: {fault!r} is not one of {', '.join(get_args(Fault))}")
    state, at = STATE_AFTER[action], utc_naive(recorded_at)
    until = utc_naive(muted_until) if muted_until else None
    judgement_id = stable_id("judgement", discrepancy_id, action, judged_by, reason, at.isoformat())
    event_id = stable_id("event", discrepancy_id, state, reason, at.isoformat())
    with transaction(connection):
        connection.execute(
            "insert into judgement values ($1, $2, $3, 'case', null, $4, $5, $6, $7, $8, $7)",
            [
                judgement_id,
                discrepancy_id,
                action,
                fault,
                reason,
                judged_by,
                at,
                until,
            ],
        )
        connection.execute(
            "insert into discrepancy_event values ($1, $2, $3, $4, $5, $6, '', $7, $8)",
            [event_id, discrepancy_id, state, reason or action, found[0], found[1], judged_by, at],
        )
        connection.execute("update discrepancy set state = $2 where discrepancy_id = $1", [discrepancy_id, state])
    return state


def record_delivery(
    connection: DuckDBPyConnection,
    notice: Notice,
    state: Literal["prepared", "sending", "sent", "failed", "given_up", "withheld"],
    *,
    detail: str | None = None,
    recorded_at: datetime,
) -> None:
    """Append one step of a notice; its words stand in the first."""
    is_first = state == "prepared"
    with transaction(connection):
        connection.execute(
            "insert into delivery values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            [
                stable_id("delivery", notice.notice_id, notice.channel),
                notice.notice_id,
                list(notice.discrepancy_ids),
                notice.route,
                notice.channel,
                state,
                notice.title if is_first else None,
                notice.body if is_first else None,
                detail,
                utc_naive(recorded_at),
            ],
        )
