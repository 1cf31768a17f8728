"""Restated series and changed targets are told once, one message for each series and origin, and never as alerts."""

from datetime import UTC, datetime, timedelta

import pytest
from alert_cases import rules, told
from duckdb import DuckDBPyConnection
from reckoning_claims import Figure, cases, reckon, rows, warehouse_of

from extractors.errors import ConfigError
from warehouse.alert_rules import read_alert_rules
from warehouse.news import plan_news, read_news

TRN = 1e12
NOW = datetime(2024, 8, 10, tzinfo=UTC)
RULES = rules(backfill_days=30).model_copy(
    update={
        "news": rules()
        .model_validate(
            {
                "policy": rules().policy,
                "routes": [],
                "news": [{"name": "news", "channel": "desk", "kinds": ["restatement", "target_changed"]}],
            }
        )
        .news
    }
)


def restated() -> DuckDBPyConnection:
    """Three years of a series, raised by a twelfth at once; a fourth year stays, and a plan changes."""
    ministry = {"source_id": "ministry", "written_precision": 0.001 * TRN}
    before = [
        ("2020", 1.2, "2021-02-01"),
        ("2021", 1.5, "2022-02-01"),
        ("2022", 1.8, "2023-02-01"),
        ("2019", 1, "2020-02-01"),
    ]
    after = [(year, round(value * 1.0833, 3)) for year, value, _ in before[:3]]
    figures = [Figure(value=value * TRN, time_period=year, published_at=day, **ministry) for year, value, day in before]
    figures += [
        Figure(value=value * TRN, time_period=year, published_at="2024-08-05", **ministry) for year, value in after
    ]
    plan = {"indicator": "investment_value", "time_period": "2025", "claim_status": "planned", **ministry}
    figures += [
        Figure(value=0.3 * TRN, published_at="2024-03-01", **plan),
        Figure(value=0.2 * TRN, published_at="2024-08-06", **plan),
    ]
    connection = warehouse_of(figures)
    reckon(connection, recorded_at=NOW - timedelta(hours=1))
    return connection


def test_a_restated_series_is_one_message_and_a_changed_target_another():
    connection = restated()
    assert cases(connection) == []
    news = read_news(connection, RULES.policy, NOW)
    target, series = sorted(plan_news(news, [], RULES, NOW), key=lambda one: "target" not in one.title)
    assert series.title == "Esep: restatement: output_value 3 periods"
    assert "2021: 1,500,000,000,000 → 1,625,000,000,000 KZT (+8.3 %)" in series.body
    assert "as told by ministry" in series.body
    assert target.title == "Esep: target changed: investment_value 2025"
    assert target.discrepancy_ids == series.discrepancy_ids == ()
    assert plan_news(news, told(target, series), RULES, NOW + timedelta(days=1)) == []
    assert [one.title for one in plan_news(news, told(target), RULES, NOW)] == [series.title]


def test_steps_long_known_and_pages_loaded_late_are_no_news():
    connection = restated()
    assert read_news(connection, RULES.policy, NOW + timedelta(days=8)) == []
    assert read_news(connection, rules(backfill_days=0).policy, NOW) != []
    connection.execute("update observation set valid_from = valid_from - interval 60 day")
    assert read_news(connection, RULES.policy, NOW) == []
    assert rows(connection, "select count(*) from observation where kind = 'restatement'") == [(3,)]


def test_a_kind_that_is_no_news_is_refused(tmp_path):
    policy = "policy: {grace_hours: 2, backfill_days: 3, per_source_per_day: 20, retries: 5, retry_minutes: 15}"
    text = f"{policy}\nroutes: []\nnews:\n  - {{name: n, channel: desk, kinds: [stale]}}\n"
    (tmp_path / "alerts.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"alerts\.yml:4: news\.0\.kinds\.0"):
        read_alert_rules(tmp_path)
