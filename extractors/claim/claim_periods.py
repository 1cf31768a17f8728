"""When a figure is about: the period of its clause, else of its sentence, else what the text was speaking of.

A period that stands behind a word of comparison ("than in 2021", "к 2021 году") is a base: it dates the base value
only. States without a date take the year of publication, plans without a date stay open.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from extractors.claim.changes import change_words
from extractors.claim.from_to import end_of_pair
from extractors.claim.grounds import Ground
from extractors.claim.named_periods import (
    BASE_REACH,
    crosses_figure,
    is_base_period,
    is_base_value,
    is_contrasted,
    is_length,
    nearest_period,
)
from extractors.claim.passages import Figure, Passage
from extractors.claim.status import PROMISED
from extractors.claim.terms import Term
from extractors.claim.topics import Topic
from extractors.period.time_period import OPEN, period_bounds, same_period_year_before

LONGEST_PLAN = 7
SEASON, SEASON_LENGTH = 3, 7  # months, signs of "2025-09"
TITLE = -1  # number of the block of a period named by the title
OPEN_PLANS = frozenset(("planned", "forecast", "in_progress"))
CHANGES = frozenset(("growth", "multiple"))
STATES = frozenset(("contracts", "contract_value", "financing"))
FLOWS = frozenset(("investment", "fixed_investment", "fdi", "financing", "contract", "jobs"))
_YEAR = re.compile(r"\d{4}")
_POINT_OF_YEAR = re.compile(r"\d{4}-(?:\d\d|Q\d)")
_MONTH = re.compile(r"\d{4}-\d\d")
_FIRST_QUARTER = re.compile(r"^(\d{4})-01/\1-03$")
_WHOLE_YEAR = re.compile(r"^(\d{4})-01/\1-12$")


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
    is_item: bool = False  # named by an item of a list, for itself alone


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
    deadlines: tuple[tuple[int, str], ...]  # of this paragraph: (start of the passage, time_period)
    published: date | None


def choose_period(ask: Question) -> tuple[Ground, str] | None:
    """The time_period of a figure with the rule that gave it, and the period the text speaks of from here on."""
    ground = _named(ask) or _carried(ask) or _default(ask)
    if ground is None:
        return None
    spoken = ground.value
    value, rule = spoken, ground.rule
    if ask.topic.role in CHANGES:
        value = _since_base(value, ask)
    is_change = ask.topic.role in CHANGES
    if not is_change and ground.rule != "earlier" and is_base_value(ask.figure, ask.passage):
        value, rule = previous(value), "base"
        if ask.is_stock and ask.status in OPEN_PLANS and ask.published:  # "lift capacity from 12,000 to 17,000"
            value, rule = str(ask.published.year), "base_of_plan"
    elif not is_change and ask.topic.family not in FLOWS and (rule == "carried" or ask.is_stock or _is_reached(ask)):
        value = end_of(value)
    is_lasting = ask.topic.family == "capacity" or (ask.is_promise and ask.status in OPEN_PLANS)
    is_point = _POINT_OF_YEAR.fullmatch(value) or _is_season(value)
    is_lasting = is_lasting or (ask.is_promise and _is_season(value))
    if is_point and (is_lasting or (ask.is_stock and rule != "named")):
        value = value[:4]
    if ask.published is None or OPEN in value or _is_over(value, ask.published):
        value = usual_period(value)  # "since January" said in March is no quarter
    return replace(ground, value=value, rule=rule), spoken


def _is_season(time_period: str) -> bool:
    left, slash, right = time_period.partition("/")
    is_dated = bool(slash) and len(left) == len(right) == SEASON_LENGTH and left[:4] == right[:4]
    return is_dated and int(right[5:]) - int(left[5:]) + 1 == SEASON


def _since_base(time_period: str, ask: Question) -> str:
    """As in "Three times more than in 2017": growth between two years takes both."""
    for one in ask.passage.periods:
        base = one.quantity.time_period or ""
        is_after = 0 <= one.first - ask.figure.last <= BASE_REACH + 1 and is_base_period(one, ask.passage)
        if is_after and base.isdigit() and time_period.isdigit() and int(base) < int(time_period) - 1:
            return f"{base}/{time_period}"
    return time_period


def _is_reached(ask: Question) -> bool:
    first = ask.figure.first
    to = any(first in (term.first, term.last) for term in ask.passage.of("to_end"))
    return to or any(ask.passage.in_clause(ask.figure, "reach", "present"))


def usual_period(time_period: str) -> str:
    """January to March is a quarter, January to December a year."""
    return _WHOLE_YEAR.sub(r"\1", _FIRST_QUARTER.sub(r"\1-Q1", time_period))


# --- named in the sentence ----------------------------------------------------------------------------------


def _named(ask: Question) -> Ground | None:
    then = _when(ask) or _same_period_of(ask) or _own_base(ask)
    if then:
        return then
    found = nearest_period(ask.figure, ask.passage)
    if found and ask.is_stock and ask.status not in OPEN_PLANS and _is_present(ask, found):
        return None
    if found is None:
        return _earlier(ask) or _duration(ask)
    quantity = found.quantity
    value = quantity.time_period or ""
    if ask.published:
        value = _in_context_year(value, found, ask, ask.published)
    if ask.status in OPEN_PLANS and _MONTH.fullmatch(value) and _is_over(value, ask.published):
        same_year = (named for named in ask.earlier if named.time_period[:4] == value[:4])
        plan = next((named.time_period for named in same_year if len(named.time_period) <= LONGEST_PLAN), None)
        return Ground(plan or f"{value[:4]}/{OPEN}", "said_then")
    if ask.published:
        value = _seen_from(ask.published, value, found, ask)
    if value.endswith(f"/{OPEN}") and value[:4].isdigit():
        value = _with_duration(value, ask.passage)
    return Ground(value, "named", quantity.start, quantity.end)


def _in_context_year(value: str, found: Figure, ask: Question, published: date) -> str:
    """A month without a year is of the year spoken of; growth "in five years" reaches from now till then."""
    if ask.topic.role in CHANGES and _is_span_ahead(value, found.quantity.quote, published):
        value = f"{published.year + 1}/{value}"
    year = _context_year(ask, back=0)
    is_this_year = value.startswith(str(published.year)) and _is_bare(found, ask.passage)
    return value.replace(value[:4], year) if year and is_this_year and year < value[:4] else value


def _seen_from(published: date, value: str, found: Figure, ask: Question) -> str:
    """What is done lies behind, what is planned "по итогам года" ahead; what began then goes on till now."""
    is_plan = ask.status in OPEN_PLANS
    if not is_plan and _is_year_ahead(value, published):
        return f"{2 * published.year - int(value)}/{published.year - 1}"
    if is_plan and _is_bare(found, ask.passage) and _is_over(value, published):
        if value == str(published.year - 1):
            return str(published.year)
        if _is_season(value):  # "is to open in the autumn"
            return value.replace(value[:4], str(int(value[:4]) + 1))
    return f"{value}/{published.year}" if value.isdigit() and _is_begun(found, ask) else value


def _is_begun(period: Figure, ask: Question) -> bool:
    """As in "на модернизацию, начатую в 2022 году, потрачено": from then until now."""
    begun = any(0 <= period.first - term.last <= 1 for term in ask.passage.of("begun"))
    low, high = ask.passage.clause_of(ask.figure)
    return begun and not low <= period.first < high and any(ask.passage.in_clause(ask.figure, "spent"))


def _own_base(ask: Question) -> Ground | None:
    """As in "против 114 тысяч в 2022 году": the time right behind a value held against another."""
    if not is_contrasted(ask.figure, ask.passage):
        return None
    behind = (one.quantity for one in ask.passage.periods if 0 <= one.first - ask.figure.last <= 1)
    dated = next((one for one in behind if one.time_period), None)
    return Ground(dated.time_period or "", "earlier", dated.start, dated.end) if dated else None


def _when(ask: Question) -> Ground | None:
    """As in "than in 2022, when it received 51.5 million": the figure is of the base that stands before "when"."""
    low, _ = ask.passage.clause_of(ask.figure)
    opens = any(term.first == low for term in ask.passage.of("when_word"))
    before = [one for one in ask.passage.periods if one.last <= low and one.quantity.time_period]
    if not opens or not before:
        return None
    quantity = before[-1].quantity
    value = quantity.time_period or ""
    current = _carried(ask)
    if current and value.isdigit() and current.value[:4] == str(int(value) + 1):  # "the same period of last year, when"
        value = previous(current.value)
    return Ground(value, "earlier", quantity.start, quantity.end)


def _same_period_of(ask: Question) -> Ground | None:
    """As in "In the same period of 2019 it had received 2.6 billion": the months spoken of, in another year."""
    months = next((one.time_period for one in ask.earlier if not one.status or one.status not in OPEN_PLANS), "")
    for term in ask.passage.of("same_period"):
        is_near = term.first < ask.figure.first and not crosses_figure(term.last, ask.figure, ask.passage)
        is_base = any(0 <= term.first - base.last <= 1 for base in ask.passage.of("base"))
        years = (
            word for word in ask.passage.page.words[term.last : term.last + BASE_REACH] if _YEAR.fullmatch(word.text)
        )
        year = next(years, None)
        if year and is_near and not is_base and _YEAR.match(months) and OPEN not in months:
            return Ground(months.replace(months[:4], year.text), "earlier", term.start, year.end)
    return None


def _is_present(ask: Question, period: Figure) -> bool:
    """As in "In 2024 145 thousand cars were made, the branch employs 10 thousand": the second is of today."""
    low, high = ask.passage.clause_of(ask.figure)
    is_inside = low <= period.first and period.last <= high
    return not is_inside and any(ask.passage.in_clause(ask.figure, "present"))


def _is_over(time_period: str, published: date | None) -> bool:
    return published is not None and period_bounds(time_period)[1] < published


def _is_year_ahead(time_period: str, published: date) -> bool:
    """As in "In ten years it has invested": a result cannot lie ahead."""
    return time_period.isdigit() and int(time_period) > published.year + 1


def _is_span_ahead(time_period: str, quote: str, published: date) -> bool:
    """Growth "in five years" is growth over the five years to come."""
    return _is_year_ahead(time_period, published) and time_period not in quote


def _with_duration(time_period: str, passage: Passage) -> str:
    """As in "From 2027 … over ten years" ends in 2036."""
    for one in passage.periods:
        if one.quantity.unit_measure == "duration:year" and one.quantity.value:
            return f"{time_period[:4]}/{int(time_period[:4]) + int(one.quantity.value) - 1}"
    return time_period


def _is_bare(period: Figure, passage: Passage) -> bool:
    """A month or "the end of the year" without any word saying which year."""
    if any(sign.isdigit() for sign in period.quantity.quote):
        return False
    return not any(term.first < period.last and period.first < term.last for term in passage.of("this_year"))


def _earlier(ask: Question) -> Ground | None:
    """As in "A year ago the plants made": the year before, when nothing else is named in the sentence."""
    if ask.published is None or ask.topic.role in CHANGES:
        return None
    for one in ask.passage.periods:
        quantity = one.quantity
        opens = one.first <= ask.passage.first + 1
        if quantity.time_period == str(ask.published.year - 1) and opens and is_base_period(one, ask.passage):
            return Ground(quantity.time_period, "earlier", quantity.start, quantity.end)
    return None


def _duration(ask: Question) -> Ground | None:
    """As in "For the six months", "он айда": the first months of the year the text is in."""
    years = _past_years(ask) or _year_planned(ask)
    if years:
        return years
    for one in ask.passage.periods:
        quantity = one.quantity
        if (
            quantity.unit_measure != "duration:month"
            or not quantity.value
            or quantity.value > 12
            or ask.published is None
        ):
            continue
        months = int(quantity.value)
        year = _context_year(ask) or str(ask.published.year - (months > ask.published.month))
        return Ground(f"{year}-01/{year}-{months:02d}", "duration", quantity.start, quantity.end)
    return None


def _year_planned(ask: Question) -> Ground | None:
    """As in "за год рынок вырастет на 5–7 %": the year of the statement."""
    if ask.published is None or ask.status not in OPEN_PLANS:
        return None
    elapsed = {term.first for term in ask.passage.of("elapsed")}
    spans = (one.quantity for one in ask.passage.periods if one.first in elapsed and one.quantity.value == 1)
    year = next((one for one in spans if one.unit_measure == "duration:year"), None)
    return Ground(str(ask.published.year), "duration", year.start, year.end) if year else None


def _past_years(ask: Question) -> Ground | None:
    """As in "за пять лет доля выросла с 11 до 13 %": the last N full years, of what changed or added up."""
    if ask.published is None or ask.status in OPEN_PLANS:
        return None
    elapsed = {term.first for term in ask.passage.of("elapsed")}
    is_added = not ask.is_stock or _is_changing(ask)
    for one in ask.passage.periods:
        years = int(one.quantity.value or 0) if one.quantity.unit_measure == "duration:year" else 0
        if years > 1 and one.first in elapsed and is_added:
            last = ask.published.year - 1
            return Ground(f"{last - years + 1}/{last}", "duration", one.quantity.start, one.quantity.end)
    return None


def _context_year(ask: Question, back: int = 1) -> str | None:
    """The year of the period last spoken of in this block or `back` blocks before."""
    near = [named for named in ask.earlier if named.block >= ask.passage.number - back]
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


# --- carried from before, or by default ---------------------------------------------------------------------


def _carried(ask: Question) -> Ground | None:
    is_plan = ask.status in OPEN_PLANS
    if ask.is_stock and not is_plan and not _is_of_then(ask) and not _is_share_of_before(ask):
        is_kazakh = ask.passage.page.vocabulary.lang == "kk"
        return _of_same_flow(ask) if is_kazakh and ask.topic.family == "share" else None
    if any(ask.passage.in_clause(ask.figure, "same_time")):
        same = (named.time_period for named in ask.earlier if not named.is_promise)
        return next((Ground(one, "same_time") for one in same), None)
    is_promise = ask.topic.indicator in PROMISED
    is_subset = is_promise and any(ask.passage.of("subset"))
    for named in ask.earlier:
        if named.is_item and named.block != ask.passage.number:
            continue
        same_passage = named.passage == ask.passage.start
        reach = 1 if is_promise else 0  # a programme goes on, another plan begins anew
        close = named.block >= ask.passage.number - reach or ask.passage.block.kind == "list_item"
        is_part = is_subset and named.block == ask.passage.number and named.is_promise
        fits = same_passage or is_part or not named.status or (named.status in OPEN_PLANS) == is_plan
        if is_plan and not same_passage and not _is_same_plan(named, ask):
            continue
        if is_promise and not is_plan and _is_flow_of_this_year(named, ask):
            continue
        if (
            not same_passage
            and (_is_state(ask) or any(ask.passage.in_clause(ask.figure, "now")))
            and _is_over(named.time_period, ask.published)
        ):
            return None
        if fits and (not is_plan or close):
            return Ground(_whole_year(named.time_period, ask), "carried")
    return None


def _is_flow_of_this_year(named: Named, ask: Question) -> bool:
    """As in "за семь месяцев отгружено", a paragraph before "в новый цех вложили": a plant's cost is of the year."""
    year = str(ask.published.year) if ask.published else ""
    is_apart = named.block != ask.passage.number and ask.passage.block.kind != "list_item"
    return is_apart and not named.is_programme and named.time_period.startswith(f"{year}-")


def _is_share_of_before(ask: Question) -> bool:
    """As in "It accounted for 43 %", "half of them", "3.1 billion, or 11.3 %": a share of what was just counted."""
    figure, passage = ask.figure, ask.passage
    if ask.topic.role != "share" or not ask.earlier or ask.earlier[0].block != passage.number:
        return False
    of_them = any(0 <= term.first - figure.last <= 1 for term in passage.of("subset"))
    return of_them or ask.earlier[0].passage == passage.start or any(passage.in_clause(figure, "past_state"))


def _of_same_flow(ask: Question) -> Ground | None:
    """A share is of the time that its paragraph is speaking of."""
    latest = next((one for one in ask.earlier if one.block >= ask.passage.number - 1), None)
    if latest is None or latest.status in OPEN_PLANS or OPEN in latest.time_period:
        return None
    return Ground(end_of(latest.time_period), "carried")


def _is_state(ask: Question) -> bool:
    """As in "The pool includes 870 projects", "the order book stands at 1.2 billion": as of today."""
    if not ask.is_promise and ask.topic.indicator not in STATES:
        return False
    first = ask.figure.first
    copula = any(0 <= first - term.last <= 0 for term in ask.passage.of("copula"))
    return copula or any(ask.passage.in_clause(ask.figure, "state"))


def _whole_year(time_period: str, ask: Question) -> str:
    """As in "the full-year total": the year of the period spoken of."""
    is_part = OPEN not in time_period and time_period[:4] == time_period[5:9]
    totals = (term for term in ask.passage.of("full_year") if term.first < ask.figure.first)
    own = any(ask.passage.in_clause(ask.figure, "full_year")) or any(_is_own(term, ask) for term in totals)
    return time_period[:4] if is_part and own else time_period


def _is_own(term: Term, ask: Question) -> bool:
    """Whether no other figure stands between a word and the figure."""
    return not any(term.last <= other.first < ask.figure.first for other in ask.passage.figures)


def _is_same_plan(named: Named, ask: Question) -> bool:
    if named.status:
        return named.is_promise == ask.is_promise
    return not _is_over(named.time_period, ask.published)


def _is_of_then(ask: Question) -> bool:
    """As in "the share rose", "на экспорт пришлось 40 %", "312 млрд, или 16 %": a state of the time spoken of."""
    if any(ask.passage.in_clause(ask.figure, "past_state")) or _is_changing(ask):
        return True
    same = ask.earlier[:1] and ask.earlier[0].passage == ask.passage.start and ask.earlier[0].status not in OPEN_PLANS
    if same and ask.topic.role == "share" and not any(ask.passage.in_clause(ask.figure, "present")):
        return True  # "54 % пришлось на область, ещё 41 % — на Алматы"
    low, high = ask.passage.clause_of(ask.figure)
    if ask.topic.family == "share" and any(ask.passage.is_past(at) for at in range(low, high)):
        return True  # "40 % продукции ушло на экспорт"
    restates = any(0 <= ask.figure.first - term.last <= 1 for term in ask.passage.of("or_word"))
    return restates and any(other.last < ask.figure.first for other in ask.passage.figures)


def _is_changing(ask: Question) -> bool:
    if any(is_length(one, ask.passage) for one in ask.passage.periods):
        return False
    low, high = ask.passage.clause_of(ask.figure)
    words = (term for term in change_words(ask.passage) if low <= term.first < high)
    return any(words) or end_of_pair(ask.figure, ask.passage) is not None


def _default(ask: Question) -> Ground | None:
    """A plan takes the deadline its paragraph names later; else it is open, and anything else is of the year."""
    if ask.published is None:
        return None
    after = _after_base(ask)
    if after:
        return after
    if ask.status in OPEN_PLANS and ask.is_promise:
        for start, deadline in ask.deadlines:
            if start > ask.passage.start:
                return Ground(deadline, "deadline")
    if ask.status in OPEN_PLANS and any(ask.passage.in_clause(ask.figure, "full_year")):
        return Ground(str(ask.published.year), "full_year")
    return default_period(ask.published, ask.status)


def _after_base(ask: Question) -> Ground | None:
    """As in "6.3 % less than in 2023", nothing else named: growth of the year that follows its base."""
    if ask.topic.role not in CHANGES or ask.status in OPEN_PLANS or ask.published is None:
        return None
    for one in ask.passage.periods:
        base = one.quantity.time_period or ""
        is_near = 0 <= one.first - ask.figure.last <= BASE_REACH + 1
        if is_near and base.isdigit() and int(base) == ask.published.year - 2 and is_base_period(one, ask.passage):
            return Ground(str(int(base) + 1), "after_base", one.quantity.start, one.quantity.end)
    return None


def default_period(published: date, status: str) -> Ground:
    """The period of a statement that names none."""
    if status in OPEN_PLANS:
        return Ground(f"{published.year}/{OPEN}", "open_plan")
    return Ground(str(published.year), "year_of_publication")
