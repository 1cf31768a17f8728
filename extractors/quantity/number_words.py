"""The section `numbers` of a language file in, tables of every form of every number word out."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import Field

from extractors.language import load_section
from extractors.quantity.latin import SPELLINGS
from extractors.quantity.phrases import PhraseTable, Speller
from extractors.settings import Strict

Entries = tuple[str, ...]
VULGAR_FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"


class NumberWords(Strict):
    """Section `numbers`: entries as in `extractors.quantity.phrases`, under the value they stand for."""

    endings: dict[str, Entries]
    decimal_point: Literal[".", ","]
    cardinals: dict[int, Entries]  # words that add up within a group of three digits
    hundred: Entries = ()  # a word that multiplies the units before it
    scales: dict[int, Entries]
    glued_scales: dict[str, int] = Field(default_factory=dict)  # letters right after digits: 10k
    spaced_scales: dict[str, int] = Field(default_factory=dict)  # letters after digits and a space: 10 k
    half_scales: dict[int, Entries] = Field(default_factory=dict)  # half of that scale in one word
    dozens: dict[int, Entries] = Field(default_factory=dict)
    mixed: dict[Decimal, Entries] = Field(default_factory=dict)  # one and a half in one word
    lone: Entries = ()  # words that may stand for one of theirs: (a) thousand
    lone_hedged: Entries = ()  # the same, but only after a hedge: else a vague plural
    lone_after: Entries = ()  # words that do for a hedge there: "from", "of"
    vague: Entries = ()  # "thousands of": no value
    vague_before: Entries = ()  # "several" thousands
    articles: Entries = ()
    joins: Entries = ()  # "and" between hundreds and the rest
    minus: Entries = ()
    plus: Entries = ()
    half_after: Entries  # "and a half"
    points: Entries  # spoken decimal point
    place_joins: Entries = ()  # "восемь и три десятых"
    places: dict[int, Entries] = Field(default_factory=dict)  # tenths, hundredths of a spoken decimal
    place_stands: Literal["before", "after", "never"]
    fractions: dict[int, Entries] = Field(default_factory=dict)  # denominators after a numerator
    has_ordinal_fractions: bool = False  # "third" after "one" is a fraction, after any other number an ordinal
    each: Entries = ()  # "каждый третий": one in three
    of_each: Entries = ()  # endings of what each so many are of: "әр он көліктің жетеуі"
    parts: dict[int, Entries] = Field(default_factory=dict)  # so many of them
    lone_fractions: dict[int, Entries] = Field(default_factory=dict)  # denominators that need no numerator
    part_words: Entries = ()  # "часть" after an ordinal: one such part
    fraction_links: Entries = ()  # "of a" between a fraction and a scale
    fraction_cues: Entries = ()  # words after "a third" that make it a part and no ordinal
    ratios: Entries = ()  # "out of"
    divisions: Entries = ()  # "one over twenty", digits too
    ablatives: dict[int, Entries] = Field(default_factory=dict)  # denominators before a numerator
    bound: dict[int, Entries] = Field(default_factory=dict)  # forms that are numbers only after another number word
    ordinals: dict[int, Entries]
    ordinal_tails: Entries  # after digits, with or without a hyphen
    cardinal_tails: dict[Literal["few", "many"], Entries] = Field(
        default_factory=dict
    )  # after digits ending in 2 to 4, and after the others
    has_hyphens: bool = False  # tens and units are joined by a hyphen


@dataclass(frozen=True, slots=True)
class NumberLexicon:
    """Every form of every number word of a language, by word."""

    point: str
    cardinals: Mapping[str, int]
    hundreds: frozenset[str]
    scales: Mapping[str, int]
    glued_scales: Mapping[str, int]
    spaced_scales: Mapping[str, int]
    half_scales: Mapping[str, int]
    dozens: Mapping[str, int]
    mixed: Mapping[str, Decimal]
    lone: frozenset[str]
    lone_hedged: frozenset[str]
    lone_after: frozenset[str]
    vague: frozenset[str]
    vague_before: frozenset[str]
    articles: frozenset[str]
    joins: frozenset[str]
    signs: Mapping[str, int]  # "minus": -1
    half_after: PhraseTable[bool]
    points: frozenset[str]
    place_joins: frozenset[str]
    places: Mapping[str, int]
    place_stands: str
    fractions: Mapping[str, int]
    fractions_of_one: frozenset[str]
    lone_fractions: Mapping[str, int]
    part_words: frozenset[str]
    fraction_links: PhraseTable[bool]
    fraction_cues: frozenset[str]
    ratios: PhraseTable[bool]  # True: after digits too
    ablatives: Mapping[str, int]
    bound: Mapping[str, int]
    ordinals: Mapping[str, int]
    each: frozenset[str]
    of_each: tuple[str, ...]
    parts: Mapping[str, int]
    ordinal_tails: frozenset[str]
    cardinal_tails: Mapping[str, str]
    has_hyphens: bool
    openers: frozenset[str]  # every word that a number may begin with


def speller(lang: str, endings: Mapping[str, Entries]) -> Speller:
    """The speller of a language; Kazakh in Latin script is written in letter skeletons."""
    return Speller(endings, SPELLINGS[lang]) if lang in SPELLINGS else Speller(endings)


@cache
def load_numbers(lang: str) -> NumberLexicon:
    """The number words of a language, or of "kk-Latn"."""
    words = load_section(lang.partition("-")[0], "numbers", NumberWords)
    spell = speller(lang, words.endings)
    return NumberLexicon(
        point=words.decimal_point,
        cardinals=spell.values(words.cardinals),
        hundreds=spell.words(words.hundred),
        scales=spell.values(words.scales),
        glued_scales=words.glued_scales,
        spaced_scales=words.spaced_scales,
        half_scales=spell.values(words.half_scales),
        dozens=spell.values(words.dozens),
        mixed=spell.values(words.mixed),
        lone=spell.words(words.lone),
        lone_hedged=spell.words(words.lone_hedged),
        lone_after=spell.words(words.lone_after),
        vague_before=spell.words(words.vague_before),
        vague=spell.words(words.vague),
        articles=spell.words(words.articles),
        joins=spell.words(words.joins),
        signs=spell.values({-1: (*words.minus, "-"), 1: (*words.plus, "+")}),
        half_after=spell.table({True: words.half_after}),
        points=spell.words(words.points),
        place_joins=spell.words(words.place_joins),
        places=spell.values(words.places),
        place_stands=words.place_stands,
        fractions=spell.values(words.fractions),
        fractions_of_one=frozenset(spell.values(words.ordinals) if words.has_ordinal_fractions else ()),
        lone_fractions=spell.values(words.lone_fractions),
        part_words=spell.words(words.part_words),
        fraction_links=spell.table({True: words.fraction_links}),
        fraction_cues=spell.words(words.fraction_cues),
        ratios=spell.table({False: words.ratios, True: words.divisions}),
        ablatives=spell.values(words.ablatives),
        bound=spell.values(words.bound),
        ordinals=spell.values(words.ordinals),
        each=spell.words(words.each),
        of_each=tuple(spell.words(words.of_each)),
        parts=spell.values(words.parts),
        ordinal_tails=spell.words(words.ordinal_tails),
        cardinal_tails={tail: rank for rank, tails in words.cardinal_tails.items() for tail in tails},
        has_hyphens=words.has_hyphens,
        openers=_openers(words, spell),
    )


def _openers(words: NumberWords, spell: Speller) -> frozenset[str]:
    numbers = [words.cardinals, words.half_scales, words.lone_fractions, words.ablatives]
    if words.articles:  # "a thousand"
        numbers += [words.scales, words.dozens]
    numbers.append(words.ordinals)
    lists = [words.hundred, words.lone, words.lone_hedged, words.vague]
    lists += [entries for table in numbers for entries in table.values()]
    lists += words.mixed.values()
    return frozenset(VULGAR_FRACTIONS).union(*(spell.words(entries) for entries in lists))
