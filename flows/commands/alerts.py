"""`esep alerts`: open cases and what people decide of them, recorded as judgements and never as edits."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from extractors.errors import UsageError
from extractors.settings import read_settings
from flows import clock
from flows.output import print_json, print_line, print_rows, print_table

app = typer.Typer(no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]
CaseId = Annotated[str, typer.Argument(help="Id of the case, as `esep alerts list` shows it.")]
What = Annotated[
    list[str] | None,
    typer.Argument(help="Id of one case; or what cases are about: source=, indicator=, activity=, area=, kind=."),
]
MUTED_DAYS = 90
LOOK_WAIT = 10.0  # seconds that somebody at a terminal waits for a flow that writes
Reason = Annotated[str, typer.Option(help="Why, in your words.")]
By = Annotated[str, typer.Option("--by", help="Who decides; your login name when not given.")]
FaultSide = Annotated[str, typer.Option("--fault", help="Which side is at fault: one, other, both or none.")]


@app.command("list")
def list_cases(
    *,
    every: Annotated[bool, typer.Option("--all", help="Settled and muted ones too.")] = False,
    fail_on_open: Annotated[bool, typer.Option(help="Exit 3 when contradictions are open.")] = False,
    as_json: Json = False,
) -> None:
    """Cases, worst first."""
    from warehouse.alert_records import TOLD_STATES

    now = clock.now()
    with _warehouse() as connection:
        cases = [one for one in _cases(connection) if every or _is_open(one, now)]
    columns = ["discrepancy_id", "severity_class", "state", "kind", "indicator", "arithmetic"]
    print_rows(columns, [asdict(one) for one in cases], as_json=as_json)
    if fail_on_open and any(one.state in TOLD_STATES for one in cases):
        raise typer.Exit(3)


@app.command()
def held(*, as_json: Json = False) -> None:
    """Open cases whose notice is due and waits: since when, on which channel, and for what."""
    from warehouse.alert_records import TOLD_STATES, read_ledger

    with _warehouse() as connection:
        ledger = read_ledger(connection)
        cases = {one.discrepancy_id: one for one in _cases(connection) if one.state in TOLD_STATES}
    rows = [
        {
            "discrepancy_id": case.discrepancy_id,
            "severity_class": case.severity_class,
            "kind": case.kind,
            "channel": one.channel,
            "waits_for": one.detail,
            "since": one.prepared_at,
        }
        for one in ledger
        if one.state == "held"
        for case in map(cases.get, one.discrepancy_ids)
        if case is not None
    ]
    columns = ["discrepancy_id", "severity_class", "kind", "channel", "waits_for", "since"]
    print_rows(columns, rows, as_json=as_json)


@app.command()
def show(case_id: CaseId, *, as_json: Json = False) -> None:
    """One case: both sides, the arithmetic, and all that happened to it."""
    from warehouse.alert_records import read_events

    with _warehouse() as connection:
        case = next((one for one in _cases(connection) if one.discrepancy_id == case_id), None)
        events = read_events(connection, case_id)
    if case is None:
        raise UsageError(f"no such case: {case_id} (`esep alerts list --all` shows them)")
    if as_json:
        print_json({"case": case, "events": events})
        return
    print_line(f"{case.kind}, {case.severity_class} ({case.severity:.0f} of 100), {case.state}")
    print_line(f"{case.indicator} · {case.activity} · {case.time_period}")
    for side in ("suspect", "witness"):
        if getattr(case, f"{side}_quote"):
            print_line(f"{side}: “{getattr(case, f'{side}_quote')}” — {getattr(case, f'{side}_publisher')}")
            print_line(f"    {getattr(case, f'{side}_url')}")
    print_line(f"arithmetic: {case.arithmetic}")
    print_rows(["recorded_at", "state", "actor", "cause"], events, as_json=False)


@app.command()
def ack(case_id: CaseId, *, reason: Reason = "", by: By = "", as_json: Json = False) -> None:
    """Say that somebody looks after it."""
    _judge(case_id, "acknowledge", reason=reason, by=by, as_json=as_json)


@app.command()
def explain(case_id: CaseId, *, reason: Reason, fault: FaultSide = "none", by: By = "", as_json: Json = False) -> None:
    """Say what is behind it; it stays listed and is told no more."""
    _judge(case_id, "explain", reason=reason, by=by, fault=fault, as_json=as_json)


@app.command()
def accept(case_id: CaseId, *, reason: Reason, fault: FaultSide, by: By = "", as_json: Json = False) -> None:
    """Accept it as a true contradiction and say which side is at fault."""
    _judge(case_id, "accept", reason=reason, by=by, fault=fault, as_json=as_json)


@app.command()
def mute(
    what: What = None,
    *,
    until: Annotated[str, typer.Option(help="Date until which nothing is told; 90 days from now when not given.")] = "",
    reason: Reason = "",
    by: By = "",
    as_json: Json = False,
) -> None:
    """Tell nobody of one case, or of all cases about something, until a date."""
    from flows.reading import read_instant

    day = read_instant(until, "until") if until else clock.now() + timedelta(days=MUTED_DAYS)
    _mute(what or [], day, reason=reason, by=by, as_json=as_json)


@app.command()
def unmute(what: What = None, *, reason: Reason = "", by: By = "", as_json: Json = False) -> None:
    """Take a muting back before its date."""
    _mute(what or [], None, reason=reason, by=by, as_json=as_json)


@app.command()
def mutes(*, as_json: Json = False) -> None:
    """What is muted by what it is about, until when, by whom and why."""
    from warehouse.muting import FOR_EVER, read_mutings

    now = clock.now()
    with _warehouse() as connection:
        found = read_mutings(connection, _policy())
    rows = [
        {
            "what": ", ".join(f"{name} {' or '.join(values)}" for name, values in one.scope.items()),
            "until": "" if one.until == FOR_EVER else one.until.date().isoformat(),
            "by": one.muted_by,
            "reason": one.reason,
        }
        for one in found
        if one.until > now
    ]
    print_rows(["what", "until", "by", "reason"], rows, as_json=as_json)


@app.command()
def resolve(case_id: CaseId, *, reason: Reason = "", fault: FaultSide = "", by: By = "", as_json: Json = False) -> None:
    """Say that it is settled."""
    _judge(case_id, "resolve", reason=reason, by=by, fault=fault, as_json=as_json)


@app.command()
def reopen(case_id: CaseId, *, reason: Reason = "", by: By = "", as_json: Json = False) -> None:
    """Take a settlement back."""
    _judge(case_id, "reopen", reason=reason, by=by, as_json=as_json)


@app.command()
def routes(*, as_json: Json = False) -> None:
    """Who is told of what, and whether each channel has an address."""
    import os

    from warehouse.alert_rules import Route, read_alert_rules

    rules = read_alert_rules(read_settings().config)
    rows = [
        {
            "route": route.name,
            "channel": route.channel,
            "tells": route.severity if isinstance(route, Route) else ", ".join(route.kinds),
            "digest": (route.digest or "") if isinstance(route, Route) else "",
            "has_address": f"ESEP_CHANNEL_{route.channel.upper()}" in os.environ,
        }
        for route in rules.ways
    ]
    print_rows(["route", "channel", "tells", "digest", "has_address"], rows, as_json=as_json)


@app.command()
def send(*, as_json: Json = False) -> None:
    """Send the notices that are due now."""
    from flows.notify import notify

    report = notify()
    if as_json:
        print_json(report)
    else:
        print_table(["what", "count"], list(asdict(report).items()))


def _mute(what: list[str], until: datetime | None, *, reason: str, by: str, as_json: bool) -> None:
    """Mute, or without a date no longer mute, one case or all of a scope."""
    from warehouse.muting import covers, mute_by_rule, read_scope

    if len(what) == 1 and "=" not in what[0]:
        action = "mute" if until else "unmute"
        _judge(what[0], action, reason=reason, by=by, muted_until=until, as_json=as_json)
        return
    scope, now = read_scope(what), clock.now()
    with _warehouse(now) as connection:
        mute_by_rule(connection, scope, until=until, reason=reason, judged_by=by or getpass.getuser(), recorded_at=now)
        count = sum(covers({name: {value} for name, value in scope.items()}, case) for case in _cases(connection))
    if as_json:
        print_json({"scope": scope, "muted_until": until, "count_cases": count})
    else:
        told = f"muted until {until.date()}" if until else "told again"
        print_line(f"{', '.join(f'{name} {value}' for name, value in scope.items())}: {told} ({count} cases now)")


def _is_open(case: Any, now: datetime) -> bool:
    from warehouse.alert_records import SETTLED_STATES

    is_muted = case.muted_until is not None and case.muted_until > now
    return case.state not in SETTLED_STATES and not is_muted


@contextmanager
def _warehouse(recorded_at: datetime | None = None) -> Iterator[Any]:
    from warehouse.database import existing, open_warehouse

    path = existing(read_settings().warehouse)
    with open_warehouse(path, recorded_at=recorded_at, wait=LOOK_WAIT) as connection:
        yield connection


def _policy() -> Any:
    from warehouse.alert_rules import read_alert_rules

    return read_alert_rules(read_settings().config).policy


def _cases(connection: Any) -> list[Any]:
    from warehouse.alert import read_cases

    return read_cases(connection, _policy())


def _judge(
    case_id: str, action: Any, *, reason: str, by: str, as_json: bool, fault: Any = None, muted_until: Any = None
) -> None:
    from warehouse.ledger import judge

    now = clock.now()
    with _warehouse(now) as connection:
        state = judge(
            connection,
            case_id,
            action,
            judged_by=by or getpass.getuser(),
            reason=reason,
            fault=fault or None,
            muted_until=muted_until,
            recorded_at=now,
        )
    if as_json:
        print_json({"discrepancy_id": case_id, "state": state})
    else:
        print_line(f"{case_id}: {state}")
