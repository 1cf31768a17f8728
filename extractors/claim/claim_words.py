"""The words claims are read with: YAML in, one compiled `ClaimVocabulary` for each language out.

Enters: `indicators.yml`, `activities.yml`, `areas.yml` and section `claims` of the language files. Leaves: validated
models and one lexicon a language, whose terms carry the group of the words they came from.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pydantic import Field, RootModel

from extractors.claim.terms import Lexicon, build_lexicon, fold
from extractors.language import load_section
from extractors.quantity.latin import spellings_of
from extractors.quantity.phrases import expand
from extractors.records import Role
from extractors.settings import LANGUAGES, Strict, load_yaml

Phrases = tuple[str, ...]
Entries = list[tuple[str, str, Phrases]]  # group, key, phrases


class Words(Strict):
    """The same thing in the three languages."""

    en: Phrases = ()
    ru: Phrases = ()
    kk: Phrases = ()

    def of(self, lang: str) -> Phrases:
        """Phrases of one language."""
        return {"en": self.en, "ru": self.ru, "kk": self.kk}[lang]


class Indicator(Strict):
    """One family of words measured in one way."""

    family: str
    units: tuple[str, ...] = Field(min_length=1)
    role: Role
    plausible: tuple[float, float]
    also: Phrases = ()  # other families whose words it answers to
    whole: str | None = None  # of a share: the activity it is a share of
    stock: bool = False  # a state at a date
    is_index: bool = False
    changes: bool = False  # its changes in percent and multiples go by the same name
    sdmx: str | None = None
    isic: str | None = None


class Indicators(Strict):
    """`config/indicators.yml`."""

    families: dict[str, Words]
    indicators: dict[str, Indicator]
    things: dict[str, Words]


class Activity(Words):
    """One branch of the economy."""

    isic: Phrases
    part_of: str | None = None


class Activities(RootModel[dict[str, Activity]]):
    """`config/activities.yml`."""


class Areas(Strict):
    """`config/areas.yml`."""

    country: Words
    regions: dict[str, Words]
    not_places: Words
    foreign: Words


Cue = Literal[
    "planned", "future", "forecast", "in_progress", "launched", "completed", "present", "result", "up", "down",
    "by_change",
    "base", "base_of", "same_period", "same_time", "edge",
    "earlier", "to_end", "index_word", "spent", "the_plant", "sector_word", "region_level",
    "industry_word", "base_after", "interest", "any_unit", "any_machine", "what_for", "base_inside",
    "full_year", "reach", "this_year",
    "from_start", "subset", "ratio", "price", "average", "real", "nominal", "since_start", "per_year", "plant_level",
    "plant_pronoun", "plant_noun", "zone_word", "meeting", "held_word", "there_word", "source_line", "company",
    "partner", "comparing", "this_branch", "raised_to", "with_place", "joins_nouns", "material_of", "makes",
    "meant_for", "toward", "shop_noun", "machinery_word", "facility_word", "buyers",
    "whole", "belongs", "part_of", "measured", "event", "another", "state", "copula", "in_percent", "year_word",
    "column",
    "and_word", "when_word", "this_figure", "either", "or_word", "past_state", "founded", "begun", "elapsed",
    "compared", "now", "up_on", "it_word", "perfect", "pluperfect", "perfect_form", "past_form", "no_subject",
    "contains", "plan_paper",
    "habitual", "the_plants",
    "versus", "into", "falls_on", "state_by",
    "named_deed", "bare_verb", "label_of_plan", "superlative", "valued", "during", "no_base",
    "rising", "every", "yielded", "received", "in_money", "month_word", "some_day", "into_use", "markets", "relative",
    "opening", "level_of", "levy", "designed_word", "kept_plan", "alone", "foretold", "correction", "since_begun",
    "managed", "target", "them", "costing", "programme", "aside",
    "undertaking", "outlet_word", "not_staff",
    "kept", "giving", "having", "any_car", "model_word", "material_from", "tenant", "needing",
    "in_place_of",
    "work_word", "hired", "once", "order_book", "since_then", "can_be", "exceeds", "respectively",
    "sent", "replaced", "staff", "makers", "input_goods", "home_made",
    "determiner", "buying", "engine_word", "of_total", "new", "number_of", "any_machinery", "per_month",
    "customers", "investors", "users", "enterprises_word",
    "into_region", "out_of", "in_place", "to_place", "put_into", "of_word", "region_office", "plant_office",
    "from_place", "brought", "aim_of", "same_aim", "each", "degree", "beside_place", "department",
]  # fmt: skip


SPOKEN = (
    "said", "reports", "tells", "according", "relaying", "hearing", "talking", "chairing", "session", "to_whom",
    "office", "occupation", "portfolio", "body", "abbreviated", "pronoun", "it", "of_this", "aside",
)  # fmt: skip


Grammar = Literal[
    "writes_cyrillic",  # so that a word in Latin letters is a name
    "whole_comes_first",  # before its part, with an ending that says so: "машина жасаудың 13 %-ы"
    "whole_in_genitive",  # right behind its part, without a preposition: "11 % обработки"
    "head_comes_first",  # of two nouns side by side the first is what is counted: "шины грузовиков"
    "ending_says_place",  # of a name whether something is in it, of it or from it
    "verb_ends_sentence",  # one verb at the end holds for all that stands before it
    "noun_behind_sum",  # the noun right behind a sum is what it is of: "318 млрд теңгенің өнімі"
    "one_is_article",  # "бір зауыт": a plant
    "present_is_future",  # one form says "costs" and "will cost": of what is being built it says the first
    "sum_before_noun",  # a sum stands in front of what it paid for: "a $1.2 billion tyre plant"
    "dash_before_noun",  # a dash for the verb: "5,8 млрд – сельхозтехники"
    "now_is_of_today",  # "now" in a clause makes a state one of today, whatever was spoken of before
]


class BodyNames(Strict):
    """How the name of a ministry or company is built around its key word."""

    joins: Phrases  # words inside it: "of", "and"
    before: Phrases = ()  # endings of small words before the key word
    reach: int = 0  # words before the key word that may be small if a capital opens them
    article: Phrases = ()  # or an article: "the national investment agency"
    apart: Phrases = ()  # words before it that are no part of the name: "the same ministry"
    small: Phrases = ()  # endings of small words behind one that joins: "department of entrepreneurship"
    after: Phrases | None = None  # endings of small words behind it; None: the key word comes last
    is_capital: bool = True  # a name begins with a capital


class Attribution(Strict):
    """Who says it: verbs of saying, source phrases, offices, bodies, pronouns that carry a speaker on."""

    said: Phrases
    reports: Phrases  # verbs of giving an account: "summed up the year"
    tells: Phrases  # other verbs that give a source: "expects", "promises", "sums up"
    according: Phrases
    relaying: Phrases  # before whom an outlet only passes on: "citing", "со ссылкой на"
    hearing: Phrases  # of those who are told: "heard", "was informed"
    talking: Phrases  # of an interview: "spoke to", "беседуем с"
    chairing: Phrases  # beside whom things are said: "chaired by", "with the participation of"
    session: Phrases  # where several report: "meeting", "брифинг"
    to_whom: Phrases = ()  # verbs of saying whose object listens: "told the President"
    office: Phrases
    same_office: Mapping[str, str] = Field(default_factory=dict)  # another name of an office: the one to go by
    occupation: Phrases  # what else people are by trade
    portfolio: Phrases  # what ministers are ministers of: no part of a name
    body: Phrases
    abbreviated: Phrases  # bodies that one word names
    body_names: BodyNames
    pronoun: Phrases
    it: Phrases = ()  # pronouns of a body
    of_this: Phrases = ()  # that speak of the sentence before: "Об этом сообщил…"
    aside: Phrases = ()  # with which the outlet takes the word again: "Напомним"


class ClaimWords(Strict):
    """Section `claims` of a language file."""

    abbreviations: Phrases
    prepositions: Phrases
    conjunctions: Phrases  # that open a clause even without a comma
    grammar: tuple[Grammar, ...] = ()  # what the order of words and the endings say in this language
    cues: dict[Cue, Phrases]
    forms: Mapping[str, Phrases] = Field(default_factory=dict)  # suffix classes of verbs: a phrase may say "сал|soon"
    flowing_shares: Phrases = ()  # indicators of shares that are of the time their paragraph speaks of
    not_case: Phrases = ()  # words with the ending of a case that are none
    no_branch: Phrases = ()  # in which the word for a branch means none: "road map"
    not_past: Phrases = ()  # words with the ending of a past verb that are none
    endings: Mapping[str, Phrases] = Field(default_factory=dict)  # case endings that say the same as a cue
    genitive_names: Mapping[str, str] = Field(default_factory=dict)  # ending of a name in the genitive: nominative
    instrumental_names: Mapping[str, str] = Field(default_factory=dict)  # and in the instrumental: "с Валентиной Рау"
    nominatives: Mapping[str, str] = Field(
        default_factory=dict
    )  # word of a body in the genitive: nominative|ending of its adjectives
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class ClaimVocabulary:
    """All words of one language, compiled."""

    lang: str
    config: Path  # the folder it was read from
    lexicon: Lexicon
    abbreviations: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    endings: Mapping[str, Phrases]
    nominatives: Mapping[str, str]
    genitive_names: Mapping[str, str]
    instrumental_names: Mapping[str, str]
    not_case: frozenset[str]
    not_past: frozenset[str]
    flowing_shares: frozenset[str]
    grammar: frozenset[Grammar]
    body_names: BodyNames
    same_office: Mapping[str, str]
    spell: Callable[[str], str] | None = None  # how the words of a text are written before they are looked up
    latin: Mapping[str, "ClaimVocabulary"] = field(default_factory=dict)  # the same by spelling, in letter skeletons


class ConfidenceWeights(Strict):
    """`config/confidence.yml`: a logistic model over the rules that decided a claim."""

    bias: float
    weights: dict[str, float]
    lowest: float
    highest: float


def load_vocabularies(
    config: Path,
) -> tuple[Mapping[str, Indicator], Mapping[str, Activity], dict[str, ClaimVocabulary]]:
    """Read and compile all vocabulary below `config`. Raises `ConfigError`."""
    topics = load_yaml(config / "indicators.yml", Indicators)
    activities = load_yaml(config / "activities.yml", Activities).root
    areas = load_yaml(config / "areas.yml", Areas)
    languages = {lang: _compile(lang, config, topics, activities, areas) for lang in LANGUAGES}
    return topics.indicators, activities, languages


def _compile(
    lang: str, config: Path, topics: Indicators, activities: Mapping[str, Activity], areas: Areas
) -> ClaimVocabulary:
    words = load_section(lang, "claims", ClaimWords)
    written = (*_config_entries(lang, topics, activities, areas), *_cue_entries(words))
    entries = [(group, key, tuple(_inflected(phrases, words.forms))) for group, key, phrases in written]
    vocabulary = _spelled(lang, config, entries, words, None)
    latin = {name: _spelled(lang, config, entries, words, spell) for name, spell in spellings_of(lang).items()}
    return replace(vocabulary, latin=latin)


def _inflected(phrases: Phrases, forms: Mapping[str, Phrases]) -> Iterator[str]:
    for phrase in phrases:
        if "|" in phrase:
            yield from (" ".join(form) for form in expand(phrase, forms))
        else:
            yield phrase


def _spelled(
    lang: str, config: Path, entries: Entries, words: ClaimWords, spell: Callable[[str], str] | None
) -> ClaimVocabulary:
    def all_of(phrases: Phrases) -> Phrases:
        return tuple(dict.fromkeys(map(spell, phrases))) if spell else phrases

    return ClaimVocabulary(
        lang,
        config,
        build_lexicon(entries, spell, all_of(words.endings.get("surname", ()))),
        frozenset(all_of(tuple(map(fold, words.abbreviations)))),
        frozenset(all_of(words.prepositions)),
        frozenset(all_of(words.conjunctions)),
        {name: all_of(endings) for name, endings in words.endings.items()},
        words.nominatives,
        words.genitive_names,
        words.instrumental_names,
        frozenset(all_of(words.not_case)),
        frozenset(all_of(words.not_past)),
        frozenset(words.flowing_shares),
        frozenset(words.grammar),
        words.attribution.body_names,
        words.attribution.same_office,
        spell,
    )


def _config_entries(
    lang: str, topics: Indicators, activities: Mapping[str, Activity], areas: Areas
) -> Iterator[tuple[str, str, Phrases]]:
    for key, words in topics.families.items():
        yield "family", key, words.of(lang)
    for key, words in topics.things.items():
        yield "thing", key, words.of(lang)
    for key, activity in activities.items():
        yield "activity", key, activity.of(lang)
    for key, words in areas.regions.items():
        yield "area", key, words.of(lang)
    yield "area", "KZ", areas.country.of(lang)
    yield "area", "", areas.not_places.of(lang)
    yield "foreign", "foreign", areas.foreign.of(lang)


def _cue_entries(words: ClaimWords) -> Iterator[tuple[str, str, Phrases]]:
    yield "activity", "", words.no_branch
    for cue, phrases in words.cues.items():
        yield cue, cue, phrases
    attribution = words.attribution
    for group in SPOKEN:
        yield group, group, getattr(attribution, group)
