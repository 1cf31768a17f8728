"""Tokens in, a unit out: currencies, percent, percentage points, "times", measures, before or after the number.

Signs, currency codes and how measures convert are no matter of language and lie in `config/units.yml`; the words lie
in the section `units` of the language files.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from extractors.language import load_section
from extractors.quantity.number_words import Entries, speller
from extractors.quantity.phrases import PhraseTable
from extractors.quantity.scan import Scan
from extractors.settings import CONFIG_PATH, Strict, load_yaml

UnitKind = Literal["money", "percent", "points", "times", "quantity"]
UNKNOWN = "UNKNOWN"  # a currency word that several countries share
_CENT = Decimal("0.01")
_MILLION = Decimal(1_000_000)
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}


class UnitTable(Strict):
    """`config/units.yml`."""

    signs: dict[str, Entries]
    before: dict[str, Entries]
    codes: frozenset[str]
    word_codes: frozenset[str]
    measures: dict[str, tuple[str, Decimal]]


class UnitWords(Strict):
    """Section `units` of a language file."""

    endings: dict[str, Entries]
    currencies: dict[str, Entries]
    minor: dict[str, Entries]  # hundredths of a currency
    thousands: dict[str, Entries] = Field(default_factory=dict)  # thousands of it in one abbreviation: "т.р."
    percent: Entries
    percent_before: Entries = ()  # "per cent of ten"
    percent_points: Entries
    times: Entries
    times_always: Entries = ()  # words for "times" that always compare
    times_after: Entries = ()  # "times" compares only after one of these words
    times_before: Entries = ()  # or before one of these
    times_adverbs: dict[Decimal, Entries] = Field(default_factory=dict)  # "twice": multiples before one of these
    measures: dict[str, Entries]
    mass_cues: Entries = ()  # words near "pounds" that make them a weight
    never_before: Entries = ()  # currency names that are other words too, and never stand before the number
    glued_only: Entries  # units too short to trust after a space
    tails: Entries  # endings written after a hyphen: "%-ға"
    multiples: dict[Decimal, Entries]  # "doubled", "вдвое"
    multiple_verbs: dict[Decimal, Entries] = Field(default_factory=dict)  # "double": only after one of the cues
    multiple_verb_cues: Entries = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit word means. `measure` is an ISO 4217 code, "PT", "X" or a unit name; None if several would do."""

    kind: UnitKind
    measure: str | None
    factor: Decimal = Decimal(1)
    dimension: str | None = None


@dataclass(frozen=True, slots=True)
class UnitLexicon:
    """The units of a language, for look-up by token."""

    after: PhraseTable[Unit]
    before: PhraseTable[Unit]
    names: PhraseTable[Unit]  # currency names before the number
    codes: frozenset[str]
    word_codes: frozenset[str]
    mass_cues: frozenset[str]
    glued_only: frozenset[str]
    tails: frozenset[str]
    times_always: frozenset[str]
    times_after: frozenset[str]
    times_before: frozenset[str]
    times_adverbs: Mapping[str, Decimal]
    multiples: Mapping[str, Decimal]
    multiple_verbs: Mapping[str, Decimal]
    multiple_verb_cues: frozenset[str]


POUND_MONEY, CUE_REACH = "GBP", 6
POUND = Unit("quantity", "pound", Decimal("453.59237"), "mass")
PERCENT, POINTS, TIMES = Unit("percent", "PT"), Unit("points", "PT"), Unit("times", "X")


@cache
def load_units(lang: str, config: Path = CONFIG_PATH) -> UnitLexicon:
    """The units of a language, or of "kk-Latn", with the table of signs and measures below `config`."""
    words = load_section(lang.partition("-")[0], "units", UnitWords)
    world = load_yaml(config / "units.yml", UnitTable)
    spell = speller(lang, words.endings)
    return UnitLexicon(
        after=_after_table(words, world, lang),
        before=_before_table(words, world, lang),
        names=_name_table(words, lang),
        codes=frozenset(code.lower() for code in world.codes),
        word_codes=frozenset(code.lower() for code in world.word_codes),
        mass_cues=spell.words(words.mass_cues),
        glued_only=spell.words(words.glued_only),
        times_always=spell.words(words.times_always),
        times_after=spell.words(words.times_after),
        times_before=spell.words(words.times_before),
        times_adverbs=spell.values(words.times_adverbs),
        tails=spell.words(words.tails) - {""},
        multiples=spell.values(words.multiples),
        multiple_verbs=spell.values(words.multiple_verbs),
        multiple_verb_cues=spell.words(words.multiple_verb_cues),
    )


def _after_table(words: UnitWords, world: UnitTable, lang: str) -> PhraseTable[Unit]:
    groups: list[tuple[Unit, Entries]] = [
        (POINTS, words.percent_points),
        (PERCENT, words.percent),
        (TIMES, words.times + words.times_always),
        *((_money(code), entries) for code, entries in words.currencies.items()),
        *((_money(code), entries) for code, entries in world.signs.items()),
        *((Unit("money", code, _CENT), entries) for code, entries in words.minor.items()),
        *((Unit("money", code, Decimal(1000)), entries) for code, entries in words.thousands.items()),
        *((_measure(name, world), entries) for name, entries in words.measures.items()),
    ]
    table: PhraseTable[Unit] = PhraseTable()
    spell = speller(lang, words.endings)
    for unit, entries in groups:
        for phrase in spell.phrases(entries):
            table.add(phrase, unit)
    return table


def _before_table(words: UnitWords, world: UnitTable, lang: str) -> PhraseTable[Unit]:
    table: PhraseTable[Unit] = PhraseTable(is_backward=True)
    spell = speller(lang, words.endings)
    for group in (world.signs, world.before):
        for code, entries in group.items():
            for phrase in spell.phrases(entries):
                table.add(phrase, _money(code))
    for phrase in spell.phrases(words.percent_before):
        table.add(phrase, PERCENT)
    return table


def _name_table(words: UnitWords, lang: str) -> PhraseTable[Unit]:
    table: PhraseTable[Unit] = PhraseTable(is_backward=True)
    spell = speller(lang, words.endings)
    verbs = spell.words(words.never_before)
    for code, entries in words.currencies.items():
        for phrase in spell.phrases(entries):
            if phrase[-1] not in verbs:
                table.add(phrase, _money(code))
    return table


def _money(code: str) -> Unit:
    return Unit("money", None if code == UNKNOWN else code)


def _measure(name: str, world: UnitTable) -> Unit:
    dimension, factor = world.measures[name]
    return Unit("quantity", name, factor, dimension)


def match_unit(scan: Scan, at: int, lex: UnitLexicon) -> tuple[int, Unit] | None:
    """The unit that begins at token `at`, right after a number, and the token after it."""
    words = scan.words
    if at >= len(words):
        return None
    if words[at] == "-" and at + 1 < len(words) and scan.is_glued(at) and scan.is_glued(at + 1):
        at += 1
        if len(words[at]) == 1 or words[at] in lex.tails:  # an ordinal's ending: "23-м", a case: "1210-ğa"
            return None
    if words[at] in _BRACKETS:
        return _match_in_brackets(scan, at, lex)
    found = lex.after.match(words, at)
    if found is None:
        code = _match_code(scan, at, lex)
        return (at + 1, code) if code else None
    end, unit = found
    if words[at] in lex.glued_only and end == at + 1 and not scan.is_glued(at) and _is_word(words, end):
        return None
    if unit.kind == "quantity" and end < len(words) and words[end] == "/":
        per = lex.after.match(words, end + 1)  # "мг / л"
        end = per[0] if per else end
    if unit.measure == POUND_MONEY and end == at + 1 and words[at].isalpha() and _is_weight(words, at, lex):
        unit = POUND
    return _with_tail(scan, end, lex), unit


def _is_weight(words: list[str], at: int, lex: UnitLexicon) -> bool:
    return not lex.mass_cues.isdisjoint(words[max(0, at - CUE_REACH) : at + CUE_REACH])


def _match_in_brackets(scan: Scan, at: int, lex: UnitLexicon) -> tuple[int, Unit] | None:
    """Reads "20 (kg)", "5 [МВт]"."""
    found = lex.after.match(scan.words, at + 1)
    if found and found[0] < len(scan.words) and scan.words[found[0]] == _BRACKETS[scan.words[at]]:
        return found[0] + 1, found[1]
    return None


def match_unit_before(scan: Scan, at: int, lex: UnitLexicon) -> tuple[int, Unit] | None:
    """The sign or code that ends at token `at`, right before a number, and its first token."""
    if at < 0:
        return None
    if code := _match_code(scan, at, lex):
        return at, code
    found = lex.before.match(scan.words, at)
    if found and _is_loose_letter(scan, found[0] + 1, at):
        alone = lex.before.match(scan.words[at : at + 1], 0)
        return (at, alone[1]) if alone else None
    return (found[0] + 1, found[1]) if found else None


def _is_loose_letter(scan: Scan, first: int, at: int) -> bool:
    """As in "A $1.2 billion plant": an article, not the letter of a dollar sign."""
    return first == at - 1 and len(scan.words[first]) == 1 and not scan.is_glued(at)


def match_name_before(scan: Scan, at: int, lex: UnitLexicon) -> tuple[int, Unit] | None:
    """The currency name that ends at token `at`, and its first token: "ringgit 42"."""
    found = lex.names.match(scan.words, at) if at >= 0 else None
    return (found[0] + 1, found[1]) if found else None


def _match_code(scan: Scan, at: int, lex: UnitLexicon) -> Unit | None:
    """A currency code; in capitals also its millions: MUSD."""
    word = scan.words[at]
    is_million = len(word) == 4 and word[0] == "m" and word[1:] in lex.codes
    if word not in lex.codes and not is_million:
        return None
    if (is_million or word in lex.word_codes) and not scan.text[scan.starts[at] : scan.ends[at]].isupper():
        return None
    return Unit("money", word[1:].upper(), _MILLION) if is_million else _money(word.upper())


def _is_word(words: list[str], at: int) -> bool:
    return at < len(words) and words[at][0].isalnum()


def _with_tail(scan: Scan, end: int, lex: UnitLexicon) -> int:
    """The token after an ending that is written after the unit: "%-ға", "%-ный", "км-ге"."""
    if lex.tails and end + 1 < len(scan.words) and scan.words[end] == "-" and scan.words[end + 1] in lex.tails:
        return end + 2 if scan.is_glued(end) and scan.is_glued(end + 1) else end
    return end
