"""The finer fields of a decided claim: measure, prices, accumulation, sign.

Enters: a `Draft`. Leaves: what the statistics call MEASURE and PRICE_BASE, whether a value adds up over the year or
since a programme began, and the signed values.
"""

from extractors.claim.thread import Draft
from extractors.period.time_period import OPEN
from extractors.records import Quantity
from extractors.topic.changes import is_falling


def measure_of(draft: Draft) -> str:
    """LEVEL, SHARE, INDEX, GROWTH_YOY, GROWTH_AVG or GROWTH_CUM."""
    topic = draft.topic
    if topic.indicator == "output_index":
        return "INDEX"
    if topic.role == "share":
        return "SHARE"
    if topic.role == "level" or topic.unit not in ("PT", "X"):
        return "LEVEL"
    if topic.role == "multiple":
        return "GROWTH_CUM" if topic.indicator != "import_value" else "LEVEL"
    if _is_averaged(draft):
        return "GROWTH_AVG"
    return "GROWTH_CUM" if _is_several_years(draft.period.value) else "GROWTH_YOY"


def _is_averaged(draft: Draft) -> bool:
    """By a word in its clause, or in the sentence when the clause does not both change and name a time of its own."""
    figure, passage = draft.figure, draft.passage
    if any(passage.in_clause(figure, "average")):
        return True
    rates = (term for term in passage.of("per_year") if 0 <= term.first - figure.last <= 1)
    if any(rates) and _is_several_years(draft.period.value):
        return True
    low, high = passage.clause_of(figure)
    is_dated = any(low <= one.first and one.last <= high for one in passage.periods)
    is_whole = is_dated and any(passage.in_clause(figure, "up", "down"))
    return any(passage.of("average")) and not is_whole


def _is_several_years(time_period: str) -> bool:
    left, slash, right = time_period.partition("/")
    return bool(slash) and left[:4] != right[:4]


def price_base_of(draft: Draft) -> str:
    """L constant prices, V current prices, _U unknown. An index of physical volume is in constant prices."""
    if any(draft.passage.in_clause(draft.figure, "real")):
        return "L"
    return "V" if any(draft.passage.in_clause(draft.figure, "nominal")) else "_U"


def is_cumulative(draft: Draft) -> bool:
    """Year to date (a part of a year from January), or since a programme began."""
    left, slash, right = draft.period.value.partition("/")
    if slash and OPEN not in (left, right) and left[5:] == "01" and left[:4] == right[:4]:
        return True
    is_flow = draft.topic.role == "level" and draft.topic.unit not in ("PT", "X")
    return is_flow and any(draft.passage.in_clause(draft.figure, "since_start"))


def signed(draft: Draft) -> tuple[float, float | None, float | None]:
    """Value and both ends of a range; a fall in percent is negative."""
    quantity = draft.figure.quantity
    value = quantity.value or 0.0
    if draft.topic.role == "growth" and value > 0 and is_falling(draft.figure, draft.passage):
        return -value, _negative(quantity, "value_high"), _negative(quantity, "value_low")
    return value, quantity.value_low, quantity.value_high


def _negative(quantity: Quantity, end: str) -> float | None:
    value: float | None = getattr(quantity, end)
    return None if value is None else -value
