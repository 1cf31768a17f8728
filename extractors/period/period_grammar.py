"""The grammar of time expressions: rules over word classes, the same for every language.

Enters: the codes of a text. Leaves: stretches of tokens with the kind of expression they are. A rule is a line of
class names with the marks of a regular expression; the first rule that fits at a place wins: longer ones stand first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.period.calendar_words import load_lexicon

_YEAR = "(?: turn? year (?: unit_year | year_mark )? | unit_year of? year | turn unit_year | year_turn unit_year? )"
_OF_YEAR = (
    f"(?: of? the? {_YEAR} | comma year (?: unit_year | year_mark )? (?! dash | slash | number ) | of the unit_year )"
)
_WEEKDAY = "(?: weekday (?: open | comma | dash | the ){0,3} )?"
_MONTH = "(?: month | weak_month )"
_QUARTER = (
    "(?: (?: ordinal | number | first ) (?: unit_quarter | quarter_after ) "
    "| quarter_mark number | number quarter_mark )"
)
_HALF_YEAR = "(?: (?: ordinal | number | first ) unit_half_year | half_mark number )"
_DAY_MONTH = "(?: day unit_day? (?: of | dash | slash )? month | digit_day (?: dash | slash )? weak_month )"
_MANY = (
    "(?: number (?: (?: dash | to | and ) number )? and_half? (?: trail_about | dash? only )? | inflected trail_about "
    "| several | one and_half? | half_of | whole )"
)
_LAST_MONTH = f"the? (?: part (?: of | dash )? the? )? (?: day of? )? {_MONTH} (?: digit_day )?"
_SPAN = "(?: (?: first | ordinal )? number unit_month | unit_year )"  # "the seven months to July"
_MONTH_DAY = "(?: digit_day | ordinal )"  # "by August seven projects" names no day
_BIG_UNIT = "(?: unit_year | unit_month | unit_quarter | unit_week | unit_day | unit_decade | unit_century )"
_BIG = (
    f"(?: {_YEAR} | (?: month | owned_month ) unit_month? (?: of? {_YEAR} )? | turn? (?: {_BIG_UNIT} | season ) "
    "| ordinal (?: unit_century | unit_year ) | decade unit_year? )"
)

# kind, pattern, languages (None: all)
_RULES: tuple[tuple[str, str, str | None], ...] = (
    ("nothing", "number? nothing", None),
    ("age", "number (?: (?: dash | and | to ) number )? aged | number dash? (?: unit_year | unit ) dash? old", None),
    ("age", "aged number", "en"),
    # days
    ("days", f"day (?: (?: dash | to | and | comma ) the? day ){{1,6}} of? {_MONTH} {_OF_YEAR}?", None),
    ("days", f"{_MONTH} the? day (?: dash | to | and ) the? day {_OF_YEAR}?", "en"),
    ("days", f"{_YEAR}? month inflected (?: dash | and ) inflected", "kk"),
    ("days", f"{_YEAR} day (?: dash | and ) day month", "kk"),
    ("point", f"{_WEEKDAY} date", None),
    ("point", f"{_WEEKDAY} {_DAY_MONTH} (?: (?: dash | slash )? {_OF_YEAR} )?", None),
    ("point", f"{_YEAR} (?: comma | dash | slash )? day (?: dash | slash )? (?: {_MONTH} | owned_month )", None),
    ("point", f"{_WEEKDAY} (?: month (?: dash | slash )? the? {_MONTH_DAY} | weak_month digit_day ) {_OF_YEAR}?", "en"),
    ("point", f"{_YEAR}? month inflected", "kk"),
    ("inside", f"(?: turn | ordinal ) (?: unit | weekday ) of the? month (?: of? {_YEAR} )?", "en"),
    # quarters, halves, months of the year so far
    ("quarters", f"ordinal (?: dash | and ) ordinal (?: unit_quarter | quarter_after ) {_OF_YEAR}?", None),
    ("months", f"(?: first | ordinal )? number dash? elapsed_quarters {_OF_YEAR}", None),
    ("months", f"{_YEAR} number elapsed_quarters", None),
    ("duration", "number elapsed_quarters", None),
    ("point", f"{_QUARTER} {_OF_YEAR}? | {_YEAR} dash? {_QUARTER}", None),
    ("point", f"number half_mark {_YEAR}", None),
    ("point", f"{_HALF_YEAR} {_OF_YEAR}? | ordinal half (?: {_OF_YEAR} | unit_year )", None),
    ("point", f"(?: {_YEAR} | unit_year ) dash? (?: {_HALF_YEAR} | (?: ordinal | first ) half )", None),
    ("bare_half", "ordinal half", "en"),
    ("months_up_to", f"{_SPAN} (?: to | ending ) {_LAST_MONTH} {_OF_YEAR}?", "en"),
    ("months", f"(?: first | ordinal ) number unit_month {_OF_YEAR}? | number unit_month {_OF_YEAR}", None),
    ("months", f"(?: {_YEAR} | unit_year ) (?: first | ordinal )? number unit_month", None),
    ("month_range", f"{_YEAR}? month dash (?: month | owned_month ) unit_month? {_OF_YEAR}?", None),
    # parts
    ("part", f"part (?: of | dash )? the? {_BIG}", None),
    ("part", f"{_BIG} part", "kk"),
    ("whole_part", f"(?: {_YEAR} | season | turn? unit_year ) (?: first | ordinal ) unit", "kk"),
    # months
    ("point", f"(?: {_MONTH} | owned_month ) unit_month? (?: dash | slash | open )? {_OF_YEAR}", None),
    ("point", f"{_YEAR} (?: dash | slash )? (?: {_MONTH} | owned_month ) unit_month?", None),
    ("point", "turn? month (?: unit_month (?= trail_until | trail_since ) )? | unit_month of month", None),
    ("point", "turn month unit_month", None),
    # seasons
    ("season", f"season unit_month? {_OF_YEAR}? | {_YEAR} season | turn (?: season | season_object )", None),
    # years and what is counted from now
    ("last_months", f"turn number unit_month {_OF_YEAR}", None),
    ("turn_many", f"turn {_MANY} unit | number inner_turn plural", None),
    ("years", "year (?: dash | slash | to ) (?: year | number ) (?: unit_year | year_mark )?", None),
    ("decade", "(?: turn unit_century )? decade (?: unit_year | unit_decade | year_mark )?", None),
    ("decade", "ordinal unit_decade", None),
    ("nth", "turn unit_century ordinal unit_year", None),
    ("duration", "year unit (?= trail_ago )", None),
    ("point", f"turn unit of {_YEAR}", "en"),
    ("point", "turn? year (?: unit_year | year_mark ) | unit_year of? year", None),
    ("point", "year_turn unit_year? | turn unit_year", None),
    ("year", "year_adverb", None),
    ("year_so_far", "year_so_far", None),
    ("century", "(?: ordinal (?: dash | comma | and ) )? ordinal unit_century", None),
    ("turn", "turn unit weekday | weekday of? the? turn unit", None),
    ("turn", "turn (?: unit | daypart | holiday ) | turn? weekday | that (?: unit | weekday )", None),
    ("holiday", "holiday", None),
    ("day_turn", "day_turn (?: dash day_turn )? unit_day?", None),
    ("present", "present | that_time", None),
    ("recurring", "recurring | every (?: number | ordinal )? (?: unit | weekday | daypart ) | unit every_after", None),
    ("week", f"unit_week number {_OF_YEAR}?", "en"),
    # durations
    ("time", "number unit_hour clock", None),
    ("duration", f"(?: (?: first | ordinal ) (?= number ) )? {_MANY} unit (?: and? number unit )?", None),
    ("duration", "number dash? unit_adjective | compound | number dash unit", None),
    ("nth", "ordinal unit", None),
    ("time", "clock (?: time | number )", "kk"),
    ("time", "time clock? | number clock", None),
    ("elliptic_year", "turn (?= after_ellipsis | dash | number | dot | close )", None),
    ("bare_unit", "unit", None),
    ("bare_year", "year", None),
)  # fmt: skip

_NAME = re.compile(r"[a-z_]+")


_NEVER_FIRST = frozenset(
    ("lead", "trail", "to", "of", "and", "the", "only", "onwards", "perfect", "comma", "dot", "dash", "line")
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules of one language, compiled over its codes."""

    pattern: re.Pattern[str]
    kinds: tuple[str, ...]  # by number of the rule


@cache
def load_grammar(lang: str) -> Grammar:
    """Compile the rules over the codes that the words of a language have."""
    lexicon = load_lexicon(lang)

    def charset(name: re.Match[str]) -> str:
        codes = lexicon.codes_of(name[0])
        return f"[{codes}]" if codes else "(?!)"

    rules = [(kind, pattern) for kind, pattern, only in _RULES if only in (None, lang.partition("-")[0])]
    parts = [
        f"(?P<r{number}>{_NAME.sub(charset, pattern).replace(' ', '')})" for number, (_, pattern) in enumerate(rules)
    ]
    firsts = "".join(code for classes, code in lexicon.codes.items() if not classes <= _NEVER_FIRST)
    return Grammar(re.compile(f"(?=[{firsts}])(?:{'|'.join(parts)})"), tuple(kind for kind, _ in rules))


def find_expressions(codes: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of tokens that make a time expression: first token, one past the last, kind."""
    grammar = load_grammar(lang)
    for found in grammar.pattern.finditer(codes):
        assert found.lastgroup  # noqa: S101 - every alternative is a named group
        yield found.start(), found.end(), grammar.kinds[int(found.lastgroup[1:])]
