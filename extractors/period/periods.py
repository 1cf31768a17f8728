"""Text in, periods out: every time expression with its exact place and, where it can be resolved, its `time_period`.

Enters: a text in en, ru or kk and the publication date. Leaves: quantities of kind "period", in order of place and
without overlap. A time of day, an age, a habit or a bare duration has no `time_period`; it is read all the same, with
its nature in `unit_measure` ("time", "age", "recurrence", "duration:year"), so that nobody counts its digits.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.period.calendar_words import PIECE, Lexicon, Value, load_lexicon
from extractors.period.period_doubt import is_alone, is_time
from extractors.period.period_grammar import find_expressions
from extractors.period.period_meaning import Meaning, read_meaning
from extractors.period.period_resolution import resolve
from extractors.period.period_text import Token, lower_case, tokenise
from extractors.period.time_period import make_range
from extractors.quantity.latin import SPELLINGS, TWO_SCRIPTS, script_of
from extractors.records import Quantity

_DIGIT = re.compile(r"\d")
_COUNTED = ("duration", "bare_unit", "turn_many")
_ALONE = ("recurring", "time", "nothing", "age")  # these take no preposition
_RANGES = ("days", "quarters", "years", "month_range")  # here "from" and "until" name the two ends
_ENDS_IN_YEAR = ("point", "months", "season", "quarters")
_MOST_LEADS = 3  # words before an expression that belong to it: "не менее чем за"
_PERFECT_REACH = 3


@dataclass(frozen=True, slots=True)
class _Expression:
    """A stretch of tokens with its meaning and the words around it that give the direction."""

    first: int  # tokens: with the words around it
    core: int  # where the expression itself begins
    end: int
    kind: str
    meaning: Meaning
    relations: frozenset[str]


def read_periods(text: str, lang: str, published: date | None) -> list[Quantity]:
    """Read every time expression of `text`, in order of place; `published` resolves relative words."""
    lower = lower_case(text)
    has_digits = _DIGIT.search(text) is not None
    words = [] if has_digits and lang not in TWO_SCRIPTS else PIECE.findall(lower)
    lang = script_of(words, lang)
    if spell := SPELLINGS.get(lang):
        words = [spell(word) for word in words]
    lexicon = load_lexicon(lang)
    if not has_digits and lexicon.seeds.isdisjoint(words):
        return []
    tokens = tokenise(text, lower, lexicon, day_first=lang != "en")
    found = list(_expressions(tokens, lang, published, _no_years(lower, tokens, lexicon)))
    return [_quantity(text, tokens, one, published) for one in _join(found, tokens)]


def _no_years(lower: str, tokens: list[Token], lexicon: Lexicon) -> frozenset[int]:
    """Places of numbers that are no years, by the case of the word before: "жеті айда 1900 вагон"."""
    spell, endings = lexicon.spell or str, lexicon.before_no_year
    if not endings:
        return frozenset()
    years = (at for at in range(1, len(tokens)) if "year" in tokens[at][2].values)
    return frozenset(at for at in years if spell(lower[tokens[at - 1][0] : tokens[at - 1][1]]).endswith(endings))


def _expressions(
    tokens: list[Token], lang: str, published: date | None, no_years: frozenset[int]
) -> Iterator[_Expression]:
    codes = "".join([word.code for _, _, word in tokens])
    floor = 0
    for first, end, kind in find_expressions(codes, lang):
        if kind == "years" and not is_time(kind, tokens, first, end, frozenset()):
            kind, end = "bare_year", first + 1  # noqa: PLW2901 - "в 2021-м до 985 тысяч" begins with a year
        if end - 1 in no_years and end - first > 1 and kind in _ENDS_IN_YEAR:
            end -= 1  # noqa: PLW2901
        start, relations = _leads(tokens, first, floor, kind)
        stop, after = _trails(tokens, end)
        relations = frozenset() if kind in _RANGES or "attributive" in tokens[end - 1][2].values else relations | after
        if any("compared" in word.values for _, _, word in tokens[first:end]):
            relations -= {"since"}
        if not is_time(kind, tokens, first, end, relations):
            continue
        if kind in ("duration", "bare_unit"):
            relations |= _context(tokens, start, first, stop)
        meaning = read_meaning(kind, tokens[first:end], published)
        yield _Expression(start, first, stop, kind, meaning, relations)
        floor = stop


def _context(tokens: list[Token], start: int, first: int, end: int) -> frozenset[str]:
    """What else tells the direction of a duration: results are summed up, it fills its cell, or a verb looks back."""
    if _is_summed_up(tokens, start, end):
        return frozenset(("elapsed", "summed"))
    if is_alone(tokens, first, end):
        return frozenset(("alone",))
    following = tokens[end : end + _PERFECT_REACH]
    return frozenset(("past",)) if any("perfect" in word.values for _, _, word in following) else frozenset()


def _is_summed_up(tokens: list[Token], start: int, end: int) -> bool:
    """As in "по итогам семи месяцев", "nine-month results"."""
    before = start > 0 and "sum_up" in tokens[start - 1][2].values
    return before or (end < len(tokens) and "summed_up" in tokens[end][2].values)


def _leads(tokens: list[Token], first: int, floor: int, kind: str) -> tuple[int, frozenset[str]]:
    """Words before an expression that belong to it: prepositions, and hedges where something is counted."""
    relations: set[str] = set()
    at = first
    while kind not in _ALONE and at > floor and first - at < _MOST_LEADS:
        values = tokens[at - 1][2].values
        lead = str(values.get("lead", ""))
        if not (lead or "the" in values) or (lead == "about" and kind not in _COUNTED):
            break
        relations.add(lead or "the")
        at -= 1
    return at, frozenset(relations)


def _trails(tokens: list[Token], end: int) -> tuple[int, frozenset[str]]:
    """Words after an expression that belong to it ("ago", "бері", "дейін"), or only tell its direction ("бастап")."""
    relations: set[str] = set()
    while end < len(tokens) and "trail" in (values := tokens[end][2].values):
        relations.add(str(values["trail"]))
        end += 1
    if end < len(tokens) and "onwards" in tokens[end][2].values:
        relations.add("since")
    return end, frozenset(relations)


# --- two expressions that make one --------------------------------------------------------------------------


def _join(found: list[_Expression], tokens: list[Token]) -> Iterator[_Expression]:
    at = 0
    while at < len(found):
        one, other = found[at], found[at + 1] if at + 1 < len(found) else None
        at += 1
        if other is None:
            yield one
        elif joined := _range_of(one, other, tokens):
            yield joined
            at += 1
        else:
            yield one
            if one.kind == "year" and one.end == other.first and other.meaning.is_calendar:
                found[at] = replace(other, meaning=_in_year(other.meaning, one.meaning.year))


def _in_year(meaning: Meaning, year: int | None) -> Meaning:
    return meaning if meaning.year is not None else replace(meaning, year=year)


def _range_of(one: _Expression, other: _Expression, tokens: list[Token]) -> _Expression | None:
    """One range out of two calendar periods: January to June, с мая 2003 года по 27 ноября."""
    a, b = one.meaning, other.meaning
    if not (a.is_calendar and b.is_calendar and a.first == a.last and b.first == b.last):
        return None
    gap = [word.values for _, _, word in tokens[one.end : other.core]]
    if not _is_range_gap(gap, one, other):
        return None
    year_a, year_b = a.year, b.year
    if year_b is None:
        year_b = year_a
    elif year_a is None and not a.is_year_blocked:
        year_a = year_b if (a.first or "") <= (b.first or "") else year_b - 1
    meaning = Meaning()
    if year_a is not None and year_b is not None:
        meaning = Meaning(span=make_range(f"{year_a:04d}{a.first}", f"{year_b:04d}{b.last}"))
    elif year_a is None and year_b is None and (a.first or "") <= (b.last or ""):
        meaning = Meaning(first=a.first, last=b.last)
    return _Expression(one.first, one.core, other.end, "range", meaning, frozenset())


def _is_range_gap(gap: list[Mapping[str, Value]], one: _Expression, other: _Expression) -> bool:
    """Whether the tokens between two periods make a range of them."""
    gap = [values for values in gap if "the" not in values]
    is_alike = len(one.meaning.first or "") == len(other.meaning.first or "")
    if not gap:  # "2020 жылдан 2024 жылға дейін"
        return is_alike and "until" in other.relations and not one.relations
    if len(gap) > 1:
        return False
    if "dash" in gap[0] or "to" in gap[0]:
        return True
    is_shared_year = one.meaning.year is None and bool(one.meaning.first) and is_alike
    return "and" in gap[0] and ("between" in one.relations | other.relations or is_shared_year)


# --- time_period --------------------------------------------------------------------------------------------


def _quantity(text: str, tokens: Sequence[Token], one: _Expression, published: date | None) -> Quantity:
    start, end = tokens[one.first][0], tokens[one.end - 1][1]
    time_period = resolve(one.kind, one.meaning, one.relations, published)
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
