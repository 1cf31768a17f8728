"""Cases, rules and a ledger in a few words: what the tests of notices share."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from warehouse.alert import Plan
from warehouse.alert import plan_notices as plan
from warehouse.alert_records import Case, Delivery, Notice
from warehouse.alert_rules import AlertRules

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)  # a Wednesday
POLICY = {"grace_hours": 2, "backfill_days": 3, "per_source_per_day": 3, "retries": 2, "retry_minutes": 15}


def case(name: str, **changes: Any) -> Case:
    """An open, severe case of yesterday."""
    plain: dict[str, Any] = {
        "discrepancy_id": name,
        "event_id": f"event-{name}",
        "changed_at": NOON - timedelta(days=1),
        "kind": "discrepancy",
        "state": "open",
        "severity": 80.0,
        "severity_class": "high",
        "opened_at": NOON - timedelta(days=1),
        "place_id": f"cell-{name}",
        "arithmetic": "565 bn is 3.6 times 155 bn",
        "time_period": "2022",
        "indicator": "output_value",
        "activity": "machinery",
        "ref_area": "KZ",
        "source_id": "courier",
        "document_id": f"document-{name}",
        "is_backfilled": False,
        "muted_until": None,
        "suspect_quote": "565 billion tenge",
        "suspect_publisher": "Courier",
        "suspect_url": "https://courier.example/1",
        "suspect_published_at": NOON - timedelta(days=1),
        "witness_quote": "155 billion tenge",
        "witness_publisher": "Ministry",
        "witness_url": "https://ministry.example/2",
        "witness_published_at": NOON - timedelta(days=2),
    }
    return Case(**(plain | changes))


def rules(*routes: dict[str, Any], **policy: Any) -> AlertRules:
    """Rules with these routes; a route without a name is `desk`."""
    plain = {"name": "desk", "channel": "desk", "severity": "low"}
    return AlertRules.model_validate({"policy": POLICY | policy, "routes": [plain | route for route in routes or [{}]]})


def plan_notices(cases: Sequence[Case], ledger: Sequence[Delivery], known: AlertRules, now: datetime) -> list[Notice]:
    """What is told now, where no budget holds anything back."""
    return list(plan(cases, ledger, known, now, count_claims=0).notices)


def held(known: Plan, at: datetime = NOON) -> list[Delivery]:
    """The ledger after a plan was kept: what waits, and nothing else."""
    return [replace(row, state="held", detail=one.reason) for one in known.held for row in told(one.notice, at=at)]


def told(*notices: Notice, at: datetime = NOON) -> list[Delivery]:
    """The ledger after these notices were prepared, summaries with what they stand for."""
    return [
        Delivery(
            delivery_id=f"delivery-{notice_id}",
            notice_id=notice_id,
            route=one.route,
            channel=one.channel,
            discrepancy_ids=list(one.discrepancy_ids) if notice_id == one.notice_id else [],
            title=one.title,
            body=one.body,
            state="prepared" if notice_id == one.notice_id else "withheld",
            detail=None,
            count_tries=0,
            prepared_at=at,
            changed_at=at,
        )
        for one in notices
        for notice_id in (one.notice_id, *one.stands_for)
    ]
