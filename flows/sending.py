"""Notices that are due go out through Apprise, each step written to the ledger before and after; needs no scheduler.

Enters: the warehouse and `ESEP_CHANNEL_<NAME>` addresses. Leaves: messages and ledger rows. A notice is written down
before it is sent, so a crash loses none; one whose sending was cut short is sent again under the same identity (header
`X-Esep-Notice`), because no channel can be asked whether it took the first one. One sender works at a time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from filelock import FileLock, Timeout

from extractors.errors import WarehouseError
from extractors.settings import Settings
from warehouse.alert import Plan, plan_notices, read_cases
from warehouse.alert_records import Delivery, Notice, read_ledger, read_volume
from warehouse.alert_rules import AlertRules, read_alert_rules
from warehouse.database import open_warehouse
from warehouse.ledger import record_delivery
from warehouse.news import plan_news, read_news

Sender = Callable[[Notice, str], bool]
IDENTITY_HEADER = "X-Esep-Notice"
CHANNEL_PREFIX = "ESEP_CHANNEL_"
LOCK_WAIT = 60.0  # seconds one sender waits for another


@dataclass(slots=True, kw_only=True)
class NotifyReport:
    """What one run sent and held back; `unreachable` counts channels of the rules that have no address here."""

    prepared: int = 0
    held: int = 0
    sent: int = 0
    failed: int = 0
    given_up: int = 0
    unreachable: int = 0


def read_channels(environ: Mapping[str, str]) -> dict[str, str]:
    """Apprise addresses by channel name."""
    return {
        name.removeprefix(CHANNEL_PREFIX).lower(): address
        for name, address in environ.items()
        if name.startswith(CHANNEL_PREFIX) and address
    }


def send_by_apprise(notice: Notice, address: str) -> bool:
    """Send one notice as plain text, which no channel interprets unless its address says `format=` itself."""
    from apprise import Apprise, NotifyFormat

    options = [] if "format=" in address else ["format=text"]
    options.append(f"+{IDENTITY_HEADER}={notice.notice_id}")
    channel = Apprise()
    if not channel.add(f"{address}{'&' if '?' in address else '?'}{'&'.join(options)}"):
        return False
    return bool(channel.notify(title=notice.title, body=notice.body, body_format=NotifyFormat.TEXT))


def prepare(settings: Settings, rules: AlertRules, now: datetime) -> Plan:
    """Write every notice that is due into the ledger, and every one that waits with the reason it waits for."""
    with open_warehouse(settings.warehouse, recorded_at=now) as connection:
        ledger = read_ledger(connection)
        volume = read_volume(connection, rules.policy, now)
        plan = plan_notices(read_cases(connection, rules.policy), ledger, rules, now, count_claims=volume)
        news = plan_news(read_news(connection, rules.policy, now), ledger, rules, now)
        plan = replace(plan, notices=(*plan.notices, *news))
        for notice in plan.notices:
            record_delivery(connection, notice, "prepared", recorded_at=now)
        known = {(one.notice_id, one.detail) for one in ledger if one.state == "held"}
        for one in plan.held:
            if (one.notice.notice_id, one.reason) not in known:
                record_delivery(connection, one.notice, "held", detail=one.reason, recorded_at=now)
    return plan


def waiting(settings: Settings, rules: AlertRules, channels: Mapping[str, str], now: datetime) -> list[Delivery]:
    """Notices to send now: prepared ones, and those that failed or were cut short a while ago; none in quiet hours."""
    pause = timedelta(minutes=rules.policy.retry_minutes)
    quiet = {way.name for way in rules.ways if way.quiet_hours and way.quiet_hours.hold(now)}
    with open_warehouse(settings.warehouse, recorded_at=now) as connection:
        ledger = read_ledger(connection)
    return [
        one
        for one in ledger
        if one.channel in channels
        and one.route not in quiet
        and (one.state == "prepared" or (one.state in {"sending", "failed"} and now - one.changed_at >= pause))
    ]


def deliver(
    one: Delivery, address: str, settings: Settings, rules: AlertRules, *, send: Sender, clock: Callable[[], datetime]
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
    is_last = one.count_tries >= rules.policy.retries
    if one.count_tries > rules.policy.retries:  # its sending was cut short every time
        return _record(notice, "given_up", settings, clock(), f"cut short after {one.count_tries} tries")
    _record(notice, "sending", settings, clock())
    if send(notice, address):
        return _record(notice, "sent", settings, clock())
    if is_last:
        return _record(notice, "given_up", settings, clock(), f"refused at the last of {one.count_tries + 1} tries")
    return _record(notice, "failed", settings, clock(), "the channel refused it")


def _record(notice: Notice, state: Any, settings: Settings, now: datetime, detail: str | None = None) -> str:
    with open_warehouse(settings.warehouse, recorded_at=now) as connection:
        record_delivery(connection, notice, state, detail=detail, recorded_at=now)
    return str(state)


def send_due(
    settings: Settings,
    channels: Mapping[str, str],
    *,
    clock: Callable[[], datetime],
    send: Callable[[Delivery, AlertRules], str],
) -> NotifyReport:
    """Prepare what is due and hand what waits to `send`, which returns the new state; one process at a time."""
    rules, report = read_alert_rules(settings.config), NotifyReport()
    report.unreachable = len({way.channel for way in rules.ways} - channels.keys())
    try:
        with FileLock(settings.lock("notify"), timeout=LOCK_WAIT):
            plan = prepare(settings, rules.within(channels), clock())
            report.prepared, report.held = len(plan.notices), len(plan.held)
            for one in waiting(settings, rules, channels, clock()):
                state = send(one, rules)
                setattr(report, state, getattr(report, state) + 1)
    except Timeout as error:
        raise WarehouseError("another process is sending notices") from error
    return report
