"""Text in, quantities out: every figure with its unit, hedge, range and exact place; what was refused, with the reason.

Enters: the text of a document (or one sentence) in en, ru or kk. Leaves: a `Reading`. Periods are read first, by
`extractors.period.periods`, and no count is read inside them.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from extractors.period.periods import read_periods
from extractors.quantity.bounds import join_bounds
from extractors.quantity.figure_words import FigureWords, load_figure_words
from extractors.quantity.figures import Figure, Refused, read_figure
from extractors.quantity.hedges import (
    Hedging,
    hedge_after,
    hedge_before,
    inverted_noun,
    is_governed,
    turn_near,
    turn_of,
)
from extractors.quantity.ranges import convert_figures, join_figures
from extractors.quantity.refusals import Reason, Refusal, blocked_spans
from extractors.quantity.scan import Scan, is_digits, scan_text
from extractors.records import Hedge, Kind, Quantity
from extractors.settings import CONFIG_PATH

MAX_NOUN_WORDS = 3
PAIR_REACH = 8  # tokens between the two ends of a change
LOWEST_INDEX = 50  # below it nobody prints an index
INDEX_REACH = 12  # tokens
_PERCENT = Decimal(100)
_CHANGE_MARKS = ("", ",", "-", "–", "—")
_OPENS_DIGITS = frozenset("0123456789.")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one text says in figures, and the numbers that were refused."""

    quantities: tuple[Quantity, ...]
    refusals: tuple[Refusal, ...]


def read_quantities(text: str, lang: str, *, published: date | None = None, config: Path = CONFIG_PATH) -> Reading:
    """Read every quantity of `text`, periods included, in order of place; `published` resolves relative periods."""
    scan = scan_text(text, lang)
    voc = load_figure_words(scan.lang, config)
    anchors = _anchors(scan, voc)
    times = [one for one in read_periods(text, lang, published) if not _is_outgrown(scan, one, voc)]
    periods = [one for one in times if one.unit_measure != "time"]
    clocks = [Refusal(one.start, one.end, one.quote, "time") for one in times if one.unit_measure == "time"]
    if not anchors:
        return Reading(tuple(periods), tuple(clocks))
    blocked = [(start, end, reason) for start, end, reason in blocked_spans(text)]
    free = _free_anchors(scan, anchors, [(q.start, q.end) for q in times] + [(a, b) for a, b, _ in blocked])
    figures, refused = _read_all(scan, free, voc)
    figures = convert_figures(scan, join_figures(scan, figures, voc))
    quantities = _clear_of(times, join_bounds(text, list(_quantities(scan, figures, voc)), voc.hedges))
    refusals = clocks + [Refusal(a, b, text[a:b], reason) for a, b, reason in blocked]
    refusals += [_refusal(scan, one.start, one.end, one.reason) for one in refused]
    return Reading(
        tuple(sorted([*periods, *quantities], key=lambda q: (q.start, q.end))),
        tuple(sorted(refusals, key=lambda r: (r.start, r.end))),
    )


def _anchors(scan: Scan, voc: FigureWords) -> list[int]:
    """Tokens that may begin a figure."""
    words = voc.anchors
    return [at for at, word in enumerate(scan.words) if word in words or (word[0] in _OPENS_DIGITS and is_digits(word))]


def _is_outgrown(scan: Scan, period: Quantity, voc: FigureWords) -> bool:
    """Whether a unit reaches beyond the period that would begin with the same number: "85 кв. м" is no quarter."""
    at = bisect_left(scan.starts, period.start)
    if at == len(scan.starts) or scan.starts[at] != period.start or not is_digits(scan.words[at]):
        return False
    figure = read_figure(scan, at, at, voc)
    return isinstance(figure, Figure) and figure.unit is not None and scan.ends[figure.end - 1] > period.end


def _clear_of(times: list[Quantity], quantities: list[Quantity]) -> list[Quantity]:
    """The quantities that do not reach into a time expression."""
    starts = [one.start for one in times]
    before = ((one, bisect_left(starts, one.end)) for one in quantities)  # how many times begin before it ends
    return [one for one, count in before if not count or times[count - 1].end <= one.start]


def _free_anchors(scan: Scan, anchors: list[int], taken: list[tuple[int, int]]) -> list[int]:
    """The anchors outside all taken spans."""
    taken.sort()
    free, at = [], 0
    for anchor in anchors:
        place = scan.starts[anchor]
        while at < len(taken) and taken[at][1] <= place:
            at += 1
        if at == len(taken) or place < taken[at][0]:
            free.append(anchor)
    return free


def _read_all(scan: Scan, anchors: list[int], voc: FigureWords) -> tuple[list[Figure], list[Refused]]:
    figures: list[Figure] = []
    refused: list[Refused] = []
    floor = 0
    for anchor in anchors:
        if anchor < floor:
            continue
        found = read_figure(scan, anchor, floor, voc)
        if refused and isinstance(found, Figure) and _continues(scan, refused[-1], found):
            found = Refused(found.start, found.end, refused[-1].reason)
        if isinstance(found, Figure):
            figures.append(found)
        elif found is not None:
            refused.append(found)
        if found is not None:
            floor = found.end
    return figures, refused


def _continues(scan: Scan, refused: Refused, figure: Figure) -> bool:
    """Whether a hyphen or slash ties the figure to a refused number: "№ 10391-6"."""
    mark = refused.end
    return (
        figure.start == mark + 1
        and scan.words[mark] in "-/"
        and scan.is_glued(mark)
        and scan.is_glued(figure.start)
        and refused.reason in ("document", "model", "code")
    )


def _refusal(scan: Scan, start: int, end: int, reason: Reason) -> Refusal:
    a, b = scan.starts[start], scan.ends[end - 1]
    return Refusal(a, b, scan.text[a:b], reason)


def _quantities(scan: Scan, figures: list[Figure], voc: FigureWords) -> Iterator[Quantity]:
    last: Quantity | None = None
    floor = 0
    for n, figure in enumerate(figures):
        ceiling = figures[n + 1].start if n + 1 < len(figures) else len(scan.words)
        quantity = _quantity(scan, figure, floor, ceiling, voc)
        if quantity is None:
            continue
        if last and _is_conversion(scan, last, quantity):
            quantity = replace(quantity, is_conversion=True)
        is_paired = n > 0 and _is_paired(scan, figures[n - 1], figure, voc)
        if last and quantity.hedge == "up_to" and (is_paired or _is_end_of_change(scan.text, last, quantity)):
            quantity = replace(quantity, hedge="exact", hedge_text=None)
        yield quantity
        last, floor = quantity, figure.end


def _is_paired(scan: Scan, a: Figure, b: Figure, voc: FigureWords) -> bool:
    """As in "с 410 тыс. в 2021-м до 985 тыс.": what a change began from stands before."""
    opener = scan.words[a.start - 1] if a.start else ""
    is_near = b.start - a.end <= PAIR_REACH and not {".", ";"} & set(scan.words[a.end + 1 : b.start])
    return opener in voc.hedges.pairs.change_openers and is_near


def _is_end_of_change(text: str, last: Quantity, quantity: Quantity) -> bool:
    """As in "вдвое, до 1,2 млрд": right after the change, "up to" names the value reached."""
    is_change = last.kind in ("percent", "multiple") and quantity.kind not in ("percent", "multiple")
    return is_change and text[last.end : quantity.start].strip() in _CHANGE_MARKS


def _quantity(scan: Scan, figure: Figure, floor: int, ceiling: int, voc: FigureWords) -> Quantity | None:
    hedging = _hedging(scan, figure, floor, ceiling, voc)
    hedge: Hedge = hedging.hedge if hedging else "exact"
    if figure.needs_hedge and hedge == "exact" and not _is_governed(scan, figure, voc):
        figure = figure._replace(value=None)
    start, end = _span(figure, hedging)
    a, b = scan.starts[start], scan.ends[end - 1]
    kind = _kind(figure)
    is_whole = figure.is_fraction and figure.unit is None  # "семь десятых процента" is no part of a whole
    factor = _PERCENT if is_whole else Decimal(1)
    return Quantity(
        start=a,
        end=b,
        quote=scan.text[a:b],
        kind=kind,
        value=_number(figure.value, factor),
        value_low=_number(figure.low, factor),
        value_high=_number(figure.high, factor),
        unit_measure=_measure(figure, kind),
        hedge=hedge,
        hedge_text=scan.text[scan.starts[hedging.start] : scan.ends[hedging.end - 1]] if hedging else None,
        written_precision=float(figure.step * factor),
        is_range=figure.low is not None,
        is_index=kind == "percent" and _is_index(scan, figure, voc),
        is_points=figure.unit is not None and figure.unit.kind == "points",
        direction=_direction(scan, start, end, voc),
        noun=_noun(scan, figure, end, voc) if kind in ("count", "quantity") else None,
    )


def _span(figure: Figure, hedging: Hedging | None) -> tuple[int, int]:
    """Tokens of the quote: the figure, and its hedge where nothing but links stands between."""
    if hedging is None or hedging.is_verb:
        return figure.start, figure.end
    end = hedging.end if hedging.start == figure.end else figure.end
    return min(hedging.start, figure.start), end


def _kind(figure: Figure) -> Kind:
    if figure.unit is None:
        return "percent" if figure.is_fraction else "count"
    kinds: dict[str, Kind] = {
        "money": "money",
        "percent": "percent",
        "points": "percent",
        "times": "multiple",
        "quantity": "quantity",
    }
    return kinds[figure.unit.kind]


def _measure(figure: Figure, kind: Kind) -> str | None:
    if figure.unit is not None:
        return figure.unit.measure
    return "PT" if kind == "percent" else "count"


def _number(value: Decimal | None, factor: Decimal) -> float | None:
    return None if value is None else float(value * factor)


# --- hedges ---------------------------------------------------------------------------------------------------


def _hedging(scan: Scan, figure: Figure, floor: int, ceiling: int, voc: FigureWords) -> Hedging | None:
    """The hedge of a figure: before it, after it, by inversion, or a bound that is no end point."""
    lex = voc.hedges
    if figure.hedging:
        return figure.hedging
    if "+" in scan.words[figure.start + 1 : figure.end]:
        return Hedging("at_least", figure.start, figure.end)
    found = hedge_before(scan, figure.start, floor, lex)
    found = found or hedge_after(scan, figure.end, lex) or _after_noun(scan, figure, ceiling, voc)
    found = found or _bound(scan, figure, floor, voc) or _inversion(scan, figure, floor, voc)
    if found is None and scan.words[figure.end - 1].endswith(lex.approximate):
        return Hedging("about", figure.end - 1, figure.end)
    return found


def _after_noun(scan: Scan, figure: Figure, ceiling: int, voc: FigureWords) -> Hedging | None:
    """Reads "118 мың адамнан астам": the hedge stands after the counted noun."""
    if not voc.hedges.bounds_after:
        return None
    for at in range(figure.end + 1, min(ceiling, figure.end + 1 + MAX_NOUN_WORDS)):
        if at >= len(scan.words) or not scan.words[at - 1][0].isalpha() or scan.words[at - 1] in voc.anchors:
            return None
        found = hedge_after(scan, at, voc.hedges)
        if found and scan.words[at - 1].endswith(voc.hedges.pairs.case_endings):
            return found
    return None


def _is_governed(scan: Scan, figure: Figure, voc: FigureWords) -> bool:
    """Whether a preposition makes a plural-looking scale word singular: "до тысячи"."""
    return figure.start > 0 and scan.words[figure.start - 1] in voc.numbers.lone_after


def _bound(scan: Scan, figure: Figure, floor: int, voc: FigureWords) -> Hedging | None:
    """Reads "до 100 вагонов", "100 вагонға дейін": a ceiling, unless a verb of change makes it the end point."""
    lex, words = voc.hedges, scan.words
    if figure.is_end_point or figure.high is not None or is_governed(scan, figure.start, figure.end, lex):
        return None
    if figure.start > floor and words[figure.start - 1] in lex.bounds:
        return Hedging("up_to", figure.start - 1, figure.start)
    for at in range(figure.end, min(len(words), figure.end + 1 + MAX_NOUN_WORDS)):
        if words[at] in lex.bounds_after:
            return Hedging("up_to", at, at + 1)
        if not words[at][0].isalpha():
            break
    return None


def _inversion(scan: Scan, figure: Figure, floor: int, voc: FigureWords) -> Hedging | None:
    """Reads "человек 200", "раза в полтора": the noun before its number."""
    at = inverted_noun(scan, figure.start, floor, voc.hedges)
    is_own = figure.unit is None or figure.is_inverted
    return Hedging("about", at, figure.start) if at is not None and is_own else None


# --- what surrounds a figure -----------------------------------------------------------------------------------


def _direction(scan: Scan, start: int, end: int, voc: FigureWords) -> Literal["up", "down"] | None:
    turn = turn_near(scan, start, end, voc.hedges)
    return None if turn == "to" else turn


def _is_index(scan: Scan, figure: Figure, voc: FigureWords) -> bool:
    """Whether 100 means no change: an index is named in the sentence, or "к" and the like follow."""
    if figure.value is None or figure.value < LOWEST_INDEX or (figure.unit and figure.unit.kind == "points"):
        return False
    index, words = voc.hedges.index, scan.words
    if figure.end < len(words) and words[figure.end] in index.comparatives:
        return True
    for at in range(figure.start - 1, max(-1, figure.start - 1 - INDEX_REACH), -1):
        if words[at] in ".;!?":
            return False
        if words[at] in index.words or words[at].startswith(index.stems):
            return True
    return False


def _noun(scan: Scan, figure: Figure, end: int, voc: FigureWords) -> str | None:
    """The words right after a count and its hedge, up to the first that is no noun or adjective."""
    if figure.noun_end is not None:
        return scan.words[figure.noun_end - 1]
    is_short = figure.scale > 1 and end + 1 < len(scan.words) and scan.words[end] == "." and scan.is_glued(end)
    first = at = end + 1 if is_short else end  # after the point of "тыс."
    while at < len(scan.words) and at < first + MAX_NOUN_WORDS and _may_be_noun(scan, at, voc):
        at += 1
    return scan.text[scan.starts[first] : scan.ends[at - 1]] if at > first else None


def _may_be_noun(scan: Scan, at: int, voc: FigureWords) -> bool:
    word = scan.words[at]
    if not word[0].isalpha() or word in voc.refusals.stop or word in voc.anchors or scan.has_gap_break(at):
        return False
    return word not in voc.hedges.comparatives and turn_of(word, voc.hedges) is None


def _is_conversion(scan: Scan, was: Quantity, quantity: Quantity) -> bool:
    """Money in another currency, in brackets or after "or", right after money."""
    if was.kind != "money" or quantity.kind != "money" or was.unit_measure == quantity.unit_measure:
        return False
    gap = scan.text[was.end : quantity.start].strip().lower()
    return gap in ("(", "(or", ", or", "or", "(или", ", или", "или", "немесе", "(немесе", "/", "(это")
