"""Tokens in, a number out: digits in any style, number words of any case and script, compound scales, fractions."""

from extractors.quantity.cardinals import Number, read_cardinal
from extractors.quantity.fractions import as_numerator, read_fraction
from extractors.quantity.number_words import NumberLexicon
from extractors.quantity.scan import Scan


def read_number(scan: Scan, at: int, lex: NumberLexicon) -> Number | None:
    """Read the number that begins at token `at`, or None."""
    if fraction := read_fraction(scan, at, lex):
        return fraction
    number = read_cardinal(scan, at, lex)
    if number is None or number.is_ordinal:
        return number
    return as_numerator(scan, number, lex) or number
