"""A rebuilt site shows in its pages: fewer, shorter, without figures or dates."""

from dataclasses import replace
from datetime import UTC, datetime

from extractors.drift import PageFacts, find_drift
from extractors.settings import Source

NOW = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
PAGE = PageFacts(status="ok", count_chars=1500, count_figures=6, has_date=True)
SOURCE = Source.model_validate(
    {
        "source_id": "steppe",
        "publisher": "Steppe",
        "tier": "outlet",
        "homepage": "https://steppe.example/",
        "hosts": ["steppe.example"],
        "languages": ["ru"],
        "timezone": "Asia/Almaty",
        "pages_per_day": 10,
    }
)


def kinds(recent: list[PageFacts], history: list[PageFacts] | None = None, days: float = 3) -> set[str]:
    known = [PAGE] * 60 if history is None else history
    return {issue.kind for issue in find_drift(SOURCE, known, recent, days=days, recorded_at=NOW)}


def test_a_steady_source_is_left_in_peace():
    varied = [replace(PAGE, count_chars=900 + 40 * number, count_figures=number % 12) for number in range(30)]
    assert kinds(varied) == set()


def test_each_kind_of_loss_is_told():
    assert kinds([replace(PAGE, count_chars=200)] * 30) == {"drift_length"}
    assert kinds([replace(PAGE, count_figures=1)] * 30) == {"drift_figures"}
    assert kinds([replace(PAGE, has_date=False)] * 30) == {"drift_undated"}
    assert kinds([PAGE] * 15 + [replace(PAGE, status="needs_js")] * 15) == {"drift_unreadable"}
    assert kinds([PAGE] * 3) == {"drift_yield"}
    assert kinds([replace(PAGE, count_chars=9000)] * 30) == {"drift_length"}  # menus have come in


def test_a_few_pages_prove_nothing():
    assert kinds([replace(PAGE, count_chars=10)] * 5, days=1) == set()
    assert kinds([replace(PAGE, count_chars=10)] * 30, history=[PAGE] * 5) == set()


def test_an_issue_says_what_moved():
    issue = find_drift(SOURCE, [PAGE] * 60, [replace(PAGE, count_chars=150)] * 30, days=3, recorded_at=NOW)[0]
    assert (issue.stage, issue.source_id, issue.recorded_at) == ("check", "steppe", NOW)
    assert "150, was 1.5e+03" in issue.detail
