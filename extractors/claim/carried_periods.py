"""The period of a figure whose sentence names none: what the text was speaking of, else the year of publication."""

import re
from collections.abc import Sequence
from datetime import date

from extractors.claim.from_to import end_of_pair
from extractors.claim.grounds import Ground
from extractors.claim.habits import is_habit
from extractors.claim.named_periods import BASE_REACH, is_base_period, is_during, is_length
from extractors.claim.period_question import CHANGES, OPEN_PLANS, TITLE, Named, Question, end_of
from extractors.claim.status import DEEDS, LAUNCHED, PROMISED
from extractors.claim.terms import Term
from extractors.period.time_period import OPEN, begins_later, ends_later, is_month_within, is_over
from extractors.topic.changes import change_words

_PART_OF_YEAR = re.compile(r"\d{4}-")
_MONTHS = re.compile(r"\d{4}-(?:\d\d/\d{4}-\d\d|Q\d)$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
GOODS, GOODS_REACH = frozenset(("output", "made", "export", "sales")), 6
STATES = frozenset(("contracts", "contract_value", "financing"))


def carried_period(ask: Question) -> Ground | None:
    """The period that the text was speaking of, if it holds for such a figure."""
    is_plan = ask.status in OPEN_PLANS
    if ask.span and ask.topic.role in CHANGES and not is_plan:
        return Ground(ask.span, "carried")
    if _is_undated(ask):
        return None
    if ask.is_stock and any(ask.passage.in_clause(ask.figure, "same_time")):
        return _then(ask)
    if ask.is_stock and not is_plan and not _is_carried_state(ask):
        return _as_of(ask) or _of_lead(ask) or _of_same_measure(ask) or _of_same_flow(ask)
    if _is_meanwhile(ask):
        # a promise only where nothing else was said; of a plan, the time of the plan before
        said = sorted(_of_length(ask), key=lambda one: (is_plan and one.status not in OPEN_PLANS, one.is_promise))
        return Ground(said[0].time_period, "same_time") if said else None
    is_followed = any(named.passage == ask.passage.start for named in ask.earlier)
    return (None if is_followed else _of_lead(ask)) or _spoken_of(ask, is_plan=is_plan)


def _is_undated(ask: Question) -> bool:
    """As in "will in future be exported"; of a state "now", where that is always today."""
    if ask.status in OPEN_PLANS:
        return any(ask.passage.in_clause(ask.figure, "some_day"))
    is_today = "now_is_of_today" in ask.passage.page.vocabulary.grammar
    return is_today and ask.is_stock and any(ask.passage.in_clause(ask.figure, "now"))


def _of_length(ask: Question) -> Sequence[Named]:
    """As in "that year", "the same ten months": of the times spoken of, the years, or those of months."""
    years, months = ({term.last for term in ask.passage.of(word)} for word in ("year_word", "month_word"))
    if any(term.last in years for term in ask.passage.in_clause(ask.figure, "same_time")):
        deadlines = f"{OPEN}/" if ask.status in OPEN_PLANS else ""  # "to 24% by 2030 … 1.8 times by that year"
        return [named for named in ask.earlier if named.time_period.removeprefix(deadlines).isdigit()]
    if any(term.last in months for term in ask.passage.in_clause(ask.figure, "same_time", "same_period")):
        return [named for named in ask.earlier if _MONTHS.match(named.time_period)] or ask.earlier
    return ask.earlier


def _then(ask: Question) -> Ground | None:
    """As in "Үш жыл бұрын ашылды. Ол кезде мұнда 45 адам істейтін": a state of the time told last."""
    return next((Ground(end_of(named.time_period), "same_time") for named in ask.earlier), None)


def _is_meanwhile(ask: Question) -> bool:
    """As in "in that time", "over the same months"."""
    same = (term for term in ask.passage.in_clause(ask.figure, "same_period") if is_during(term, ask.passage))
    return any(ask.passage.in_clause(ask.figure, "same_time")) or any(same)


def _spoken_of(ask: Question, *, is_plan: bool) -> Ground | None:
    """The newest period spoken of that fits: of a plan one to come, of a result one that is over."""
    is_promise = ask.topic.indicator in PROMISED
    is_subset = is_promise and any(term.first < ask.figure.first for term in ask.passage.of("subset"))
    for named in ask.earlier:
        if named.is_origin or (named.block != ask.passage.number and (named.is_item or _is_aside(named, ask))):
            continue
        same_passage = named.passage == ask.passage.start
        has_deadline = any(start > ask.passage.start for start, _ in ask.deadlines)
        reach = (
            1 if is_promise and named.is_programme and not has_deadline else 0
        )  # a programme goes on, another plan begins anew
        close = named.block >= ask.passage.number - reach or ask.passage.block.kind == "list_item"
        is_part = is_subset and named.block == ask.passage.number and named.is_promise
        is_part = is_part and not (is_plan and named.status == "actual")  # "nine agreements; the biggest provides for"
        was_planned = not is_plan and named.block == ask.passage.number and is_over(named.time_period, ask.published)
        fits = same_passage or was_planned or is_part or not named.status or (named.status in OPEN_PLANS) == is_plan
        if not is_plan and named.time_period.startswith(OPEN) and _is_deadline_ahead(named, ask):
            continue
        if is_plan and not same_passage and not (_is_same_plan(named, ask) and _is_as_far(named, ask)):
            continue
        is_ahead = _is_to_come(named, ask) or _is_programme_ahead(named, ask)
        if not is_plan and is_ahead and (not same_passage or ask.status in DEEDS):
            continue
        if not is_plan and is_promise and _is_flow_of_this_year(named, ask):
            return None
        if not is_plan and not is_promise and _is_beside_report(named, ask):
            continue
        if (
            not same_passage
            and (_is_state(ask) or any(ask.passage.in_clause(ask.figure, "now")))
            and is_over(named.time_period, ask.published)
        ):
            return None
        if fits and (not is_plan or close):
            return Ground(_whole_year(named.time_period, ask), "carried")
    return None


def _is_as_far(named: Named, ask: Question) -> bool:
    """As in "For 2023 the works holds contracts. A shop is being built": what goes on is not of a plan to come."""
    is_cost_to_come = ask.topic.indicator in LAUNCHED and _is_to_come(named, ask)
    return ask.status != "in_progress" or (named.status in ("", "in_progress") and not is_cost_to_come)


def _is_aside(named: Named, ask: Question) -> bool:
    """As in "September output was 13,050 cars" in a report of nine months: the next paragraph is of them again."""
    before = ask.earlier[ask.earlier.index(named) + 1 :]
    return any(is_month_within(named.time_period, one.time_period) for one in before)


def _is_deadline_ahead(named: Named, ask: Question) -> bool:
    """As in "put at 45% by 2025, is stuck at 33%", told in 2025: no time of what is."""
    return ends_later(named.time_period, ask.published)


def _is_to_come(named: Named, ask: Question) -> bool:
    """As in "Поставки начнутся в 2023 году", said in 2022: no time for the results told behind it."""
    return begins_later(named.time_period, ask.published)


def _is_programme_ahead(named: Named, ask: Question) -> bool:
    """As in "утвердили программу на 2023–2028 годы", said in 2023: no time for what is told of now."""
    end = end_of(named.time_period)
    is_span = end != named.time_period and not named.status
    return is_span and ask.published is not None and end[:4] > str(ask.published.year)


def _of_same_measure(ask: Question) -> Ground | None:
    """As in "Ақпанда орташа жалақы 362 мың болды. Ең төмені – 190 мың": of the time its paragraph measured it at."""
    near = (named for named in ask.earlier if named.block == ask.passage.number and named.status not in OPEN_PLANS)
    same = next((named.time_period for named in near if named.indicator == ask.topic.indicator), None)
    return Ground(same, "carried") if same and ask.topic.family == "wages" else None


def _of_lead(ask: Question) -> Ground | None:
    """A state in a list is of the year of the line above it, all else of its time: "Results of 2023:"."""
    is_plan = ask.status in OPEN_PLANS
    if not ask.lead or (is_plan and is_over(ask.lead, ask.published)):
        return None
    if ask.is_stock and (any(ask.passage.in_clause(ask.figure, "now")) or not is_over(ask.lead, ask.published)):
        return None
    is_state = ask.is_stock and ask.topic.role != "share"
    return Ground(end_of(ask.lead)[:4] if is_state else ask.lead, "lead")


def _is_flow_of_this_year(named: Named, ask: Question) -> bool:
    """As in "за семь месяцев отгружено", a paragraph before "в новый цех вложили": a plant's cost is of the year."""
    year = str(ask.published.year) if ask.published else ""
    is_apart = named.block != ask.passage.number and ask.passage.block.kind != "list_item"
    is_titled = any(one.block == TITLE and one.time_period == named.time_period for one in ask.earlier)
    return is_apart and not is_titled and not named.is_programme and named.time_period.startswith(f"{year}-")


def _is_beside_report(named: Named, ask: Question) -> bool:
    """As in "В 2025 году запланирован ввод 190 проектов", told between results of the first quarter: a programme."""
    year = str(ask.published.year) if ask.published else ""
    flows = (one.time_period for one in ask.earlier if not one.is_programme and "-" in one.time_period)
    is_apart = named.is_programme and named.block != ask.passage.number
    return is_apart and any(one.startswith(year) for one in flows)


def _is_share_of_before(ask: Question) -> bool:
    """As in "It accounted for 43 %", "half of them", "3.1 billion, or 11.3 %": a share of what was just counted."""
    figure, passage = ask.figure, ask.passage
    if ask.topic.role != "share" or not ask.earlier or ask.earlier[0].block != passage.number:
        return False
    of_them = any(0 <= term.first - figure.last <= 1 for term in passage.of("subset")) or _is_said_of_it(ask)
    return of_them or ask.earlier[0].passage == passage.start or any(passage.in_clause(figure, "past_state"))


def _is_said_of_it(ask: Question) -> bool:
    """As in "265 billion was produced last year. That is 5.6 percent of the country's machine building"."""
    figure, passage = ask.figure, ask.passage
    opens = any(term.first == passage.first for term in passage.of("it_word"))
    is_copula = any(
        0 <= figure.first - term.last <= 1 and term.first == passage.first + 1 for term in passage.of("copula")
    )
    return opens and is_copula and any(term.first == figure.last for term in passage.of("part_of"))


def _of_same_flow(ask: Question) -> Ground | None:
    """A share is of the time that its paragraph is speaking of, in languages where it is; not behind a state of now."""
    if is_habit(ask.figure, ask.passage, ask.published):
        return None
    is_flowing = ask.topic.indicator in ask.passage.page.vocabulary.flowing_shares and ask.topic.family != "load"
    follows = any(one.last <= ask.figure.first for one in ask.passage.figures)
    is_of_now = follows and all(named.passage != ask.passage.start for named in ask.earlier)
    if not is_flowing or is_of_now or any(ask.passage.of("now")) or _is_done_now(ask):
        return None
    told = (one for one in ask.earlier if not (one.is_origin or _is_to_come(one, ask)))
    near = (one for one in told if one.block == ask.passage.number or not one.is_item)
    latest = next((one for one in near if one.block >= ask.passage.number - 1), None)
    if latest is None or latest.status in OPEN_PLANS or OPEN in latest.time_period:
        return None
    if latest.block != ask.passage.number and end_of(latest.time_period) != latest.time_period:
        return None  # money put in over some years
    return Ground(end_of(latest.time_period), "carried")


def _is_done_now(ask: Question) -> bool:
    """As in "сырьё закупают за рубежом": a verb of doing in the present; "составляет" says no time of its own."""
    low, high = ask.passage.clause_of(ask.figure)
    endings = ask.passage.page.vocabulary.endings.get("present", ("\0",))
    neutral = {term.first for term in ask.passage.of("state", "reports", "said")}
    words = ask.passage.page.words
    return any(words[at].text.endswith(endings) and at not in neutral for at in range(low, high))


def _is_state(ask: Question) -> bool:
    """As in "The pool includes 870 projects", "the order book stands at 1.2 billion": as of today."""
    if not ask.is_promise and ask.topic.indicator not in STATES:
        return False
    first = ask.figure.first
    copula = any(0 <= first - term.last <= 0 for term in ask.passage.of("copula"))
    return copula or any(ask.passage.in_clause(ask.figure, "state"))


def _whole_year(time_period: str, ask: Question) -> str:
    """As in "the full-year total": the year of the period spoken of."""
    left, slash, right = time_period.partition("/")
    is_part = bool(slash) and left[:4] == right[:4]
    totals = (term for term in ask.passage.of("full_year") if term.first < ask.figure.first)
    own = any(ask.passage.in_clause(ask.figure, "full_year")) or any(_is_own(term, ask) for term in totals)
    return time_period[:4] if is_part and own else time_period


def _is_own(term: Term, ask: Question) -> bool:
    """Whether no other figure stands between a word and the figure."""
    return not any(term.last <= other.first < ask.figure.first for other in ask.passage.figures)


def _is_same_plan(named: Named, ask: Question) -> bool:
    start = named.time_period[:4]
    if not named.status and ask.published and start.isdigit() and int(start) < ask.published.year:
        return False  # "has been making wagons since 2011"
    if named.status:
        return named.is_promise == ask.is_promise
    return not is_over(named.time_period, ask.published)


def _is_of_then(ask: Question) -> bool:
    """As in "the share rose", "на экспорт пришлось 40 %", "312 млрд, или 16 %": a state of the time spoken of."""
    if any(ask.passage.in_clause(ask.figure, "past_state")) or is_changing(ask):
        return True
    same = ask.earlier[:1] and ask.earlier[0].passage == ask.passage.start and ask.earlier[0].status not in OPEN_PLANS
    if same and ask.topic.role == "share" and not any(ask.passage.in_clause(ask.figure, "present")):
        return True  # "54 % пришлось на область, ещё 41 % — на Алматы"
    low, high = ask.passage.clause_of(ask.figure)
    if ask.topic.family == "share" and any(ask.passage.is_past(at) for at in range(low, high)):
        return True  # "40 % продукции ушло на экспорт"
    if ask.passage.is_acted_on(ask.figure) and not any(ask.passage.of("said", "reports")):
        return True  # "It exported 40% of its products"; said to have done so, it does so now
    if ask.topic.family == "share" and _is_of_goods(ask):
        return True  # "more than 60% of its output is cars"
    restates = any(0 <= ask.figure.first - term.last <= 1 for term in ask.passage.of("or_word"))
    return restates and any(other.last < ask.figure.first for other in ask.passage.figures)


def _is_of_goods(ask: Question) -> bool:
    """Whether the share is one of goods that were made or sold over a time."""
    owned = {term.first for term in ask.passage.of("part_of")}
    behind = (term for term in ask.passage.of("family") if 0 < term.first - ask.figure.last <= GOODS_REACH)
    return ask.figure.last in owned and any(term.key in GOODS for term in behind)


def _is_carried_state(ask: Question) -> bool:
    """Whether a state is of the time spoken of, rather than of a day it names or of now."""
    if _as_of(ask) or any(ask.passage.in_clause(ask.figure, "now")):
        return False
    if is_habit(ask.figure, ask.passage, ask.published) or _is_reported(ask):
        return False
    return not _is_usual(ask) and (_is_of_then(ask) or _is_share_of_before(ask))


def _is_reported(ask: Question) -> bool:
    """As in "The akim noted that the share had reached 14%": what was the present when it was said."""
    said = (term for term in ask.passage.of("said") if term.last <= ask.figure.first)
    return any(said) and ask.passage.is_perfect(ask.figure, "pluperfect")


def _is_usual(ask: Question) -> bool:
    """As in "two thirds of our products are bought by mines", "40% goes abroad": of late, not in the time told."""
    if ask.topic.role != "share":
        return False
    return ask.passage.is_perfect(ask.figure, "copula") or any(ask.passage.in_clause(ask.figure, "habitual"))


def _as_of(ask: Question) -> Ground | None:
    """As in "As of January 1 there were 2,240 companies": the year of the day the sentence names."""
    days = (one.quantity for one in ask.passage.periods if _DAY.fullmatch(one.quantity.time_period or ""))
    return next((Ground((day.time_period or "")[:4], "as_of", day.start, day.end) for day in days), None)


def is_changing(ask: Question) -> bool:
    """Whether the figure's clause speaks of a change, or the figure opens or closes a pair."""
    if any(is_length(one, ask.passage) for one in ask.passage.periods):
        return False
    lengths = (one.quantity for one in ask.passage.periods if one.quantity.unit_measure == "duration:year")
    if ask.topic.family == "wages" and any(True for _ in lengths):
        return False  # "бір жылда 195 мыңнан 228 мыңға көтерілді"
    low, high = ask.passage.clause_of(ask.figure)
    if ask.is_stock and any(low <= term.first < ask.figure.first for term in ask.passage.of("perfect")):
        return False  # "has come down to 58 percent": by now
    words = (term for term in change_words(ask.passage) if low <= term.first < high)
    return any(words) or end_of_pair(ask.figure, ask.passage) is not None


def unsaid_period(ask: Question) -> Ground | None:
    """A plan takes the deadline its paragraph names later; else it is open, and anything else is of the year."""
    if ask.published is None:
        return None
    after = _after_base(ask)
    if after:
        return after
    if ask.status in OPEN_PLANS and ask.is_promise:
        for start, deadline in ask.deadlines:
            if start >= ask.passage.start:
                return Ground(deadline, "deadline")
    if ask.status in OPEN_PLANS and any(ask.passage.of("full_year")):
        return Ground(str(ask.published.year), "full_year")
    is_undertaken = ask.status == "in_progress" and any(ask.passage.of("undertaking"))  # goes on: its end is open
    return default_period(ask.published, "planned" if is_undertaken else ask.status)


def _after_base(ask: Question) -> Ground | None:
    """As in "6.3 % less than in 2023", nothing else named: growth of the year that follows its base."""
    if ask.topic.role not in CHANGES or ask.status in OPEN_PLANS or ask.published is None:
        return None
    for one in ask.passage.periods:
        base = one.quantity.time_period or ""
        is_level = any(term.last == one.first for term in ask.passage.of("level_of")) and one.last <= ask.figure.first
        is_near = is_level or 0 <= one.first - ask.figure.last <= BASE_REACH + 1
        if is_near and _PART_OF_YEAR.match(base) and OPEN not in base and is_base_period(one, ask.passage):
            after = base.replace(base[:4], str(int(base[:4]) + 1))  # "better than in the first half of 2019"
            return Ground(after, "after_base", one.quantity.start, one.quantity.end)
        if is_near and base.isdigit() and int(base) == ask.published.year - 2 and is_base_period(one, ask.passage):
            return Ground(str(int(base) + 1), "after_base", one.quantity.start, one.quantity.end)
    return None


def default_period(published: date, status: str) -> Ground:
    """The period of a statement that names none; what is being built is of the year it is told in."""
    if status in OPEN_PLANS and status != "in_progress":
        return Ground(f"{published.year}/{OPEN}", "open_plan")
    return Ground(str(published.year), "year_of_publication")
