"""Tokens around a figure in, its hedge out; also which way a change went, and whether "up to" bounds or ends a change.

The classes: over, about, nearly, at_least, up_to, under; no hedge is exact. A bound word ("до", "дейін") after a verb
of change names the end point of the change, which is exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from pydantic import Field

from extractors.language import load_section
from extractors.quantity.number_words import Entries, speller
from extractors.quantity.phrases import PhraseTable, Speller
from extractors.quantity.scan import Scan
from extractors.records import Hedge
from extractors.settings import Strict

Turn = Literal["up", "down", "to"]
_Meaning = tuple[Hedge, bool]  # a hedge, and whether it is a verb
REACH = 8  # tokens to either side in which a verb of change still governs a figure
MAX_LINKS = 2
LONGEST_STEM = 12
MOST_KNOWN = 100_000  # words whose meaning is remembered


class Stems(Strict):
    """Words of one meaning: by their first letters, or written out."""

    stems: Entries
    words: Entries
    comparatives: Entries = ()  # these only right after the figure: "20 % more", not "more than 20 %"
    idle_after: Entries = ()  # words that take the change out of the next: "make up 40 %"


class PairWords(Strict):
    """Words that hold two figures together as a range or a change."""

    to: Entries  # between the ends
    has_bare_to: bool = False  # "5 to 10" without "from"
    amount_openers: Entries = ()  # "by 5 to 6 %": a range, whatever the verb
    openers: Entries  # "from", "от"
    change_openers: Entries  # "с ... до": always a change
    movers: Entries = ()  # "went from 17 to 29": a change that does not say which way
    qualifiers: Entries = ()  # between an opener and its number: "с нынешних 44 до 60"
    between: Entries
    between_links: Entries
    between_after: Entries
    back: Entries  # "to 11 percent from 8"
    bound_links: Entries = ()  # "more than 10 but less than 20"
    joins: Entries = ()  # "5 dollars and 20 cents"
    lists: Entries  # "5,8 и 11,5 процента"
    ablative: Entries = ()  # case endings of the two ends, where a language has no words for it
    dative: Entries = ()


class HedgeWords(Strict):
    """Section `hedges` of a language file."""

    endings: dict[str, Entries]
    before: dict[Hedge, Entries]
    after: dict[Hedge, Entries]
    verbs_before: dict[Hedge, Entries] = Field(default_factory=dict)  # "exceeded": a hedge, but not in the quote
    verbs_after: dict[Hedge, Entries] = Field(default_factory=dict)
    links: Entries  # words between a hedge and its number: "более чем на 5"
    degrees: Entries = ()  # between a number and the hedge behind it: "50 мыңнан сәл асты"
    bounds: Entries  # "up to" words that also name end points, before the number
    bounds_after: Entries  # the same, after the number
    ablative: Entries = ()  # endings of the case that some hedges after the number ask for
    ablative_only: Entries = ()
    approximate: Entries = ()  # case endings of the number that say about: "алты жүздей"
    inverted: Entries  # "человек 200": the noun before its number means about
    inversion_links: Entries
    up: Stems
    down: Stems
    to: Stems
    index: Stems
    pairs: PairWords


@dataclass(frozen=True, slots=True)
class PairLexicon:
    """The pair words of a language, for look-up by token or phrase."""

    to: frozenset[str]
    has_bare_to: bool
    amount_openers: frozenset[str]
    openers: frozenset[str]
    change_openers: frozenset[str]
    movers: frozenset[str]
    qualifiers: frozenset[str]
    between: frozenset[str]
    between_links: frozenset[str]
    between_after: frozenset[str]
    back: frozenset[str]
    bound_links: frozenset[str]
    joins: frozenset[str]
    lists: frozenset[str]
    ablative: tuple[str, ...]
    dative: tuple[str, ...]
    case_endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HedgeLexicon:
    """The hedges of a language, for look-up by token."""

    before: PhraseTable[_Meaning]
    after: PhraseTable[_Meaning]
    links: frozenset[str]
    degrees: frozenset[str]
    bounds: frozenset[str]
    bounds_after: frozenset[str]
    ablative: tuple[str, ...]
    ablative_only: frozenset[str]
    approximate: tuple[str, ...]
    inverted: frozenset[str]
    inversion_links: frozenset[str]
    turn_stems: Mapping[str, Turn]
    turn_words: Mapping[str, Turn]
    comparatives: Mapping[str, Turn]
    idle_after: frozenset[str]
    index: Stems
    pairs: PairLexicon
    turns_known: dict[str, Turn | None] = field(default_factory=dict)  # by word, filled while reading

    def is_hedge(self, words: list[str]) -> bool:
        """Whether the words are one hedge and nothing else."""
        found = self.before.match(words, len(words) - 1)
        return found is not None and found[0] < 0


class Hedging(NamedTuple):
    """A hedge at tokens `start` to `end` (exclusive)."""

    hedge: Hedge
    start: int
    end: int
    is_verb: bool = False


@cache
def load_hedges(lang: str) -> HedgeLexicon:
    """The hedges of a language, or of "kk-Latn"."""
    words = load_section(lang.partition("-")[0], "hedges", HedgeWords)
    spell = speller(lang, words.endings)
    turns: dict[Turn, Stems] = {"up": words.up, "down": words.down, "to": words.to}
    return HedgeLexicon(
        before=spell.table(_meanings(words.before, words.verbs_before), is_backward=True),
        after=spell.table(_meanings(words.after, words.verbs_after)),
        links=spell.words(words.links),
        degrees=spell.words(words.degrees),
        bounds=spell.words(words.bounds),
        bounds_after=spell.words(words.bounds_after),
        ablative=tuple(spell.words(words.ablative)),
        ablative_only=spell.words(words.ablative_only),
        approximate=tuple(spell.words(words.approximate)),
        inverted=spell.words(words.inverted),
        inversion_links=spell.words(words.inversion_links),
        turn_stems=spell.values({turn: group.stems for turn, group in turns.items()}),
        turn_words=spell.values({turn: group.words for turn, group in turns.items()}),
        comparatives=spell.values({turn: group.comparatives for turn, group in turns.items()}),
        idle_after=spell.words(words.up.idle_after),
        index=Stems(
            stems=tuple(spell.words(words.index.stems)),
            words=tuple(spell.words(words.index.words)),
            comparatives=tuple(spell.words(words.index.comparatives)),
        ),
        pairs=_load_pairs(words.pairs, spell),
    )


def _meanings(plain: Mapping[Hedge, Entries], verbs: Mapping[Hedge, Entries]) -> dict[_Meaning, Entries]:
    meanings: dict[_Meaning, Entries] = {(hedge, False): entries for hedge, entries in plain.items()}
    return meanings | {(hedge, True): entries for hedge, entries in verbs.items()}


def _load_pairs(words: PairWords, spell: Speller) -> PairLexicon:
    ablative, dative = tuple(spell.words(words.ablative)), tuple(spell.words(words.dative))
    return PairLexicon(
        to=spell.words(words.to),
        has_bare_to=words.has_bare_to,
        amount_openers=spell.words(words.amount_openers),
        openers=spell.words(words.openers),
        change_openers=spell.words(words.change_openers),
        movers=spell.words(words.movers),
        qualifiers=spell.words(words.qualifiers),
        between=spell.words(words.between),
        between_links=spell.words(words.between_links),
        between_after=spell.words(words.between_after),
        back=spell.words(words.back),
        bound_links=spell.words(words.bound_links),
        joins=spell.words(words.joins),
        lists=spell.words(words.lists),
        ablative=ablative,
        dative=dative,
        case_endings=ablative + dative,
    )


def hedge_before(scan: Scan, at: int, floor: int, lex: HedgeLexicon) -> Hedging | None:
    """The hedge that ends before token `at`, not reaching below token `floor`; a few link words may stand between."""
    for last in range(at - 1, max(floor, at - 1 - MAX_LINKS) - 1, -1):
        found = lex.before.match(scan.words, last)
        if found and found[0] + 1 >= floor:
            hedge, is_verb = found[1]
            return Hedging(hedge, found[0] + 1, last + 1, is_verb)
        if scan.words[last] not in lex.links:
            return None
    return None


def hedge_after(scan: Scan, at: int, lex: HedgeLexicon) -> Hedging | None:
    """The hedge that begins at token `at`, right after a figure."""
    found, first = lex.after.match(scan.words, at), at
    if found is None and at < len(scan.words) and scan.words[at] in lex.degrees:
        found, first = lex.after.match(scan.words, at + 1), at + 1
    if found is None or scan.has_gap_break(at):
        return None
    end, (hedge, is_verb) = found
    phrase = " ".join(scan.words[first:end])
    if phrase == "+" and end < len(scan.words) and scan.is_glued(end):
        return None
    if phrase in lex.ablative_only and not scan.words[at - 1].endswith(lex.ablative):
        return None
    return Hedging(hedge, at, end, is_verb)


def turn_near(scan: Scan, start: int, end: int, lex: HedgeLexicon) -> Turn | None:
    """The verb or adverb of change that governs the figure at tokens `start` to `end`: just after it, or before it."""
    words = scan.words
    for at in range(end, min(len(words), end + (REACH // 2 if lex.bounds_after else 2))):
        if _is_stop(words[at]) or words[at] == "," or words[at] in lex.pairs.lists:
            break
        if turn := lex.comparatives.get(words[at]) or turn_of(words[at], lex):
            return turn
    is_led = start > 0 and words[start - 1] in lex.links  # "вырос, по данным министерства, на 5 %"
    for at in range(start - 1, max(-1, start - 1 - REACH), -1):
        if (words[at] == "," and not is_led) or (_is_stop(words[at]) and words[at + 1] not in lex.pairs.lists):
            break
        if (turn := turn_of(words[at], lex)) and words[max(at - 1, 0)] not in lex.idle_after:
            return turn
    return None


def is_governed(scan: Scan, start: int, end: int, lex: HedgeLexicon) -> bool:
    """Whether a verb of change in the same sentence leads up to the figure, other figures between them or not.

    A dash stands for the verb said further off: "довести выпуск до 240 тысяч, а локализацию – до 60%".
    """
    reach = 2 * REACH if "-" in scan.words[max(start - 2, 0) : start] else REACH
    for at in range(start - 1, max(-1, start - 1 - reach), -1):
        if scan.words[at] in ".;!?":
            break
        if _turn_of_stem(scan.words[at], lex):
            return True
    if not lex.bounds_after:
        return False
    return any(_turn_of_stem(word, lex) for word in scan.words[end : end + REACH // 2])


def inverted_noun(scan: Scan, start: int, floor: int, lex: HedgeLexicon) -> int | None:
    """The token of a noun that stands before its number, with at most a preposition between: "раза в полтора"."""
    at = start - 1
    if at > floor and scan.words[at] in lex.inversion_links:
        at -= 1
    is_free = at > floor or (at == floor == 0)  # right after another figure it is that figure's noun
    return at if is_free and scan.words[at] in lex.inverted else None


def _is_stop(word: str) -> bool:
    return word in ".;!?:" or "0" <= word[0] <= "9"


def turn_of(word: str, lex: HedgeLexicon) -> Turn | None:
    """Which change a single word means, by the longest stem it begins with."""
    return lex.turn_words.get(word) or _turn_of_stem(word, lex)


def _turn_of_stem(word: str, lex: HedgeLexicon) -> Turn | None:
    if word in lex.turns_known:
        return lex.turns_known[word]
    stems = (word[:length] for length in range(min(len(word), LONGEST_STEM), 1, -1))
    turn = next((lex.turn_stems[stem] for stem in stems if stem in lex.turn_stems), None)
    if len(lex.turns_known) < MOST_KNOWN:
        lex.turns_known[word] = turn
    return turn
