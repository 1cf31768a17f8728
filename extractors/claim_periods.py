"""When a figure is about: the period of its clause, else of its sentence, else what the text was speaking of.

A period that stands behind a word of comparison ("than in 2021", "к 2021 году") is a base: it dates the base value
only. States without a date take the year of publication, plans without a date stay open.
"""

import re
from collections.abc import Sequence
from datetime import date

from extractors.grounds import Ground
from extractors.indicators import Topic
from extractors.passages import Figure, Passage
from extractors.time_period import OPEN, period_bounds, same_period_year_before

BASE_REACH = 3
POINT_OF_YEAR = re.compile(r"\d{4}-(?:\d\d|Q\d)")
WHOLE_QUARTERS = re.compile(r"^(\d{4})-01/\1-03$")
OPEN_PLANS = frozenset(("planned", "forecast", "in_progress"))


def is_base_period(period: Figure, passage: Passage) -> bool:
    """Whether a comparison word stands right before the period."""
    for term in passage.of("base", "same_period", "earlier"):
        if (
            term.group == "base"
            and 0 <= period.first - term.last <= BASE_REACH
            and not _crosses(term.last, period, passage)
        ):
            return True
        if term.group != "base" and term.start < period.quantity.end and period.quantity.start < term.end:
            return True
        if term.group == "same_period" and abs(period.first - term.last) <= 1:
            return True
    return False


def _crosses(last: int, period: Figure, passage: Passage) -> bool:
    return any(last <= other.first and other.last <= period.first for other in passage.figures)


def dated_periods(passage: Passage) -> list[Figure]:
    """Periods of the sentence that were resolved and are not a base of comparison, in order."""
    return [
        one
        for one in passage.periods
        if one.quantity.time_period and not is_base_period(one, passage) and not _is_time_of_speech(one, passage)
    ]


def _is_time_of_speech(period: Figure, passage: Passage) -> bool:
    """ "премьер-министр осенью называл": when it was said, not what it was said of."""
    return any(period.last == said.first or said.last == period.first for said in passage.of("said"))


def nearest_period(figure: Figure, passage: Passage) -> Figure | None:
    """The period that holds for the figure: in its clause, else the last before it, else the next."""
    periods = dated_periods(passage)
    low, high = passage.clause_of(figure)
    inside = [one for one in periods if low <= one.first and one.last <= high]
    if inside:
        return min(inside, key=lambda one: _gap(one, figure))
    before = [one for one in periods if one.first < figure.first]
    if before:
        return before[-1]
    return min(periods, key=lambda one: _gap(one, figure), default=None)


def _gap(period: Figure, figure: Figure) -> int:
    return figure.first - period.last if period.first < figure.first else period.first - figure.last + 1


def is_base_value(figure: Figure, passage: Passage) -> bool:
    """Whether the figure is what another is compared with: "up from 145.3 thousand a year earlier"."""
    for term in passage.of("earlier"):
        if 0 <= term.first - figure.last <= 1:
            return True
    low, _ = passage.clause_of(figure)
    for period in passage.periods:
        if is_base_period(period, passage) and 0 <= figure.first - period.last <= 1 and period.first >= low - 6:
            return True
    return False


def previous(time_period: str) -> str:
    """The base of a comparison with this period."""
    if OPEN in time_period:
        return time_period
    return same_period_year_before(time_period)


def end_of(time_period: str) -> str:
    """The last year of a range of years: a level reached "за 2017-2021 годы" is a level of 2021."""
    left, slash, right = time_period.partition("/")
    return right if slash and len(left) == len(right) == 4 else time_period


def start_of(time_period: str) -> str:
    """The first year of a range of years."""
    left, slash, right = time_period.partition("/")
    return left if slash and len(left) == len(right) == 4 else time_period


def is_future(time_period: str, published: date) -> bool:
    """Whether the period ends after the year of publication began and is not over."""
    return period_bounds(time_period)[1] > published


def default_period(published: date | None, status: str) -> Ground | None:
    """Nothing was said: a plan is open from the year of the statement, anything else is of that year."""
    if published is None:
        return None
    if status in OPEN_PLANS:
        return Ground(f"{published.year}/{OPEN}", "open_plan")
    return Ground(str(published.year), "year_of_publication")


def last_resolved(passages: Sequence[Passage]) -> str | None:
    """The last dated period of these passages."""
    for passage in reversed(passages):
        periods = dated_periods(passage)
        if periods:
            return periods[-1].quantity.time_period
    return None


def choose_period(
    figure: Figure,
    passage: Passage,
    topic: Topic,
    status: str,
    earlier: Sequence[tuple[int, str, str]],
    published: date | None,
    *,
    is_stock: bool,
) -> Ground | None:
    """The time_period of a figure with the rule that gave it."""
    named = nearest_period(figure, passage)
    base = is_base_value(figure, passage)
    ground = _named(named) if named else _carried(passage, status, earlier, published, is_stock=is_stock)
    if ground is None:
        return default_period(published, status)
    value = ground.value
    if base:
        value = previous(value)
    if topic.role != "growth" and topic.role != "multiple":
        value = end_of(value)
    if is_stock:
        value = value[:4] if POINT_OF_YEAR.fullmatch(value) else value
    return Ground(WHOLE_QUARTERS.sub(r"\1-Q1", value), "base" if base else ground.rule, ground.start, ground.end)


def _named(period: Figure) -> Ground:
    quantity = period.quantity
    return Ground(quantity.time_period or "", "named", quantity.start, quantity.end)


def _carried(
    passage: Passage, status: str, earlier: Sequence[tuple[int, str, str]], published: date | None, *, is_stock: bool
) -> Ground | None:
    is_plan = status in OPEN_PLANS
    if is_stock and not is_plan:
        return None
    for block, before, time_period in earlier:
        if (not before or (before in OPEN_PLANS) == is_plan) and (not is_plan or block >= passage.number - 1):
            return Ground(time_period, "carried")
    return None
