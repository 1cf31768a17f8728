"""All that the reader of figures knows of one language, in one bundle."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.quantity.hedges import HedgeLexicon, load_hedges
from extractors.quantity.number_words import NumberLexicon, load_numbers
from extractors.quantity.refusals import RefusalLexicon, load_refusals
from extractors.quantity.units import UnitLexicon, load_units
from extractors.settings import CONFIG_PATH


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The four sections of a language file as look-up tables, and the words that may begin a figure."""

    lang: str
    numbers: NumberLexicon
    units: UnitLexicon
    hedges: HedgeLexicon
    refusals: RefusalLexicon
    anchors: frozenset[str]


@cache
def load_figure_words(lang: str, config: Path = CONFIG_PATH) -> FigureWords:
    """The vocabulary of en, ru, kk or "kk-Latn", with the units below `config`."""
    numbers, units = load_numbers(lang), load_units(lang, config)
    return FigureWords(
        lang=lang,
        numbers=numbers,
        units=units,
        hedges=load_hedges(lang),
        refusals=load_refusals(lang),
        anchors=numbers.openers | units.multiples.keys() | units.multiple_verbs.keys() | units.times_adverbs.keys(),
    )
