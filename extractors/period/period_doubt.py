"""Is it a time at all? Numbers that look like years, units that only measure, words that are something else.

Enters: an expression that the grammar found, among its tokens. Leaves: yes or no, from what stands around it.
"""

from collections.abc import Callable, Mapping

from extractors.period.calendar_words import Value
from extractors.period.period_text import Token

_UNIT_RELATIONS = frozenset(("ago", "hence", "later", "during", "over", "within", "elapsed", "about"))
_NO_RELATIONS = frozenset(("about", "the"))
_OF_TIME = frozenset(("year", "turn", "unit", "unit_year", "that", "year_turn"))
_JOINTS = frozenset(("dash", "and"))
_YEAR_RELATIONS = frozenset(("in", "since", "from", "until", "by", "after", "between", "elapsed", "during", "at"))
_LIKELY_YEARS = range(1800, 2100)
_SHORT_REACH = 10  # "2016/17": how far the second year may lie from the first
_AFTER_A_HEAD = frozenset(("line", "comma", "colon", "dash"))
_BESIDE_A_MONTH = frozenset(("open", "dash", "to", "line"))
_PAUSES = frozenset(("line", "comma", "dot", "dash", "close", "colon"))
_BARE_YEARS = range(1900, 2100)
_OLDEST = 130  # years of age
_HOURS = 24
_ELLIPSIS_REACH = 25  # words back to the year that is not said again
_EDGE: Mapping[str, Value] = {"line": ""}  # what stands before and after a text


def is_time(kind: str, tokens: list[Token], first: int, end: int, relations: frozenset[str]) -> bool:
    """Whether the tokens from `first` to `end` are a time, given the prepositions around them."""
    check = _CHECKS.get(kind)
    return check is None or check(tokens, first, end, relations)


def _is_unit(tokens: list[Token], first: int, end: int, relations: frozenset[str]) -> bool:
    """Whether a unit without a number is a time: "a year ago" is, "the day-care" is not."""
    del end
    values = tokens[first][2].values
    if values["unit"] == "half_year" or (values["unit"] == "year" and "sum_up" in _at(tokens, first - 1)):
        return True
    if "number" not in values and not relations.isdisjoint(_UNIT_RELATIONS):
        return True
    return {"in", "the"} <= relations


def _is_duration(tokens: list[Token], first: int, end: int, relations: frozenset[str]) -> bool:
    """Whether "a week" is a time: not in "once a week", nor "by a quarter"."""
    if _is_fraction(tokens, first, end, relations) or "compared" in tokens[end - 1][2].values:
        return False  # "1 024 против 870 годом ранее": a value and its time
    if "one" not in tokens[first][2].values:
        return True
    if "unit_quarter" in tokens[end - 1][2].values and ("of" in _at(tokens, end) or relations <= _NO_RELATIONS):
        return False  # "accounts for a quarter of the fleet", "almost a quarter more"
    return not relations.isdisjoint(_UNIT_RELATIONS | {"in", "after"})


def _is_fraction(tokens: list[Token], first: int, end: int, relations: frozenset[str]) -> bool:
    """Whether quarters are parts of a whole: "three-quarters", "one and three quarters", "three quarters of firms"."""
    if "elapsed_quarters" not in tokens[end - 1][2].values:
        return False
    if any(not _JOINTS.isdisjoint(word.values) for _, _, word in tokens[first : end - 1]):
        return True
    if "of" not in _at(tokens, end):
        return False
    behind = {*_at(tokens, end + 1), *_at(tokens, end + 2)}
    return relations <= _NO_RELATIONS or behind.isdisjoint(_OF_TIME)  # "for three quarters of what it makes"


def _is_clock(tokens: list[Token], first: int, end: int, relations: frozenset[str]) -> bool:
    """Whether "2.10 pm" is a time: minutes have two digits, hours end at 24."""
    del relations
    hours = tokens[first][2].values.get("number")
    if not isinstance(hours, (int, float)) or end - first > 2:  # "9.5 часов утра" has a word of its own
        return True
    decimals = tokens[first][1] - tokens[first][0] - len(str(int(hours))) - 1
    return hours <= _HOURS and (isinstance(hours, int) or decimals > 1)


def _is_age(tokens: list[Token], first: int, end: int, relations: frozenset[str]) -> bool:
    del end, relations
    age = tokens[first][2].values.get("number")
    return not isinstance(age, (int, float)) or age <= _OLDEST


def _are_years(tokens: list[Token], first: int, end: int, relations: frozenset[str]) -> bool:
    """Whether "2018–2022" or "2016/17" is a range of years; "2015-32" is not."""
    del relations
    left, right = tokens[first][2].values, tokens[first + 2][2].values
    start = int(left["year"])
    if "number" in right:  # "2016/17", but not "в 2023-м — 27%"
        is_glued = tokens[first][1] == tokens[first + 1][0] and tokens[first + 1][1] == tokens[first + 2][0]
        return is_glued and 0 < int(right["number"]) - start % 100 <= _SHORT_REACH
    is_named = not {"unit_year", "year_mark"}.isdisjoint(tokens[end - 1][2].values) or (
        start in _LIKELY_YEARS and right["year"] in _LIKELY_YEARS
    )
    return is_named and start < int(right["year"]) and "unit" not in _at(tokens, end)


def _is_point(tokens: list[Token], first: int, end: int, relations: frozenset[str]) -> bool:
    """Whether a lone "May" is the month and not a name, and "Q7" no quarter."""
    values = [word.values for _, _, word in tokens[first:end]]
    if "per" in values[0] and "year" in values[-1]:
        return False  # "жылына 2000 вагон": a rate
    if len(values) == 1 and "proper_month" in values[0]:
        around = (_at(tokens, first - 1), _at(tokens, end))
        return bool(relations) or any(not _BESIDE_A_MONTH.isdisjoint(one) for one in around)
    if len(values) == 2 and "unit_quarter" in values[1] and values[0].get("number") == 1:
        return "of" not in _at(tokens, end)  # "one quarter of the budget"
    if len(values) == 2 and any("quarter_mark" in one for one in values):
        return any(one.get("number") in (1, 2, 3, 4) for one in values)
    return True


def _is_year(tokens: list[Token], first: int, end: int, relations: frozenset[str]) -> bool:
    """Whether a bare number is a year rather than a count."""
    values, before, after = tokens[first][2].values, _at(tokens, first - 1), _at(tokens, end)
    if values["year"] not in _BARE_YEARS or "inflected" in values or "unit" in after:
        return False
    if "located" in values or _is_listed(tokens, first, end) or _is_described(tokens, first):
        return True
    if "open" in before and not {"close", "comma", "colon"}.isdisjoint(after):
        return True
    if "dash" in before and "line" in _at(tokens, first - 3) and not _PAUSES.isdisjoint(after):
        return tokens[first - 1][1] == tokens[first][0] and tokens[first - 2][1] == tokens[first - 1][0]  # "Итоги-2022"
    if "line" in before and not _AFTER_A_HEAD.isdisjoint(after):
        return True
    return not relations.isdisjoint(_YEAR_RELATIONS) or _is_spoken_of(_at(tokens, first - 2), before, after)


def _is_described(tokens: list[Token], first: int) -> bool:
    """As in "в кризисном 2020-м", "в прошлом, 2023-м": an ordinal with an attribute after its preposition."""
    back = 3 if "comma" in _at(tokens, first - 1) else 2
    return "ordinal" in tokens[first][2].values and "lead" in _at(tokens, first - back)


def _is_spoken_of(noun: Mapping[str, Value], before: Mapping[str, Value], after: Mapping[str, Value]) -> bool:
    """As in "closed 2019 with", "the 2020 plan", "results of 2024 in", "against 2018.", not "against 2018 valves"."""
    if (
        "year_before" in before
        or ("the" in before and "year_noun" in after)
        or ("of" in before and "year_results" in noun)
    ):
        return True
    return "year_against" in before and not _PAUSES.isdisjoint(after)


def _is_elliptic(tokens: list[Token], first: int, end: int, relations: frozenset[str]) -> bool:
    """As in "За 2024 год заменили 4 %, в нынешнем — 6": the noun was said in the same paragraph."""
    del end
    before = [word.values for _, _, word in tokens[max(first - _ELLIPSIS_REACH, 0) : first]]
    lines = [at for at, values in enumerate(before) if "line" in values]
    said = before[lines[-1] + 1 if lines else 0 :]
    return "at" in relations and any("year" in values or values.get("unit") == "year" for values in said)


def _is_listed(tokens: list[Token], first: int, end: int) -> bool:
    """Whether another year stands right before or after, in a list: 1962, 1970 and 1974."""
    after = ("comma" in _at(tokens, end) or "and" in _at(tokens, end)) and "year" in _at(tokens, end + 1)
    before = ("comma" in _at(tokens, first - 1) or "and" in _at(tokens, first - 1)) and "year" in _at(tokens, first - 2)
    return after or before


def is_alone(tokens: list[Token], first: int, end: int) -> bool:
    """Whether the expression fills its line or table cell."""
    return "line" in _at(tokens, first - 1) and "line" in _at(tokens, end)


def _at(tokens: list[Token], place: int) -> Mapping[str, Value]:
    return tokens[place][2].values if 0 <= place < len(tokens) else _EDGE


_CHECKS: Mapping[str, Callable[[list[Token], int, int, frozenset[str]], bool]] = {
    "nothing": lambda *_: False,
    "bare_half": lambda _tokens, _first, _end, relations: not relations.isdisjoint(("in", "during")),
    "bare_unit": _is_unit,
    "bare_year": _is_year,
    "duration": _is_duration,
    "age": _is_age,
    "time": _is_clock,
    "years": _are_years,
    "elliptic_year": _is_elliptic,
    "point": _is_point,
}
