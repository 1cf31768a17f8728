"""What a figure is about: its indicator, unit and role, or the reason why it has none.

Enters: a figure in its `Setting`. Leaves: a `Topic` or `Refused`. Each kind of quantity has its own reader.
"""

from dataclasses import replace

from extractors.claim.from_to import end_of_pair
from extractors.claim.grounds import Ground
from extractors.records import Quantity
from extractors.topic.bare_numbers import is_currency
from extractors.topic.counts import read_count, read_plain
from extractors.topic.growth import is_by_change
from extractors.topic.percentages import read_multiple, read_percentage
from extractors.topic.shares import is_part_of
from extractors.topic.sums import read_sum
from extractors.topic.topics import Refused, Setting, Topic, nearest_family

_READERS = {"percent": read_percentage, "multiple": read_multiple, "count": read_count, "quantity": read_plain}


NO_PRICE = 1e8  # a sum so large is the price of a plant, not of goods
LEAST_SUM = 1e6  # a bare number so large may be in the currency of the text
CHANGE = (-100.0, 1000.0)  # percent, of what is itself no percentage


def choose_topic(setting: Setting) -> Topic | Refused:
    """The indicator, unit and role of a figure."""
    quantity = setting.figure.quantity
    figure = setting.figure
    said = setting.passage.in_clause(figure, "ratio", "price")
    reached = {term.first for term in setting.passage.of("reach")}
    clause = {term.group for term in said if term.last not in reached}  # "86 мың адамға жетті"
    is_of_price = quantity.kind == "percent" and is_part_of(figure, setting.passage)  # "55 percent of the price"
    if "price" in clause and not is_of_price and (quantity.kind != "money" or (quantity.value or 0) < NO_PRICE):
        return Refused("price", "a price, not a reported figure")
    is_each = nearest_family(setting, ("productivity",)) is None
    if "ratio" in clause and is_each and quantity.kind in ("money", "count"):
        return Refused("ratio", "a ratio to something else")
    if any(setting.passage.of("correction")):
        return Refused("correction", "a notice of what was misprinted")
    is_sum = quantity.kind == "money" or (quantity.kind == "count" and (quantity.value or 0) >= LEAST_SUM)
    if is_sum and (_is_levy(setting) or _is_rate_of_exchange(setting)):
        return Refused("tax_or_rate", "a tax or the rate of a currency")
    topic = _start_value(setting) or _same_figure(setting) or _read(setting)
    return (
        topic
        if isinstance(topic, Refused) or _is_plausible(topic, setting)
        else Refused("implausible", f"no {topic.indicator} is so small or so large")
    )


def _is_levy(setting: Setting) -> bool:
    """As in "paid 48 billion tenge in taxes": no other sum stands between."""
    figure, passage = setting.figure, setting.passage
    for term in passage.in_clause(figure, "levy"):
        low, high = (term.last, figure.first) if term.last <= figure.first else (figure.last, term.first)
        if not any(low <= one.first < high and one.quantity.kind == "money" for one in passage.figures):
            return True
    return False


def _is_rate_of_exchange(setting: Setting) -> bool:
    """As in "$1 = 384.5 tenge"."""
    quantity, text = setting.figure.quantity, setting.passage.page.document.text
    before = text[max(quantity.start - 2, 0) : quantity.start]
    return before.strip()[-1:] == "=" or text[quantity.end : quantity.end + 2].strip()[:1] == "="


def _read(setting: Setting) -> Topic | Refused:
    quantity = setting.figure.quantity
    if quantity.kind == "money":
        return read_sum(setting, quantity.unit_measure or "")
    return _READERS[quantity.kind](setting)


def _is_plausible(topic: Topic, setting: Setting) -> bool:
    """Whether the value lies within the bounds of its indicator; a fall is no less than all there was."""
    indicator = setting.measures.indicators[topic.indicator]
    low, high = CHANGE if indicator.changes and topic.role != "level" else indicator.plausible
    value = setting.figure.quantity.value or 0.0
    return low <= value <= high or (topic.role == "growth" and low <= -value)


def _same_figure(setting: Setting) -> Topic | None:
    """As in "Былтыр бұл көрсеткіш 80 пайыз еді": what the figure before was about, in the same unit."""
    figure, passage = setting.figure, setting.passage
    owned = {term.first for term in passage.of("part_of")}  # "the share of wagons" is not the share spoken of
    spoken = (term for term in passage.in_clause(figure, "this_figure") if term.last not in owned)
    named = any(term.first < figure.first for term in spoken)
    if not named or is_by_change(setting) or figure.quantity.is_index:
        return None
    nearest = next(setting.same_passage(), None)
    if figure.quantity.kind == "count" and nearest is not None and nearest.unit == "PT":
        return None  # "is 45 percent, we will bring it to 70": its sign is named once
    told = (topic for topic in setting.before(1) if topic.role != "growth")
    before = next((topic for topic in told if _is_in_unit(figure.quantity, topic.unit)), None)
    return replace(before, ground=Ground(before.family, "same_figure")) if before else None


def _is_in_unit(quantity: Quantity, unit: str) -> bool:
    """Whether a figure can be in the unit of one before; so large a bare number may be money."""
    if quantity.kind == "count":
        return unit.startswith("count") or (is_currency(unit) and (quantity.value or 0) >= LEAST_SUM)
    return unit == ("PT" if quantity.kind == "percent" else quantity.unit_measure)


def _start_value(setting: Setting) -> Topic | None:
    """As in "Up from 13.4 % now", "compared with 64 % in 2021": the value before of the figure named before."""
    figure = setting.figure
    before = next(setting.same_passage(), None)
    if before is None or end_of_pair(figure, setting.passage):
        return None
    is_compared = any(0 <= figure.first - term.last <= 1 for term in setting.passage.of("compared"))
    if before.role in ("growth", "multiple") and not is_compared:
        return None
    starts = any(figure.first in (term.first, term.last) for term in setting.passage.of("from_start"))
    changes = any(0 <= figure.first - term.last <= 1 for term in setting.passage.of("up", "down"))
    is_same = {"percent": "PT"}.get(figure.quantity.kind, figure.quantity.unit_measure) == before.unit
    is_start = is_compared or (starts and changes)
    return replace(before, ground=Ground(before.family, "start_value")) if is_start and is_same else None
