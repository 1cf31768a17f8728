"""Tokens in, a whole or mixed number out: digits and number words added up, groups below a thousand under their scales.

Values are exact decimals. The grammar is one for all languages; the words, their endings and what may stand alone come
from the section `numbers` of the language file.
"""

from decimal import Decimal
from typing import NamedTuple
from unicodedata import numeric

from extractors.quantity.digits import is_whole, place_of_last_digit, read_digits
from extractors.quantity.number_words import VULGAR_FRACTIONS, NumberLexicon
from extractors.quantity.scan import Scan, is_digits

VULGAR = {sign: Decimal(str(round(numeric(sign), 12))) for sign in VULGAR_FRACTIONS}
_WHOLES = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 32, 40, 50, 100, 1000))  # denominators people write
_ONE, _HALF, _NO_LIMIT = Decimal(1), Decimal("0.5"), Decimal(10) ** 18


class Number(NamedTuple):
    """A number at tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    value: Decimal
    step: Decimal  # place value of the last written significant digit
    scale: Decimal = _ONE  # of the last scale word
    is_digits: bool = False  # begins with digits
    is_fraction: bool = False  # a part of a whole
    is_ordinal: bool = False
    is_lone: bool = False  # a scale word that stands for one of its own


def read_cardinal(scan: Scan, at: int, lex: NumberLexicon) -> Number | None:
    """Read the digits or number words that begin at token `at`, or None; an ordinal is marked as one."""
    return _Reader(scan, at, lex).read()


class _Reader:
    """Adds up one number, token by token: groups below a thousand, each under its scale word, scales falling."""

    def __init__(self, scan: Scan, at: int, lex: NumberLexicon) -> None:
        self.scan, self.words, self.lex = scan, scan.words, lex
        self.start = self.at = at
        self.total = Decimal(0)
        self.group: Decimal | None = None
        self.ceiling = _NO_LIMIT  # the next scale must be smaller
        self.step = self.scale = _ONE
        self.is_lone = self.has_joined = False

    def read(self) -> Number | None:
        """The number, or None if no token could be taken."""
        while self.at < len(self.words) and not (self.at > self.start and self.scan.has_gap_break(self.at)):
            before = self.at
            self._take()
            if self.at == before:
                break
        is_ordinal = self._ends_in_ordinal()
        if self.at == self.start:
            return None
        step = self.step if self.group is None else place_of_last_digit(self.group)
        has_article = self.is_lone and self.words[self.start - 1] in self.lex.articles and self.start > 0
        return Number(
            start=self.start - has_article,
            end=self.at,
            value=self.total + (self.group or 0),
            step=step,
            scale=self.scale if self.group is None else _ONE,
            is_digits=is_digits(self.words[self.start]),
            is_ordinal=is_ordinal,
            is_lone=self.is_lone,
        )

    def _take(self) -> None:
        word, lex = self.words[self.at], self.lex
        if is_digits(word):
            self._take_digits(word)
        elif (value := lex.cardinals.get(word)) is not None or (
            self.at > self.start and (value := lex.bound.get(word)) is not None
        ):
            self._take_cardinal(value)
        elif word in lex.hundreds:
            self._take_hundred()
        elif (factor := lex.scales.get(word)) is not None:
            self._take_scale(Decimal(factor))
        elif self.group is None and word in lex.mixed:
            self._put(lex.mixed[word])
        elif self.group is None and (factor := lex.half_scales.get(word)) is not None:
            self._put(_HALF)
            self._take_scale(Decimal(factor), tokens=0)
        elif word in lex.dozens:
            self._take_dozen(lex.dozens[word])
        elif word in VULGAR and self.group is not None and is_whole(self.group):
            self._put(self.group + VULGAR[word])
        else:
            self._take_link(word)

    def _take_link(self, word: str) -> None:
        """Words that only join: "and a half", "point five", "and", a hyphen."""
        if half := self.lex.half_after.match(self.words, self.at):
            self._take_half(half[0])
        elif self._has_decimals(word):
            self._take_decimals()
        elif word in self.lex.joins and self._may_join():
            self._take_joined()
        elif word == "-" and self.lex.has_hyphens:
            self._take_hyphen()
        elif word == "." and self._is_abbreviation():
            self.at += 1
        elif word == "+" and self.scan.is_glued(self.at) and self.at + 1 < len(self.words):
            self.at += self.words[self.at + 1] in self.lex.scales and self.group is not None  # "100+ million"

    def _is_abbreviation(self) -> bool:
        """Whether the point belongs to a scale before it, with a smaller one to come: "1 млн. 50 тыс."."""
        if self.group is not None or not self.total or self.at + 2 >= len(self.words):
            return False
        following = self.lex.scales.get(self.words[self.at + 2], 0)
        return self.scan.is_glued(self.at) and is_digits(self.words[self.at + 1]) and 0 < following < self.ceiling

    def _take_half(self, end: int) -> None:
        """Half of what stands before: of one ("two and a half"), or of a scale ("мың жарым")."""
        if self.group is not None and is_whole(self.group):
            self.group += _HALF
        elif self.group is None and 0 < self.total == self.scale:
            self.total += self.scale / 2
            self.step = self.scale / 10
        else:
            return
        self.at = end

    def _put(self, value: Decimal) -> None:
        self.group = value
        self.at += 1

    def _take_digits(self, word: str) -> None:
        following = self.words[self.at + 1] if self.at + 1 < len(self.words) else ""
        is_scaled = following in self.lex.scales or following == "%"
        value = read_digits(word, point=self.lex.point, is_scaled=is_scaled)
        if value is not None and self.group is not None and (part := slash_fraction(self.scan, self.at)):
            self.group, self.at = self.group + part, self.at + 3  # 2 1/4
            return
        if value is None or self.group is not None:
            return
        if self.at == self.start:
            self._put(value)
        elif self.ceiling < _NO_LIMIT and value < self.ceiling and "." not in word and "," not in word:
            follows = Decimal(100 if following in self.lex.hundreds else self.lex.scales.get(following, 0))
            is_last = not follows and self.ceiling == 1000 and (len(word) == 3 or self.total >= 10**6)
            if 0 < follows < self.ceiling or is_last:
                self._put(value)

    def _take_cardinal(self, value: int) -> None:
        if self.group is None:
            if self.ceiling == _NO_LIMIT or (value and self.ceiling > value):
                self._put(Decimal(value))
            return
        width = 10 if value < 10 else 100 if value < 100 else 1000
        if value and self.group and self.group % width == 0 and (value < 10 or self.group >= width):
            self.group += value
            self.at += 1

    def _take_hundred(self) -> None:
        if self.group is None and (self.ceiling < _NO_LIMIT or self._may_stand_alone()):
            self.is_lone = self.at == self.start
            self._put(Decimal(100))
        elif self.group is not None and 0 < self.group < 100:
            self.group *= 100
            self.at += 1

    def _take_scale(self, factor: Decimal, *, tokens: int = 1) -> None:
        if self.group is None and self.total:
            if self.total == self.ceiling or not self.scale < factor or self.step != self.scale:
                return
            if self.ceiling * factor < _NO_LIMIT and self.total % self.ceiling == 0 and not self.has_joined:
                self.total, self.step, self.scale = self.total * factor, self.step * factor, self.scale * factor
                self.ceiling, self.at, self.has_joined = self.scale, self.at + tokens, True
            return
        if factor >= self.ceiling or (self.group is None and not self._may_stand_alone()):
            return
        if self.group is None:
            self.is_lone = self.at == self.start
        group = _ONE if self.group is None else self.group
        self.step = place_of_last_digit(group) * factor
        self.total, self.group, self.ceiling, self.scale = self.total + group * factor, None, factor, factor
        self.at += tokens

    def _take_dozen(self, factor: int) -> None:
        if self.group is None and (self.total or not self._may_stand_alone()):
            return
        if self.group is not None and (self.total or not is_whole(self.group * factor)):
            return
        self.is_lone = self.at == self.start
        self.total, self.group = (_ONE if self.group is None else self.group) * factor, None
        self.step = self.scale = Decimal(factor)
        self.ceiling = Decimal(1)
        self.at += 1

    def _may_stand_alone(self) -> bool:
        """A scale word without a numeral counts as one of its own only in some forms, or after an article."""
        if self.at != self.start:
            return False
        word = self.words[self.at]
        return (
            word in self.lex.lone
            or word in self.lex.lone_hedged
            or (self.at > 0 and self.words[self.at - 1] in self.lex.articles)
        )

    def _may_join(self) -> bool:
        if self.group is not None and is_whole(self.group) and fraction_words(self.words, self.at + 1, self.lex):
            return True
        if self.group is None:
            following = self.words[self.at + 2] if self.at + 2 < len(self.words) else ""
            is_long = following in self.lex.hundreds or following in self.lex.scales  # "6 crore and two hundred"
            return self.ceiling < _NO_LIMIT and (is_long or not is_digits(self.words[self.start]))
        return self.group >= 100 and self.group % 100 == 0

    def _take_joined(self) -> None:
        """Reads "two hundred and five": the rest is smaller than what it is joined to, and no number of its own."""
        at = self.at + 1
        word = self.words[at] if at < len(self.words) else ""
        after = self.words[at + 1] if at + 1 < len(self.words) else ""
        if after in self.lex.hundreds and self.group is not None:
            return
        if part := fraction_words(self.words, at, self.lex):
            self.group, self.at = (self.group or Decimal(0)) + part[0], part[1]
            return
        value = self.lex.cardinals.get(word)
        if value and self.group is not None and after in self.lex.dozens:
            self.group, self.at = self.group + value * self.lex.dozens[after], at + 2
            return
        if value is None and word.isdecimal() and len(word) <= 2 and self.group is not None:
            value = int(word)
        if value is not None and 0 < value < 100:
            self.group = (self.group or Decimal(0)) + value
            self.at = at + 1

    def _take_hyphen(self) -> None:
        """Reads "twenty-five", "five-hundred", "two-million": glued on both sides."""
        at = self.at + 1
        if self.group is None or not (self.scan.is_glued(self.at) and self.scan.is_glued(at)):
            return
        word = self.words[at]
        value = self.lex.cardinals.get(word, 0)
        is_unit = 0 < value < 10 and self.group % 10 == 0 and self.group % 100 >= 20
        if is_unit or word in self.lex.hundreds or word in self.lex.scales:
            self.at = at
            before = self.at
            self._take()
            if self.at == before:
                self.at -= 1

    def _take_decimals(self) -> None:
        """Reads "two point five", "две целых пять десятых", "екі бүтін оннан бес"."""
        at = self.at + 1
        if self.lex.place_stands == "before":
            place = self.lex.places.get(self.words[at]) if at < len(self.words) else None
            tail, end = small_number(self.words, at + 1, self.lex) if place else (None, at)
        else:
            tail, end = small_number(self.words, at, self.lex)
            place = self.lex.places.get(self.words[end]) if end < len(self.words) else None
            end += 1 if place else 0
        if place is None:
            self._take_spoken_digits(at)
        elif tail is not None and tail < place and self.group is not None:
            self.group += Decimal(tail).scaleb(1 - len(str(place)))
            self.at = end

    def _has_decimals(self, word: str) -> bool:
        """Whether the word is a decimal point, or joins tenths to a whole number: "восемь и три десятых"."""
        if self.group is None or not is_whole(self.group):
            return False
        if word not in self.lex.place_joins:
            return word in self.lex.points
        tail, end = small_number(self.words, self.at + 1, self.lex)
        return tail is not None and end < len(self.words) and self.words[end] in self.lex.places

    def _take_spoken_digits(self, at: int) -> None:
        """Reads "point zero three", "point seventy-one", "point 5"."""
        digits = ""
        while at < len(self.words):
            word = self.words[at]
            value = self.lex.cardinals.get(word)
            if word.isdecimal() and not digits:
                digits, at = word, at + 1
                break
            if value is None or (digits and value >= 10):
                break
            if value >= 10:
                tail, at = small_number(self.words, at, self.lex)
                digits = str(tail)
                break
            digits, at = digits + str(value), at + 1
        if digits and self.group is not None and len(digits) < 20:
            self.group += Decimal(digits).scaleb(-len(digits))
            self.at = at

    def _ends_in_ordinal(self) -> bool:
        """Whether an ordinal follows what was read ("two hundred fifth"), or stands alone."""
        at = self.at
        if at > self.start and at < len(self.words) - 1 and self.words[at] == "-" and self.scan.is_glued(at):
            at += 1
        if at >= len(self.words) or self.words[at] not in self.lex.ordinals:
            return False
        if at > self.start and ((self.group is None and not self.total) or self.words[at] in self.lex.fractions):
            return self._is_compound_ordinal(at)
        self.at = at + 1
        return True

    def _is_compound_ordinal(self, at: int) -> bool:
        """Whether it reads like "twenty fifth"; "two fifths" is a fraction."""
        if self.group is None or self.group < 20 or self.group % 10:
            return False
        self.at = at + 1
        return True


def small_number(words: list[str], at: int, lex: NumberLexicon) -> tuple[int | None, int]:
    """A number below a thousand in words or digits, as the tail of a spoken decimal."""
    total: int | None = None
    while at < len(words):
        word = words[at]
        value = int(word) if word.isdecimal() and len(word) < 4 else lex.cardinals.get(word)
        if value is None and word in lex.hundreds:
            total, at = (total or 1) * 100, at + 1
            continue
        if word in lex.joins and total and total % 100 == 0 and at + 1 < len(words) and words[at + 1] in lex.cardinals:
            at += 1
            continue
        if word == "-" and lex.has_hyphens and total and at + 1 < len(words) and words[at + 1] in lex.cardinals:
            at += 1
            continue
        if value is None or (total is not None and (total == 0 or total % (10 if value < 10 else 100))):
            break
        total, at = (total or 0) + value, at + 1
    return total, at


def fraction_words(words: list[str], at: int, lex: NumberLexicon) -> tuple[Decimal, int] | None:
    """A part of one after a whole number ("a third", "two-thirds", "fifty-four hundredths"), and the token after it."""
    if at >= len(words):
        return None
    numerator, end = (1, at + 1) if words[at] in lex.articles else small_number(words, at, lex)
    if end < len(words) - 1 and words[end] == "-":
        end += 1
    denominator = lex.fractions.get(words[end]) if end < len(words) else None
    if not numerator or not denominator or numerator >= denominator:
        return None
    return Decimal(numerator) / denominator, end + 1


def slash_fraction(scan: Scan, at: int) -> Decimal | None:
    """Value of "3/4" at token `at`: small, falling short of one, with a denominator that people write."""
    words = scan.words
    if at + 2 >= len(words) or words[at + 1] != "/" or not (scan.is_glued(at + 1) and scan.is_glued(at + 2)):
        return None
    above, below = words[at], words[at + 2]
    if not (above.isdecimal() and below.isdecimal() and len(above) < 4 and len(below) < 5):
        return None
    if int(below) not in _WHOLES or not 0 < int(above) < int(below):
        return None
    is_longer = at + 3 < len(words) and words[at + 3] in "/-" and scan.is_glued(at + 3)
    return None if is_longer else Decimal(above) / Decimal(below)
