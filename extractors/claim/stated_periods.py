"""The period that a figure's own sentence names: in its clause, behind it, as a length of time, as a base."""

import re
from dataclasses import replace
from datetime import date

from extractors.claim.carried_periods import is_changing
from extractors.claim.former_periods import former_period, is_behind_base, year_earlier
from extractors.claim.grounds import Ground
from extractors.claim.named_periods import (
    BASE_REACH,
    dated_periods,
    nearest_period,
    span_of,
    years_past,
)
from extractors.claim.passages import Figure, Passage
from extractors.claim.period_question import CHANGES, OPEN_PLANS, Question, context_year
from extractors.claim.terms import Term
from extractors.period.time_period import OPEN, begins_later, is_over, period_bounds

LONGEST_PLAN, DECEMBER = 7, 12
SEASON, SEASON_LENGTH = 3, 7  # months, signs of "2025-09"
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-\d\d")
_SO_FAR = re.compile(r"(\d{4})-01/\1-(\d\d)")
_TOLD = {"duration:month": _MONTH, "duration:quarter": re.compile(r"\d{4}-Q\d")}


def stated_period(ask: Question) -> Ground | None:
    """The period that the figure's sentence names for it."""
    then = former_period(ask) or _of_yearly_plan(ask)
    if then:
        return then
    found = None if _is_meanwhile_behind(ask) else _ahead_of(nearest_period(ask.figure, ask.passage), ask)
    if found and ask.is_stock and ask.status not in OPEN_PLANS and (_is_present(ask, found) or _is_now(ask, found)):
        return None
    if found and is_behind_base(ask) and not _is_in_clause(found, ask):
        return None
    if found is None or _is_then_beside_now(ask, found) or _is_to_come_elsewhere(ask, found):
        return _of_now(ask) if found else year_earlier(ask) or _duration(ask)
    quantity = found.quantity
    value = quantity.time_period or ""
    if ask.published:
        value = _in_context_year(value, found, ask, ask.published)
    if ask.status in OPEN_PLANS and _MONTH.fullmatch(value) and is_over(value, ask.published):
        return _month_of_plan(value, found, ask)
    if ask.published:
        value = _seen_from(ask.published, value, found, ask)
    value = _with_next_year(_as_long_as_base(value, found, ask.passage), found, ask.passage)
    if value.endswith(f"/{OPEN}") and value[:4].isdigit():
        value = _with_duration(value, ask.passage)
    return Ground(value, "named", quantity.start, quantity.end)


def _ahead_of(found: Figure | None, ask: Question) -> Figure | None:
    """As in "первая очередь введена в марте, вторая, на 60 тыс. тонн, заработает в 2026 году": of a plan the second."""
    if found is None or ask.status not in OPEN_PLANS or found.first >= ask.figure.first or _is_in_clause(found, ask):
        return found
    behind = (one for one in dated_periods(ask.passage) if one.first >= ask.figure.last)
    later = next(behind, None)
    if later is None or not is_over(found.quantity.time_period or "", ask.published):
        return found
    is_own = not any(ask.figure.last <= one.first < later.first for one in ask.passage.figures)
    return later if is_own and begins_later(later.quantity.time_period or "", ask.published) else found


def _as_long_as_base(value: str, found: Figure, passage: Passage) -> str:
    """As in "С начала года произвели на 18% больше, чем за январь–сентябрь 2021-го": so many months as the base."""
    so_far = _SO_FAR.fullmatch(value)
    if not so_far or any(sign.isdigit() for sign in found.quantity.quote):
        return value
    based = (_SO_FAR.fullmatch(one.quantity.time_period or "") for one in passage.periods if one is not found)
    months = next((base[2] for base in based if base and int(base[1]) == int(so_far[1]) - 1), so_far[2])
    return f"{so_far[1]}-01/{so_far[1]}-{months}"


def _month_of_plan(value: str, found: Figure, ask: Question) -> Ground:
    """A month behind us in which a plan was told, or the next of that name: "It will open in January"."""
    if _is_to_come(found, ask):
        coming = f"{int(value[:4]) + 1}{value[4:]}"
        return Ground(coming, "named", found.quantity.start, found.quantity.end)
    if ask.status == "in_progress" and ask.published:  # "В феврале стартовало строительство"
        return Ground(str(ask.published.year), "said_then")
    same_year = (named for named in ask.earlier if named.time_period[:4] == value[:4])
    plan = next((named.time_period for named in same_year if len(named.time_period) <= LONGEST_PLAN), None)
    return Ground(plan or f"{value[:4]}/{OPEN}", "said_then")


def _is_to_come(period: Figure, ask: Question) -> bool:
    """Whether a month without its year stands right behind a verb of the future."""
    verbs = [term for term in ask.passage.of("future") if 0 <= period.first - term.last <= BASE_REACH]
    return bool(verbs) and _is_bare(period, ask.passage) and not any(ask.passage.of("said"))


def _is_meanwhile_behind(ask: Question) -> bool:
    """As in "1.6 times higher by 2026 and exports, 1.3 billion last year, raised to 2.4 billion by the same date"."""
    return any(0 <= term.first - ask.figure.last <= 2 for term in ask.passage.of("same_time"))


def _in_context_year(value: str, found: Figure, ask: Question, published: date) -> str:
    """A month without a year is of the year spoken of; growth "in five years" reaches from now till then."""
    is_plan = ask.status in OPEN_PLANS
    if ask.topic.role in CHANGES and is_plan and _is_span_ahead(value, found.quantity.quote, published):
        value = f"{published.year + 1}/{value}"
    if is_plan and _MONTH.match(value):  # "It opened in 2019. In spring we will take on another 60"
        ask = replace(ask, earlier=tuple(one for one in ask.earlier if not one.status or one.status in OPEN_PLANS))
    year = context_year(ask, back=0)
    is_latest = "-" in value and 0 <= published.month - period_bounds(value)[1].month <= 1  # "in May", said in June
    is_this_year = value.startswith(str(published.year)) and _is_bare(found, ask.passage) and not is_latest
    return value.replace(value[:4], year) if year and is_this_year and year < value[:4] else value


def _seen_from(published: date, value: str, found: Figure, ask: Question) -> str:
    """What is done lies behind, what is planned "по итогам года" ahead; what began then goes on till now."""
    is_plan = ask.status in OPEN_PLANS
    if not is_plan and _is_end_of_told_year(value, found, ask):
        return next(one.time_period for one in ask.earlier)[:4]
    if not is_plan and value.startswith(f"{OPEN}/") and _is_bare(found, ask.passage):
        until = period_bounds(value)[1]  # "к декабрю насчитали", said in October
        return str(until.year - 1) if until > published and until.month == DECEMBER else value
    if not is_plan and _is_span_ahead(value, found.quantity.quote, published):
        return f"{2 * published.year - int(value)}/{published.year - 1}"
    if is_plan and _is_bare(found, ask.passage) and is_over(value, published):
        if value == str(published.year - 1):
            return str(published.year)
        is_foreseen = any(ask.passage.of("future", "forecast"))  # "во II полугодии вырастет"
        if (is_foreseen and _is_part_of_year(value)) or _is_season(value):  # "is to open in the autumn"
            return value.replace(value[:4], str(int(value[:4]) + 1))
    is_since = _is_begun(found, ask) or any(term.last == found.first for term in ask.passage.of("since_begun"))
    return f"{value}/{published.year}" if value.isdigit() and is_since and int(value) < published.year else value


def _is_part_of_year(time_period: str) -> bool:
    left, slash, right = time_period.partition("/")
    is_half = bool(slash) and left[:4] == right[:4] and left[5:] in ("01", "07") and right[5:] in ("06", "12")
    return is_half or "-Q" in time_period


def _is_end_of_told_year(value: str, found: Figure, ask: Question) -> bool:
    """As in "In 2016 it made 1,274 pumps. At the end of the year it had 688 employees", told in 2017."""
    told = next((one.time_period for one in ask.earlier), "")
    is_bare = value == f"{ask.published:%Y}" and _is_bare(found, ask.passage)
    return (
        is_bare
        and bool(_YEAR.fullmatch(told))
        and told < value
        and any(ask.passage.in_clause(ask.figure, "past_state"))
    )


def _is_season(time_period: str) -> bool:
    left, slash, right = time_period.partition("/")
    is_dated = bool(slash) and len(left) == len(right) == SEASON_LENGTH and left[:4] == right[:4]
    return is_dated and int(right[5:]) - int(left[5:]) + 1 == SEASON


def _is_begun(period: Figure, ask: Question) -> bool:
    """As in "на модернизацию, начатую в 2022 году, потрачено": from then until now."""
    begun = any(0 <= period.first - term.last <= 1 for term in ask.passage.of("begun"))
    low, high = ask.passage.clause_of(ask.figure)
    return begun and not low <= period.first < high and any(ask.passage.in_clause(ask.figure, "spent"))


def _of_yearly_plan(ask: Question) -> Ground | None:
    """As in "в первом полугодии создано 8,9 тыс. мест при годовом плане 19 тыс.": the plan is of the year."""
    told = [term for term in ask.passage.of("full_year") if not _is_behind_another(term, ask)]
    before = (term for term in told if term.last <= ask.figure.first)
    near = (term for term in before if ask.figure.first - term.last <= 1 or _opens_clause(term, ask))
    behind = (term for term in told if 0 <= term.first - ask.figure.last <= BASE_REACH)
    term = next(near, None) or next(behind, None)
    if term is None or ask.published is None or ask.status not in OPEN_PLANS:
        return None
    return Ground(context_year(ask, back=0) or str(ask.published.year), "full_year", term.start, term.end)


def _is_behind_another(term: Term, ask: Question) -> bool:
    """As in "expects 90,000 for the full year and 105,000 in 2026": the year of the figure it stands behind."""
    others = (one for one in ask.passage.figures if one is not ask.figure and one.last <= ask.figure.first)
    return "verb_ends_sentence" not in ask.passage.page.vocabulary.grammar and any(
        0 <= term.first - one.last <= BASE_REACH and not ask.passage.marks(one.last - 1, term.first) for one in others
    )


def _opens_clause(term: Term, ask: Question) -> bool:
    """As in "В плане на весь год — ввод 215 заводов": in the figure's clause, with no figure between."""
    low, _ = ask.passage.clause_of(ask.figure)
    return low <= term.first and not any(term.last <= one.first < ask.figure.first for one in ask.passage.figures)


def _of_now(ask: Question) -> Ground | None:
    return Ground(str(ask.published.year), "now") if ask.published else None


def _is_to_come_elsewhere(ask: Question, period: Figure) -> bool:
    """A result is not of a time to come that another clause names."""
    time_period = period.quantity.time_period or ""
    if ask.published is None or ask.status in OPEN_PLANS or _is_in_clause(period, ask):
        return False
    is_far = period_bounds(time_period)[0 if OPEN not in time_period else 1] > ask.published
    return is_far and any(period.last <= one.first < ask.figure.first for one in ask.passage.figures)


def _is_then_beside_now(ask: Question, period: Figure) -> bool:
    """As in "Три года назад цех выпускал 300, а теперь 540 насосов": the second is of this year."""
    now = any(period.last <= term.first < ask.figure.first for term in ask.passage.in_clause(ask.figure, "now"))
    is_said = any(period.last <= one.first < ask.figure.first for one in ask.passage.figures)
    return (
        now and is_said and not _is_in_clause(period, ask) and is_over(period.quantity.time_period or "", ask.published)
    )


def _is_in_clause(period: Figure, ask: Question) -> bool:
    low, high = ask.passage.clause_of(ask.figure)
    return low <= period.first and period.last <= high


def _is_now(ask: Question, period: Figure) -> bool:
    """As in "The plant was founded in 2012 and now employs 720 people": "now" stands nearer than the time."""
    return any(period.last <= term.first < ask.figure.first for term in ask.passage.of("now"))


def _is_present(ask: Question, period: Figure) -> bool:
    """As in "In 2024 145 thousand cars were made, the branch employs 10 thousand": the second is of today."""
    low, high = sorted((period.first, ask.figure.first))
    is_parted = any(low < one.first < high for one in ask.passage.figures)
    if ask.topic.family == "capacity" and is_parted and not _is_in_clause(period, ask):
        return True  # "былтыр 200 сепкіш жиналды, ал қуатымыз – 350"
    return not _is_in_clause(period, ask) and any(ask.passage.in_clause(ask.figure, "present"))


def _is_year_ahead(time_period: str, published: date) -> bool:
    """As in "In ten years it has invested": a result cannot lie ahead."""
    return time_period.isdigit() and int(time_period) > published.year + 1


def _is_span_ahead(time_period: str, quote: str, published: date) -> bool:
    """Growth "in five years" is growth over the five years to come."""
    return _is_year_ahead(time_period, published) and time_period not in quote


def _with_next_year(value: str, found: Figure, passage: Passage) -> str:
    """As in "For 2025 and 2026 the works has contracts": both years."""
    joins = {term.first for term in passage.of("and_word")}
    for one in passage.periods:
        first, last = sorted((one, found), key=lambda period: period.first)
        years = first.quantity.time_period or "", last.quantity.time_period or ""
        is_pair = last.first - first.last == 1 and first.last in joins and all(map(_YEAR.fullmatch, years))
        is_pair = is_pair and not passage.marks(first.last - 1, last.first)  # "in 2026, and in 2027 it will"
        behind, before = {one.last for one in passage.figures}, {one.first for one in passage.figures}
        if is_pair and first.first in behind and last.last in before:
            return value  # "$5 million in 2017 and in 2018 $7 million"
        if is_pair and int(years[1]) == int(years[0]) + 1:
            return "/".join(years)
    return value


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


def _duration(ask: Question) -> Ground | None:
    """As in "For the six months", "он айда": the first months of the year the text is in."""
    told = _unit_told(ask) or _past_years(ask) or _year_planned(ask)
    if told:
        return told
    for one in ask.passage.periods:
        quantity = one.quantity
        if quantity.unit_measure == "duration:quarter" and ask.published and _is_elapsed(one, ask.passage):
            return Ground(_quarter_before(ask.published), "duration", quantity.start, quantity.end)
        if (
            quantity.unit_measure != "duration:month"
            or not quantity.value
            or not 1 < quantity.value <= 12
            or ask.published is None
        ):
            continue
        months = int(quantity.value)
        year = context_year(ask) or str(ask.published.year - (months > ask.published.month))
        return Ground(f"{year}-01/{year}-{months:02d}", "duration", quantity.start, quantity.end)
    return None


def _unit_told(ask: Question) -> Ground | None:
    """As in "In February 14,210 cars were sold; plants assembled 10,904 during the month": the month told last."""
    for one in ask.passage.periods:
        quantity, told = one.quantity, _TOLD.get(one.quantity.unit_measure or "")
        if quantity.value != 1 or told is None:
            continue
        same = next((named.time_period for named in ask.earlier if told.fullmatch(named.time_period)), None)
        if same:
            return Ground(same, "same_time", quantity.start, quantity.end)
    return None


def _is_elapsed(period: Figure, passage: Passage) -> bool:
    """As in "За квартал": a preposition that counts the whole of it."""
    return period.quantity.value == 1 and any(term.first == period.first for term in passage.of("elapsed"))


def _quarter_before(published: date) -> str:
    quarter = (published.month - 1) // 3
    return f"{published.year}-Q{quarter}" if quarter else f"{published.year - 1}-Q4"


def _year_planned(ask: Question) -> Ground | None:
    """As in "за год рынок вырастет на 5–7 %": the year of the statement."""
    if ask.published is None or ask.status not in OPEN_PLANS:
        return None
    elapsed = {term.first for term in ask.passage.of("elapsed")}
    spans = (one.quantity for one in ask.passage.periods if one.first in elapsed and one.quantity.value == 1)
    year = next((one for one in spans if one.unit_measure == "duration:year"), None)
    return Ground(str(ask.published.year), "duration", year.start, year.end) if year else None


def _past_years(ask: Question) -> Ground | None:
    """As in "за пять лет доля выросла с 11 до 13 %", "бес жылда": the last N full years, the next N of a plan."""
    if ask.published is None:
        return None
    one = years_past(ask.passage)
    if one is None:
        return None
    is_plan = ask.status in OPEN_PLANS
    if is_plan and ask.passage.ends_in(one, "during"):
        span = f"{ask.published.year + 1}/{ask.published.year + int(one.quantity.value or 0)}"
        return Ground(span, "duration", one.quantity.start, one.quantity.end)
    if is_plan or (ask.is_stock and not is_changing(ask)):
        return None
    return Ground(span_of(one, ask.published), "duration", one.quantity.start, one.quantity.end)
