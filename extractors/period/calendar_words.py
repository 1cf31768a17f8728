"""The words of time of one language, ready to look up: word form -> classes with their values.

Enters: section `periods` of a language file (and the numerals of section `numbers`), stems with ending classes. Leaves:
a `Lexicon` that gives each form one letter, its code; equal sets of classes share a code. A sentence becomes a
string of codes, and the grammar (`extractors.period.period_grammar`) is written over codes: no word stands in a rule.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, product
from typing import Literal

from pydantic import model_validator

from extractors.language import load_section
from extractors.quantity.latin import SPELLINGS
from extractors.quantity.number_words import NumberWords
from extractors.quantity.phrases import expand
from extractors.settings import Strict

WordClass = Literal[
    "month", "owned_month", "weak_month", "proper_month", "weekday", "proper_weekday", "season", "season_object",
    "daypart", "holiday", "unit", "counted", "year_mark", "attributive", "unit_adjective", "nothing", "half", "half_of",
    "and_half", "inflected", "located", "ordinal", "bound_number", "several", "first", "turn", "that", "day_turn",
    "year_turn", "year_adverb", "year_so_far", "present", "recurring", "per", "every", "every_after", "whole", "part",
    "lead",
    "trail", "onwards", "only", "perfect", "sum_up", "summed_up", "compared",
    "year_before", "year_results", "year_against", "year_noun", "after_ellipsis",
    "that_time", "to", "ending", "of", "and", "the", "one", "elapsed_months",
    "elapsed_quarters", "inner_turn", "plural", "quarter_mark", "quarter_after", "half_mark", "clock", "old", "aged",
    "ordinal_tail", "number_tail", "inflected_tail", "located_tail", "decade_tail", "unit_tail",
]  # fmt: skip
Value = float | str
Values = Mapping[str, Value]

UNKNOWN = "?"  # the code of all that the grammar does not know
PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|[^\w\s]")

# Classes that make a text worth reading; the others only help them.
_SEEDS = frozenset(
    (
        "month", "weak_month", "weekday", "season", "daypart", "holiday", "unit", "counted", "unit_adjective", "half",
        "day_turn", "year_turn", "year_adverb", "year_so_far", "present", "recurring", "aged", "compound",
    )
)  # fmt: skip
_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
    "xviii", "xix", "xx", "xxi",
)  # fmt: skip
_CASED = frozenset(("roman", "proper_month", "proper_weekday", "half_mark"))
_FIRST_CODE = 0x4E00  # letters that no text of ours brings along
_ROMAN_IN_CYRILLIC = str.maketrans("ix", "іх")
# Sets of classes that numbers and marks have without standing in any language file.
_PLAIN_SETS = (
    "number", "number day", "number day digit_day", "year", "inflected", "inflected year", "located", "located day",
    "located year", "ordinal", "ordinal day", "ordinal day digit_day", "ordinal year", "decade", "date", "time", "dash",
    "comma", "colon", "dot", "slash", "open", "close", "line",
    "month proper_month",
)  # fmt: skip
MARKS = {
    "-": "dash", "‑": "dash", "–": "dash", "—": "dash", "−": "dash", "~": "dash", ",": "comma", ".": "dot",
    "/": "slash", ":": "colon", "(": "open", ")": "close", "\n": "line", "\t": "line",
}  # fmt: skip


class PeriodWords(Strict):
    """Section `periods`: ending classes, and for each word class its values and their words.

    Words are entries as `extractors.quantity.phrases` expands them; one that ends in "." may take that full stop.
    Numerals come from section `numbers`, in all their forms or in the first one only.
    """

    number_forms: Literal["all", "base"] = "all"
    before_no_year: tuple[str, ...] = ()  # endings of words that no bare year follows: "қаңтарда 1900 вагон"
    endings: dict[str, tuple[str, ...]]
    words: dict[WordClass, dict[int | float | str, tuple[str, ...]]]

    @model_validator(mode="after")
    def _known_endings(self) -> "PeriodWords":
        for name, by_value in self.words.items():
            for piece in " ".join(word for words in by_value.values() for word in words).split():
                for ending in filter(None, piece.partition("|")[2].split(",")):
                    if ending not in self.endings:
                        raise ValueError(f"words.{name}: {piece!r}: unknown ending class {ending!r}")
        return self


@dataclass(frozen=True, slots=True)
class Word:
    """What one word form, phrase or number can mean."""

    values: Values  # class -> value
    code: str  # one letter for the set of classes
    phrases: tuple["Phrase", ...] = ()  # that begin with this word, the longest first
    is_cased: bool = False  # means a time only when written in capitals


Phrase = tuple[tuple[str, ...], Word]  # the words after the first one, and the meaning of all


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word forms of one language, and the letters given to sets of classes."""

    words: Mapping[str, Word]
    marks: Mapping[str, Word]
    tails: Mapping[str, Mapping[str, Value]]  # what may follow the digits of a number: "5th", "1990-е", "2023-ші"
    seeds: frozenset[str]  # a text with none of these and no digit holds no period
    codes: Mapping[frozenset[str], str]
    spell: Callable[[str], str] | None  # how words are written in the tables: as they are, or as letter skeletons
    before_no_year: tuple[str, ...]

    def word(self, **values: Value) -> Word:
        """Make a word of these classes and values."""
        return Word(values, self.codes.get(frozenset(values), UNKNOWN))

    def codes_of(self, name: str) -> str:
        """All codes whose set of classes holds `name`."""
        return "".join(code for classes, code in self.codes.items() if name in classes)


@cache
def load_lexicon(lang: str) -> Lexicon:
    """Read and expand the words of one language (Kazakh in Latin script by letter skeletons). Raises `ConfigError`."""
    section = load_section(lang.partition("-")[0], "periods", PeriodWords)
    spell = SPELLINGS.get(lang)
    values: dict[tuple[str, ...], dict[str, Value]] = defaultdict(dict)
    tails: dict[str, dict[str, Value]] = defaultdict(dict)
    for name, value, form in chain(_numerals(lang, section), _written(section)):
        if name.endswith("_tail"):
            tails[spell(form) if spell else form].setdefault(name, value)
            continue
        for pieces in _spellings(form):
            for implied, meant in _implied(name, value).items():
                values[tuple(map(spell, pieces)) if spell else pieces].setdefault(implied, meant)
    for number, numeral in enumerate(_ROMAN, 1):
        for spelled in (numeral, numeral.translate(_ROMAN_IN_CYRILLIC)):
            values[(spelled,)].setdefault("roman", number)
    return replace(_build(values, tails, spell), before_no_year=_endings(section, spell))


def _endings(section: PeriodWords, spell: Callable[[str], str] | None) -> tuple[str, ...]:
    return tuple(map(spell, section.before_no_year)) if spell else section.before_no_year


def _numerals(lang: str, section: PeriodWords) -> Iterator[tuple[str, Value, str]]:
    """Number words and ordinals of section `numbers`."""
    numbers = load_section(lang.partition("-")[0], "numbers", NumberWords)
    entries = dict(numbers.cardinals) | {100: numbers.hundred, 1000: numbers.scales[1000]}
    for value, words in chain(entries.items(), ((float(mixed), words) for mixed, words in numbers.mixed.items())):
        for word in words:
            forms = expand(word, numbers.endings)
            for form in forms if section.number_forms == "all" else forms[:1]:
                yield "number", value, " ".join(form)
    for rank, words in numbers.ordinals.items():
        for word in words:
            yield from (("ordinal", rank, " ".join(form)) for form in expand(word, numbers.endings))


def _written(section: PeriodWords) -> Iterator[tuple[str, Value, str]]:
    """Every form of every word of the section, with its class and value."""
    for name, by_value in section.words.items():
        if name == "bound_number":
            continue
        for value, words in by_value.items():
            for form in chain.from_iterable(expand(word, section.endings) for word in words):
                yield name, value, " ".join(form)
    units = section.words.get("unit_adjective", {})
    for number, bounds in section.words.get("bound_number", {}).items():
        for bound, (unit, words) in product(bounds, units.items()):
            for form in chain.from_iterable(expand(bound + word, section.endings) for word in words):
                yield "compound", f"{number} {unit}", " ".join(form)


def _spellings(form: str) -> Iterator[tuple[str, ...]]:
    """The pieces of a form; a final full stop may stand or be left out."""
    pieces = tuple(PIECE.findall(form.lower()))
    yield pieces
    if pieces[-1] == ".":
        yield pieces[:-1]


def _implied(name: str, value: Value) -> dict[str, Value]:
    """A class with the narrower classes that follow from its value."""
    if name == "counted":
        return {"unit": value}
    if name == "attributive":
        return {"unit": value, f"unit_{value}": value, "attributive": value}
    classes: dict[str, Value] = {name: value}
    if name in ("unit", "trail", "lead"):
        classes[f"{name}_{value}"] = value
    elif name in ("number", "ordinal", "located") and isinstance(value, int) and 1 <= value <= 31:
        classes["day"] = value
    return classes


def _build(
    values: Mapping[tuple[str, ...], Mapping[str, Value]],
    tails: Mapping[str, Mapping[str, Value]],
    spell: Callable[[str], str] | None,
) -> Lexicon:
    sets = {frozenset(classes.split()) for classes in _PLAIN_SETS} | {frozenset(one) for one in values.values()}
    codes = {classes: chr(_FIRST_CODE + place) for place, classes in enumerate(sorted(sets, key=sorted))}
    phrases: dict[str, list[Phrase]] = defaultdict(list)
    for pieces, one in values.items():
        if len(pieces) > 1:
            phrases[pieces[0]].append((pieces[1:], Word(one, codes[frozenset(one)])))
    words = {}
    for first in {pieces[0] for pieces in values}:
        one = values.get((first,), {})
        longest_first = tuple(sorted(phrases[first], key=lambda phrase: -len(phrase[0]))) if first in phrases else ()
        code = codes[frozenset(one)] if one else UNKNOWN
        words[first] = Word(one, code, longest_first, not _CASED.isdisjoint(one))
    marks = {mark: Word({name: mark}, codes[frozenset((name,))]) for mark, name in MARKS.items()}
    seeds = frozenset(pieces[0] for pieces, one in values.items() if not _SEEDS.isdisjoint(one))
    return Lexicon(words, marks, tails, seeds, codes, spell, ())
