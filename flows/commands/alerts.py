"""`esep alerts`: open cases and what people decide of them, recorded as judgements and never as edits."""

import getpass
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from extractors.errors import UsageError
from extractors.settings import read_settings
from flows import clock
from flows.output import print_json, print_line, print_table

app = typer.Typer(no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]
CaseId = Annotated[str, typer.Argument(help="Id of the case, as `esep alerts list` shows it.")]
OneCase = Annotated[str, typer.Argument(help="Id of one case; or name below what the cases are about.")]
Source = Annotated[str, typer.Option(help="Source whose figure is doubted.")]
Indicator = Annotated[str, typer.Option(help="What is measured, e.g. output_growth.")]
Activity = Annotated[str, typer.Option(help="Branch of the economy, e.g. automotive.")]
Area = Annotated[str, typer.Option(help="Area the figure is about, e.g. KZ-39.")]
Kind = Annotated[str, typer.Option(help="Kind of case, e.g. scale.")]
MUTED_DAYS = 90
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
    from warehouse.alert import TOLD_STATES

    now = clock.now()
    cases = [one for one in _read_cases() if every or _is_open(one, now)]
    if as_json:
        print_json(cases)
    else:
        columns = ["discrepancy_id", "severity_class", "state", "kind", "indicator", "arithmetic"]
        print_table(columns, [[getattr(one, name) for name in columns] for one in cases])
    if fail_on_open and any(one.state in TOLD_STATES for one in cases):
        raise typer.Exit(3)


@app.command()
def held(*, as_json: Json = False) -> None:
    """Open cases whose notice is due and waits: since when, on which channel, and for what."""
    from warehouse.alert import TOLD_STATES, read_ledger
    from warehouse.database import open_warehouse

    with open_warehouse(read_settings().warehouse) as connection:
        ledger = read_ledger(connection)
    cases = {one.discrepancy_id: one for one in _read_cases() if one.state in TOLD_STATES}
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
    if as_json:
        print_json(rows)
    else:
        columns = ["discrepancy_id", "severity_class", "kind", "channel", "waits_for", "since"]
        print_table(columns, [[str(row[name]) for name in columns] for row in rows])


@app.command()
def show(case_id: CaseId, *, as_json: Json = False) -> None:
    """One case: both sides, the arithmetic, and all that happened to it."""
    found = [one for one in _read_cases() if one.discrepancy_id == case_id]
    if not found:
        raise UsageError(f"no such case: {case_id} (`esep alerts list --all` shows them)")
    case, events = found[0], _events(case_id)
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
    columns = ["recorded_at", "state", "actor", "cause"]
    print_table(columns, [[event[name] for name in columns] for event in events])


@app.command()
def ack(case_id: CaseId, *, reason: Reason = "", by: By = "") -> None:
    """Say that somebody looks after it."""
    _judge(case_id, "acknowledge", reason=reason, by=by)


@app.command()
def explain(case_id: CaseId, *, reason: Reason, fault: FaultSide = "none", by: By = "") -> None:
    """Say what is behind it; it stays listed and is told no more."""
    _judge(case_id, "explain", reason=reason, by=by, fault=fault)


@app.command()
def accept(case_id: CaseId, *, reason: Reason, fault: FaultSide, by: By = "") -> None:
    """Accept it as a true contradiction and say which side is at fault."""
    _judge(case_id, "accept", reason=reason, by=by, fault=fault)


@app.command()
def mute(
    case_id: OneCase = "",
    *,
    until: Annotated[str, typer.Option(help="Date until which nothing is told; 90 days from now when not given.")] = "",
    source: Source = "",
    indicator: Indicator = "",
    activity: Activity = "",
    area: Area = "",
    kind: Kind = "",
    reason: Reason = "",
    by: By = "",
) -> None:
    """Tell nobody of one case, or of all cases about something, until a date."""
    from flows.reading import read_instant

    day = read_instant(until, "until") if until else clock.now() + timedelta(days=MUTED_DAYS)
    scope = {"source": source, "indicator": indicator, "activity": activity, "area": area, "kind": kind}
    if case_id:
        _judge(case_id, "mute", reason=reason, by=by, muted_until=day)
    else:
        _mute_by_rule(scope, day, reason=reason, by=by)


@app.command()
def unmute(
    case_id: OneCase = "",
    *,
    source: Source = "",
    indicator: Indicator = "",
    activity: Activity = "",
    area: Area = "",
    kind: Kind = "",
    reason: Reason = "",
    by: By = "",
) -> None:
    """Take a muting back before its date."""
    scope = {"source": source, "indicator": indicator, "activity": activity, "area": area, "kind": kind}
    if case_id:
        _judge(case_id, "unmute", reason=reason, by=by)
    else:
        _mute_by_rule(scope, None, reason=reason, by=by)


@app.command()
def mutes(*, as_json: Json = False) -> None:
    """What is muted by what it is about, until when, by whom and why."""
    from warehouse.alert_rules import read_alert_rules
    from warehouse.database import open_warehouse
    from warehouse.muting import FOR_EVER, read_mutings

    settings, now = read_settings(), clock.now()
    with open_warehouse(settings.warehouse) as connection:
        found = read_mutings(connection, read_alert_rules(settings.config).policy)
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
    if as_json:
        print_json(rows)
    else:
        print_table(["what", "until", "by", "reason"], [list(row.values()) for row in rows])


@app.command()
def resolve(case_id: CaseId, *, reason: Reason = "", fault: FaultSide = "", by: By = "") -> None:
    """Say that it is settled."""
    _judge(case_id, "resolve", reason=reason, by=by, fault=fault)


@app.command()
def reopen(case_id: CaseId, *, reason: Reason = "", by: By = "") -> None:
    """Take a settlement back."""
    _judge(case_id, "reopen", reason=reason, by=by)


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
    if as_json:
        print_json(rows)
    else:
        print_table(list(rows[0]), [list(row.values()) for row in rows])


@app.command()
def send(*, as_json: Json = False) -> None:
    """Send the notices that are due now."""
    from flows.notify import notify

    report = notify()
    if as_json:
        print_json(report)
    else:
        print_table(["what", "count"], list(asdict(report).items()))


def _mute_by_rule(named: dict[str, str], until: datetime | None, *, reason: str, by: str) -> None:
    from warehouse.database import open_warehouse
    from warehouse.muting import mute_by_rule

    settings, now = read_settings(), clock.now()
    scope = {name: value for name, value in named.items() if value}
    with open_warehouse(settings.warehouse, recorded_at=now) as connection:
        mute_by_rule(connection, scope, until=until, reason=reason, judged_by=by or getpass.getuser(), recorded_at=now)
    told = ", ".join(f"{name} {value}" for name, value in scope.items())
    print_line(f"{told}: muted until {until.date()}" if until else f"{told}: told again")


def _is_open(case: Any, now: datetime) -> bool:
    from warehouse.alert import SETTLED_STATES

    is_muted = case.muted_until is not None and case.muted_until > now
    return case.state not in SETTLED_STATES and not is_muted


def _read_cases() -> list[Any]:
    from warehouse.alert import read_cases
    from warehouse.alert_rules import read_alert_rules
    from warehouse.database import open_warehouse

    settings = read_settings()
    policy = read_alert_rules(settings.config).policy
    with open_warehouse(settings.warehouse) as connection:
        return read_cases(connection, policy)


def _events(case_id: str) -> list[dict[str, Any]]:
    from warehouse.alert import read_events
    from warehouse.database import open_warehouse

    with open_warehouse(read_settings().warehouse) as connection:
        return read_events(connection, case_id)


def _judge(case_id: str, action: Any, *, reason: str, by: str, fault: Any = None, muted_until: Any = None) -> None:
    from warehouse.database import open_warehouse
    from warehouse.ledger import judge

    settings, now = read_settings(), clock.now()
    with open_warehouse(settings.warehouse, recorded_at=now) as connection:
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
    print_line(f"{case_id}: {state}")
