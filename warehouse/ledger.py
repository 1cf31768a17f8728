"""What people decided and what they were told: judgements and deliveries, both append-only.

Enters: a decision about a case, or a step of a notice on its way. Leaves: rows; nothing is ever edited, so that the
account can be read back as it stood on any day.
"""

from datetime import datetime
from typing import Literal, get_args

from duckdb import DuckDBPyConnection

from extractors.errors import UsageError
from extractors.records import stable_id
from warehouse.alert_records import SETTLED_STATES, TOLD_STATES, Notice
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
FROM_STATES: dict[str, frozenset[str]] = {  # actions not listed are possible in any state
    "acknowledge": TOLD_STATES | {"muted", "acknowledged"},
    "reopen": SETTLED_STATES | {"muted", "acknowledged"},
    "unmute": frozenset({"muted"}),
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

    Raises `UsageError` for a case that does not exist, an action its state does not allow, a fault that is not one of
    one, other, both, none, and a muting that is over already.
    """
    found = connection.execute(
        "select claim_ids, severity_class, state from discrepancy where discrepancy_id = $1", [discrepancy_id]
    ).fetchone()
    if found is None:
        raise UsageError(f"no such case: {discrepancy_id} (`esep alerts list` shows them)")
    if fault is not None and fault not in get_args(Fault):
        raise UsageError(f"fault: {fault!r} is not one of {', '.join(get_args(Fault))}")
    if found[2] not in FROM_STATES.get(action, {found[2]}):
        raise UsageError(f"{discrepancy_id}: a case that is {found[2]} cannot be taken to {STATE_AFTER[action]}")
    if action == "mute" and (muted_until is None or muted_until <= recorded_at):
        raise UsageError("until: a case is muted until a date that is still to come")
    state, at = STATE_AFTER[action], utc_naive(recorded_at)
    until = utc_naive(muted_until) if muted_until else None
    judgement_id = stable_id("judgement", discrepancy_id, action, judged_by, reason, at.isoformat())
    event_id = stable_id("event", discrepancy_id, state, reason, at.isoformat())
    with transaction(connection):
        connection.execute(
            "insert into judgement values ($1, $2, $3, 'case', null, $4, $5, $6, $7, $8, $7)",
            [judgement_id, discrepancy_id, action, fault, reason, judged_by, at, until],
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
    state: Literal["held", "prepared", "sending", "sent", "failed", "given_up"],
    *,
    detail: str | None = None,
    recorded_at: datetime,
) -> None:
    """Append one step of a notice; its words stand in the first, where the notices it stands for are withheld."""
    words = (notice.title, notice.body) if state in {"held", "prepared"} else (None, None)
    cases = list(notice.discrepancy_ids)
    with transaction(connection):
        _append(connection, notice, notice.notice_id, cases, step=(state, *words, detail), recorded_at=recorded_at)
        if state == "prepared":
            withheld = ("withheld", None, None, f"told in {notice.notice_id}")
            for notice_id in notice.stands_for:
                _append(connection, notice, notice_id, [], step=withheld, recorded_at=recorded_at)


def _append(
    connection: DuckDBPyConnection,
    notice: Notice,
    notice_id: str,
    discrepancy_ids: list[str],
    *,
    step: tuple[str, str | None, str | None, str | None],
    recorded_at: datetime,
) -> None:
    delivery_id = stable_id("delivery", notice_id, notice.channel)
    connection.execute(
        "insert into delivery values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [delivery_id, notice_id, discrepancy_ids, notice.route, notice.channel, *step, utc_naive(recorded_at)],
    )
