"""When a figure is about: the period of its clause, else of its sentence, else what the text was speaking of.

A period that stands behind a word of comparison ("than in 2021", "к 2021 году") is a base: it dates the base value
only. States without a date take the year of publication, plans without a date stay open.
"""

import re
from dataclasses import replace

from extractors.claim.carried_periods import GOODS, carried_period, unsaid_period
from extractors.claim.from_to import is_reached
from extractors.claim.grounds import Ground
from extractors.claim.named_periods import (
    BASE_REACH,
    is_attribute,
    is_base_period,
    is_base_value,
    is_contrasted,
    is_start,
)
from extractors.claim.period_question import CHANGES, OPEN_PLANS, Question, end_of, previous
from extractors.claim.stated_periods import _is_season, stated_period
from extractors.claim.status import DEEDS
from extractors.period.time_period import OPEN, begins_later, is_over, period_bounds

MEASURED = frozenset(("share", "wages"))  # states that are measured over a time
FLOWS = frozenset(("projects", "investment", "fixed_investment", "fdi", "financing", "contract", "jobs"))
OPENING = range(3)  # words before a base that opens its sentence: "Compared with 2018, …"
_SINGLE_MONTH = re.compile(r"\d{4}-\d\d")
_POINT_OF_YEAR = re.compile(r"\d{4}-(?:\d\d|Q\d)")
_MONTHS_OF_YEAR = re.compile(r"(\d{4})-\d\d/\1-\d\d")
_MONTH_OF_DEADLINE = re.compile(r"\.\./\d{4}-\d\d(?:-\d\d)?")
_FROM_YEAR = re.compile(r"\d{4}/\.\.")
_FIRST_QUARTER = re.compile(r"^(\d{4})-01/\1-03$")
_SEASON_STARTS = ("03", "06", "09")  # January to March is a quarter
_WHOLE_YEAR = re.compile(r"^(\d{4})-01/\1-12$")


def choose_period(ask: Question) -> tuple[Ground, str] | None:
    """The time_period of a figure with the rule that gave it, and the period the text speaks of from here on."""
    ground = stated_period(ask) or carried_period(ask) or unsaid_period(ask)
    if ground is None:
        return None
    spoken = ground.value
    value, rule = spoken, ground.rule
    if _is_opening(ground, ask):
        return replace(ground, value=f"{ask.published:%Y}", rule="under_way"), spoken
    if ask.topic.role in CHANGES:
        value = _since_base(value, ask)
    is_change = ask.topic.role in CHANGES
    is_own = ground.rule in ("earlier", "years_up_to") or is_attribute(ask.figure, ask.passage)
    is_own |= any(ask.passage.in_clause(ask.figure, "now"))  # "up from 13.4% now"
    if not is_change and not is_own and is_base_value(ask.figure, ask.passage):
        value, rule = previous(value), "base"
        if ask.is_stock and ask.status in OPEN_PLANS and ask.published:  # "lift capacity from 12,000 to 17,000"
            value, rule = str(ask.published.year), "base_of_plan"
    elif is_change and _is_former_change(ask) and not is_own:
        value, rule = previous(value), "base"
    elif not is_change and not _is_flow(ask) and (rule == "carried" or ask.is_stock or _is_reached(ask)):
        value = end_of(value)
    if _is_of_year(value, rule, ask):
        value = value[:4]
    value = _year_of_deadline(_first_year(value, ask), ask)
    if ask.published is None or OPEN in value or is_over(value, ask.published):
        value = usual_period(value)  # "since January" said in March is no quarter
    return replace(ground, value=value, rule=rule), spoken


def _first_year(value: str, ask: Question) -> str:
    """As in "300 people will have jobs there from 2026": the year a promise begins to hold."""
    is_open = ask.published is not None and ask.status in OPEN_PLANS and bool(_FROM_YEAR.fullmatch(value))
    return value[:4] if is_open and value[:4] > f"{ask.published:%Y}" else value


def _year_of_deadline(value: str, ask: Question) -> str:
    """As in "By the autumn of 2025"; "by December", of this year."""
    if ask.published is None or not _MONTH_OF_DEADLINE.fullmatch(value):
        return value
    year = value[3:7]
    return year if year == str(ask.published.year) else value[:7]


def _is_of_year(value: str, rule: str, ask: Question) -> bool:
    """Whether a part of a year stands for the year: of what a plant can make, of promises to come, of states."""
    is_season = _is_season(value)
    is_lasting = ask.topic.family == "capacity" or (ask.is_promise and ask.status in OPEN_PLANS)
    is_lasting = is_lasting or (ask.is_promise and is_season and ask.topic.role != "share")
    is_lasting = is_lasting or (ask.topic.role == "share" and rule == "carried" and begins_later(value, ask.published))
    is_lasting = is_lasting or (ask.is_stock and value[5:7] in _SEASON_STARTS and is_season)
    is_measured = ask.topic.family in MEASURED and (ask.topic.family == "share" or ask.topic.role not in CHANGES)
    is_month = _SINGLE_MONTH.fullmatch(value) is not None  # "was commissioned in August. It covers 35%"
    is_of_now = is_month and any(ask.passage.in_clause(ask.figure, "present"))
    is_state = ask.is_stock and rule != "named" and not (rule in ("carried", "base") and is_measured and not is_of_now)
    if is_state and rule == "carried" and ask.topic.role == "level" and _MONTHS_OF_YEAR.fullmatch(value):
        return True  # "In January–July machines for 1.38 trillion were made, and the branch employed 125,000"
    return (bool(_POINT_OF_YEAR.fullmatch(value)) or is_season) and (is_lasting or is_state)


def _is_opening(ground: Ground, ask: Question) -> bool:
    """As in "is being expanded for 7.6 billion, and the work is to end in 2024": what is built is of today."""
    if ask.status != "in_progress" or ask.published is None or ground.rule != "named" or ground.start is None:
        return False
    between = ask.passage.page.document.text[ask.figure.quantity.end : ground.start]
    return period_bounds(ground.value)[1].year > ask.published.year and ", " in between


def _is_flow(ask: Question) -> bool:
    """What is counted over a time, not at its end: sums, jobs, what was launched or ended in it."""
    is_part = ask.topic.role == "share" and any(ask.passage.of("subset"))  # "46% of this amount"
    is_summed = ask.topic.family in GOODS and ask.passage.is_perfect(ask.figure)
    is_summed = is_summed and not any(ask.passage.in_clause(ask.figure, "reach"))  # "have made goods worth 2.7 billion"
    return ask.topic.family in FLOWS or ask.status in DEEDS or is_part or is_summed


def _is_former_change(ask: Question) -> bool:
    """As in "exports grew by 4%, against 2% a year earlier": growth held against the growth before it."""
    rates = [one for one in ask.passage.figures if one.quantity.kind == "percent" and one.last <= ask.figure.first]
    is_held = is_contrasted(ask.figure, ask.passage) or is_start(ask.figure, ask.passage)
    return ask.figure.quantity.kind == "percent" and bool(rates) and is_held


def _since_base(time_period: str, ask: Question) -> str:
    """As in "Three times more than in 2017", "Compared with 2017, exports tripled": growth between two years."""
    for one in ask.passage.periods:
        base = one.quantity.time_period or ""
        is_near = 0 <= one.first - ask.figure.last <= BASE_REACH + 1 or one.first - ask.passage.first in OPENING
        if (
            is_near
            and is_base_period(one, ask.passage)
            and base.isdigit()
            and time_period.isdigit()
            and int(base) < int(time_period) - 1
        ):
            return f"{base}/{time_period}"
    return time_period


def _is_reached(ask: Question) -> bool:
    return is_reached(ask.figure, ask.passage) or any(ask.passage.in_clause(ask.figure, "reach", "present"))


def usual_period(time_period: str) -> str:
    """January to March is a quarter, January to December a year."""
    return _WHOLE_YEAR.sub(r"\1", _FIRST_QUARTER.sub(r"\1-Q1", time_period))
