"""Words in, terms out: finds every known word or phrase of a text in one pass.

Enters: phrases from YAML, written as words and stems ("прям* иностранн* инвестиц*"). Leaves: `Term`s with their place.
Each distinct word is looked up once and remembered, so the cost grows with the text and not with the vocabulary.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_FOLD = str.maketrans("ёЁİ", "ееi")


WEAK = frozenset(("up", "down", "base", "thing", "by_change", "part"))
OPEN = frozenset(("future", "staff", "hired"))  # phrases whose noun still counts: "60 жұмысшы алады"


class Word(NamedTuple):
    """One word of the text, folded to lower case."""

    start: int
    end: int
    text: str


class Term(NamedTuple):
    """A known phrase: what it means (`group`, `key`), which words it takes, where it stands."""

    group: str
    key: str
    first: int
    last: int  # exclusive
    start: int
    end: int


class _Phrase(NamedTuple):
    rest: tuple[tuple[str, bool], ...]  # (word or stem, is_stem) of the words after the head
    group: str
    key: str


class _Starts(NamedTuple):
    """Phrases that begin with a word, numbered in the order of the vocabulary, by what must follow."""

    alone: tuple[tuple[int, _Phrase], ...]
    before: Mapping[str, tuple[tuple[int, _Phrase], ...]]  # by their second word
    before_stem: tuple[tuple[int, _Phrase], ...]  # their second word is a stem


_NOTHING = _Starts((), {}, ())


def _by_second_word(phrases: Sequence[_Phrase]) -> _Starts:
    if not phrases:
        return _NOTHING
    before: dict[str, list[tuple[int, _Phrase]]] = {}
    numbered = list(enumerate(phrases))
    for one in numbered:
        if one[1].rest and not one[1].rest[0][1]:
            before.setdefault(one[1].rest[0][0], []).append(one)
    return _Starts(
        tuple(one for one in numbered if not one[1].rest),
        {word: tuple(found) for word, found in before.items()},
        tuple(one for one in numbered if one[1].rest and one[1].rest[0][1]),
    )


def fold(text: str) -> str:
    """Lower case, with ё read as е and İ as i; keeps every offset."""
    folded = text.translate(_FOLD).lower()
    return folded if len(folded) == len(text) else "".join(_fold_one(letter) for letter in text)


def _fold_one(letter: str) -> str:
    folded = letter.lower()
    return folded if len(folded) == 1 else letter


def split_words(text: str) -> list[Word]:
    """Words of `text` in order; hyphens and apostrophes part words."""
    return [Word(found.start(), found.end(), found[0]) for found in _WORD.finditer(fold(text))]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their first word, whole or stem."""

    whole: Mapping[str, tuple[_Phrase, ...]]
    stems: Mapping[str, tuple[_Phrase, ...]]
    longest: int
    surnames: tuple[str, ...] = ()  # what makes a name of a place the name of a person
    known: dict[str, _Starts] = field(default_factory=dict)

    def starting(self, word: str) -> _Starts:
        """Phrases that may begin with `word`."""
        starts = self.known.get(word)
        if starts is None:
            prefixes = (word[:size] for size in range(1, min(len(word), self.longest) + 1))
            stems = ((prefix, phrase) for prefix in prefixes for phrase in self.stems.get(prefix, ()))
            by_stem = [phrase for stem, phrase in stems if not self._is_surname(word[len(stem) :], phrase)]
            starts = _by_second_word((*self.whole.get(word, ()), *by_stem))
            if len(self.known) < _REMEMBERED:
                self.known[word] = starts
        return starts

    def _is_surname(self, ending: str, phrase: _Phrase) -> bool:
        """As in "Нұржан Мақатов", who is not in Мақат."""
        return phrase.group == "area" and ending in self.surnames


_REMEMBERED = 200_000


def build_lexicon(
    entries: Iterable[tuple[str, str, Iterable[str]]],
    spell: Callable[[str], str] | None = None,
    surnames: tuple[str, ...] = (),
) -> Lexicon:
    """Compile `(group, key, phrases)` into a lexicon; `spell` turns each word into another spelling first."""
    whole: dict[str, list[_Phrase]] = {}
    stems: dict[str, list[_Phrase]] = {}
    for group, key, phrases in entries:
        for phrase in phrases:
            parts = [(spell(word) if spell else word, is_stem) for word, is_stem in _parts(phrase)]
            (head, is_stem), *rest = parts
            (stems if is_stem else whole).setdefault(head, []).append(_Phrase(tuple(rest), group, key))
    return Lexicon(
        {head: tuple(found) for head, found in whole.items()},
        {head: tuple(found) for head, found in stems.items()},
        max(map(len, stems), default=0),
        surnames,
    )


def _parts(phrase: str) -> list[tuple[str, bool]]:
    parts = [(found[1], bool(found[2])) for found in re.finditer(r"(\w+)(\*?)", fold(phrase))]
    if not parts:
        raise ValueError(f"a phrase without a word: {phrase!r}")
    return parts


def find_terms(words: list[Word], lexicon: Lexicon) -> list[Term]:
    """Every known phrase in order of place; of two in one group that overlap, the longer."""
    found: list[Term] = []
    for index, word in enumerate(words):
        starts = lexicon.starting(word.text)
        if starts is _NOTHING:
            continue
        for _, phrase in _whole_at(words, index, starts):
            last = index + 1 + len(phrase.rest)
            found.append(Term(phrase.group, phrase.key, index, last, word.start, words[last - 1].end))
    return _drop_contained(found)


def _whole_at(words: list[Word], index: int, starts: _Starts) -> Sequence[tuple[int, _Phrase]]:
    """The phrases that stand whole from word `index` on, in the order of the vocabulary."""
    second = words[index + 1].text if index + 1 < len(words) else ""
    longer = starts.before.get(second, ()) + starts.before_stem
    whole = [one for one in longer if _follows(words, index + 1, one[1].rest)] if longer else None
    return sorted((*starts.alone, *whole)) if whole else starts.alone


def _follows(words: list[Word], at: int, rest: tuple[tuple[str, bool], ...]) -> bool:
    if at + len(rest) > len(words):
        return False
    return all(
        words[at + step].text.startswith(part) if is_stem else words[at + step].text == part
        for step, (part, is_stem) in enumerate(rest)
    )


def _drop_contained(terms: list[Term]) -> list[Term]:
    """Keep the longest of each group over a word, and no weak word inside a longer phrase: "up" in "make up"."""
    longest: dict[tuple[str, int], int] = {}  # (group or "", word) -> words of the longest phrase over it
    lasts: dict[int, int] = {}  # word -> end of the longest phrase over it
    for term in terms:
        size = term.last - term.first
        for word in range(term.first, term.last):
            longest[(term.group, word)] = max(longest.get((term.group, word), 0), size)
            if size > longest.get(("", word), 0) and (size == 1 or term.group not in OPEN):
                longest[("", word)], lasts[word] = size, term.last
    return list(dict.fromkeys(term for term in terms if _is_kept(term, longest, lasts)))


def _is_kept(term: Term, longest: Mapping[tuple[str, int], int], lasts: Mapping[int, int]) -> bool:
    size = term.last - term.first
    if longest[(term.group, term.first)] > size:
        return False
    if size > 1 or term.group not in WEAK or longest[("", term.first)] == 1:
        return True
    return term.group == "thing" and lasts[term.first] == term.last
