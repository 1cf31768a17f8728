"""Stems and suffix classes in, word forms out: how the language files say many forms in one short entry.

An entry is a phrase whose words are either written out (`сорок`) or a stem with the names of its suffix classes
(`пят|soft`, `теңге|case,poss`). Tables made from entries are looked up by the words of a scanned text, forwards or
backwards, so that the cost of reading does not grow with the vocabulary.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Generic, TypeVar

from extractors.errors import ConfigError

PayloadT = TypeVar("PayloadT")
KeyT = TypeVar("KeyT")
Endings = Mapping[str, tuple[str, ...]]


def expand(entry: str, endings: Endings) -> tuple[tuple[str, ...], ...]:
    """All forms of an entry, each a tuple of words.

    >>> expand("фунт|noun стерлингов", {"noun": ("", "а")})
    (('фунт', 'стерлингов'), ('фунта', 'стерлингов'))
    """
    return tuple(product(*(_forms(word, endings) for word in entry.split())))


def _forms(word: str, endings: Endings) -> tuple[str, ...]:
    stem, bar, classes = word.partition("|")
    if not bar:
        return (stem,)
    names = classes.split(",")
    if unknown := [name for name in names if name not in endings]:
        raise ConfigError(f"entry {word!r}: no suffix class {unknown[0]!r} among the endings")
    return tuple(stem + ending for name in names for ending in endings[name])


class PhraseTable(Generic[PayloadT]):
    """Phrases with what they mean; the longest phrase wins. `is_backward` matches from the last word leftwards."""

    def __init__(self, *, is_backward: bool = False) -> None:
        self._step = -1 if is_backward else 1
        self._phrases: dict[str, list[tuple[list[str], PayloadT]]] = {}  # by the first word: the rest, in text order

    def add(self, phrase: tuple[str, ...], payload: PayloadT) -> None:
        """Add one phrase; the first meaning given to a phrase stays."""
        first, rest = (phrase[-1], list(phrase[:-1])) if self._step < 0 else (phrase[0], list(phrase[1:]))
        known = self._phrases.setdefault(first, [])
        if all(other != rest for other, _ in known):
            known.append((rest, payload))
            known.sort(key=lambda item: -len(item[0]))

    def match(self, words: list[str], at: int) -> tuple[int, PayloadT] | None:
        """The phrase that begins (backwards: ends) at token `at`: the token after (before) it, and its meaning."""
        if not 0 <= at < len(words):
            return None
        known = self._phrases.get(words[at])
        if known is None:
            return None
        step = self._step
        for rest, payload in known:
            length = len(rest)
            if not length or (words[at + 1 : at + 1 + length] if step > 0 else words[max(0, at - length) : at]) == rest:
                return at + step * (length + 1), payload
        return None


class Speller:
    """Makes look-up tables from entries: knows the endings of one section, and the spelling of its script."""

    def __init__(self, endings: Endings, spell: Callable[[str], str] = str) -> None:
        self._endings = endings
        self._spell = spell

    def phrases(self, entries: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Every form of every entry, as words."""
        for entry in entries:
            for form in expand(entry, self._endings):
                yield tuple(self._spell(word) for word in form)

    def words(self, entries: Iterable[str]) -> frozenset[str]:
        """Every form of one-word entries."""
        return frozenset(" ".join(form) for form in self.phrases(entries))

    def values(self, entries: Mapping[KeyT, Sequence[str]]) -> dict[str, KeyT]:
        """Form to key; the first key that claims a form keeps it."""
        table: dict[str, KeyT] = {}
        for key, group in entries.items():
            for form in self.phrases(group):
                table.setdefault(" ".join(form), key)
        return table

    def table(self, entries: Mapping[KeyT, Sequence[str]], *, is_backward: bool = False) -> PhraseTable[KeyT]:
        """Phrases with the key of their group as meaning."""
        table: PhraseTable[KeyT] = PhraseTable(is_backward=is_backward)
        for key, group in entries.items():
            for form in self.phrases(group):
                table.add(form, key)
        return table
