"""Kazakh in Latin script: a word in, its letter skeleton out, the same for every alphabet in use.

The official alphabets (2017 with apostrophes, 2018 with acutes, 2021 with diaereses) and everyday spelling differ in
letters such as ң or ш. The skeleton drops what they differ in, for words of the text and of the language file alike,
so one vocabulary in Cyrillic serves all of them and places in the text never move.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_CYRILLIC = dict(
    zip(
        "абвгғдезийіыклмнңоөпрстуұүфхһцәқ",
        "abvggdeziiiiklmnnooprstuuufhhsak",
        strict=True,
    )
) | {"ж": "j", "ш": "s", "щ": "s", "ч": "c", "ю": "iu", "я": "ia", "э": "e", "ъ": "", "ь": ""}
_PAIRS = re.compile("sh|zh|gh|kh|ch|'")
_PAIR = {"sh": "s", "zh": "j", "gh": "g", "kh": "h", "ch": "c", "'": ""}
_LETTERS = str.maketrans({"ý": "u", "ı": "i", "y": "i", "q": "k", "x": "h", "w": "u"})


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """Letter skeleton of a lower-case Kazakh word in either script.

    >>> skeleton("мың"), skeleton("myñ"), skeleton("myń"), skeleton("myn'")
    ('min', 'min', 'min', 'min')
    """
    if any("а" <= letter <= "ӿ" for letter in word):
        return "".join(_CYRILLIC.get(letter, letter) for letter in word)
    plain = unicodedata.normalize("NFD", word.translate(_LETTERS))
    return _PAIRS.sub(lambda pair: _PAIR[pair[0]], "".join(c for c in plain if not unicodedata.combining(c)))


def is_latin(words: Iterable[str]) -> bool:
    """Whether most words of a Kazakh text are written in Latin script."""
    latin = cyrillic = 0
    for word in words:
        latin += "a" <= word[0] <= "z" or "\u00e0" <= word[0] <= "\u024f"
        cyrillic += "а" <= word[0] <= "ӿ"
    return latin > cyrillic
