"""Is it a time at all? Numbers that look like years, units that only measure, words that are something else.

Enters: an expression that the grammar found, among its tokens. Leaves: yes or no, from what stands around it.
"""

from collections.abc import Mapping

from extractors.calendar_words import Value
from extractors.period_text import Token

_UNIT_RELATIONS = frozenset(("ago", "hence", "later", "during", "over", "within", "elapsed", "about"))
_YEAR_RELATIONS = frozenset(("in", "since", "from", "until", "by", "after", "between", "elapsed", "during", "at"))
_LIKELY_YEARS = range(1900, 2100)
_OLDEST = 130  # years of age
_EDGE: Mapping[str, Value] = {"line": ""}  # what stands before and after a text


def is_time(kind: str, tokens: list[Token], first: int, end: int, relations: frozenset[str]) -> bool:
    """Whether the tokens from `first` to `end` are a time, given the prepositions around them."""
    values = tokens[first][2].values
    if kind == "nothing":
        return False
    if kind == "bare_unit":
        return (
            values["unit"] == "half_year"
            or ("number" not in values and not relations.isdisjoint(_UNIT_RELATIONS))
            or ("in" in relations and "the" in _at(tokens, first - 1))
        )
    if kind == "duration" and "one" in values:
        return bool(relations - {"by"} if "unit_quarter" in _at(tokens, first + 1) else relations)
    if kind == "age":
        age = values.get("number")
        return not isinstance(age, (int, float)) or age <= _OLDEST
    if kind == "bare_year":
        return _is_year(tokens, first, end, relations)
    return True


def _is_year(tokens: list[Token], first: int, end: int, relations: frozenset[str]) -> bool:
    """Whether a bare number is a year rather than a count."""
    values, before, after = tokens[first][2].values, _at(tokens, first - 1), _at(tokens, end)
    if values["year"] not in _LIKELY_YEARS or "inflected" in values or "unit" in after:
        return False
    if "located" in values or _is_listed(tokens, first, end):
        return True
    if "open" in before and ("close" in after or "comma" in after):
        return True
    if "line" in before and ("line" in after or "comma" in after):
        return True
    return not relations.isdisjoint(_YEAR_RELATIONS)


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
