"""What people decide of a case: recorded, never edited, and still standing after the next reckoning."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from alert_cases import plan_notices, rules
from pydantic import ValidationError
from reckoning_claims import Figure, add, reckon, reckoned, rows

from extractors.errors import UsageError
from warehouse.alert import read_cases
from warehouse.alert_records import read_events, read_ledger
from warehouse.ledger import judge, record_delivery
from warehouse.muting import mute_by_rule

BN = 1e9
WRONG = Figure(value=565 * BN, source_id="jjtv", published_at="2023-08-02", claim_id="wrong", document_id="wrong")
RIGHT = Figure(value=155 * BN, source_id="kazinform", published_at="2023-08-01", claim_id="right")
THIRD = Figure(value=155 * BN, source_id="zakon", published_at="2023-08-03", claim_id="third")
AGAIN = replace(RIGHT, source_id="jjtv", published_at="2023-08-05", claim_id="again", document_id="again")
DAY = datetime(2026, 1, 2, tzinfo=UTC)


def decide(connection, action, *, at=DAY, until=None, fault=None, reason="seen", by="Aigul") -> str:
    ((case,),) = rows(connection, "select discrepancy_id from discrepancy")
    return judge(
        connection, case, action, judged_by=by, reason=reason, fault=fault, muted_until=until, recorded_at=at
    )  # fmt: skip


def state(connection) -> str:
    ((found,),) = rows(connection, "select state from discrepancy")
    return found


def events(connection) -> list[tuple]:
    return rows(connection, "select state, actor from discrepancy_event order by recorded_at, rowid")


@pytest.mark.parametrize(
    ("action", "stands"),
    [("acknowledge", "acknowledged"), ("accept", "accepted"), ("explain", "explained"), ("resolve", "resolved")],
)
def test_a_decision_outlives_every_reckoning_and_is_told_once(action, stands):
    connection = reckoned(RIGHT, WRONG, THIRD)
    assert state(connection) == "confirmed"
    assert decide(connection, action) == stands
    for days, full in ((1, True), (2, False), (3, True)):
        reckon(connection, full=full, recorded_at=DAY + timedelta(days=days))
        assert state(connection) == stands
    assert events(connection)[1:] == [(stands, "Aigul")]


@pytest.mark.parametrize("action", ["acknowledge", "accept"])
def test_later_evidence_still_settles_what_was_only_acknowledged_or_accepted(action):
    connection = reckoned(RIGHT, WRONG, THIRD)
    decide(connection, action)
    add(connection, [AGAIN])
    reckon(connection, recorded_at=DAY + timedelta(days=1))
    assert state(connection) == "resolved"
    assert events(connection)[-1] == ("resolved", "esep")


def test_a_case_reopened_by_a_person_stays_so():
    connection = reckoned(RIGHT, WRONG)
    decide(connection, "explain", reason="a slip")
    assert decide(connection, "reopen", at=DAY + timedelta(hours=1)) == "reopened"
    reckon(connection, full=True, recorded_at=DAY + timedelta(days=1))
    assert state(connection) == "reopened"
    assert [event for event, _ in events(connection)] == ["open", "explained", "reopened"]


def test_muting_stands_beside_the_decision_it_covers():
    connection = reckoned(RIGHT, WRONG, THIRD)
    decide(connection, "accept", fault="one")
    decide(connection, "mute", at=DAY + timedelta(hours=1), until=DAY + timedelta(days=5))
    reckon(connection, full=True, recorded_at=DAY + timedelta(days=1))
    assert state(connection) == "muted"
    reckon(connection, full=True, recorded_at=DAY + timedelta(days=6))
    assert state(connection) == "accepted"


def test_an_unmute_wins_over_the_mute_before_it():
    connection = reckoned(RIGHT, WRONG, THIRD)
    decide(connection, "mute", until=DAY + timedelta(days=30))
    assert plan_notices(read_cases(connection, rules().policy), [], rules(), DAY + timedelta(days=2)) == []
    decide(connection, "unmute", at=DAY + timedelta(days=1))
    (case,) = read_cases(connection, rules().policy)
    assert (case.state, case.muted_until) == ("open", None)
    reckon(connection, full=True, recorded_at=DAY + timedelta(days=3))
    assert state(connection) == "confirmed"


def test_judgements_are_rows_with_who_when_why_and_which_side():
    connection = reckoned(RIGHT, WRONG, THIRD)
    before = rows(connection, "from claim order by all")
    decide(connection, "acknowledge", reason="calling them", by="Dana")
    decide(connection, "accept", at=DAY + timedelta(hours=1), fault="one", reason="a digit lost")
    assert rows(connection, "select action, fault, reason, judged_by, judged_at from judgement order by judged_at") == [
        ("acknowledge", None, "calling them", "Dana", DAY.replace(tzinfo=None)),
        ("accept", "one", "a digit lost", "Aigul", (DAY + timedelta(hours=1)).replace(tzinfo=None)),
    ]
    ((case,),) = rows(connection, "select discrepancy_id from discrepancy")
    assert [(one["state"], one["actor"]) for one in read_events(connection, case)][1:] == [
        ("acknowledged", "Dana"),
        ("accepted", "Aigul"),
    ]
    assert rows(connection, "from claim order by all") == before


def test_a_decision_that_makes_no_sense_is_refused_in_one_line():
    connection = reckoned(RIGHT, WRONG)
    with pytest.raises(UsageError, match="no such case: nothing"):
        judge(
            connection,
            "nothing",
            "explain",
            judged_by="A",
            reason="",
            fault=None,
            muted_until=None,
            recorded_at=DAY,
        )
    with pytest.raises(UsageError, match="'theirs' is not one of one, other, both, none"):
        decide(connection, "accept", fault="theirs")
    with pytest.raises(UsageError, match="still to come"):
        decide(connection, "mute", until=DAY - timedelta(days=1))
    with pytest.raises(UsageError, match="a case that is open cannot be taken to reopened"):
        decide(connection, "reopen")
    decide(connection, "resolve")
    with pytest.raises(UsageError, match="a case that is resolved cannot be taken to acknowledged"):
        decide(connection, "acknowledge")
    assert rows(connection, "select action from judgement") == [("resolve",)]


def test_the_ledger_keeps_every_step_of_a_notice_and_what_a_summary_stands_for():
    connection = reckoned(RIGHT, WRONG)
    (notice,) = plan_notices(read_cases(connection, rules().policy), [], rules(), DAY)
    summary = replace(notice, stands_for=("single-1", "single-2"))
    for minutes, step in enumerate(("prepared", "sending", "failed", "sending", "sent")):
        record_delivery(connection, summary, step, recorded_at=DAY + timedelta(minutes=minutes))
    ledger = {one.notice_id: one for one in read_ledger(connection)}
    assert ledger.keys() == {notice.notice_id, "single-1", "single-2"}
    told = ledger[notice.notice_id]
    assert (told.state, told.count_tries, told.body) == ("sent", 2, notice.body)
    assert (told.prepared_at, told.changed_at) == (DAY, DAY + timedelta(minutes=4))
    assert ledger["single-1"].state == "withheld"
    assert plan_notices(read_cases(connection, rules().policy), list(ledger.values()), rules(), DAY) == []


def test_a_muted_case_that_weighs_more_than_before_is_told_again():
    connection = reckoned(RIGHT, WRONG)
    connection.execute("update discrepancy set severity_class = 'low'")
    decide(connection, "mute", until=DAY + timedelta(days=90))
    reckon(connection, full=True, recorded_at=DAY + timedelta(days=1))
    ((severity_class, found),) = rows(connection, "select severity_class, state from discrepancy")
    assert (severity_class, found) == ("medium", "open")


@pytest.mark.parametrize(
    ("scope", "is_told"),
    [
        ({"source": "jjtv"}, False),
        ({"source": "jjtv", "activity": "machinery", "area": "KZ", "indicator": "output_value"}, False),
        ({"source": "jjtv", "activity": "railway"}, True),
        ({"kind": "scale"}, True),
    ],
)
def test_cases_are_muted_by_what_they_are_about(scope, is_told):
    connection = reckoned(RIGHT, WRONG, THIRD)
    mute_by_rule(connection, scope, until=DAY + timedelta(days=9), reason="known", judged_by="Aigul", recorded_at=DAY)
    policy, later = rules().policy, DAY + timedelta(days=2)
    assert bool(plan_notices(read_cases(connection, policy), [], rules(), later)) == is_told
    assert plan_notices(read_cases(connection, policy), [], rules(), DAY + timedelta(days=10))
    mute_by_rule(connection, scope, until=None, reason="", judged_by="Aigul", recorded_at=DAY + timedelta(hours=1))
    assert plan_notices(read_cases(connection, policy), [], rules(), later)
    with pytest.raises(UsageError, match="no muting of"):
        mute_by_rule(connection, scope, until=None, reason="", judged_by="Aigul", recorded_at=later)


def test_mutings_of_the_configuration_hold_until_their_day():
    connection = reckoned(RIGHT, WRONG, THIRD)
    muted = rules(mutes=[{"reason": "reprints", "sources": ["jjtv", "trend"], "until": "2026-02-01"}])
    for day, is_told in ((DAY, False), (datetime(2026, 2, 2, tzinfo=UTC), True)):
        assert bool(plan_notices(read_cases(connection, muted.policy), [], muted, day)) == is_told
    with pytest.raises(ValidationError, match="name at least one"):
        rules(mutes=[{"reason": "everything"}])
