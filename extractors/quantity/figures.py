"""Tokens in, one figure out: a number with what is written on it (sign, ending, scale) and its unit, or a refusal.

Figures know their tokens only; hedges, ranges and places in the text come later (`extractors.quantity.ranges`,
`extractors.quantity.quantities`).
"""

from decimal import Decimal
from typing import NamedTuple

from extractors.quantity.cardinals import Number
from extractors.quantity.digits import is_whole
from extractors.quantity.figure_words import FigureWords
from extractors.quantity.hedges import Hedging, hedge_after, hedge_before, inverted_noun, turn_of
from extractors.quantity.numbers import read_number
from extractors.quantity.refusals import Reason, is_pronoun, reason_in_shape, reason_of_bare
from extractors.quantity.scan import Scan, is_digits
from extractors.quantity.units import TIMES, Unit, match_name_before, match_unit, match_unit_before

_ONE = Decimal(1)
MAX_RANGE = 3  # tokens of the lower end of a range and its dash


class Figure(NamedTuple):
    """A number with its unit at tokens `start` to `end` (exclusive); `value` is None when only vague."""

    start: int
    end: int
    value: Decimal | None
    step: Decimal
    scale: Decimal = _ONE
    unit: Unit | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    noun_end: int | None = None  # token after a noun that is written on the number: "200-местный"
    is_fraction: bool = False
    is_digits: bool = False
    hedging: Hedging | None = None  # one that stands between the number and its unit: "20 мыңнан астам тонна"
    is_inverted: bool = False  # its unit stands before it: "раза в полтора"
    is_end_point: bool = False  # the second end of a change: "up to" before it bounds nothing
    needs_hedge: bool = False  # only a number if a hedge stands before it: "около тысячи"


class Refused(NamedTuple):
    """Tokens that were read as a number and refused."""

    start: int
    end: int
    reason: Reason


def read_figure(scan: Scan, at: int, floor: int, voc: FigureWords) -> Figure | Refused | None:
    """Read the figure whose number begins at token `at`; nothing before token `floor` may be taken into it."""
    if multiple := _multiple_word(scan, at, voc) or _several(scan, at, voc):
        return multiple
    number = read_number(scan, at, voc.numbers)
    if number is None:
        return _unread(scan, at, voc)
    if number.is_ordinal:
        return Refused(at, number.end, "ordinal")
    figure = _with_writing(scan, number, voc)
    if isinstance(figure, Figure):
        figure = _with_unit(scan, figure, floor, voc)
        reason = _reason(scan, figure, floor, voc)
        figure = Refused(at, figure.end, reason) if reason else _with_sign(scan, figure, at, floor, voc)
    return figure


def _unread(scan: Scan, at: int, voc: FigureWords) -> Figure | Refused | None:
    word = scan.words[at]
    if word in voc.numbers.vague:
        return _vague(scan, at, voc)
    return Refused(at, at + 1, "code") if word[0].isdecimal() else None


def _multiple_word(scan: Scan, at: int, voc: FigureWords) -> Figure | None:
    """Reads "doubled", "вдвое": a multiple in one word; "double" only as a verb."""
    word, units = scan.words[at], voc.units
    value = units.multiples.get(word)
    if value is None and word in units.times_adverbs and " ".join(scan.words[at + 1 : at + 2]) in units.times_before:
        value = units.times_adverbs[word]
    if value is None and (value := units.multiple_verbs.get(word)) is not None:
        around = {scan.words[n] for n in (at - 1, at + 1) if 0 <= n < len(scan.words)}
        if not around & units.multiple_verb_cues:
            return None
    if value is None:
        return None
    return Figure(at, at + 1, value, _ONE if value >= 1 else Decimal("0.1"), unit=TIMES)


def _several(scan: Scan, at: int, voc: FigureWords) -> Figure | None:
    """Reads "several hundred": no value either."""
    lex = voc.numbers
    is_many = scan.words[at] in lex.scales or scan.words[at] in lex.hundreds or scan.words[at] in lex.dozens
    return _vague(scan, at, voc) if at and is_many and scan.words[at - 1] in lex.vague_before else None


def _vague(scan: Scan, at: int, voc: FigureWords) -> Figure:
    """Reads "thousands of", "десятки миллионов": a figure without a value, but with its unit."""
    start, end = at, at + 1
    if at and scan.words[at - 1] in voc.numbers.vague_before:
        start = at - 1
    while end < len(scan.words) and (scan.words[end] in voc.numbers.vague or scan.words[end] in voc.numbers.scales):
        end += 1
    figure = Figure(start, end, None, _ONE)
    found = match_unit(scan, end, voc.units)
    if found is None and end + 1 < len(scan.words) and scan.words[end] == "of":
        found = match_unit(scan, end + 1, voc.units)
    return figure._replace(end=found[0], unit=found[1]) if found else figure


def _with_writing(scan: Scan, number: Number, voc: FigureWords) -> Figure | Refused:
    """Take what is written on the number without a space: an ending, a scale letter, a noun."""
    figure = Figure(
        start=number.start,
        end=number.end,
        value=number.value,
        step=number.step,
        scale=number.scale,
        is_fraction=number.is_fraction,
        is_digits=number.is_digits,
        needs_hedge=number.is_lone and scan.words[number.start] in voc.numbers.lone_hedged,
    )
    end = figure.end
    if factor := _scale_of_money(scan, figure, voc):
        return _scaled(figure, Decimal(factor), end + 1)
    word = scan.words[end] if end < len(scan.words) else ""
    if word in voc.numbers.spaced_scales and figure.is_digits and figure.scale == 1:
        return _scaled(figure, Decimal(voc.numbers.spaced_scales[word]), end + 1)
    if not word or not scan.is_glued(end) or match_unit(scan, end, voc.units):
        return _with_doubled_words(scan, figure, voc)
    if word[0].isalpha():
        return _with_letters(figure, word, voc)
    after = scan.words[end + 1] if word == "-" and end + 1 < len(scan.words) and scan.is_glued(end + 1) else ""
    if after and after[0].isalpha() and after not in voc.numbers.openers:
        return _with_hyphen(scan, figure, after, voc)
    return _with_doubled_words(scan, figure, voc)


def _scale_of_money(scan: Scan, figure: Figure, voc: FigureWords) -> int | None:
    """The scale letter after money with its sign before: $5m is no length."""
    end = figure.end
    if end == len(scan.words) or scan.has_gap_break(end) or figure.scale != 1 or not figure.start:
        return None
    has_sign = match_unit_before(scan, figure.start - 1, voc.units) is not None
    return voc.numbers.glued_scales.get(scan.words[end]) if has_sign else None


def _with_letters(figure: Figure, word: str, voc: FigureWords) -> Figure | Refused:
    factor = voc.numbers.glued_scales.get(word)
    if factor is not None and figure.scale == 1 and figure.value is not None:
        return _scaled(figure, Decimal(factor), figure.end + 1)
    if word in voc.numbers.ordinal_tails:
        return Refused(figure.start, figure.end + 1, "ordinal")
    return Refused(figure.start, figure.end + 1, "model")


def _scaled(figure: Figure, factor: Decimal, end: int) -> Figure:
    value = None if figure.value is None else figure.value * factor
    return figure._replace(end=end, value=value, step=figure.step * factor, scale=factor)


def _with_hyphen(scan: Scan, figure: Figure, word: str, voc: FigureWords) -> Figure | Refused:
    """An ending ("20-ға"), an ordinal ("12-й", "41-мектеп"), an age ("42-летний"), or a noun ("200-местный")."""
    end = figure.end + 2
    if _is_cardinal_tail(figure, word, voc):
        return figure._replace(end=end)
    if word in voc.numbers.ordinal_tails:
        return Refused(figure.start, end, "ordinal")
    if found := voc.refusals.tails.match(scan.words, figure.end + 1):
        return Refused(figure.start, found[0], found[1])
    if (factor := voc.numbers.scales.get(word)) is not None and figure.scale == 1:
        return _scaled(figure, Decimal(factor), end)
    is_chain = end < len(scan.words) and scan.words[end] == "-" and scan.is_glued(end)
    if is_chain or voc.lang.startswith("kk"):
        return Refused(figure.start, end, "model" if is_chain else "ordinal")
    return figure._replace(noun_end=end)


def _is_cardinal_tail(figure: Figure, word: str, voc: FigureWords) -> bool:
    if word in voc.units.tails and voc.lang.startswith("kk"):
        return True
    rank = voc.numbers.cardinal_tails.get(word)
    if rank is None or figure.value is None or figure.scale != 1:
        return False
    is_few = figure.value % 10 in (2, 3, 4) and figure.value % 100 not in (12, 13, 14)
    return is_few == (rank == "few")


def _with_doubled_words(scan: Scan, figure: Figure, voc: FigureWords) -> Figure:
    """Reads "45 (forty-five)": the same number again, in words and brackets."""
    at = figure.end
    if at + 2 < len(scan.words) and scan.words[at] == "(" and scan.words[at + 1] in voc.numbers.openers:
        again = read_number(scan, at + 1, voc.numbers)
        if again and again.value == figure.value and again.end < len(scan.words) and scan.words[again.end] == ")":
            end = again.end + 1
            factor = voc.numbers.scales.get(scan.words[end]) if end < len(scan.words) and figure.scale == 1 else None
            return _scaled(figure, Decimal(factor), end + 1) if factor else figure._replace(end=end)
    return figure


def _with_unit(scan: Scan, figure: Figure, floor: int, voc: FigureWords) -> Figure:
    """The figure with the unit after it, or with the currency sign or name before it."""
    if figure.noun_end is not None:
        return figure
    before = _unit_before(scan, figure, floor, voc)
    at = _after_abbreviation(scan, figure, voc)
    after = None if scan.has_gap_break(at) else match_unit(scan, at, voc.units)
    if after and after[1].kind == "times" and not _is_comparison(scan, figure, after[0], voc):
        after = None
    if figure.is_fraction and scan.words[figure.start] in voc.numbers.each:
        return figure  # "каждая десятая тонна": one in ten
    if before and (after is None or after[1].kind != "percent"):
        is_same = after is not None and after[1].kind == "money" and scan.words[at].isalpha()
        return figure._replace(start=before[0], end=after[0] if after and is_same else figure.end, unit=before[1])
    if after is None:
        return _with_hedged_unit(scan, figure, voc) or _with_name_before(scan, figure, floor, voc)
    figure = _scaled_after_code(scan, figure._replace(end=after[0]), voc) if after[1].kind == "money" else figure
    factor = after[1].factor if after[1].kind == "money" else _ONE
    return _rescaled(figure, factor)._replace(end=max(figure.end, after[0]), unit=after[1])


def _with_hedged_unit(scan: Scan, figure: Figure, voc: FigureWords) -> Figure | None:
    """Reads "100 миллиардтан астам теңге", "20 с лишним тысяч тонн": a hedge between the number and its unit."""
    hedging = hedge_after(scan, figure.end, voc.hedges)
    if hedging is None:
        return None
    factor = voc.numbers.scales.get(scan.words[hedging.end]) if hedging.end < len(scan.words) else None
    hedged = figure._replace(end=hedging.end, hedging=hedging)
    if factor and figure.scale == 1:
        hedged = _scaled(hedged, Decimal(factor), hedging.end + 1)
    at = _after_abbreviation(scan, hedged, voc)
    found = match_unit(scan, at, voc.units)
    if found is None:
        return hedged if hedged.end > hedging.end else None
    factor_of_unit = found[1].factor if found[1].kind == "money" else _ONE
    return _rescaled(hedged, factor_of_unit)._replace(end=found[0], unit=found[1])


def _unit_before(scan: Scan, figure: Figure, floor: int, voc: FigureWords) -> tuple[int, Unit] | None:
    """The sign or code right before the number; a minus may stand between: "$-5"."""
    at = figure.start - 1
    if at > floor and scan.words[at] == "-" and scan.is_glued(figure.start):
        at -= 1
    before = match_unit_before(scan, at, voc.units) if at >= floor else None
    return before if before and before[0] >= floor else None


def _after_abbreviation(scan: Scan, figure: Figure, voc: FigureWords) -> int:
    """The token where the unit begins: after the point of an abbreviated scale ("5 млн. тенге")."""
    at = figure.end
    is_point = at + 1 < len(scan.words) and scan.words[at] == "." and scan.is_glued(at) and figure.scale > 1
    return at + 1 if is_point and scan.words[at + 1] not in voc.numbers.scales else at


def _scaled_after_code(scan: Scan, figure: Figure, voc: FigureWords) -> Figure:
    """Reads "75 USD million": the scale stands after the currency."""
    at = figure.end
    factor = voc.numbers.scales.get(scan.words[at]) if at < len(scan.words) and figure.scale == 1 else None
    return _scaled(figure, Decimal(factor), at + 1) if factor else figure


def _with_name_before(scan: Scan, figure: Figure, floor: int, voc: FigureWords) -> Figure:
    """Reads "ringgit 42", "раза в полтора": the unit before a number that has no noun of its own."""
    if figure.end < len(scan.words) and scan.words[figure.end][0].isalpha():
        return figure
    if (noun := inverted_noun(scan, figure.start, floor, voc.hedges)) is not None:
        found = voc.units.after.match(scan.words, noun)
        return figure._replace(unit=found[1], is_inverted=True) if found else figure
    at = figure.start - 1
    if at < floor or (floor and at == floor):
        return figure
    before = match_name_before(scan, at, voc.units)
    return figure._replace(start=before[0], unit=before[1]) if before and before[0] >= floor else figure


def _rescaled(figure: Figure, factor: Decimal) -> Figure:
    """Hundredths of a currency in units of the currency."""
    if factor == 1 or figure.value is None:
        return figure
    return figure._replace(value=figure.value * factor, step=figure.step * factor)


def _is_comparison(scan: Scan, figure: Figure, end: int, voc: FigureWords) -> bool:
    """Whether "5 times" is a factor and not how often something was done."""
    words, units = scan.words, voc.units
    word = words[end - 1]
    if word in units.times_always:
        return True
    at = figure.start - 1
    while at >= max(0, figure.start - MAX_RANGE) and (words[at] == "-" or is_digits(words[at])):
        at -= 1  # "в 1,5-2 раза"
    before = words[at] if at >= 0 else ""
    after = words[end] if end < len(words) else ""
    if units.times_after:
        return before in units.times_after
    is_factor = figure.value is not None and not is_whole(figure.value)
    is_grown = is_factor or turn_of(before, voc.hedges) is not None  # "rose 2.3 times in January"
    return is_grown or after in units.times_before or (not after or not after[0].isalpha()) or before == "by"


def _reason(scan: Scan, figure: Figure, floor: int, voc: FigureWords) -> Reason | None:
    """Why a number with this neighbourhood is no figure."""
    if is_pronoun(scan, figure.start, figure.end, voc.refusals):
        return "idiom"
    if figure.unit is not None and figure.unit.kind in ("money", "percent", "points"):
        return None
    if figure.is_digits and (shape := reason_in_shape(scan, figure.start, figure.end, floor)):
        return shape
    if figure.unit is not None or figure.scale > 1:
        return None
    reason = reason_of_bare(scan, figure.start, figure.end, voc.refusals)
    is_hedged = reason == "idiom" and hedge_before(scan, figure.start, floor, voc.hedges) is not None
    return None if is_hedged else reason  # "введут около ста"


def _has_inner_minus(scan: Scan, figure: Figure, number_at: int) -> bool:
    """Whether a minus stands between the currency sign and the number: "$-5"; "USD-5" has a dash."""
    at = number_at - 1
    if at <= figure.start or scan.words[at] != "-":
        return False
    return not (scan.is_glued(at) and scan.words[at - 1][0].isalpha())


def _with_sign(scan: Scan, figure: Figure, number_at: int, floor: int, voc: FigureWords) -> Figure:
    """A sign before the number: a word, or a mark glued to the number at the start of a word."""
    if figure.value is not None and _has_inner_minus(scan, figure, number_at):
        return figure._replace(value=-figure.value)
    at = figure.start - 1
    sign = voc.numbers.signs.get(scan.words[at]) if at >= floor else None
    if sign is None or figure.value is None:
        return figure
    is_mark = scan.words[at] in "+-"
    if is_mark and not scan.is_glued(figure.start):
        return figure
    if is_mark and at > 0 and scan.is_glued(at) and scan.words[at - 1] not in '(«"<>≤≥':
        return figure
    return figure._replace(start=at, value=sign * figure.value)
