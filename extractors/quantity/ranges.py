"""Neighbouring figures in, ranges and changes out: "15-20 тыс.", "от 35 до 40 %", "с 248 до 316 млрд".

A range is one figure with both ends. A change ("from 8 to 11 percent" after a verb of change) stays two figures, but
the scale and unit that stand once are given to both. Sums of two units ("5 рублей 20 копеек") become one figure.
"""

from decimal import Decimal
from typing import Literal

from extractors.quantity.digits import is_whole
from extractors.quantity.figure_words import FigureWords
from extractors.quantity.figures import Figure
from extractors.quantity.hedges import turn_near, turn_of
from extractors.quantity.scan import Scan, is_digits
from extractors.quantity.units import Unit

Link = Literal["range", "change", "share", "sum", "part"]
MAX_BETWEEN = 2  # words between the ends
LONG_REACH = 14  # words back to the verb of change that "from" belongs to
CENT = Decimal("0.01")
_ONE = Decimal(1)
_CENTS = frozenset(range(10, 100))
MAX_BRACKET = 3  # an opening bracket and a hedge
MAX_PARTS = 100
WHOLE = 100  # percent
MANY_TIMES = 5  # no range is so wide: "by 700 to 13,400"
MAX_UNSCALED = 10_000  # a larger number does not wait for a scale word


def join_figures(scan: Scan, figures: list[Figure], voc: FigureWords) -> list[Figure]:
    """Join neighbours into ranges and sums, and let changes and lists share a scale and unit that stand once."""
    joined: list[Figure] = []
    for figure in figures:
        last = joined[-1] if joined else None
        link = _link(scan, last, figure, voc) if last else None
        if last is None or link is None:
            joined.append(figure)
            continue
        first, second = _shared(last, figure, link)
        whole = _joined(scan, first, second, link, voc)
        if link == "change":
            second = second._replace(is_end_point=True)
        joined[-1:] = [whole] if whole else [first, second]
    return joined


def convert_figures(scan: Scan, figures: list[Figure]) -> list[Figure]:
    """Figures whose currency stands nowhere, but which a bracket right after them converts: money all the same."""
    converted = list(figures)
    for n in range(len(figures) - 1):
        a, b = figures[n], figures[n + 1]
        is_sum = b.unit is not None and b.unit.kind == "money" and a.unit is None and a.scale > 1
        if is_sum and a.noun_end is None and a.end < b.start <= a.end + MAX_BRACKET and scan.words[a.end] == "(":
            converted[n] = a._replace(unit=Unit("money", None))
    return converted


def _joined(scan: Scan, a: Figure, b: Figure, link: Link, voc: FigureWords) -> Figure | None:
    """The one figure that two make, or None if they stay two."""
    if link == "range":
        return _range(scan, a, b, voc)
    if link == "sum":
        return _sum(a, b)
    return _part(a, b) if link == "part" else None


def _link(scan: Scan, a: Figure, b: Figure, voc: FigureWords) -> Link | None:
    """How two figures hang together, from the words between and around them."""
    between = _unhedged(scan.words[a.end : b.start], voc)
    if len(between) > 1 and between[0] in ".-" and scan.is_glued(a.end):
        between = between[1:]  # an abbreviated scale: "30 тыс. до", or "8- to 16-metre"
    if len(between) > MAX_BETWEEN or not _may_pair(a, b) or scan.has_gap_break(b.start):
        return None
    pairs, phrase = voc.hedges.pairs, " ".join(between)
    before = a.start - 1 - (a.start > 1 and scan.words[a.start - 1] in pairs.qualifiers)
    opener = scan.words[before] if a.start else ""
    closer = scan.words[b.end] if b.end < len(scan.words) else ""
    is_joint = not phrase or phrase in pairs.joins or (phrase == "." and b.unit is not None and scan.is_glued(a.end))
    if is_joint and _is_sum(scan, a, b):
        return "sum"
    if not phrase:
        return _bare_link(scan, a, b, voc)
    if phrase in pairs.to:
        return _to_link(scan, a, b, opener, voc)
    is_framed = phrase in pairs.between_links and (opener in pairs.between or closer in pairs.between_after)
    is_dash = phrase == "-" and _may_be_range(scan, a, b)
    return "range" if is_framed or is_dash else _shared_link(a, b, phrase, closer, voc)


def _unhedged(between: list[str], voc: FigureWords) -> list[str]:
    """As in "с 38 до не менее 55": the hedge of the end point does not part the two."""
    is_hedged = len(between) > 1 and between[0] in voc.hedges.pairs.to and voc.hedges.is_hedge(between[1:])
    return between[:1] if is_hedged else between


def _may_pair(a: Figure, b: Figure) -> bool:
    return a.value is not None and b.value is not None and a.high is None


def _to_link(scan: Scan, a: Figure, b: Figure, opener: str, voc: FigureWords) -> Link | None:
    """Reads "from 5 to 10", "с 5 до 10", "5 to 10": a range, or the two ends of a change."""
    pairs = voc.hedges.pairs
    if opener in pairs.change_openers:
        return "change"
    if opener in pairs.openers:
        return "change" if _is_changing(scan, a, b, voc) or _is_explained(scan, a, voc) else "range"
    is_bare = pairs.has_bare_to and _shares(a, b) and not _is_rate_of(a, b)
    is_amount = opener in pairs.amount_openers
    if is_amount and _is_result(a, b):
        return None
    return "range" if is_bare and (is_amount or not _is_changing(scan, a, b, voc)) else None


def _is_result(a: Figure, b: Figure) -> bool:
    """As in "fell by 700 to 13,400": by how much, and what it came to."""
    is_rate = b.unit is not None and b.unit.kind in ("percent", "points", "times")
    return not is_rate and (b.value or 0) > MANY_TIMES * (a.value or 0)


def _is_explained(scan: Scan, a: Figure, voc: FigureWords) -> bool:
    """As in "raised output by 52%, from 22,100 to 33,683", "to double, from 250 to 500": what came before the comma."""
    at = a.start - 2
    has_comma = at > 0 and scan.words[at] == ","
    at -= has_comma
    if has_comma and scan.words[at] in voc.units.multiple_verbs:
        return True
    for word in reversed(scan.words[max(at + 1 - LONG_REACH, 0) : at + 1]):
        if word in ",.;:!?" or (is_digits(word) and not has_comma):
            return False
        if word in voc.hedges.pairs.movers or turn_of(word, voc.hedges) in ("up", "down"):
            return True
    return False


def _is_rate_of(a: Figure, b: Figure) -> bool:
    """As in "slipped 1.8% to 9,740", "rose by a quarter to 600 billion": a change and what it came to."""
    is_rate = a.unit is not None and a.unit.kind in ("percent", "points", "times")
    return (is_rate and b.unit is None) or (a.is_fraction and not b.is_fraction and a.unit is None)


def _shared_link(a: Figure, b: Figure, phrase: str, closer: str, voc: FigureWords) -> Link | None:
    """Reads "to 11 percent from 8", "5,8 и 11,5 процента": the unit stands once."""
    pairs = voc.hedges.pairs
    is_bare = b.unit is None and (not closer[:1].isalpha() or closer in voc.refusals.stop)
    if phrase in pairs.back and _is_shareable(a.unit) and is_bare and b.scale <= a.scale:
        return "share"
    return "share" if phrase in pairs.lists and not a.unit and _ends_bare(a) and _is_shareable(b.unit) else None


def _bare_link(scan: Scan, a: Figure, b: Figure, voc: FigureWords) -> Link | None:
    """Figures with nothing between: "8-ден 11 пайызға дейін", "20 рублей 50 копеек"."""
    pairs, words = voc.hedges.pairs, scan.words
    is_from = bool(pairs.ablative) and words[a.end - 1].endswith(pairs.ablative)
    closer = words[b.end] if b.end < len(words) else ""
    if is_from and _is_base_of(a, b):
        return None
    if is_from and (closer in voc.hedges.bounds_after or words[b.end - 1].endswith(pairs.dative)):
        return "change" if a.unit or _is_changing(scan, a, b, voc) else "range"
    if is_from and _is_part(a, b):
        return "part"
    return None


def _is_base_of(a: Figure, b: Figure) -> bool:
    """As in "146 мыңнан 8 пайызға аз": less by so much than a level, which is itself no percentage."""
    is_rate = a.unit is None and b.unit is not None and b.unit.kind in ("percent", "points", "times")
    return is_rate and (a.scale > 1 or (a.value or 0) > WHOLE)


def _is_part(a: Figure, b: Figure) -> bool:
    """Reads "5-тен 1-і": one of five."""
    if a.unit or b.unit or not (a.is_digits and b.is_digits and a.value and b.value):
        return False
    return 0 < b.value < a.value <= MAX_PARTS and is_whole(a.value) and is_whole(b.value)


def _part(a: Figure, b: Figure) -> Figure | None:
    if not a.value or b.value is None:
        return None
    return b._replace(start=a.start, value=b.value / a.value, step=1 / (10 * a.value), is_fraction=True)


def _is_changing(scan: Scan, a: Figure, b: Figure, voc: FigureWords) -> bool:
    turn = turn_near(scan, a.start, b.end, voc.hedges)
    return turn in ("up", "down")  # what "reached from 35 to 40 %" lies between them


def _may_be_range(scan: Scan, a: Figure, b: Figure) -> bool:
    """A dash with the same air on both sides; a bare "3-2" written tight may be one too, if it rises."""
    dash = a.end
    is_told = a.unit is not None and b.unit is None and scan.words[dash - 1][0].isalpha()
    is_told |= _is_rate_of(a, b) and not scan.is_glued(dash) and scan.words[dash - 1][0].isalpha()
    if is_told:  # "27 проценті — 5 балалы", "меньше половины — 4,9 млрд": what is written out ends the first
        return False
    return scan.is_glued(dash) == scan.is_glued(dash + 1) or bool(b.unit)


def _shares(a: Figure, b: Figure) -> bool:
    return a.unit is None or b.unit is None or a.unit == b.unit


def _ends_bare(figure: Figure) -> bool:
    return figure.noun_end is None and not figure.is_fraction


def _is_shareable(unit: Unit | None) -> bool:
    return unit is not None and unit.kind in ("percent", "points", "money", "times")


def _shared(a: Figure, b: Figure, link: Link) -> tuple[Figure, Figure]:
    """Both figures with the scale and unit that stand with one of them only."""
    if link in ("sum", "part"):
        return a, b
    is_bare = a.unit is None
    if a.unit is None and b.unit is not None:
        a = a._replace(unit=b.unit)
        if b.unit.kind == "money" and b.unit.factor != 1:
            a = _times(a, b.unit.factor)
    elif b.unit is None and a.unit is not None:
        b = b._replace(unit=a.unit)
    if is_bare and a.scale == 1 < b.scale and a.value is not None and a.value < MAX_UNSCALED:
        a = _times(a, b.scale)._replace(scale=b.scale)
    return a, b


def _times(figure: Figure, factor: Decimal) -> Figure:
    return figure._replace(value=None if figure.value is None else figure.value * factor, step=figure.step * factor)


def _range(scan: Scan, a: Figure, b: Figure, voc: FigureWords) -> Figure | None:
    if a.value is None or b.value is None or not a.value < b.value or not _shares(a, b):
        return None
    start = a.start
    if start and scan.words[start - 1] in voc.hedges.pairs.openers | voc.hedges.pairs.between:
        start -= 1
    end = b.end
    if end < len(scan.words) and scan.words[end] in voc.hedges.pairs.between_after | voc.hedges.bounds_after:
        end += 1
    middle = (a.value + b.value) / 2
    return b._replace(start=start, end=end, value=middle, low=a.value, high=b.value, is_fraction=False)


def _is_sum(scan: Scan, a: Figure, b: Figure) -> bool:
    """A smaller unit of the same kind right after a larger one; hundredths of money may go without a name."""
    if a.unit is None or a.value is None or b.value is None:
        return False
    if a.unit.kind == "money":
        return is_whole(a.value) and a.unit.factor == 1 and _is_cents(scan, a, b)
    if b.unit is None or not a.unit.kind == "quantity" == b.unit.kind:
        return False
    return a.unit.dimension == b.unit.dimension and a.unit.factor > b.unit.factor


def _is_cents(scan: Scan, a: Figure, b: Figure) -> bool:
    if b.unit is not None:
        return b.unit.measure == a.unit.measure and b.unit.factor == CENT if a.unit else False
    is_last = b.end == len(scan.words) or scan.words[b.end] in ".,;!?"
    return is_last and a.scale == 1 and b.is_digits and b.value in _CENTS


def _sum(a: Figure, b: Figure) -> Figure | None:
    if a.value is None or b.value is None or a.unit is None:
        return None
    if a.unit.kind == "money":
        ratio = CENT if b.unit is None else _ONE
    else:
        ratio = b.unit.factor / a.unit.factor if b.unit else _ONE
    return a._replace(end=b.end, value=a.value + b.value * ratio, step=b.step * ratio)
