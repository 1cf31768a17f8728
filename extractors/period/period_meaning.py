"""The meaning of a time expression: from its tokens and the publication date to a `time_period`.

Enters: the tokens of one expression and its kind. Leaves: a `Meaning`: a period in the calendar whose year may still
be open, or a finished period, or only the nature of the expression (a duration, an age, a time of day).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.period.calendar_words import Value
from extractors.period.period_text import Token
from extractors.period.period_turns import turned, turned_weekday
from extractors.period.time_period import make_range, month_point

MOST_MONTHS = 24  # of one span told by its last month
_PARTS = {("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60}

Tokens = Sequence[Mapping[str, Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an expression says. `first` and `last` are what follows the year: "", "-Q1", "-07", "-07-14"."""

    nature: str | None = None  # "duration:month", "age", "time", "recurrence": no place in the calendar
    value: float | None = None  # of a duration or an age
    year: int | None = None
    first: str | None = None  # None: not a calendar period
    last: str | None = None
    span: str | None = None  # a finished period, free of the year
    edge: str | None = None  # beginning, middle or end of the period is meant
    is_elapsed: bool = False  # "7 айда": the months of the year so far
    is_year_blocked: bool = False  # "of the same year": known to the reader only

    @property
    def is_calendar(self) -> bool:
        """Whether the expression names a period of the calendar."""
        return self.first is not None


def read_meaning(kind: str, tokens: Sequence[Token], published: date | None) -> Meaning:
    """Read the expression of `kind` that `tokens` make."""
    return _READERS[kind]([token[2].values for token in tokens], published)


# --- periods of the calendar --------------------------------------------------------------------------------


def _read_point(tokens: Tokens, published: date | None) -> Meaning:
    for values in tokens:
        if "date" in values:
            written = str(values["date"])
            return Meaning(year=int(written[:4]), first=written[4:], last=written[4:])
    first, last = _read_part_of_year(tokens)
    year = _read_year(tokens, published)
    month, turn = _month(tokens), _first(tokens, "turn")
    if year == Meaning() and published and month and isinstance(turn, int):
        year = Meaning(year=_turned_month_year(month, turn, published))
    return replace(year, first=first, last=last)


def _turned_month_year(month: int, turn: int, published: date) -> int:
    """The year of "last December", "this May", "next March"."""
    if turn < 0:
        return published.year - (month >= published.month)
    return published.year + (turn > 0 and month <= published.month)


def _read_part_of_year(tokens: Tokens) -> tuple[str, str]:
    """What the expression says beside the year: a day, a month, a quarter, a half."""
    rest = [values for values in tokens if "year" not in values]
    month = _month(rest)
    if month is not None:
        day = _first(rest, "inflected", "day")
        text = f"-{month:02d}-{int(day):02d}" if day else f"-{month:02d}"
        return text, text
    number = _first(rest, "ordinal", "number", "first")
    if _has(rest, "unit_quarter", "quarter_mark", "quarter_after") and number in (1, 2, 3, 4):
        return f"-Q{number}", f"-Q{number}"
    if _has(rest, "half", "unit_half_year", "half_mark") and number in (1, 2):
        return ("-01", "-06") if number == 1 else ("-07", "-12")
    return "", ""


def _month(tokens: Tokens) -> int | None:
    month = _first(tokens, "month", "owned_month", "weak_month")
    return month if isinstance(month, int) else None


def _read_year(tokens: Tokens, published: date | None) -> Meaning:
    """The year that an expression names, by number or by its distance from the publication."""
    year = _first(tokens, "year")
    if isinstance(year, int):
        return Meaning(year=year)
    turn = _first(tokens, "year_turn", "year_adverb")
    if turn is None and _has(tokens, "unit_year"):
        turns = [values["turn"] for values in tokens if "turn" in values]  # "the same months of last year"
        turn = next((one for one in turns if one != "same"), turns[0] if turns else None)
    if turn == "same":
        return Meaning(is_year_blocked=True)
    if isinstance(turn, int) and published:
        return Meaning(year=published.year + turn)
    return Meaning(is_year_blocked=turn is not None)


def _read_inside(tokens: Tokens, published: date | None) -> Meaning:
    """A day or week somewhere in a month: the month."""
    return _read_point([values for values in tokens if "month" in values or "year" in values], published)


def _read_days(tokens: Tokens, published: date | None) -> Meaning:
    days = [
        int(values.get("inflected", values.get("day", 0)))
        for values in tokens
        if "year" not in values and ("day" in values or "inflected" in values)
    ]
    ends = [f"-{_month(tokens) or 0:02d}-{day:02d}" for day in (days[0], days[-1])]
    return replace(_read_year(tokens, published), first=ends[0], last=ends[1])


def _read_quarters(tokens: Tokens, published: date | None) -> Meaning:
    numbers = [values["ordinal"] for values in tokens if "ordinal" in values and "year" not in values]
    first, last = numbers[0], numbers[-1]
    if not (isinstance(first, int) and isinstance(last, int) and 1 <= first <= last <= 4):
        return Meaning()
    return replace(_read_year(tokens, published), first=f"-Q{first}", last=f"-Q{last}")


def _read_month_range(tokens: Tokens, published: date | None) -> Meaning:
    first, last = (_month([values]) for values in tokens if _month([values]))
    return replace(_read_year(tokens, published), first=f"-{first:02d}", last=f"-{last:02d}")


def _read_months(tokens: Tokens, published: date | None) -> Meaning:
    """The first N months of a year."""
    plain = [values for values in tokens if "year" not in values and "first" not in values]
    number = _first(plain, "number")
    if _has(plain, "elapsed_quarters") and isinstance(number, int):
        number *= 3
    if not isinstance(number, int) or not 1 <= number <= 12:
        return Meaning(nature="duration:month", value=_float(number))
    return replace(_read_year(tokens, published), first="-01", last=f"-{number:02d}")


def _read_months_up_to(tokens: Tokens, published: date | None) -> Meaning:
    """As in "in the seven months to July": as many months, the last of them named."""
    last, year = _month(tokens) or 0, _read_year(tokens, published)
    count = _first(tokens, "number") if _has(tokens, "unit_month") else 12
    if not isinstance(count, int) or not 1 < count <= MOST_MONTHS:
        return Meaning()
    if count <= last:
        return replace(year, first=f"-{last - count + 1:02d}", last=f"-{last:02d}")
    if year.year is None and published:
        year = Meaning(year=published.year - (last > published.month))
    if year.year is None:
        return Meaning()
    return Meaning(span=make_range(month_point(year.year, last - count + 1), month_point(year.year, last)))


def _read_last_months(tokens: Tokens, published: date | None) -> Meaning:
    """The last N months of a named year; the same N months of it are told by the year alone."""
    number = _first(tokens, "number")
    if _first(tokens, "turn") == "same":
        return replace(_read_year(tokens, published), first="", last="")
    if _first(tokens, "turn") != -1 or not isinstance(number, int) or not 1 <= number <= 12:
        return Meaning()
    rest = [values for values in tokens if "turn" not in values]
    return replace(_read_year(rest, published), first=f"-{13 - number:02d}", last="-12")


def _read_part(tokens: Tokens, published: date | None) -> Meaning:
    edge = str(_first(tokens, "part"))
    rest = [values for values in tokens if "part" not in values]
    if _has(rest, "year", "month", "owned_month", "year_turn"):
        return replace(_read_point(rest, published), edge=edge)
    if _has(rest, "season"):
        return _read_season(rest, published)
    if _has(rest, "decade"):
        return _read_decade(rest, published)
    if _has(rest, "ordinal") or not _has(rest, "unit"):
        return Meaning()
    turned = _turned(str(_first(rest, "unit")), _first(rest, "turn") or 0, published)
    return replace(turned, edge=edge)


def _read_season(tokens: Tokens, published: date | None) -> Meaning:
    season = _first(tokens, "season")
    year = _read_year(tokens, published)
    turn = _first(tokens, "turn")
    if not isinstance(season, int) or season == 1:  # winter lies in two years
        return Meaning()
    if year.year is None and isinstance(turn, int) and published:
        is_to_come = turn > 0 and published.month < 3 * season - 3  # "next summer", said in spring
        year = Meaning(year=published.year + (0 if is_to_come else turn))
    return replace(year, first=f"-{3 * season - 3:02d}", last=f"-{3 * season - 1:02d}")


def _read_years(tokens: Tokens, published: date | None) -> Meaning:
    del published
    first = int(_first(tokens, "year") or 0)
    last = int([values["number"] if "number" in values else values["year"] for values in tokens if _counts(values)][-1])
    if last < 100:
        last += first - first % 100
    return Meaning(span=f"{first}/{last}") if first < last else Meaning()


def _counts(values: Mapping[str, Value]) -> bool:
    return "number" in values or "year" in values


def _read_decade(tokens: Tokens, published: date | None) -> Meaning:
    del published
    decade = _first(tokens, "decade", "ordinal")
    if not isinstance(decade, int) or _has(tokens, "unit_century") or decade % 10:
        return Meaning()
    start = decade if decade > 100 else decade + (1900 if decade > 20 else 2000)
    return Meaning(span=f"{start}/{start + 9}")


# --- counted from the publication ---------------------------------------------------------------------------


def _read_turn(tokens: Tokens, published: date | None) -> Meaning:
    turn = _first(tokens, "turn")
    if _has(tokens, "weekday"):
        return _weekday(int(_first(tokens, "weekday") or 1), turn, has_week=_has(tokens, "unit"), published=published)
    if not _has(tokens, "unit"):
        return Meaning()
    return _turned(str(_first(tokens, "unit")), turn, published)


def _weekday(weekday: int, turn: Value | None, *, has_week: bool, published: date | None) -> Meaning:
    if not published or turn == "same":
        return Meaning()
    whole_weeks = turn if has_week and isinstance(turn, int) else None
    return Meaning(span=turned_weekday(weekday, published, whole_weeks, is_next=turn == 1))


def _turned(unit: str, turn: Value | None, published: date | None) -> Meaning:
    """A unit of the calendar counted from the one of publication: the last year, the next week."""
    if not published or not isinstance(turn, int):
        return Meaning()
    if unit == "year":
        return Meaning(year=published.year + turn, first="", last="")
    return Meaning(span=turned(unit, turn, published))


def _read_turn_many(tokens: Tokens, published: date | None) -> Meaning:
    """The last or next N years, months, quarters: N whole ones before or after the one of publication."""
    turn, unit = _first(tokens, "turn"), str(_first(tokens, "unit"))
    number = _first(tokens, "number")
    if turn == "same" and unit == "year":
        return Meaning(nature="duration:year", value=_float(number))
    if not published or turn not in (-1, 1) or not isinstance(number, int) or not 1 <= number <= 200:
        return Meaning()
    first, last = (-number, -1) if turn == -1 else (1, number)
    if unit == "year":
        return Meaning(span=make_range(f"{published.year + first:04d}", f"{published.year + last:04d}"))
    begin, end = turned(unit, first, published), turned(unit, last, published)
    return Meaning(span=make_range(begin.partition("/")[0], end.rpartition("/")[2])) if begin and end else Meaning()


def _read_day_turn(tokens: Tokens, published: date | None) -> Meaning:
    turn = _first(tokens, "day_turn")
    if not published or not isinstance(turn, int):
        return Meaning()
    return Meaning(span=(published + timedelta(days=turn)).isoformat())


# --- outside the calendar -----------------------------------------------------------------------------------


def _read_duration(tokens: Tokens, published: date | None) -> Meaning:
    del published
    compound = _first(tokens, "compound")
    if isinstance(compound, str):
        number, unit = compound.split()
        return Meaning(nature=f"duration:{unit}", value=float(number) or None)
    unit = str(_first(tokens[1:] or tokens, "unit", "unit_adjective"))
    value = _float(_first(tokens, "number", "inflected", "half_of", "one", "whole", "year"))
    half = _first(tokens, "and_half")
    if value is not None:
        value += half if isinstance(half, float) else _smaller_part(tokens, unit)
    return Meaning(nature=f"duration:{unit}", value=value, is_elapsed=_has(tokens, "elapsed_months"))


def _smaller_part(tokens: Tokens, unit: str) -> float:
    """The months in "three years and two months", as a part of a year."""
    scale = _PARTS.get((unit, str(_first(tokens[-1:], "unit"))))
    number = _float(_first(tokens[-2:-1], "number"))
    return number / scale if scale and number else 0.0


def _read_bare_unit(tokens: Tokens, published: date | None) -> Meaning:
    del published
    is_elapsed = _has(tokens, "elapsed_months")
    return Meaning(nature=f"duration:{_first(tokens, 'unit')}", value=1.0, is_elapsed=is_elapsed)


def _read_age(tokens: Tokens, published: date | None) -> Meaning:
    del published
    return Meaning(nature="age", value=_float(_first(tokens, "number")))


def _only(nature: str | None) -> Callable[[Tokens, date | None], Meaning]:
    def read(tokens: Tokens, published: date | None) -> Meaning:
        del tokens, published
        return Meaning(nature=nature)

    return read


def _read_holiday(tokens: Tokens, published: date | None) -> Meaning:
    """Only the turn of the year is a bound that figures are given for: "before New Year"."""
    if not published or _first(tokens, "holiday") != "12-31":
        return Meaning()
    return Meaning(year=published.year, first="", last="", edge="end")


def _read_year_so_far(tokens: Tokens, published: date | None) -> Meaning:
    del tokens
    if not published:
        return Meaning()
    return Meaning(span=make_range(f"{published.year:04d}-01", f"{published.year:04d}-{published.month:02d}"))


def _read_bare_year(tokens: Tokens, published: date | None) -> Meaning:
    return replace(_read_year(tokens, published), first="", last="")


def _read_elliptic_year(tokens: Tokens, published: date | None) -> Meaning:
    turn = _first(tokens, "turn")
    if not published or not isinstance(turn, int):
        return Meaning()
    return Meaning(year=published.year + turn, first="", last="")


def _first(tokens: Tokens, *names: str) -> Value | None:
    """Value of the first token that has one of these classes."""
    for name in names:
        for values in tokens:
            if name in values:
                return values[name]
    return None


def _has(tokens: Tokens, *names: str) -> bool:
    return any(name in values for values in tokens for name in names)


def _float(value: Value | None) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


_READERS: Mapping[str, Callable[[Tokens, date | None], Meaning]] = {
    "point": _read_point,
    "bare_half": _read_point,
    "inside": _read_inside,
    "days": _read_days,
    "quarters": _read_quarters,
    "months": _read_months,
    "months_up_to": _read_months_up_to,
    "part": _read_part,
    "season": _read_season,
    "years": _read_years,
    "decade": _read_decade,
    "turn": _read_turn,
    "turn_many": _read_turn_many,
    "day_turn": _read_day_turn,
    "duration": _read_duration,
    "bare_unit": _read_bare_unit,
    "age": _read_age,
    "bare_year": _read_bare_year,
    "year": _read_bare_year,
    "elliptic_year": _read_elliptic_year,
    "holiday": _read_holiday,
    "year_so_far": _read_year_so_far,
    "month_range": _read_month_range,
    "last_months": _read_last_months,
    "time": _only("time"),
    "recurring": _only("recurrence"),
    **dict.fromkeys(("present", "century", "nth", "week", "whole_part", "nothing"), _only(None)),
}
