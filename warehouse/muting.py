"""Which cases nobody wants to be told of, by what they are about: a source, an indicator, a branch, an area, a kind.

Enters: the mutings of `config/alerts.yml` and what people said by `esep alerts mute`. Leaves: the day until which a
case is muted. A muted case stays listed, is reckoned with like any other, and is told again when its time is over.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from duckdb import DuckDBPyConnection

from extractors.errors import UsageError
from extractors.records import stable_id
from warehouse.alert_records import SQL, Case
from warehouse.alert_rules import Policy
from warehouse.database import utc_naive

# What a muting may name, and the field of a case that answers it.
SCOPES = {"kind": "kind", "indicator": "indicator", "activity": "activity", "area": "ref_area", "source": "source_id"}
FOR_EVER = datetime.max.replace(tzinfo=UTC)
_IN_FORCE = (SQL / "mutings.sql").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Muting:
    """Cases that answer every named scope are told to nobody until a day."""

    scope: Mapping[str, tuple[str, ...]]
    until: datetime
    reason: str
    muted_by: str


def covers(scope: Mapping[str, Collection[str]], case: Case) -> bool:
    """Whether the case answers every name of the scope."""
    return all(getattr(case, SCOPES[name]) in values for name, values in scope.items())


def read_scope(words: Sequence[str]) -> dict[str, str]:
    """What cases are about, from NAME=VALUE as a user writes it. Raises `UsageError` for anything else."""
    pairs = [word.partition("=") for word in words]
    if not pairs or not all(name in SCOPES and value for name, _, value in pairs):
        raise UsageError(f"name one case, or what cases are about: {', '.join(f'{name}=…' for name in SCOPES)}")
    return {name: value for name, _, value in pairs}


def read_mutings(connection: DuckDBPyConnection, policy: Policy) -> list[Muting]:
    """Mutings of the configuration, then those people set; past ones too."""
    configured = [
        Muting(
            scope=rule.scope,
            until=datetime.combine(rule.until, datetime.min.time(), UTC) if rule.until else FOR_EVER,
            reason=rule.reason,
            muted_by="config/alerts.yml",
        )
        for rule in policy.mutes
    ]
    said = [
        Muting(
            scope={name: (value,) for name, value in json.loads(scope).items()},
            until=until.replace(tzinfo=UTC),
            reason=reason,
            muted_by=muted_by,
        )
        for scope, until, reason, muted_by in connection.execute(_IN_FORCE).fetchall()
    ]
    return configured + said


def muted(case: Case, mutings: Iterable[Muting]) -> Case:
    """The case, muted as long as any muting that covers it."""
    days = [one.until for one in mutings if covers(one.scope, case)]
    own = [case.muted_until] if case.muted_until else []
    return replace(case, muted_until=max(days + own)) if days else case


def mute_by_rule(
    connection: DuckDBPyConnection,
    scope: Mapping[str, str],
    *,
    until: datetime | None,
    reason: str,
    judged_by: str,
    recorded_at: datetime,
) -> None:
    """Record that cases of this scope are muted until a day, or, without one, no longer muted.

    Raises `UsageError` for a day that is over, and a muting that is not in force.
    """
    if until is not None and until <= recorded_at:
        raise UsageError("until: cases are muted until a date that is still to come")
    value = json.dumps(dict(sorted(scope.items())), ensure_ascii=False)
    if until is None and value not in {row[0] for row in connection.execute(_IN_FORCE).fetchall()}:
        raise UsageError(f"no muting of {value} is in force (`esep alerts mutes` shows them)")
    at, action = utc_naive(recorded_at), "mute" if until else "unmute"
    judgement_id = stable_id("judgement", value, action, judged_by, reason, at.isoformat())
    connection.execute(
        "insert into judgement values ($1, null, $2, 'rule', $3, null, $4, $5, $6, $7, $6)",
        [judgement_id, action, value, reason, judged_by, at, utc_naive(until) if until else None],
    )
