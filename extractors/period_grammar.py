"""The grammar of time expressions: rules over word classes, the same for every language.

Enters: the codes of a text. Leaves: stretches of tokens with the kind of expression they are. A rule is a line of
class names with the marks of a regular expression; the first rule that fits at a place wins: longer ones stand first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.calendar_words import load_lexicon

_YEAR = "(?: turn? year unit_year? | unit_year of? year | turn unit_year | year_turn unit_year? )"
_OF_YEAR = f"(?: of? the? {_YEAR} | comma year (?! dash | slash ) | of the unit_year )"
_WEEKDAY = "(?: weekday (?: open | comma | dash | the )* )?"
_QUARTER = "(?: ordinal unit_quarter | quarter_mark number | number quarter_mark )"
_HALF = "(?: ordinal (?: half | unit_half_year ) | half_mark number )"
_DAY_MONTH = "day unit_day? (?: of | dash | slash )? month unit_month?"
_MANY = "(?: number (?: (?: dash | to | and ) number )? and_half? | several | one and_half? | half_of )"
_BIG = (
    f"(?: {_YEAR} | month (?: of? {_YEAR} )? | turn? (?: unit | season ) | ordinal unit_century | decade unit_year? )"
)

# kind, pattern, languages (None: all)
_RULES: tuple[tuple[str, str, str | None], ...] = (
    ("age", "number (?: (?: dash | and | to ) number )? aged | aged number", None),
    ("age", "number dash? unit_year dash? old", None),
    # days
    ("days", f"day (?: (?: dash | to | and | comma ) the? day )+ of? month {_OF_YEAR}?", None),
    ("days", f"month day (?: dash | to | and ) the? day {_OF_YEAR}?", "en"),
    ("days", f"(?: {_YEAR} )? month inflected (?: dash | and ) inflected", "kk"),
    ("days", f"{_YEAR} day (?: dash | and ) day month", "kk"),
    ("point", f"{_WEEKDAY} date", None),
    ("point", f"{_WEEKDAY} {_DAY_MONTH} (?: dash | slash )? {_OF_YEAR}?", None),
    ("point", f"{_YEAR} (?: comma | dash | slash )? day (?: dash | slash )? month unit_day?", None),
    ("point", f"{_WEEKDAY} month (?: dash | slash )? the? day unit_day? {_OF_YEAR}?", "en"),
    ("point", f"(?: {_YEAR} )? month inflected unit_day?", "kk"),
    # quarters, halves, months of the year so far
    ("quarters", f"ordinal (?: dash | and ) ordinal unit_quarter {_OF_YEAR}?", None),
    ("point", f"{_QUARTER} {_OF_YEAR}? | {_YEAR} dash? {_QUARTER}", None),
    ("point", f"{_HALF} {_OF_YEAR}? | (?: {_YEAR} | unit_year ) dash? {_HALF}", None),
    ("months", f"(?: first | ordinal ) number unit_month {_OF_YEAR}? | number unit_month {_OF_YEAR}", None),
    ("months", f"(?: {_YEAR} | unit_year ) (?: first | ordinal )? number unit_month", None),
    # parts
    ("part", f"part of? the? {_BIG}", None),
    ("part", f"{_BIG} part", "kk"),
    # months
    ("point", f"month unit_month? (?: dash | slash | open )? {_OF_YEAR}", None),
    ("point", f"{_YEAR} (?: dash | slash )? month unit_month?", None),
    ("point", "turn? month unit_month? | unit_month of month", None),
    # seasons
    ("season", f"season (?: unit | and )? {_OF_YEAR}? | {_YEAR} season | turn season", None),
    # years and what is counted from now
    ("turn_many", f"turn {_MANY} unit | number turn unit | turn several? unit turn", None),
    ("years", "year (?: dash | slash | to ) (?: year | number ) unit_year?", None),
    ("decade", "decade (?: unit_year | unit_decade )? | ordinal unit_decade", None),
    ("point", "turn? year unit_year | unit_year of? year | year_turn unit_year? | turn unit_year", None),
    ("century", "(?: ordinal (?: dash | comma | and ) )? ordinal unit_century", None),
    ("turn", "turn (?: unit | daypart ) (?: weekday | holiday )? | turn? weekday (?: of? turn unit )? daypart?", None),
    ("turn", "turn? holiday", None),
    ("day_turn", "day_turn (?: dash day_turn )? (?: daypart | unit_day )?", None),
    ("present", "present", None),
    ("recurring", "recurring | every (?: number | ordinal )? (?: unit | weekday | daypart ) | unit every_after", None),
    # durations
    ("duration", f"first? {_MANY} unit (?: and? number unit )?", None),
    ("duration", "number dash? unit_adjective | compound | number dash unit", None),
    ("nth", "ordinal unit", None),
    ("time", "time clock? | number clock | clock (?: time | number )", None),
    ("bare_unit", "unit", None),
    ("bare_year", "year", None),
)  # fmt: skip

_NAME = re.compile(r"[a-z_]+")


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules of one language, compiled over its codes."""

    pattern: re.Pattern[str]
    kinds: tuple[str, ...]  # by number of the rule


@cache
def load_grammar(lang: str) -> Grammar:
    """Compile the rules over the codes that the words of a language have."""
    codes_of = load_lexicon(lang).codes_of

    def charset(name: re.Match[str]) -> str:
        codes = codes_of(name[0])
        return f"[{codes}]" if codes else "(?!)"

    rules = [(kind, pattern) for kind, pattern, only in _RULES if only in (None, lang)]
    parts = [
        f"(?P<r{number}>{_NAME.sub(charset, pattern).replace(' ', '')})" for number, (_, pattern) in enumerate(rules)
    ]
    return Grammar(re.compile("|".join(parts)), tuple(kind for kind, _ in rules))


def find_expressions(codes: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of tokens that make a time expression: first token, one past the last, kind."""
    grammar = load_grammar(lang)
    for found in grammar.pattern.finditer(codes):
        assert found.lastgroup  # noqa: S101 - every alternative is a named group
        yield found.start(), found.end(), grammar.kinds[int(found.lastgroup[1:])]
