"""A text as tokens of time: words, numbers and marks with what they can mean, and one code letter for each.

Enters: a text and a `Lexicon`. Leaves: tokens with exact offsets; their codes make the string over which the grammar
runs. Number words that stand together become one token, so that "екі мың он тоғызыншы" and "2019-ыншы" are alike.
"""

import re
from collections.abc import Iterator
from datetime import date

from extractors.period.calendar_words import UNKNOWN, Lexicon, Word

Token = tuple[int, int, Word]  # start, end, meaning; a plain tuple, as there is one for every word of every page

_TOKEN = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+)"
    r"|(?P<date>(?<![\w./+-])\d{1,4}(?P<sep>[./-])\d{1,2}(?P=sep)\d{1,4}(?![\d/]|[.-]\w))"
    r"|(?P<time>\d{1,2}:\d\d(?::\d\d)?(?!\d)(?:[-‑][^\W\d_]+)?)"
    r"|(?P<fraction>\d{1,2}/\d{1,2}(?![\d/]))"
    r"|(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*)(?P<tail>[-‑]?[^\W\d_]+)?"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)"
    r"|(?P<mark>[^\w\s]|[\n\t])"
)
_NEXT_PIECE = re.compile(r"[^\S\n\t]{0,2}([^\W\d_]+(?:'[^\W\d_]+)?|[^\w\s])")
_GROUPED = re.compile(r"\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+", re.ASCII)
_DECIMAL = re.compile(r"\d{1,9}[.,]\d{1,2}", re.ASCII)
_LONGEST_NUMBER = 6  # digits; no year and no duration is longer
_LONGEST_GROUPED = 11
FIRST_YEAR, LAST_YEAR = 1000, 2199
NOTHING = Word({}, UNKNOWN)
_ROLES = ("ordinal", "inflected", "located", "number")
_BEFORE_DIGITS = frozenset(("unit_year", "quarter_mark", "half_mark", "month", "weak_month"))
_NUMERAL = frozenset(_ROLES)


def lower_case(text: str) -> str:
    """The text in lower case, without ё and with plain apostrophes, letter for letter."""
    lower = text.replace("İ", "i").lower()
    if len(lower) != len(text):  # a few letters change their length in lower case
        lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return lower.replace("ё", "е").replace("’", "'")


def tokenise(text: str, lower: str, lexicon: Lexicon, *, day_first: bool) -> list[Token]:
    """Cut a text into tokens; `lower` is its `lower_case`, `day_first` says how 03/04/2023 is read."""
    tokens: list[Token] = []
    words, spell, marks = lexicon.words, lexicon.spell, lexicon.marks
    skip_to = 0
    spelled: set[int] = set()  # places of number words
    for found in _TOKEN.finditer(lower):
        start, end = found.span()
        if start < skip_to:
            continue
        kind = found.lastgroup
        if kind == "word":
            word = words.get(spell(found[0]) if spell else found[0])
            if word is None:
                tokens.append((start, end, NOTHING))
                continue
            if word.phrases:
                word, end = _phrase(lower, end, lexicon, word)
                skip_to = end
            if word.is_cased:
                word = _by_letters(word, text[start:end], lexicon)
            if not _NUMERAL.isdisjoint(word.values):
                spelled.add(len(tokens))
            tokens.append((start, end, word))
        elif kind == "mark":
            tokens.append((start, end, marks.get(found[0], NOTHING)))
        elif kind == "address" or _is_glued(lower, start, tokens):
            tokens.append((start, end, NOTHING))
        else:
            tokens.extend(_numeric(found, lexicon, day_first=day_first))
    return list(_join_number_words(tokens, spelled, lexicon)) if len(spelled) > 1 else tokens


def _is_glued(lower: str, start: int, tokens: list[Token]) -> bool:
    """Whether a number hangs on letters: "A380", but not "Q1" or "Dec31"."""
    return start > 0 and lower[start - 1].isalpha() and _BEFORE_DIGITS.isdisjoint(tokens[-1][2].values)


def _phrase(lower: str, end: int, lexicon: Lexicon, word: Word) -> tuple[Word, int]:
    """The longest phrase that starts with `word`, which ends at `end`; else the word itself."""
    for rest, meaning in word.phrases:
        position = end
        for piece in rest:
            found = _NEXT_PIECE.match(lower, position)
            if not found or (lexicon.spell(found[1]) if lexicon.spell else found[1]) != piece:
                break
            position = found.end()
        else:
            return meaning, position
    return word, end


def _by_letters(word: Word, written: str, lexicon: Lexicon) -> Word:
    """Settle words that mean a time only when written in capitals."""
    values = word.values
    if "roman" in values and written.isupper():
        return lexicon.word(ordinal=values["roman"])
    if "proper_month" in values and written[0].isupper():
        return lexicon.word(month=values["proper_month"], proper_month=values["proper_month"])
    if "proper_weekday" in values and written[0].isupper():
        return lexicon.word(weekday=values["proper_weekday"])
    if "half_mark" in values and written.islower():  # "H1" is a half, "h1" a heading or an hour
        return lexicon.word(unit="hour", unit_hour="hour") if "unit_hour" in values else NOTHING
    return word


# --- numbers in digits --------------------------------------------------------------------------------------


def _numeric(found: re.Match[str], lexicon: Lexicon, *, day_first: bool) -> Iterator[Token]:
    start, end = found.span()
    if found["date"]:
        iso = _iso_date(found["date"], found["sep"], day_first=day_first)
        yield start, end, lexicon.word(date=iso) if iso else NOTHING
    elif found["time"]:
        yield start, end, lexicon.word(time=found[0])
    elif found["fraction"]:
        above, below = found[0].split("/")
        yield start, end, lexicon.word(number=int(above) / int(below)) if int(below) else NOTHING
    elif not found["tail"]:
        yield start, end, _number(found["number"], lexicon)
    else:
        yield from _tailed(found, lexicon)


def _iso_date(written: str, sep: str, *, day_first: bool) -> str | None:
    parts = written.split(sep)
    lengths = [len(part) for part in parts]
    if lengths[0] != 4 and lengths[2] != 4 and (lengths[2] != 2 or (sep == "." and lengths[:2] != [2, 2])):
        return None  # "1.6.16" is the number of a version
    first, second, third = (int(part) for part in parts)
    if first > 31:
        year, month, day = first, second, third
    else:
        year = third + (2000 if third < 70 else 1900) if third < 100 else third
        day, month = (first, second) if day_first or sep == "." or first > 12 else (second, first)
        if month > 12:
            day, month = month, day
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _number(written: str, lexicon: Lexicon) -> Word:
    if written.isascii() and written.isdecimal():
        return number_word(int(written), lexicon, has_digits=True) if len(written) <= _LONGEST_NUMBER else NOTHING
    if _DECIMAL.fullmatch(written):
        return lexicon.word(number=float(written.replace(",", ".")))
    if _GROUPED.fullmatch(written) and len(written) <= _LONGEST_GROUPED:
        return lexicon.word(number=int(re.sub(r"\D", "", written)))
    return NOTHING


def number_word(value: int, lexicon: Lexicon, role: str = "number", *, has_digits: bool = False) -> Word:
    """What a whole number may be: a plain number, a day of the month, a year; `role` is what its ending makes of it."""
    values: dict[str, float | str] = {role: value}
    if FIRST_YEAR <= value <= LAST_YEAR:
        values["year"] = value
        if role == "number":
            del values[role]
    elif 1 <= value <= 31 and role != "inflected":
        values["day"] = value
        if has_digits and role != "located":
            values["digit_day"] = value
    return lexicon.word(**values)


def _tailed(found: re.Match[str], lexicon: Lexicon) -> Iterator[Token]:
    """A number with letters right after it: an ending, a unit, or nothing of ours."""
    start, end = found.span()
    tail = found["tail"].lstrip("-‑")
    tail = lexicon.spell(tail) if lexicon.spell else tail
    kinds = lexicon.tails.get(tail, {})
    word = _number(found["number"], lexicon)
    value = word.values.get("year", word.values.get("number"))
    if isinstance(value, int) and "decade_tail" in kinds and value % 10 == 0 and (20 <= value < 100 or value > 1000):
        yield start, end, lexicon.word(decade=value)
    elif isinstance(value, int) and (role := next((role for role in _ROLES if f"{role}_tail" in kinds), None)):
        yield start, end, number_word(value, lexicon, role, has_digits=True)
    elif ("unit_tail" in kinds and found["tail"][0] not in "-‑") or lexicon.words.get(tail, NOTHING) is not NOTHING:
        unit = kinds.get("unit_tail") if found["tail"][0] not in "-‑" else None
        yield start, found.end("number"), word
        yield found.start("tail"), end, lexicon.word(unit=unit) if unit else lexicon.words[tail]
    else:
        yield start, end, NOTHING


# --- numbers in words ---------------------------------------------------------------------------------------


def _join_number_words(tokens: list[Token], spelled: set[int], lexicon: Lexicon) -> Iterator[Token]:
    """Put number words that make one number into one token; `spelled` holds the places of number words."""
    at = 0
    while at < len(tokens):
        end, value = _number_at(tokens, spelled, at)
        if end - at > 1:
            last = tokens[end - 1][2].values
            role = next(role for role in _ROLES if role in last)
            yield tokens[at][0], tokens[end - 1][1], number_word(value, lexicon, role)
        else:
            yield tokens[at]
        at = max(end, at + 1)


def _number_at(tokens: list[Token], spelled: set[int], at: int) -> tuple[int, int]:
    """Where the number that starts at token `at` ends, and its value."""
    thousands, rest, end = 0, 0, at
    place = at
    while place in spelled:
        values = tokens[place][2].values
        role = next(role for role in _ROLES if role in values)
        part = values[role]
        joined = _add_part(thousands, rest, part) if isinstance(part, int) else None
        if joined is None:
            break
        thousands, rest = joined
        end = place = place + 1
        if role != "number":
            break
        if place < len(tokens) and _is_link(tokens[place][2], thousands, rest):
            place += 1
    return end, thousands + rest


def _is_link(word: Word, thousands: int, rest: int) -> bool:
    """Whether "two thousand and five", "twenty-five" goes on after this word or mark."""
    return ("and" in word.values and (thousands > 0 or rest >= 100)) or ("dash" in word.values and rest % 100 >= 20)


def _add_part(thousands: int, rest: int, part: int) -> tuple[int, int] | None:
    """One more number word, or None when it begins a number of its own."""
    if part == 1000:
        return None if thousands else (max(rest, 1) * 1000, 0)
    if part == 100:
        return (thousands, max(rest, 1) * 100) if rest < 20 else None
    if part > 100:
        return (thousands + part, 0) if part >= 1000 and not thousands + rest else _fits(thousands, rest, part, 1000)
    if part >= 10:
        if not thousands and 10 < rest < 22:  # "nineteen eighty", "twenty twenty"
            return 0, rest * 100 + part
        return _fits(thousands, rest, part, 100)
    return _fits(thousands, rest, part, 10)


def _fits(thousands: int, rest: int, part: int, room: int) -> tuple[int, int] | None:
    return (thousands, rest + part) if rest % room == 0 else None
