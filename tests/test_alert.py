"""Which notices are due: routes, severity, waiting, cooldown, quiet hours, digests, summaries, settlements, words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from alert_cases import NOON, case, held, plan, plan_notices, rules, told
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import ConfigError
from warehouse.alert_rules import read_alert_rules
from warehouse.plain_text import link, plain


def names(notices) -> list[tuple[str, ...]]:
    return [notice.discrepancy_ids for notice in notices]


def test_a_notice_has_both_quotes_both_links_the_arithmetic_and_how_to_answer():
    (notice,) = plan_notices([case("a")], [], rules(), NOON)
    assert notice.title == "Esep: high discrepancy: output_value 2022"
    wanted = ("565 billion tenge", "155 billion tenge", "https://courier.example/1", "https://ministry.example/2")
    for words in (*wanted, "Arithmetic: 565 bn is 3.6 times 155 bn", "esep alerts ack a"):
        assert words in notice.body


def test_the_same_change_is_told_once_and_the_next_change_again():
    first = plan_notices([case("a")], [], rules({"cooldown_hours": 0}), NOON)
    assert names(first) == [("a",)]
    assert plan_notices([case("a")], told(*first), rules({"cooldown_hours": 0}), NOON + timedelta(days=9)) == []
    confirmed = case("a", state="confirmed", event_id="event-2")
    at_once = rules({"cooldown_hours": 0, "document_cooldown_hours": 0})
    assert names(plan_notices([confirmed], told(*first), at_once, NOON)) == [("a",)]


@pytest.mark.parametrize(
    ("route", "changes", "is_told"),
    [
        ({"severity": "medium"}, {"severity_class": "low"}, False),
        ({"severity": "medium"}, {"severity_class": "medium"}, True),
        ({"severity": "medium"}, {"severity_class": "high"}, True),
        ({"indicators": ["output_value"]}, {}, True),
        ({"indicators": ["exports"]}, {}, False),
        ({"activities": ["machinery"], "sources": ["courier"]}, {}, True),
        ({"activities": ["machinery"], "sources": ["other"]}, {}, False),
        ({"kinds": ["scale"]}, {}, False),
        ({"indicators": ["exports"]}, {"indicator": None}, False),
        ({}, {"is_backfilled": True}, False),
        ({}, {"state": "acknowledged"}, False),
        ({}, {"state": "muted"}, False),
        ({}, {"muted_until": NOON + timedelta(hours=1)}, False),
        ({}, {"muted_until": NOON - timedelta(hours=1)}, True),
        ({}, {"opened_at": NOON - timedelta(hours=1)}, False),
        ({"after_hours": 48}, {}, False),
        ({"after_hours": 48}, {"state": "confirmed"}, True),
    ],
)
def test_who_is_told_of_what(route, changes, is_told):
    assert bool(plan_notices([case("a", **changes)], [], rules(route), NOON)) is is_told


def test_two_routes_to_one_channel_tell_a_case_once():
    both = rules({"name": "urgent", "severity": "high"}, {"name": "all", "after_hours": 6})
    notices = plan_notices([case("a"), case("b", severity_class="low")], [], both, NOON)
    assert [(one.route, one.discrepancy_ids) for one in notices] == [("urgent", ("a",)), ("all", ("b",))]
    assert plan_notices([case("a")], told(*notices), both, NOON + timedelta(days=3)) == []


def test_two_channels_are_told_each():
    both = rules({"name": "desk"}, {"name": "chat", "channel": "chat"})
    assert [one.channel for one in plan_notices([case("a")], [], both, NOON)] == ["desk", "chat"]


def test_a_cell_cools_down_and_what_was_held_back_is_told_later():
    route = rules({"cooldown_hours": 24})
    first, second = case("a", place_id="cell"), case("b", place_id="cell")
    notices = plan_notices([first, second], [], route, NOON)
    assert names(notices) == [("a",)]
    assert plan_notices([first, second], told(*notices), route, NOON + timedelta(hours=23)) == []
    assert names(plan_notices([first, second], told(*notices), route, NOON + timedelta(hours=24))) == [("b",)]


def test_the_contradictions_of_one_text_come_in_one_notice_and_the_next_ones_six_hours_later():
    first, second = case("a", document_id="page"), case("b", document_id="page")
    notices = plan_notices([first, second], [], rules(), NOON)
    assert names(notices) == [("a", "b")]
    assert notices[0].title == "Esep: 2 contradictions in one text of courier"
    later = [first, second, case("c", document_id="page"), case("d", document_id="page")]
    waiting = plan(later, told(*notices), rules(), NOON + timedelta(hours=5), count_claims=0)
    assert waiting.notices == ()
    assert [(one.notice.discrepancy_ids, one.reason) for one in waiting.held] == [
        (("c",), "cooldown of the text"),
        (("d",), "cooldown of the text"),
    ]
    ledger = [*told(*notices), *held(waiting)]
    evening = plan_notices(later, ledger, rules(per_source_per_day=9), NOON + timedelta(hours=6))
    assert names(evening) == [("c", "d")]


BUDGET = {"budget": {"alerts": 2, "per_claims": 1000, "days": 7, "at_least": 1}}


def test_beyond_the_budget_the_mildest_wait_and_the_channel_is_told_once_a_day_what_waits():
    many = [case(f"c{number}", severity_class="high" if number < 3 else "medium") for number in range(6)]
    route = rules(**BUDGET, per_source_per_day=20)
    first = plan(many, [], route, NOON, count_claims=2000)
    assert names(first.notices) == [("c0",), ("c1",), ("c2",), ("c3",), ()]
    assert [one.notice.discrepancy_ids for one in first.held] == [("c4",), ("c5",)]
    account = first.notices[-1]
    assert account.title == "Esep: 2 contradictions wait, more came than the budget of alerts allows"
    assert "medium discrepancy: output_value 2022 (c5)" in account.body
    ledger = [*told(*first.notices), *held(first)]
    evening = plan(many, ledger, route, NOON + timedelta(hours=8), count_claims=2000)
    assert (evening.notices, len(evening.held)) == ((), 2)
    tomorrow = plan(many, ledger, route, NOON + timedelta(days=1), count_claims=2000)
    assert names(tomorrow.notices) == [()]
    # more claims, or days without an alert, make room: nothing is lost
    assert names(plan(many, ledger, route, NOON + timedelta(hours=8), count_claims=3000).notices) == [("c4",), ("c5",)]
    assert names(plan(many, ledger, route, NOON + timedelta(days=8), count_claims=2000).notices) == [("c4",), ("c5",)]


def test_a_budget_leaves_some_where_hardly_a_claim_came_and_holds_back_no_settlement_and_no_digest():
    route = rules(**BUDGET)
    first = plan([case("a"), case("b")], [], route, NOON, count_claims=0)
    assert names(first.notices) == [("a",), ()]
    settled = case("a", state="resolved", event_id="event-2")
    ledger = [*told(*first.notices), *held(first)]
    assert names(plan([settled, case("b")], ledger, route, NOON, count_claims=0).notices) == [("a",)]
    daily = rules({"digest": "daily", "timezone": "UTC"}, **BUDGET)
    assert names(plan([case("a"), case("b")], ledger, daily, NOON, count_claims=0).notices) == [("a", "b")]


def test_what_one_route_holds_back_another_to_the_same_channel_may_tell():
    both = rules({"name": "slow", "document_cooldown_hours": 48}, {"name": "fast", "document_cooldown_hours": 1})
    first = plan_notices([case("a", document_id="page")], [], both, NOON)
    later = plan([case("b", document_id="page")], told(*first), both, NOON + timedelta(hours=2), count_claims=0)
    assert [(one.route, one.discrepancy_ids) for one in later.notices] == [("slow", ("b",))]
    assert later.held == ()


@pytest.mark.parametrize(("hour", "is_told"), [(16, True), (17, False), (23, False), (1, False), (2, True)])
def test_quiet_hours_pass_midnight_in_their_own_zone(hour, is_told):
    quiet = {"quiet_hours": {"start": "22:00", "end": "07:00", "timezone": "Asia/Almaty"}}  # UTC+5
    now = NOON.replace(hour=hour) + timedelta(days=1)
    assert bool(plan_notices([case("a")], [], rules(quiet), now)) is is_told


def test_too_many_cases_of_a_source_become_one_summary_and_never_come_again():
    many = [case(f"c{number}") for number in range(8)]
    route = rules({"cooldown_hours": 0})
    notices = plan_notices(many, [], route, NOON)
    assert [len(one.discrepancy_ids) for one in notices] == [1, 1, 1, 5]
    assert notices[-1].title == "Esep: 5 more contradictions about courier"
    later = NOON + timedelta(days=2)
    assert plan_notices(many, told(*notices), route, later) == []
    assert names(plan_notices([*many, case("new")], told(*notices), route, later)) == [("new",)]


def test_a_digest_comes_once_a_day_from_its_hour_on_with_all_that_is_open():
    route = rules({"digest": "daily", "digest_hour": 9, "timezone": "UTC"})
    cases = [case("a"), case("late", is_backfilled=True), case("b", state="resolved"), case("c", state="acknowledged")]
    assert plan_notices(cases, [], route, NOON.replace(hour=8)) == []
    notices = plan_notices(cases, [], route, NOON)
    assert names(notices) == [("a", "late")]
    assert plan_notices([*cases, case("d")], told(*notices), route, NOON.replace(hour=20)) == []
    assert len(plan_notices(cases, told(*notices), route, NOON + timedelta(days=1))) == 1
    assert plan_notices([case("b", state="resolved")], [], route, NOON) == []


def test_a_weekly_digest_comes_on_monday_or_the_day_after():
    route = rules({"digest": "weekly", "digest_hour": 9, "timezone": "UTC"})
    monday = datetime(2026, 3, 2, 12, tzinfo=UTC)
    days = [bool(plan_notices([case("a")], [], route, monday + timedelta(days=day))) for day in range(7)]
    assert days == [True, True, False, False, False, False, False]
    (notice,) = plan_notices([case("a")], [], route, monday)
    assert plan_notices([case("a")], told(notice), route, monday + timedelta(days=1)) == []


def test_a_digest_neither_cools_a_cell_nor_counts_as_told():
    both = rules({"name": "daily", "digest": "daily", "digest_hour": 9, "timezone": "UTC"}, {"name": "desk"})
    assert [one.route for one in plan_notices([case("a")], [], both, NOON)] == ["daily", "desk"]
    (digest,) = plan_notices([case("a")], [], rules({"digest": "daily", "timezone": "UTC"}), NOON)
    settled = case("a", state="resolved", event_id="event-2")
    route = rules({"name": "desk", "digest": "daily", "timezone": "UTC"}, {"name": "all"})
    assert plan_notices([settled], told(digest), route, NOON) == []


@pytest.mark.parametrize("state", ["resolved", "explained", "accepted", "superseded", "withdrawn"])
def test_a_settlement_is_told_to_those_who_were_told_of_the_case(state):
    settled = case("a", state=state, event_id="event-2")
    assert plan_notices([settled], [], rules(), NOON) == []
    (notice,) = plan_notices([settled], told(*plan_notices([case("a")], [], rules(), NOON)), rules(), NOON)
    assert notice.title == f"Esep: {state}: output_value 2022"
    muted = replace(settled, muted_until=NOON + timedelta(days=1))
    assert plan_notices([muted], told(*plan_notices([case("a")], [], rules(), NOON)), rules(), NOON) == []


# --- fetched text stays text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hostile",
    [
        "<!channel> wake up",
        "<@U123> hello",
        "<https://evil.example|the ministry>",
        "[the ministry](https://evil.example)",
        "![x](https://evil.example/track.png)",
        "@everyone 5 percent",
        "<b>bold</b><script>alert(1)</script>",
        "5\r\nBcc: all@example.org\r\n\r\nsecond mail",
        "\u202e tneffo \x1b[31m red",
    ],
)
def test_a_hostile_quote_can_neither_mention_link_nor_break_a_line(hostile):
    (notice,) = plan_notices([case("a", suspect_quote=hostile, suspect_publisher=hostile)], [], rules(), NOON)
    (line,) = [line for line in notice.body.split("\n") if line.startswith("“") and "155" not in line]
    assert "@e" not in line
    assert not any(active in line for active in ("<!", "<@", "<h", "<b", "<s", "](", "://"))
    assert all(char.isprintable() or char == "\u2060" for char in line)


@given(st.text(max_size=600))
def test_any_text_becomes_one_harmless_line(text):
    line = plain(text)
    assert len(line.splitlines()) <= 1
    assert len(line.replace("\u2060", "")) <= 280
    assert not any(active in line for active in ("<!", "<@", "](", "://"))


def test_a_long_address_stays_whole_and_carries_nothing_else():
    address = "https://kursiv.example/news/" + "%D0%BC%D0%B0%D1%88" * 40 + "/?id=7&page=2"
    assert link(address) == address
    assert link("https://x.example/a b\n@all<script>") == "https://x.example/a%20b%0A%40all%3Cscript%3E"
    assert link("https://x.example/новости") == "https://x.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"
    assert "](" not in link("https://x.example/](javascript:1)")
    assert link("javascript:alert(1)//") == "javascript:alert(1)//"


# --- the file of rules ------------------------------------------------------------------------------------------

RULES = """policy: {grace_hours: 2, backfill_days: 3, per_source_per_day: 20, retries: 5, retry_minutes: 15}
routes:
  - {name: desk, channel: desk, severity: high}
"""


@pytest.mark.parametrize(
    ("old", "new", "told_of"),
    [
        ("severity: high", "severity: urgent", "severity"),
        ("channel: desk", "chanel: desk", "chanel"),
        ("grace_hours: 2", "grace_hours: -1", "grace_hours"),
        ("severity: high}", "severity: high}\n  - {name: desk, channel: b, severity: low}", "same name"),
        ("severity: high}", "severity: high, digest: daily, timezone: Asia/Almat}", "Asia/Almat"),
    ],
)
def test_a_wrong_rule_is_told_with_its_file_and_field(tmp_path, old, new, told_of):
    (tmp_path / "alerts.yml").write_text(RULES, encoding="utf-8")
    assert read_alert_rules(tmp_path).routes[0].channel == "desk"
    (tmp_path / "alerts.yml").write_text(RULES.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"alerts\.yml") as error:
        read_alert_rules(tmp_path)
    assert told_of in str(error.value)
