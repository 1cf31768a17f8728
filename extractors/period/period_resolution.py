"""From what an expression means and the prepositions around it to a `time_period`: by it, since it, so long ago.

Enters: a `Meaning`, the relations ("since", "until", "ago"...) and the publication date. Leaves: a period in the
notation of `extractors.period.time_period`, or None when nothing in the text or the date fixes it.
"""

from datetime import date, timedelta

from extractors.period.period_meaning import Meaning
from extractors.period.time_period import make_range, month_point, period_bounds

Relations = frozenset[str]

HALF_YEAR = 6
_MONTHS_IN = {"month": 1, "quarter": 3}
_ELAPSED: Relations = frozenset(("in", "elapsed", "during", "the", "about", "alone", "past", "summed"))


def resolve(kind: str, meaning: Meaning, relations: Relations, published: date | None) -> str | None:
    """The period that an expression of this kind stands for."""
    if meaning.nature and kind != "turn_many" and meaning.nature.startswith("duration:"):
        period = _counted(meaning, relations, published)
    elif kind == "holiday" and relations.isdisjoint(("until", "by")):
        period = None
    else:
        period = _named(meaning, relations, published)
    return period if period is not None and _is_period(period) else None


def _is_period(period: str) -> bool:
    """Whether such days exist: 30 February does not."""
    try:
        period_bounds(period)
    except ValueError:
        return False
    return True


def _named(meaning: Meaning, relations: Relations, published: date | None) -> str | None:
    if meaning.span:
        return _related(meaning.span, meaning, relations, published)
    if not meaning.is_calendar:
        return None
    year = meaning.year if meaning.year is not None else _likely_year(meaning, published)
    if year is None:
        return None
    period = make_range(f"{year:04d}{meaning.first}", f"{year:04d}{meaning.last}")
    return _related(period, meaning, relations, published)


def _likely_year(meaning: Meaning, published: date | None) -> int | None:
    """The year of a month or quarter named without one: the nearest, the past before the future."""
    if published is None or meaning.is_year_blocked or not meaning.last:
        return None
    month = 3 * int(meaning.last[2]) if meaning.last[1] == "Q" else int(meaning.last[1:3])
    if meaning.first == "-01" and meaning.last != "-01":  # the first N months: never ahead
        return published.year if month <= published.month else published.year - 1
    return published.year - 1 if month - published.month > 6 else published.year


# --- counted in units ---------------------------------------------------------------------------------------


def _counted(meaning: Meaning, relations: Relations, published: date | None) -> str | None:
    """A number of years, months or days before or after the publication."""
    value, unit = meaning.value, str(meaning.nature).partition(":")[2]
    if published is None or value is None or value != int(value):
        return None
    number = int(value)
    elapsed = _elapsed(number, unit, meaning, relations, published)
    if elapsed:
        return elapsed
    if "ago" in relations:
        return _shift_from(published, unit, -number)
    is_in = "in" in relations and unit in ("year", "week", "day")
    if is_in and unit == "year" and "past" in relations:
        return make_range(f"{published.year - number:04d}", f"{published.year - 1:04d}")
    if is_in or not relations.isdisjoint(("hence", "later")):
        return _shift_from(published, unit, number)
    return None


def _elapsed(number: int, unit: str, meaning: Meaning, relations: Relations, published: date) -> str | None:
    """The months of the year so far; the year summed up ("по итогам года"), in spring the one before."""
    if unit == "year" and number == 1 and "summed" in relations:
        return f"{published.year - (published.month <= HALF_YEAR):04d}"
    months = _months_so_far(number, unit, meaning, relations, published)
    return _first_months(months, published) if months else None


def _shift_from(published: date, unit: str, number: int) -> str | None:
    """The year, month or day that lies `number` units after publication (before, when negative)."""
    if unit in ("year", "decade"):
        number *= 10 if unit == "decade" else 1
        return f"{published.year + number:04d}" if 1000 <= published.year + number <= 9999 else None
    if unit in ("month", "quarter", "half_year"):
        months = number * {"month": 1, "quarter": 3, "half_year": 6}[unit]
        return month_point(published.year, published.month + months) if abs(months) < 10_000 else None
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days is None or abs(number * days) > 100_000:
        return None
    return (published + timedelta(days=number * days)).isoformat()


def _months_so_far(number: int, unit: str, meaning: Meaning, relations: Relations, published: date) -> int | None:
    """How many months of the year so far are meant: "in seven months", "за три квартала", "за полгода", "7 айда"."""
    if unit == "half_year":
        is_told = meaning.is_elapsed or "elapsed" in relations
        return 6 if number == 1 and is_told and published.month >= 6 else None
    months = number * _MONTHS_IN.get(unit, 0)
    if number < 2 or not 2 <= months <= 12 or not relations <= _ELAPSED:
        return None
    is_told = (
        meaning.is_elapsed or not relations.isdisjoint(("in", "elapsed", "alone")) or relations >= {"during", "the"}
    )
    return months if is_told else None


def _first_months(months: int, published: date) -> str:
    year = published.year if months <= published.month else published.year - 1
    return f"{year:04d}-01/{year:04d}-{months:02d}"


# --- under a preposition ------------------------------------------------------------------------------------


def _related(period: str, meaning: Meaning, relations: Relations, published: date | None) -> str:
    if "since" in relations or ("from" in relations and not _is_over(period, published)):
        return _since(period, published)
    if not relations.isdisjoint(("by", "until")):
        return _until(period, meaning, relations, published)
    if "after" in relations and not _is_first_months(meaning):
        return f"{period.partition('/')[0]}/.."
    return period


def _is_first_months(meaning: Meaning) -> bool:
    """As in "after five months of the year": what they summed up to, not what came then."""
    return meaning.first == "-01" and meaning.last not in ("-01", None)


def _is_over(period: str, published: date | None) -> bool:
    """Whether "from" a period compares with it ("up from July") rather than begins there."""
    return published is not None and _is_period(period) and period_bounds(period)[1] < published


def _since(period: str, published: date | None) -> str:
    start = period.partition("/")[0]
    if published is None:
        return f"{start}/.."
    if start == f"{published.year:04d}":
        return make_range(f"{start}-01", f"{start}-{published.month:02d}")
    now = {4: f"{published.year:04d}", 7: published.isoformat()[:7], 10: published.isoformat()}.get(len(start))
    if now is None or start > now:
        return f"{start}/.."
    return make_range(start, now)


def _until(period: str, meaning: Meaning, relations: Relations, published: date | None) -> str:
    """Up to a period. What is over is no bound but a base of comparison: "к 2021 году", said later."""
    last = period.rpartition("/")[2]
    if published is None:
        return f"../{last}"
    this_year = f"{published.year:04d}"
    if last == this_year:
        return last if meaning.edge == "end" else f"../{last}"
    if "by" in relations and last[:4] < this_year:
        return period
    if len(last) == 7 and last[5] != "Q" and f"{this_year}-01" <= last <= published.isoformat()[:7]:
        return make_range(f"{this_year}-01", last)
    return f"../{last}"
