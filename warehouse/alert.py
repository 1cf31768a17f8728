"""Cases × rules → notices: what is due to be told now, and in which words.

Enters: cases as they stand, the ledger of what was told, the rules, the time. Leaves: notices whose id is made of the
change they tell of, so that the same change is never planned twice. Pure but for the function that reads the cases;
sending is the business of `flows/sending.py`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import Literal
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from extractors.records import stable_id
from warehouse.alert_records import SETTLED_STATES, TOLD_STATES, Case, Delivery, Notice, read_rows
from warehouse.alert_rules import RANK, AlertRules, Policy, Route
from warehouse.muting import muted, read_mutings
from warehouse.plain_text import plain, told_side

HoldReason = Literal["cooldown of the cell", "cooldown of the text", "budget"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A notice that is due and waits."""

    notice: Notice
    reason: HoldReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is told now, and what waits."""

    notices: tuple[Notice, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A notice of the ledger, or one planned a moment ago."""

    notice_id: str
    channel: str
    discrepancy_ids: Sequence[str]
    told_at: datetime
    is_digest: bool


def read_cases(connection: DuckDBPyConnection, policy: Policy) -> list[Case]:
    """Every case, worst first; those that a rule covers are muted."""
    rows = read_rows(connection, "cases.sql", {"backfill_days": policy.backfill_days})
    mutings = read_mutings(connection, policy)
    return [muted(Case(**row), mutings) for row in rows]


def plan_notices(
    cases: Sequence[Case], ledger: Sequence[Delivery], rules: AlertRules, now: datetime, *, count_claims: int
) -> Plan:
    """What is due now and was not told yet; of two routes to one channel the first that fits a case tells it.

    `count_claims` came in during the days of the budget.
    """
    digests = {route.name for route in rules.routes if route.digest}
    told = [
        _Told(one.notice_id, one.channel, one.discrepancy_ids, one.prepared_at, one.route in digests)
        for one in ledger
        if one.state != "held"
    ]
    notices: list[Notice] = []
    held: dict[str, Held] = {}
    for route in rules.routes:
        desk = _Desk(route, rules.policy, [one for one in told if one.channel == route.channel], now, count_claims)
        for one in _plan_route(desk, cases):
            if isinstance(one, Held):
                held.setdefault(one.notice.notice_id, one)
            elif one.notice_id not in desk.told_ids:
                ids = (one.notice_id, *one.stands_for)
                told += [_Told(id_, one.channel, one.discrepancy_ids, now, route.digest is not None) for id_ in ids]
                notices.append(one)
    told_ids = {one.notice_id for one in told}
    waiting = tuple(one for one in held.values() if one.notice.notice_id not in told_ids)
    notices += [one for one in _plan_accounts(waiting, now) if one.notice_id not in told_ids]
    return Plan(notices=tuple(notices), held=waiting)


@dataclass(frozen=True, slots=True)
class _Desk:
    """One route at one moment: what its channel was told already, and the rules in force."""

    route: Route
    policy: Policy
    told: Sequence[_Told]
    now: datetime
    count_claims: int

    @property
    def told_ids(self) -> set[str]:
        """Notices the channel was told already."""
        return {one.notice_id for one in self.told}

    def told_within(self, span: timedelta) -> set[str]:
        """Cases the channel was told of since `span` ago, digests apart."""
        recent = (one for one in self.told if not one.is_digest and self.now - one.told_at < span)
        return {case_id for one in recent for case_id in one.discrepancy_ids}

    @property
    def room(self) -> float:
        """Cases that the budget still allows."""
        budget = self.policy.budget
        if budget is None:
            return inf
        return budget.allows(self.count_claims) - len(self.told_within(timedelta(days=budget.days)))


def _plan_route(desk: _Desk, cases: Sequence[Case]) -> Iterator[Notice | Held]:
    if desk.route.quiet_hours and desk.route.quiet_hours.hold(desk.now):
        return
    if desk.route.digest:
        yield from _plan_digest(desk.route, cases, desk.now)
        return
    known, told = desk.told_within(timedelta.max), desk.told_ids
    due = [case for case in cases if _is_due(case, desk) or _is_settled_after_told(case, known, desk.now)]
    yield from _within_limits([case for case in due if _notice_id(desk.route, case) not in told], cases, desk)


def _is_settled_after_told(case: Case, known: set[str], now: datetime) -> bool:
    return case.state in SETTLED_STATES and case.discrepancy_id in known and not _is_muted(case, now)


def _is_muted(case: Case, now: datetime) -> bool:
    return case.muted_until is not None and case.muted_until > now


def _is_due(case: Case, desk: _Desk) -> bool:
    age = desk.now - case.opened_at
    waited = age >= timedelta(hours=desk.policy.grace_hours)
    ripe = case.state == "confirmed" or age >= timedelta(hours=desk.route.after_hours)
    return (
        case.state in TOLD_STATES and waited and ripe and not case.is_backfilled and _fits(case, desk.route, desk.now)
    )


def _fits(case: Case, route: Route, now: datetime) -> bool:
    if _is_muted(case, now):
        return False
    wanted = (
        (route.kinds, case.kind),
        (route.indicators, case.indicator),
        (route.activities, case.activity),
        (route.sources, case.source_id),
    )
    return RANK[case.severity_class] >= RANK[route.severity] and all(
        not choice or value in choice for choice, value in wanted
    )


@dataclass(slots=True)
class _Limits:
    """How much of what was told lately, growing as notices are planned."""

    cells: set[str]
    texts: set[str | None]
    sources: Counter[str | None]
    room: float

    def reason_to_hold(self, case: Case) -> HoldReason | None:
        """Why a case waits; a settlement never does."""
        if case.state not in TOLD_STATES:
            return None
        if case.place_id in self.cells:
            return "cooldown of the cell"
        if case.document_id in self.texts:
            return "cooldown of the text"
        return "budget" if self.room < 1 else None

    def take(self, case: Case) -> None:
        """Count a case as told."""
        self.cells.add(case.place_id)
        self.sources[case.source_id] += 1
        self.room -= case.state in TOLD_STATES


def _limits(cases: Sequence[Case], desk: _Desk) -> _Limits:
    by_id = {case.discrepancy_id: case for case in cases}

    def told_within(span: timedelta) -> list[Case]:
        return [by_id[one] for one in desk.told_within(span) if one in by_id]

    return _Limits(
        cells={case.place_id for case in told_within(timedelta(hours=desk.route.cooldown_hours))},
        texts={case.document_id for case in told_within(timedelta(hours=desk.route.document_cooldown_hours))} - {None},
        sources=Counter(case.source_id for case in told_within(timedelta(days=1))),
        room=desk.room,
    )


def _within_limits(fresh: Sequence[Case], cases: Sequence[Case], desk: _Desk) -> Iterator[Notice | Held]:
    """Cooldown by cell and text, the budget, one notice a text, and one summary where a source has too many."""
    limits, route = _limits(cases, desk), desk.route
    texts: dict[str, list[Case]] = {}
    crowded: dict[str | None, list[Case]] = {}
    for case in fresh:
        if reason := limits.reason_to_hold(case):
            yield Held(notice=_notice(route, [case], _title(case), _notice_id(route, case)), reason=reason)
            continue
        limits.take(case)
        if limits.sources[case.source_id] > desk.policy.per_source_per_day:
            crowded.setdefault(case.source_id, []).append(case)
        else:
            texts.setdefault(case.document_id or case.discrepancy_id, []).append(case)
    for many in texts.values():
        yield _notice_of(route, many, f"Esep: {len(many)} contradictions in one text of {many[0].source_id}")
    for source_id, many in crowded.items():
        yield _notice_of(route, many, f"Esep: {len(many)} more contradictions about {source_id}", is_summary=True)


def _notice_of(route: Route, many: Sequence[Case], title: str, *, is_summary: bool = False) -> Notice:
    """One notice of one case in its own words, of several under a common title."""
    singles = tuple(_notice_id(route, case) for case in many)
    if len(many) == 1 and not is_summary:
        return _notice(route, many, _title(many[0]), singles[0])
    return _notice(route, many, title, stable_id("notice", route.channel, *singles), singles)


def _plan_accounts(held: Sequence[Held], now: datetime) -> Iterator[Notice]:
    """Once a day a channel is told how much its budget holds back: what, in a line each."""
    by_channel: dict[str, list[Notice]] = {}
    for one in held:
        if one.reason == "budget":
            by_channel.setdefault(one.notice.channel, []).append(one.notice)
    for channel, many in by_channel.items():
        lines = [f"- {one.title.removeprefix('Esep: ')} ({', '.join(one.discrepancy_ids)})" for one in many]
        yield Notice(
            notice_id=stable_id("notice", channel, "budget", now.date().isoformat()),
            route=many[0].route,
            channel=channel,
            discrepancy_ids=(),  # nothing of it counts as told
            title=f"Esep: {len(many)} contradictions wait, more came than the budget of alerts allows",
            body="\n".join([*lines, "They are told when there is room; all of them: esep alerts held"]),
        )


def _plan_digest(route: Route, cases: Sequence[Case], now: datetime) -> Iterator[Notice]:
    """One message a day or week with all that is open, from the hour given on."""
    local = now.astimezone(ZoneInfo(route.timezone))
    day = local.date()
    if route.digest == "weekly":
        day -= timedelta(days=day.weekday())
    if (day == local.date() and local.hour < route.digest_hour) or local.date() - day >= timedelta(days=2):
        return
    chosen = [case for case in cases if case.state in TOLD_STATES and _fits(case, route, now)]
    if chosen:
        title = f"Esep: {len(chosen)} open contradictions ({route.digest}, {day.isoformat()})"
        yield _notice(route, chosen, title, stable_id("notice", route.name, day.isoformat()))


def _notice(
    route: Route, cases: Sequence[Case], title: str, notice_id: str, stands_for: tuple[str, ...] = ()
) -> Notice:
    return Notice(
        notice_id=notice_id,
        route=route.name,
        channel=route.channel,
        discrepancy_ids=tuple(case.discrepancy_id for case in cases),
        title=title,
        body="\n\n".join(_body(case) for case in cases),
        stands_for=stands_for,
    )


def _notice_id(route: Route, case: Case) -> str:
    return stable_id("notice", route.channel, case.event_id)


def _title(case: Case) -> str:
    words = case.state if case.state in SETTLED_STATES else f"{case.severity_class} {case.kind}"
    return f"Esep: {words}: {case.indicator or case.kind} {case.time_period}"


def _body(case: Case) -> str:
    lines = [
        f"{case.kind} ({case.severity_class}, {case.state}): {case.indicator} · {case.activity} · {case.time_period}",
        *told_side(case.suspect_quote, case.suspect_publisher, case.suspect_published_at, case.suspect_url),
        *told_side(case.witness_quote, case.witness_publisher, case.witness_published_at, case.witness_url),
        f"Arithmetic: {plain(case.arithmetic)}",
        f"Answer: esep alerts ack {case.discrepancy_id}   (or explain, mute, resolve)",
    ]
    return "\n".join(lines)
