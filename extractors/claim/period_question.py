"""What the period of one figure depends on, and the arithmetic of the periods a text speaks of."""

import re
from dataclasses import dataclass
from datetime import date

from extractors.claim.passages import Figure, Passage
from extractors.period.time_period import OPEN, same_period_year_before
from extractors.topic.topics import Topic

TITLE = -1  # number of the block of a period named by the title
OPEN_PLANS = frozenset(("planned", "forecast", "in_progress"))
CHANGES = frozenset(("growth", "multiple"))
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Named:
    """A period the text spoke of: where, of what status, which."""

    block: int
    passage: int  # start of the passage
    status: str  # "" holds for any
    time_period: str
    is_promise: bool = False
    is_programme: bool = False  # of projects, their cost and jobs; not of a plant's share or staff
    is_absolute: bool = False  # written with its year, not seen from today
    indicator: str = ""
    is_item: bool = False  # named by an item of a list, for itself alone
    is_origin: bool = False  # when a thing was founded: "back then" means it, all else is told of later times


@dataclass(frozen=True, slots=True)
class Question:
    """Everything the period of one figure depends on."""

    figure: Figure
    passage: Passage
    topic: Topic
    status: str
    is_stock: bool
    is_promise: bool  # of projects, their cost and jobs
    earlier: tuple[Named, ...]  # newest first
    span: str  # years that a sentence before told growth over
    deadlines: tuple[tuple[int, str], ...]  # of this paragraph: (start of the passage, time_period)
    published: date | None
    lead: str = ""  # the time that the line above a list names for its items


def context_year(ask: Question, back: int = 1) -> str | None:
    """The year of the period last spoken of in this block or `back` blocks before."""
    near = [named for named in ask.earlier if named.block >= ask.passage.number - back and not named.is_origin]
    years: dict[int, list[tuple[str, bool]]] = {}  # by sentence, newest first
    for named in near:
        written = _YEAR.findall(named.time_period)[-1:]
        years.setdefault(named.passage, []).extend((year, named.is_absolute) for year in written)
    latest = (max(found) for found in years.values() if found)  # a base is no later than what it is the base of
    return next((year for year, is_absolute in latest if back or is_absolute), None)


def previous(time_period: str) -> str:
    """The base of a comparison with this period: the first year of a range of years, else the year before."""
    left, slash, right = time_period.partition("/")
    if slash and len(left) == len(right) == 4 and left.isdigit():
        return left
    return time_period if OPEN in time_period else same_period_year_before(time_period)


def end_of(time_period: str) -> str:
    """The last year of a range of past years: a level reached "за 2017-2021 годы" is a level of 2021."""
    left, slash, right = time_period.partition("/")
    return right if slash and len(left) == len(right) == 4 and left.isdigit() else time_period
