"""The words of time of one language, ready to look up: word form -> classes with their values.

Enters: section `periods` of a language file, where a word is a stem with the name of its ending class ("январ+soft").
Leaves: a `Lexicon` that gives each form one letter, its code; equal sets of classes share a code. A sentence becomes a
string of codes, and the grammar (`extractors.period_grammar`) is written over codes: no word stands in a rule.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal

from extractors.language import load_section
from extractors.settings import Strict

WordClass = Literal[
    "month", "weak_month", "weekday", "weak_weekday", "season", "daypart", "holiday", "unit", "unit_adjective", "half",
    "half_of", "and_half", "number", "ordinal", "bound_number", "several", "first", "turn", "day_turn", "year_turn",
    "present", "recurring", "every", "every_after", "part", "lead", "trail", "to", "of", "and", "the", "one",
    "elapsed_months", "quarter_mark", "half_mark", "clock", "old", "aged", "ordinal_tail", "number_tail", "decade_tail",
]  # fmt: skip
Value = float | str
Values = Mapping[str, Value]

UNKNOWN = "?"  # the code of all that the grammar does not know
PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]")

# Classes that make a text worth reading; the others only help them.
_SEEDS = frozenset(
    (
        "month", "weak_month", "weekday", "season", "daypart", "holiday", "unit", "unit_adjective", "half", "turn",
        "day_turn", "year_turn", "present", "recurring", "elapsed_months", "compound",
    )
)  # fmt: skip
_TAILS = ("ordinal_tail", "number_tail", "decade_tail")
_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
    "xviii", "xix", "xx", "xxi",
)  # fmt: skip
_ROMAN_IN_CYRILLIC = str.maketrans("ix", "іх")
# Sets of classes that numbers and marks have without standing in any language file.
_PLAIN_SETS = (
    "number", "number day", "number year", "number day inflected", "number inflected", "number year inflected",
    "ordinal", "ordinal day", "ordinal year", "decade", "date", "time", "dash", "comma", "dot", "slash", "open",
    "close", "line",
)  # fmt: skip
MARKS = {
    "-": "dash", "‑": "dash", "–": "dash", "—": "dash", "−": "dash", "~": "dash", ",": "comma", ".": "dot",
    "/": "slash", "(": "open", ")": "close", "\n": "line",
}  # fmt: skip


class PeriodWords(Strict):
    """Section `periods`: ending classes, and for each word class its values and their words.

    An ending class is a list of slots, each a string of alternatives; "-" stands for no ending. A word is plain or
    `stem+class`; several words in one string are a phrase; a word written with a final "." may take that full stop.
    """

    endings: dict[str, tuple[str, ...]]
    words: dict[WordClass, dict[int | float | str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Word:
    """What one word form, phrase or number can mean."""

    values: Values  # class -> value
    code: str  # one letter for the set of classes


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word forms of one language, and the letters given to sets of classes."""

    words: Mapping[str, Word]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Word], ...]]  # first word -> (the others, meaning), long first
    tails: Mapping[str, frozenset[str]]  # what may follow the digits of a number: "5th", "1990-е", "2023-ші"
    seeds: frozenset[str]  # a text with none of these and no digit holds no period
    codes: Mapping[frozenset[str], str]

    def word(self, **values: Value) -> Word:
        """Make a word of these classes and values."""
        return Word(values, self.codes.get(frozenset(values), UNKNOWN))

    def codes_of(self, name: str) -> str:
        """All codes whose set of classes holds `name`."""
        return "".join(code for classes, code in self.codes.items() if name in classes)


@cache
def load_lexicon(lang: str) -> Lexicon:
    """Read and expand the words of one language. Raises `ConfigError` for a wrong section."""
    section = load_section(lang, "periods", PeriodWords)
    values: dict[tuple[str, ...], dict[str, Value]] = defaultdict(dict)
    tails: dict[str, set[str]] = defaultdict(set)
    for name, value, form, is_inflected in _written(section):
        if name in _TAILS:
            tails[form].add(name)
            continue
        for pieces in _spellings(form):
            for implied, meant in _implied(name, value, is_inflected).items():
                values[pieces].setdefault(implied, meant)
    for number, numeral in enumerate(_ROMAN, 1):
        for spelled in (numeral, numeral.translate(_ROMAN_IN_CYRILLIC)):
            values[(spelled,)].setdefault("roman", number)
    return _build(values, {tail: frozenset(names) for tail, names in tails.items()})


def _written(section: PeriodWords) -> Iterator[tuple[str, Value, str, bool]]:
    for name, by_value in section.words.items():
        for value, words in by_value.items():
            if name == "bound_number":
                continue
            for word in words:
                for form, is_inflected in _forms(word, section.endings):
                    yield name, value, form, is_inflected
    for number, bounds in section.words.get("bound_number", {}).items():
        for unit, words in section.words.get("unit_adjective", {}).items():
            for bound, word in product(bounds, words):
                for form, _ in _forms(bound + word, section.endings):
                    yield "compound", f"{number} {unit}", form, False


def _forms(word: str, endings: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, bool]]:
    """Every form of a word or phrase, and whether it carries an ending."""
    choices: list[list[tuple[str, bool]]] = []
    for piece in word.lower().split():
        stem, plus, name = piece.partition("+")
        if not plus:
            choices.append([(piece, False)])
            continue
        if name not in endings:
            raise ValueError(f"periods: {word!r}: unknown ending class {name!r}")
        slots = [[("" if ending == "-" else ending) for ending in slot.split()] for slot in endings[name]]
        choices.append([(stem + "".join(chosen), any(chosen)) for chosen in product(*slots)])
    for chosen in product(*choices):
        yield " ".join(form for form, _ in chosen), any(inflected for _, inflected in chosen)


def _spellings(form: str) -> Iterator[tuple[str, ...]]:
    """The pieces of a form; a final full stop may stand or be left out."""
    pieces = tuple(PIECE.findall(form.replace("’", "'")))
    yield pieces
    if pieces[-1] == ".":
        yield pieces[:-1]


def _implied(name: str, value: Value, is_inflected: bool) -> dict[str, Value]:  # noqa: FBT001
    """A class with the narrower classes that follow from its value."""
    classes: dict[str, Value] = {name: value}
    if name == "unit":
        classes[f"unit_{value}"] = value
    elif name in ("number", "ordinal") and isinstance(value, int) and 1 <= value <= 31:
        classes["day"] = value
    if name == "number" and is_inflected:
        classes["inflected"] = value
    return classes


def _build(values: Mapping[tuple[str, ...], Mapping[str, Value]], tails: Mapping[str, frozenset[str]]) -> Lexicon:
    sets = {frozenset(classes.split()) for classes in _PLAIN_SETS} | {frozenset(one) for one in values.values()}
    ordered = sorted(sets, key=sorted)
    codes = {classes: chr(0x4E00 + index) for index, classes in enumerate(ordered)}
    words: dict[str, Word] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = defaultdict(list)
    for pieces, one in values.items():
        word = Word(one, codes[frozenset(one)])
        if len(pieces) == 1:
            words[pieces[0]] = word
        else:
            phrases[pieces[0]].append((pieces[1:], word))
    for first in phrases:
        words.setdefault(first, Word({}, UNKNOWN))
    seeds = frozenset(pieces[0] for pieces, one in values.items() if not _SEEDS.isdisjoint(one))
    longest_first = {first: tuple(sorted(rest, key=lambda one: -len(one[0]))) for first, rest in phrases.items()}
    return Lexicon(words, longest_first, tails, seeds, codes)
