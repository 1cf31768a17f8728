"""A number written in digits in, its exact value out, whatever the style of its separators.

Thousands may stand apart by space, comma, point or apostrophe, decimals after comma or point. Which it is follows from
the shape, from the language where the shape leaves it open, and from a scale word or percent sign after the number.
"""

import re
from decimal import Decimal

MAX_LENGTH = 24  # longer strings of digits are account or document numbers
MAX_POWER = 18
MAX_VALUE = Decimal(10) ** 24
_POWER = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?:(e| ?[x×] ?10\^?)|\^)([+-]?[0-9]+)")  # 1.3e6, 6.2x10^-4, 10^6
_MARK = re.compile(r"[ .,']")


def read_digits(token: str, *, point: str, is_scaled: bool = False) -> Decimal | None:
    """Value of a token of digits; None if it is no number (a date, an address, a version, a list).

    `point` is the decimal point of the language. `is_scaled`: a scale word or percent sign follows, before which
    nobody writes thousands with the decimal point ("1,234 млн" is one and a bit).

    >>> read_digits("1 671,5", point=","), read_digits("12,345", point="."), read_digits("24.01.2023", point=",")
    (Decimal('1671.5'), Decimal('12345'), None)
    """
    if len(token) > MAX_LENGTH:
        return None
    if token.isdecimal() or token[0] == ".":
        return Decimal(token)
    if power := _POWER.fullmatch(token):
        return _power(Decimal(power[1]), int(power[3]), is_of_ten=power[2] is not None)
    marks, groups = _MARK.findall(token), _MARK.split(token)
    if not all(group.isdecimal() for group in groups):
        return None
    return _with_marks(groups, marks, point, is_scaled=is_scaled)


def _power(base: Decimal, exponent: int, *, is_of_ten: bool) -> Decimal | None:
    """Reads "6.2x10^-4" or "10^6"; nothing past all measure."""
    if abs(exponent) > MAX_POWER or (base == 0 and exponent < 0):
        return None
    value = base.scaleb(exponent) if is_of_ten else base**exponent
    return value if value < MAX_VALUE else None


def _with_marks(groups: list[str], marks: list[str], point: str, *, is_scaled: bool) -> Decimal | None:
    last = marks[-1]
    if all(mark == last for mark in marks):
        return _one_mark(groups, last, point, is_scaled=is_scaled)
    if last in ".," and last not in marks[:-1] and len(set(marks)) == 2 and _is_grouped(groups[:-1]):
        return Decimal("".join(groups[:-1]) + "." + groups[-1])
    return None


def place_of_last_digit(value: Decimal) -> Decimal:
    """Place value of the last written significant digit: trailing zeros of a whole number are rounding.

    >>> place_of_last_digit(Decimal("1.70")), place_of_last_digit(Decimal(470))
    (Decimal('0.01'), Decimal('10'))
    """
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < 0:
        return Decimal(1).scaleb(exponent)
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** (zeros if zeros < len(digits) else 0)


def is_whole(value: Decimal) -> bool:
    """Whether the value has no decimals, however large it is."""
    return value == value.to_integral_value()


def _one_mark(groups: list[str], mark: str, point: str, *, is_scaled: bool) -> Decimal | None:
    if _is_grouped(groups) and _are_thousands(groups, mark, point, is_scaled=is_scaled):
        return Decimal("".join(groups))
    if len(groups) == 2 and mark in ".,":
        return Decimal(".".join(groups))
    return None


def _are_thousands(groups: list[str], mark: str, point: str, *, is_scaled: bool) -> bool:
    if len(groups) > 2 or mark in " '":
        return True
    if groups[0].startswith("0"):
        return False
    if point == ".":
        return mark == ","
    return not is_scaled


def _is_grouped(groups: list[str]) -> bool:
    """Groups of three after a first one of one to three; or of two before a last one of three, as in India."""
    first, *middle, last = groups
    if not middle and len(groups) == 1:
        return True
    return (
        1 <= len(first) <= 3
        and len(last) == 3
        and (all(len(group) == 3 for group in middle) or all(len(group) == 2 for group in middle))
    )
