"""Parts of one ("two thirds", "one in five", "3/4", "треть", "бестен бірі"), and what a scale word makes of them."""

from decimal import Decimal

from extractors.quantity.cardinals import VULGAR, Number, slash_fraction, small_number
from extractors.quantity.digits import is_whole
from extractors.quantity.number_words import NumberLexicon
from extractors.quantity.scan import Scan, is_digits

_ONE = Decimal(1)
NOUNS = 3  # words of what each so many are of
MAX_PARTS = 20  # hundredths and thousandths are decimals, not parts of a whole


def read_fraction(scan: Scan, at: int, lex: NumberLexicon) -> Number | None:
    """Read a fraction whose first word is no plain number: ½, "a third of", "бестен бір", "half"."""
    word = scan.words[at]
    if word in VULGAR:
        return Number(start=at, end=at + 1, value=VULGAR[word], step=Decimal("0.01"), is_fraction=True)
    if word in lex.fractions and (fraction := _article_fraction(scan, at, lex)):
        return fraction
    if at and scan.words[at - 1] in lex.each and (fraction := _each_fraction(scan, at, lex)):
        return fraction
    if word in lex.fractions and at + 1 < len(scan.words) and scan.words[at + 1] in lex.part_words:
        return _fraction(at, at + 2, 1, lex.fractions[word])  # "пятая часть"
    if word in lex.ablatives and (fraction := _ablative_fraction(scan, at, lex)):
        return fraction
    return _lone_fraction(scan, at, lex) if word in lex.lone_fractions and word not in lex.cardinals else None


def as_numerator(scan: Scan, number: Number, lex: NumberLexicon) -> Number | None:
    """The fraction whose numerator the number is ("две трети", "one in five"), or None if no denominator follows."""
    words, at = scan.words, number.end
    if number.end == number.start + 1 and (part := slash_fraction(scan, number.start)):
        return _scaled_fraction(scan, number._replace(end=at + 2, value=part, step=part / 10, is_fraction=True), lex)
    if at < len(words) - 1 and words[at] == "-" and scan.is_glued(at):
        at += 1
    den = lex.fractions.get(words[at]) if at < len(words) and number.scale == 1 and is_whole(number.value) else None
    if den and (number.value == 1 or words[at] not in lex.fractions_of_one):  # not "two fifth graders"
        return _scaled_fraction(scan, _fraction(number.start, at + 1, int(number.value), den), lex)
    return _ratio(scan, number, lex)


def _ratio(scan: Scan, number: Number, lex: NumberLexicon) -> Number | None:
    """Reads "one in five", "two out of three", "1 over twenty"."""
    ratio = lex.ratios.match(scan.words, number.end)
    if ratio is None or number.scale != 1 or not is_whole(number.value):
        return None
    at, with_digits = ratio
    whole, end = small_number(scan.words, at, lex)
    has_digits = number.is_digits or (at < len(scan.words) and is_digits(scan.words[at]))
    if not whole or (has_digits and not with_digits) or not 0 < number.value < whole:
        return None
    return _fraction(number.start, end, int(number.value), whole)


def _ablative_fraction(scan: Scan, at: int, lex: NumberLexicon) -> Number | None:
    """Reads "бестен бір": one of five."""
    denominator = lex.ablatives[scan.words[at]]
    numerator, end = small_number(scan.words, at + 1, lex)
    if numerator is None and at + 1 < len(scan.words):
        numerator, end = lex.bound.get(scan.words[at + 1]), at + 2
    if not numerator or numerator >= denominator:
        return None
    return _fraction(at, end, numerator, denominator)


def _each_fraction(scan: Scan, at: int, lex: NumberLexicon) -> Number | None:
    """Reads "каждый третий"; "әр он көліктің жетеуі": so many of each ten."""
    if lex.ordinals.get(scan.words[at], 1) > 1:
        return _fraction(at, at + 1, 1, lex.ordinals[scan.words[at]])._replace(start=at - 1)
    whole, end = small_number(scan.words, at, lex)
    for last in range(end, min(end + NOUNS, len(scan.words) - 1)):
        part = lex.parts.get(scan.words[last + 1])
        if part and whole and part < whole and scan.words[last].endswith(lex.of_each):
            return _fraction(at, last + 2, part, whole)._replace(start=at - 1)
    return None


def _lone_fraction(scan: Scan, at: int, lex: NumberLexicon) -> Number:
    """Reads "half", "треть", "жарты"; before a scale word a number: "half a million"."""
    fraction = _fraction(at, at + 1, 1, lex.lone_fractions[scan.words[at]])
    return _scaled_fraction(scan, fraction, lex)


def _scaled_fraction(scan: Scan, fraction: Number, lex: NumberLexicon) -> Number:
    link = lex.fraction_links.match(scan.words, fraction.end)
    at = link[0] if link else fraction.end
    word = scan.words[at] if at < len(scan.words) else ""
    factor = lex.scales.get(word) or lex.dozens.get(word)
    if factor is None:
        return fraction
    value = fraction.value * factor
    return fraction._replace(
        end=at + 1, value=value, step=Decimal(factor) / 10, scale=Decimal(factor), is_fraction=False
    )


def _article_fraction(scan: Scan, at: int, lex: NumberLexicon) -> Number | None:
    """Reads "a third of", "a fifth more"; "a third party" is an ordinal."""
    if at == 0 or scan.words[at - 1] not in lex.articles:
        return None
    after = scan.words[at + 1] if at + 1 < len(scan.words) else "."
    if after[0].isalnum() and after not in lex.fraction_cues:
        return None
    return _scaled_fraction(scan, _fraction(at, at + 1, 1, lex.fractions[scan.words[at]])._replace(start=at - 1), lex)


def _fraction(start: int, end: int, numerator: int, denominator: int) -> Number:
    """A fraction is as exact as a tenth of its own step: a third is 33 and not 34 percent, but it may be 34.5."""
    return Number(
        start=start,
        end=end,
        value=Decimal(numerator) / denominator,
        step=_ONE / (10 * denominator),
        is_fraction=denominator <= MAX_PARTS,
    )
