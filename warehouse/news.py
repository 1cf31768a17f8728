"""New vintages × rules → notices: restated series and changed targets, one message for each series and origin.

No contradiction and no alert: nobody need answer, and no budget holds it back. Every step of a series is told once a
channel; the message of several periods stands for the single ones in the ledger.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from duckdb import DuckDBPyConnection

from extractors.records import stable_id
from warehouse.alert_records import Delivery, Notice, read_rows
from warehouse.alert_rules import AlertRules, NewsRoute, Policy
from warehouse.database import utc_naive
from warehouse.plain_text import told_side

FRESH = timedelta(days=7)  # older steps are history to a channel that hears of them for the first time


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One step of a series to a new vintage."""

    observation_id: str
    kind: str
    series_key: str
    lineage: str
    origin: str
    indicator: str
    activity: str
    time_period: str
    unit_measure: str
    previous_value: float
    value: float
    quote: str | None
    publisher: str | None
    url: str | None
    published_at: datetime | None

    @property
    def line(self) -> str:
        """Period and both values."""
        change = f" ({100 * (self.value / self.previous_value - 1):+.1f} %)" if self.previous_value else ""
        return f"{self.time_period}: {self.previous_value:,.15g} → {self.value:,.15g} {self.unit_measure}{change}"


def read_news(connection: DuckDBPyConnection, policy: Policy, now: datetime) -> list[News]:
    """Steps that became known in the last days, those of one series and origin together."""
    since = {"since": utc_naive(now - FRESH), "backfill_days": policy.backfill_days}
    return [News(**row) for row in read_rows(connection, "news.sql", since)]


def plan_news(news: Sequence[News], ledger: Sequence[Delivery], rules: AlertRules, now: datetime) -> list[Notice]:
    """The messages that are due on each channel."""
    told = {(one.channel, one.notice_id) for one in ledger}
    notices: list[Notice] = []
    for route in rules.news:
        if route.quiet_hours and route.quiet_hours.hold(now):
            continue
        fresh = [one for one in news if _fits(one, route) and (route.channel, _step_id(one, route)) not in told]
        for one in _messages(fresh, route):
            notices.append(one)
            told |= {(route.channel, step) for step in one.stands_for}
    return notices


def _fits(one: News, route: NewsRoute) -> bool:
    wanted = ((route.kinds, one.kind), (route.indicators, one.indicator), (route.activities, one.activity))
    return all(not choice or value in choice for choice, value in wanted)


def _step_id(one: News, route: NewsRoute) -> str:
    return stable_id("notice", route.channel, "news", one.observation_id)


def _messages(fresh: Sequence[News], route: NewsRoute) -> Iterator[Notice]:
    for _, group in groupby(fresh, key=lambda one: (one.series_key, one.lineage, one.kind)):
        steps = list(group)
        first, singles = steps[0], tuple(_step_id(one, route) for one in steps)
        periods = f"{len(steps)} periods" if len(steps) > 1 else first.time_period
        yield Notice(
            notice_id=stable_id("notice", *singles),
            route=route.name,
            channel=route.channel,
            discrepancy_ids=(),
            title=f"Esep: {first.kind.replace('_', ' ')}: {first.indicator} {periods}",
            body="\n".join(
                [
                    f"{first.indicator} · {first.activity}, as told by {first.origin}",
                    *(one.line for one in steps),
                    *told_side(first.quote, first.publisher, first.published_at, first.url),
                ]
            ),
            stands_for=singles,
        )
