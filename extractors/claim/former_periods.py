"""The time before that a sentence tells a value or a change of: a base, a year ago, since then until now.

Enters: the question of a figure's period. Leaves: the period told in relation to the one spoken of, or None.
"""

import re

from extractors.claim.carried_periods import carried_period
from extractors.claim.from_to import end_of_pair
from extractors.claim.grounds import Ground
from extractors.claim.named_periods import (
    BASE_REACH,
    crosses_figure,
    gap,
    is_base_period,
    is_contrasted,
    is_during,
    is_given_back,
)
from extractors.claim.passages import Figure
from extractors.claim.period_question import CHANGES, OPEN_PLANS, Question, previous
from extractors.claim.terms import Term
from extractors.period.time_period import OPEN

MANY = 2  # years
_YEAR = re.compile(r"\d{4}")


def former_period(ask: Question) -> Ground | None:
    """The period that the sentence counts from another: "since then", "a year before it had been 2%"."""
    then = _years_up_to(ask) or _since_then(ask) or _change_before(ask) or _since_begun(ask)
    return then or _same_years(ask) or _when(ask) or _same_period_of(ask) or _own_base(ask)


def _own_base(ask: Question) -> Ground | None:
    """As in "против 114 тысяч в 2022 году", "с 410 тыс. в 2021-м до 985": the time right behind a value before."""
    opens = any(ask.figure.first - term.last in (0, 1) for term in ask.passage.of("from_start"))
    is_pair = any(ask.passage.of("up", "down")) or end_of_pair(ask.figure, ask.passage) is not None
    is_back = is_given_back(ask.figure, ask.passage)
    if not (is_contrasted(ask.figure, ask.passage) or is_back or (opens and is_pair)):
        return None
    relative = {term.first for term in ask.passage.of("earlier")}  # "a year ago" is as many months, a year before
    if any(0 <= term.first - ask.figure.last <= 2 for term in ask.passage.of("same_period")):
        return None  # "against 455 in the same months of 2023"
    near = (one for one in ask.passage.periods if 0 <= one.first - ask.figure.last <= 1)
    behind = (one.quantity for one in near if not relative & set(range(one.first, one.last)))
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
    current = carried_period(ask)
    if current and value.isdigit() and current.value[:4] == str(int(value) + 1):  # "the same period of last year, when"
        value = previous(current.value)
    return Ground(value, "earlier", quantity.start, quantity.end)


def _years_up_to(ask: Question) -> Ground | None:
    """As in "Over the three years up to 2022": a length of years right before the last of them."""
    if ask.is_stock and ask.topic.role not in CHANGES:
        return None
    for one in ask.passage.periods:
        last = (one.quantity.time_period or "").removeprefix(f"{OPEN}/")
        before = (length.quantity for length in ask.passage.periods if 0 <= one.first - length.last <= 1)
        years = next((int(length.value or 0) for length in before if length.unit_measure == "duration:year"), 0)
        if years > 1 and _YEAR.fullmatch(last) and ask.published and int(last) <= ask.published.year:
            return Ground(f"{int(last) - years + 1}/{last}", "years_up_to", one.quantity.start, one.quantity.end)
    return None


def _same_years(ask: Question) -> Ground | None:
    """As in "In 2015–2019 … . Productivity rose over the five years by 21.8%": as many years as were told before."""
    if ask.is_stock and ask.topic.role not in CHANGES:
        return None
    figure, passage = ask.figure, ask.passage
    nearest = min(passage.periods, key=lambda one: gap(one, figure), default=None)
    if nearest is None or nearest.quantity.unit_measure != "duration:year" or (nearest.quantity.value or 0) < MANY:
        return None
    if not passage.ends_in(nearest, "during") and all(one.first != nearest.first for one in passage.of("during")):
        return None  # "than five years ago"
    years = int(nearest.quantity.value or 0)
    for named in ask.earlier:
        first, _, last = named.time_period.partition("/")
        if first.isdigit() and last.isdigit() and int(last) - int(first) in (years, years - 1):
            return Ground(named.time_period, "carried", nearest.quantity.start, nearest.quantity.end)
    return None


def _since_then(ask: Question) -> Ground | None:
    """As in "Содан бері жұмысшылар саны төрт есе көбейді": growth from the year told last until now."""
    term = next(ask.passage.of("since_then"), None)
    year = next((named.time_period for named in ask.earlier if _YEAR.fullmatch(named.time_period)), "")
    if term is None or ask.topic.role not in CHANGES or not year or ask.published is None:
        return None
    is_before = int(year) < ask.published.year
    return Ground(f"{year}/{ask.published.year}", "since_then", term.start, term.end) if is_before else None


def _since_begun(ask: Question) -> Ground | None:
    """As in "The programme began in 2019. Since its launch 214 projects have been completed": from then until now."""
    term = next(iter(ask.passage.in_clause(ask.figure, "since_begun")), None)
    if term is None or ask.is_stock or ask.published is None:
        return None
    told = (named.time_period[:4] for named in ask.earlier if named.is_absolute or not named.status)
    year = next((one for one in told if one.isdigit() and int(one) < ask.published.year), None)
    return Ground(f"{year}/{ask.published.year}", "since_begun", term.start, term.end) if year else None


def _same_period_of(ask: Question) -> Ground | None:
    """As in "In the same period of 2019 it had received 2.6 billion": the months spoken of, in another year."""
    if is_behind_base(ask):
        return None
    months = next((one.time_period for one in ask.earlier if not one.status or one.status not in OPEN_PLANS), "")
    for term in ask.passage.of("same_period"):
        is_own = term.first < ask.figure.first or term.last <= ask.passage.clause_of(ask.figure)[1]
        if _is_year_before(term, ask):
            continue
        if is_own and is_during(term, ask.passage) and (year_before := _year_beside(term, ask)):
            own = months.replace(months[:4], year_before) if _YEAR.match(months) and OPEN not in months else year_before
            return Ground(own, "earlier", term.start, term.end)
        is_near = term.first < ask.figure.first and not crosses_figure(term.last, ask.figure, ask.passage)
        is_base = any(0 <= term.first - base.last < BASE_REACH for base in ask.passage.of("base"))
        words = ask.passage.page.words[term.last : term.last + BASE_REACH]
        year = next((word.text for word in words if _YEAR.fullmatch(word.text)), None)
        is_then = any(0 <= term.first - one.last <= 1 for one in ask.passage.of("during"))
        if year is None and is_then and ask.topic.role not in CHANGES:  # "In the same eight months of last year"
            year = _year_beside(term, ask)
        if year and is_near and not is_base and _YEAR.match(months) and OPEN not in months:
            return Ground(months.replace(months[:4], year), "earlier", term.start, term.end)
    return None


def _is_year_before(term: Term, ask: Question) -> bool:
    """As in "against 23.6 billion in the previous year": the year before the one spoken of."""
    inside = (one for one in ask.passage.of("earlier") if term.first <= one.first and one.last == term.last)
    return any(inside) and "verb_ends_sentence" not in ask.passage.page.vocabulary.grammar


def is_behind_base(ask: Question) -> bool:
    """As in "Былтыр осы мерзімде 970 вагон шыққан, өсім – 27,8%": the level dated so is what the change starts from."""
    levels = [one for one in ask.passage.figures if one.quantity.kind not in ("percent", "multiple")]
    ends = [one.last for one in levels if one.last <= ask.figure.first]
    bases = (term.last for term in ask.passage.of("same_period", "earlier"))
    return ask.topic.role in CHANGES and bool(ends) and any(last < ends[-1] for last in bases)


def _year_beside(term: Term, ask: Question) -> str | None:
    """The earlier year that "осы кезеңде" is of: "былтыр осы кезеңде", "2023 жылдың осы кезеңінде"."""
    beside = (one.quantity.time_period for one in ask.passage.periods if 0 <= term.first - one.last <= 1)
    overlapping = (one.quantity.time_period for one in ask.passage.periods if one.first <= term.first < one.last)
    years = (year for year in (*beside, *overlapping) if year and _YEAR.fullmatch(year))
    return next((year for year in years if ask.published and int(year) < ask.published.year), None)


def year_earlier(ask: Question) -> Ground | None:
    """As in "A year ago the plants made": the year before, when nothing else is named in the sentence."""
    if ask.published is None or ask.topic.role in CHANGES or any(ask.passage.in_clause(ask.figure, "now")):
        return None
    for one in ask.passage.periods:
        quantity = one.quantity
        is_label = _is_in_label(one, ask)
        opens = one.first <= ask.passage.first + 1 or is_label
        if quantity.time_period == str(ask.published.year - 1) and opens and is_base_period(one, ask.passage):
            current = next((named.time_period for named in ask.earlier if named.block >= ask.passage.number - 1), "")
            is_said = (
                bool(ask.earlier) and ask.earlier[0].block == ask.passage.number and current == quantity.time_period
            )
            is_before = (is_said and not is_label) or (
                current.startswith(f"{ask.published.year}-") and not ask.is_stock
            )
            months = previous(current) if is_before else quantity.time_period
            return Ground(months, "earlier", quantity.start, quantity.end)
    return None


def _is_in_label(period: Figure, ask: Question) -> bool:
    """As in "Саланың өңірдегі былтырғы үлесі – 13,5 пайыз": an attribute of what the figure is the value of."""
    figure, passage = ask.figure, ask.passage
    is_label = passage.ends_in(period, "attributive") and period.last < figure.first
    is_compared = any(one.first >= period.last for one in passage.of("base_after", "same_period"))
    return is_label and not (is_compared or crosses_figure(period.last, figure, passage))


def _change_before(ask: Question) -> Ground | None:
    """As in "Output grew by 11%; a year before, growth had been only 2%"."""
    low, _ = ask.passage.clause_of(ask.figure)
    opens = (term for term in ask.passage.of("earlier") if term.last <= ask.figure.first)
    term = next((one for one in opens if one.first - low <= 1 or ask.passage.marks(one.last - 1, one.last)), None)
    if term is None or ask.topic.role not in CHANGES or crosses_figure(term.last, ask.figure, ask.passage):
        return None
    is_compared = any(0 <= term.first - one.last <= 1 for one in ask.passage.of("base"))
    is_told = any(term.last <= one.first < ask.figure.first for one in ask.passage.of("past_state", "perfect"))
    now = next((one.time_period for one in ask.earlier if one.status not in OPEN_PLANS), "")
    if is_compared or not is_told or not now:
        return None
    return Ground(previous(now), "earlier", term.start, term.end)
