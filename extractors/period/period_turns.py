"""Units of the calendar counted from the day of publication: the last quarter, the next week, this decade.

Enters: a unit, how many units away, and the day. Leaves: a `time_period`.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from extractors.period.time_period import month_point


def turned(unit: str, turn: int, published: date) -> str | None:
    """The unit that lies `turn` units away, or nothing where the unit has no place in the calendar.

    >>> turned("quarter", -1, date(2024, 2, 10)), turned("month", 1, date(2024, 12, 3)), turned("hour", 1, date.min)
    ('2023-Q4', '2025-01', None)
    """
    turn_unit = _TURNED.get(unit)
    return turn_unit(published, turn) if turn_unit else None


def turned_weekday(weekday: int, published: date, whole_weeks: int | None, *, is_next: bool) -> str:
    """The day of a week, counted in whole weeks, else the one that comes next or was last.

    >>> turned_weekday(1, date(2024, 5, 15), None, is_next=False), turned_weekday(1, date(2024, 5, 15), 1, is_next=True)
    ('2024-05-13', '2024-05-20')
    """
    monday = published - timedelta(days=published.weekday())
    if whole_weeks is not None:
        return (monday + timedelta(days=7 * whole_weeks + weekday - 1)).isoformat()
    day = monday + timedelta(days=weekday - 1)
    if is_next and day <= published:
        day += timedelta(days=7)
    elif not is_next and day > published:
        day -= timedelta(days=7)
    return day.isoformat()


def _quarter(published: date, turn: int) -> str:
    year, quarter = divmod(published.year * 4 + (published.month - 1) // 3 + turn, 4)
    return f"{year:04d}-Q{quarter + 1}"


def _week(published: date, turn: int) -> str:
    monday = published - timedelta(days=published.weekday() - 7 * turn)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _decade(published: date, turn: int) -> str:
    if turn:  # the ten years before or after, not those that share three digits
        return f"{published.year + min(10 * turn, 1)}/{published.year + max(10 * turn, -1)}"
    start = published.year // 10 * 10
    return f"{start}/{start + 9}"


_TURNED: Mapping[str, Callable[[date, int], str]] = {
    "month": lambda published, turn: month_point(published.year, published.month + turn),
    "quarter": _quarter,
    "week": _week,
    "day": lambda published, turn: (published + timedelta(days=turn)).isoformat(),
    "decade": _decade,
}
