"""What a `time_period` means in days: bounds, frequency, the same period a year before.

Enters and leaves: the strings of `records.Claim.time_period` (2023, 2023-Q1, 2023-07, 2023-07-14, 2023-01/2023-06,
2018/2022, ../2028, 2025/..). Pure and free of languages, so that every stage can ask.
"""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

OPEN = ".."
_MONTH = re.compile(r"\d{4}-\d\d")
_POINT = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@lru_cache(maxsize=4096)
def period_bounds(time_period: str) -> tuple[date, date]:
    """First and last day of a period; an open end is the first or last day that a `date` can hold.

    Raises `ValueError` for a string that is no period.

    >>> period_bounds("2023-Q1")
    (datetime.date(2023, 1, 1), datetime.date(2023, 3, 31))
    """
    left, slash, right = time_period.partition("/")
    if not slash:
        return _point_bounds(left)
    first = date.min if left == OPEN else _point_bounds(left)[0]
    last = date.max if right == OPEN else _point_bounds(right)[1]
    if first > last or (left == OPEN and right == OPEN):
        raise ValueError(f"no period: {time_period!r}")
    return first, last


def _point_bounds(point: str) -> tuple[date, date]:
    found = _POINT.fullmatch(point)
    if not found:
        raise ValueError(f"no period: {point!r}")
    year, quarter, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None  # noqa: S101 - the pattern holds it
    if day and month:
        one = date(year, month, day)
        return one, one
    if quarter:
        return date(year, 3 * quarter - 2, 1), _last_day(year, 3 * quarter)
    if month:
        return date(year, month, 1), _last_day(year, month)
    return date(year, 1, 1), date(year, 12, 31)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def is_month_within(time_period: str, longer: str) -> bool:
    """Whether a period is a month inside a longer one that is given by months or quarters.

    >>> is_month_within("2022-11", "2022-01/2022-11"), is_month_within("2022-11", "2022")
    (True, False)
    """
    if not _MONTH.fullmatch(time_period) or _MONTH.fullmatch(longer) or "-" not in longer or OPEN in longer:
        return False
    (first, last), (start, end) = period_bounds(time_period), period_bounds(longer)
    return start <= first and last <= end


def is_over(time_period: str, published: date | None) -> bool:
    """Whether the period had ended when the text came out."""
    return published is not None and period_bounds(time_period)[1] < published


def ends_later(time_period: str, published: date | None) -> bool:
    """Whether the period was to end after the text came out."""
    return published is not None and period_bounds(time_period)[1] > published


def begins_later(time_period: str, published: date | None) -> bool:
    """Whether the whole period was still to come when the text came out."""
    return published is not None and period_bounds(time_period)[0] > published


def period_freq(time_period: str) -> str:
    """SDMX frequency by the length of the period: A, S, Q, M, D; `_U` when an end is open or no unit fits.

    >>> period_freq("2023-01/2023-06"), period_freq("2018/2022"), period_freq("2023-01/2023-07"), period_freq("../2028")
    ('S', 'A', 'M', '_U')
    """
    if OPEN in time_period:
        return "_U"
    first, last = period_bounds(time_period)
    after = last + timedelta(days=1) if last < date.max else last
    if first.day != 1 or after.day != 1:
        return "D"
    months = (after.year - first.year) * 12 + after.month - first.month
    if months % 12 == 0 and first.month == 1:
        return "A"
    return {6: "S", 3: "Q"}.get(months if (first.month - 1) % months == 0 else 1, "M")


def same_period_year_before(time_period: str) -> str:
    """The period of equal length one year earlier; an open end stays open.

    >>> same_period_year_before("2023-01/2023-06")
    '2022-01/2022-06'
    """
    return "/".join(point if point == OPEN else _year_before(point) for point in time_period.split("/"))


def _year_before(point: str) -> str:
    _point_bounds(point)
    shifted = f"{int(point[:4]) - 1:04d}{point[4:]}"
    return f"{shifted[:-2]}28" if shifted.endswith("-02-29") else shifted


def make_range(first: str, last: str) -> str:
    """A range from two points, kept as one point when both are equal.

    >>> make_range("2023-01", "2023-06"), make_range("2023-01", "2023-01")
    ('2023-01/2023-06', '2023-01')
    """
    return first if first == last else f"{first}/{last}"


def month_point(year: int, month: int) -> str:
    """A month, counted on past the ends of the year: month 0 is the December before.

    >>> month_point(2023, 0)
    '2022-12'
    """
    year, zero_based = divmod(year * 12 + month - 1, 12)
    return f"{year:04d}-{zero_based + 1:02d}"
