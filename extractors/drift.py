"""A source's newest pages against its own history: a redesign shows as shorter texts, fewer figures, lost dates.

Enters: what is known of each page, older and newer apart. Leaves: issues, one for each measure that has moved further
than the source allows. Nothing is compared below a number of pages at which chance alone could do it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from extractors.records import DocumentStatus, Issue
from extractors.settings import Drift, Source
from extractors.web.issues import acquisition_issue


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What the drift check needs to know of one parsed page."""

    status: DocumentStatus
    count_chars: int
    count_figures: int
    has_date: bool


@dataclass(frozen=True, slots=True)
class _Change:
    kind: str
    before: float
    after: float
    text: str


def find_drift(
    source: Source,
    history: Sequence[PageFacts],
    recent: Sequence[PageFacts],
    *,
    days: float,
    recorded_at: datetime,
) -> list[Issue]:
    """Issues of a source whose `recent` pages, read in the last `days`, no longer look like its `history`."""
    changes = [*_yield_change(source, recent, days), *_page_changes(source.drift, history, recent)]
    return [_issue(source, change, recorded_at) for change in changes]


def _yield_change(source: Source, recent: Sequence[PageFacts], days: float) -> list[_Change]:
    """Too few pages a day, where the source's file says how many to expect."""
    expected = (source.pages_per_day or 0.0) * days
    if expected < source.drift.least_pages or len(recent) >= source.drift.least_yield * expected:
        return []
    return [_Change("drift_yield", expected, len(recent), f"pages in {days:g} days")]


def _page_changes(limits: Drift, history: Sequence[PageFacts], recent: Sequence[PageFacts]) -> list[_Change]:
    if min(len(history), len(recent)) < limits.least_pages:
        return []
    changes = []
    for kind, text, before, after in (
        ("drift_unreadable", "share of pages without an article", _unreadable(history), _unreadable(recent)),
        ("drift_undated", "share of articles without a date", _undated(history), _undated(recent)),
    ):
        if after - before > limits.most_lost_share:
            changes.append(_Change(kind, before, after, text))
    for kind, text, before, after in (
        ("drift_length", "median characters of an article", _length(history), _length(recent)),
        ("drift_figures", "figures in an article", _figures(history), _figures(recent)),
    ):
        if before > 0 and not 1 / limits.most_ratio <= after / before <= limits.most_ratio:
            changes.append(_Change(kind, before, after, text))
    return changes


def _articles(pages: Sequence[PageFacts]) -> list[PageFacts]:
    return [page for page in pages if page.status == "ok"]


def _unreadable(pages: Sequence[PageFacts]) -> float:
    return 1 - len(_articles(pages)) / len(pages)


def _undated(pages: Sequence[PageFacts]) -> float:
    articles = _articles(pages)
    return sum(not page.has_date for page in articles) / max(len(articles), 1)


def _length(pages: Sequence[PageFacts]) -> float:
    return float(median([page.count_chars for page in _articles(pages)] or [0]))


def _figures(pages: Sequence[PageFacts]) -> float:
    articles = _articles(pages)
    return sum(page.count_figures for page in articles) / max(len(articles), 1)


def _issue(source: Source, change: _Change, recorded_at: datetime) -> Issue:
    detail = f"{change.text}: {change.after:.3g}, was {change.before:.3g}; has the site been rebuilt?"
    return acquisition_issue(
        "check",
        change.kind,
        source_id=source.source_id,
        url=source.homepage,
        detail=detail,
        now=recorded_at,
    )
