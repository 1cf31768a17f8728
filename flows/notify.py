"""The notify flow: notices that are due go out through Apprise, each step written to the ledger before and after.

Enters: the warehouse and `ESEP_CHANNEL_<NAME>` addresses. Leaves: messages and ledger rows. A notice is written down
before it is sent, so a crash loses none; one whose sending was cut short is sent again under the same identity (header
`X-Esep-Notice`), because no channel can be asked whether it took the first one.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from extractors.settings import Settings, read_settings
from warehouse.alert import Delivery, Notice, plan_notices, read_cases, read_ledger
from warehouse.alert_rules import AlertRules, read_alert_rules
from warehouse.database import open_warehouse
from warehouse.ledger import record_delivery

Sender = Callable[[Notice, str], bool]
IDENTITY_HEADER = "X-Esep-Notice"


@dataclass(slots=True, kw_only=True)
class NotifyReport:
    """What one run sent."""

    prepared: int = 0
    sent: int = 0
    failed: int = 0
    given_up: int = 0


def send_by_apprise(notice: Notice, address: str) -> bool:
    """Send one notice as plain text; the channel's own escaping does the rest."""
    from apprise import Apprise, NotifyFormat

    separator = "&" if "?" in address else "?"
    channel = Apprise()
    if not channel.add(f"{address}{separator}+{IDENTITY_HEADER}={notice.notice_id}"):
        return False
    return bool(channel.notify(title=notice.title, body=notice.body, body_format=NotifyFormat.TEXT))


def prepare(settings: Settings, rules: AlertRules, now: datetime) -> int:
    """Write every notice that is due into the ledger; returns how many."""
    with open_warehouse(settings.warehouse, recorded_at=now) as connection:
        notices = plan_notices(read_cases(connection, rules.policy), read_ledger(connection), rules, now)
        for notice in notices:
            record_delivery(connection, notice, "prepared", recorded_at=now)
    return len(notices)


def waiting(settings: Settings, rules: AlertRules, now: datetime) -> list[Delivery]:
    """Notices to send now: prepared ones, and those that failed or were cut short a while ago."""
    pause = timedelta(minutes=rules.policy.retry_minutes)
    with open_warehouse(settings.warehouse, recorded_at=now) as connection:
        ledger = read_ledger(connection)
    return [
        one
        for one in ledger
        if one.state == "prepared" or (one.state in {"sending", "failed"} and now - one.changed_at >= pause)
    ]


def deliver(
    one: Delivery, settings: Settings, rules: AlertRules, *, send: Sender, clock: Callable[[], datetime]
) -> str:
    """Send one notice and write down how it went; returns its new state."""
    notice = Notice(
        notice_id=one.notice_id,
        route=one.route,
        channel=one.channel,
        discrepancy_ids=tuple(one.discrepancy_ids),
        title=one.title,
        body=one.body,
    )
    address = os.environ.get(f"ESEP_CHANNEL_{one.channel.upper()}")
    if address is None:
        return _record(notice, "failed", settings, clock(), f"ESEP_CHANNEL_{one.channel.upper()} is not set")
    _record(notice, "sending", settings, clock())
    if send(notice, address):
        return _record(notice, "sent", settings, clock())
    if one.count_tries >= rules.policy.retries:
        return _record(notice, "given_up", settings, clock(), f"refused {one.count_tries + 1} times")
    return _record(notice, "failed", settings, clock(), "the channel refused it")


def _record(notice: Notice, state: Any, settings: Settings, now: datetime, detail: str | None = None) -> str:
    with open_warehouse(settings.warehouse, recorded_at=now) as connection:
        record_delivery(connection, notice, state, detail=detail, recorded_at=now)
    return str(state)


@task(name="send", task_run_name="send {notice_id}", cache_policy=NO_CACHE)
def send_one(one: Delivery, settings: Settings, rules: AlertRules, notice_id: str) -> str:  # noqa: ARG001
    """Send one notice through its channel."""
    return deliver(one, settings, rules, send=send_by_apprise, clock=lambda: datetime.now(UTC))


@flow(name="notify", validate_parameters=False)
def notify() -> NotifyReport:
    """Prepare what is due and send what waits."""
    settings, now = read_settings(), datetime.now(UTC)
    rules, report = read_alert_rules(settings.config), NotifyReport()
    report.prepared = prepare(settings, rules, now)
    for one in waiting(settings, rules, now):
        state = send_one(one, settings, rules, one.notice_id)
        setattr(report, state, getattr(report, state) + 1)
    get_run_logger().info("notices: %s", report)
    return report
