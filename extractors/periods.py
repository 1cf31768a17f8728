"""Text in, periods out: every time expression with its exact place and, where it can be resolved, its `time_period`.

Enters: a text in en, ru or kk and the publication date. Leaves: quantities of kind "period", in order of place and
without overlap. A time of day, an age, a habit or a bare duration has no `time_period`; it is read all the same, with
its nature in `unit_measure` ("time", "age", "recurrence", "duration:year"), so that nobody counts its digits.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.calendar_words import PIECE, load_lexicon
from extractors.period_grammar import find_expressions
from extractors.period_meaning import Meaning, read_meaning, shift_from
from extractors.period_text import Token, tokenise
from extractors.records import Quantity
from extractors.time_period import make_range, period_bounds

_DIGIT = re.compile(r"\d")
_RANGES = ("days", "quarters", "years")  # here "from" and "until" name the two ends
_MOST_LEADS = 3  # words before an expression that belong to it: "не менее чем за"


@dataclass(frozen=True, slots=True)
class _Expression:
    """A stretch of tokens with its meaning and the words around it that give the direction."""

    first: int
    end: int
    kind: str
    meaning: Meaning
    relations: frozenset[str]


def read_periods(text: str, lang: str, published: date | None) -> list[Quantity]:
    """Read every time expression of `text`, in order of place; `published` resolves relative words."""
    lexicon = load_lexicon(lang)
    if not _DIGIT.search(text) and lexicon.seeds.isdisjoint(PIECE.findall(text.lower())):
        return []
    tokens = tokenise(text, lexicon, day_first=lang != "en")
    found = list(_join(list(_expressions(tokens, lang, published)), tokens))
    return [_quantity(text, tokens, one, published) for one in found]


def _expressions(tokens: list[Token], lang: str, published: date | None) -> Iterator[_Expression]:
    codes = "".join([word.code for _, _, word in tokens])
    floor = 0
    for first, end, kind in find_expressions(codes, lang):
        meaning = read_meaning(kind, tokens[first:end], published)
        start, before = _leads(tokens, first, floor)
        stop, after = _trails(tokens, end)
        relations = frozenset() if kind in _RANGES else before | after
        one = _Expression(start, stop, kind, meaning, relations)
        if _is_accepted(one, tokens, end):
            yield one
            floor = stop


def _leads(tokens: list[Token], first: int, floor: int) -> tuple[int, frozenset[str]]:
    """Words before an expression that belong to it: prepositions and hedges."""
    relations: set[str] = set()
    at = first
    while at > floor and first - at < _MOST_LEADS:
        values = tokens[at - 1][2].values
        if "lead" not in values and "the" not in values:
            break
        if "lead" in values:
            relations.add(str(values["lead"]))
        at -= 1
    return at, frozenset(relations)


def _trails(tokens: list[Token], end: int) -> tuple[int, frozenset[str]]:
    """Words after an expression that belong to it: "ago", "бері", "дейін"."""
    relations: set[str] = set()
    while end < len(tokens) and "trail" in (values := tokens[end][2].values):
        relations.add(str(values["trail"]))
        end += 1
    return end, frozenset(relations)


def _is_accepted(one: _Expression, tokens: list[Token], end: int) -> bool:
    if one.kind == "bare_unit":
        return not one.relations.isdisjoint(("ago", "hence", "later", "during"))
    if one.kind == "bare_year":
        following = tokens[end][2].values if end < len(tokens) else {}
        return "unit" not in following and bool(one.relations)
    return True


# --- two expressions that make one --------------------------------------------------------------------------


def _join(found: list[_Expression], tokens: list[Token]) -> Iterator[_Expression]:
    at = 0
    while at < len(found):
        one = found[at]
        if at + 1 < len(found) and (joined := _range_of(one, found[at + 1], tokens)):
            yield joined
            at += 2
        else:
            yield one
            at += 1


def _range_of(one: _Expression, other: _Expression, tokens: list[Token]) -> _Expression | None:
    """A range out of two calendar periods: January to June, с мая 2003 года по 27 ноября."""
    a, b = one.meaning, other.meaning
    if not (a.is_calendar and b.is_calendar and a.first == a.last and b.first == b.last):
        return None
    gap = [word.values for _, _, word in tokens[one.end : other.first]]
    is_pair = "between" in one.relations | other.relations and len(gap) == 1 and "and" in gap[0]
    if not is_pair and not (len(gap) == 1 and ("dash" in gap[0] or "to" in gap[0])):
        return None
    year_a, year_b = a.year, b.year
    if year_b is None:
        year_b = year_a
    elif year_a is None and not a.is_year_blocked:
        year_a = year_b if (a.first or "") <= (b.first or "") else year_b - 1
    meaning = replace(b, year=year_b, first=None, last=None, span=None)
    if year_a is not None and year_b is not None:
        meaning = Meaning(span=make_range(f"{year_a:04d}{a.first}", f"{year_b:04d}{b.last}"))
    elif year_a is None and year_b is None:
        meaning = Meaning(first=a.first, last=b.last)
    return _Expression(one.first, other.end, "range", meaning, frozenset())


# --- time_period --------------------------------------------------------------------------------------------


def _quantity(text: str, tokens: Sequence[Token], one: _Expression, published: date | None) -> Quantity:
    start, end = tokens[one.first][0], tokens[one.end - 1][1]
    time_period = _resolve(one, published)
    return Quantity(
        start=start,
        end=end,
        quote=text[start:end],
        kind="period",
        value=one.meaning.value,
        value_low=None,
        value_high=None,
        unit_measure=None if time_period else one.meaning.nature,
        hedge="exact",
        hedge_text=None,
        written_precision=None,
        time_period=time_period,
    )


def _resolve(one: _Expression, published: date | None) -> str | None:
    period = _period(one, published)
    if period is None or not _is_period(period):
        return None
    return period


def _is_period(period: str) -> bool:
    try:
        period_bounds(period)
    except ValueError:
        return False
    return True


def _period(one: _Expression, published: date | None) -> str | None:
    meaning = one.meaning
    if meaning.nature and meaning.nature.startswith("duration:"):
        return _counted(one, published)
    if meaning.span:
        return _related(meaning.span, one, published)
    if not meaning.is_calendar:
        return None
    year = meaning.year if meaning.year is not None else _likely_year(meaning, published)
    if year is None:
        return None
    return _related(make_range(f"{year:04d}{meaning.first}", f"{year:04d}{meaning.last}"), one, published)


def _likely_year(meaning: Meaning, published: date | None) -> int | None:
    """The year of a month or quarter named without one: the nearest, the past before the future."""
    if published is None or meaning.is_year_blocked or not meaning.last:
        return None
    month = 3 * int(meaning.last[2]) if meaning.last[1] == "Q" else int(meaning.last[1:3])
    if meaning.first == "-01" and meaning.last != "-01":  # the first N months: never ahead
        return published.year if month <= published.month else published.year - 1
    return published.year - 1 if month - published.month > 6 else published.year


def _counted(one: _Expression, published: date | None) -> str | None:
    """A number of years, months or days before or after the publication."""
    number, unit = one.meaning.value, str(one.meaning.nature).partition(":")[2]
    if published is None or number is None or number != int(number):
        return None
    if _is_elapsed(one, unit, int(number)):
        year = published.year if number <= published.month else published.year - 1
        return f"{year:04d}-01/{year:04d}-{int(number):02d}"
    if "ago" in one.relations:
        return shift_from(published, unit, -int(number))
    if not one.relations.isdisjoint(("hence", "later")) or ("in" in one.relations and unit == "year"):
        return shift_from(published, unit, int(number))
    return None


def _is_elapsed(one: _Expression, unit: str, number: int) -> bool:
    """Whether N months are those of the year so far: "in seven months", "за семь месяцев", "7 айда"."""
    if unit != "month" or not 2 <= number <= 12:
        return False
    return one.relations <= {"in", "elapsed", "about"} and (
        one.meaning.is_elapsed or bool(one.relations & {"in", "elapsed"})
    )


def _related(period: str, one: _Expression, published: date | None) -> str:
    """A period under its preposition: since it, by it, until it."""
    if not one.relations.isdisjoint(("since", "from")):
        return _since(period, published)
    if not one.relations.isdisjoint(("by", "until")):
        return _until(period, one, published)
    if "after" in one.relations:
        return f"{period.partition('/')[0]}/.."
    return period


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


def _until(period: str, one: _Expression, published: date | None) -> str:
    last = period.rpartition("/")[2]
    if published and last == f"{published.year:04d}":
        return last if one.meaning.edge == "end" else f"../{last}"
    if published and len(last) == 7 and f"{published.year:04d}-01" <= last <= published.isoformat()[:7]:
        return make_range(f"{last[:4]}-01", last)
    return f"../{last}"
