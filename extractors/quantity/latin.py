"""Kazakh in Latin script: a word in, its letter skeleton out, the same for every alphabet in use.

The official alphabets (2017 with apostrophes, 2018 with acutes, 2021 with diaereses) and everyday spelling differ in
letters such as ң or й. The skeleton drops what they differ in, for words of the text and of the language file alike,
so one vocabulary in Cyrillic serves all of them and places in the text never move. All of them tell ш from с, and so
does the skeleton: "ашты" opened, "асты" exceeded. The official alphabets tell ө, ү, ә, ғ, қ from о, у, а,
г, к; where a text does, its skeletons keep them: "бөлді" allotted, "болды" was.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

_CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгғдезийіыклмнңоөпрстуұүфһхцәқчжшщэ",
            "abvggdeziiiiklmnnooprstuuufhhsaksjʃʃe",
            strict=True,
        )
    )
    | {"ю": "iu", "я": "ia", "ъ": "", "ь": ""}
)
_PAIRS = re.compile("sh(?:ch)?|s[\u0327']|[zgk]h|ch|ts|ii+|ʃʃ+|'")
_PAIR = {
    "sh": "ʃ",
    "shch": "ʃ",
    "s\u0327": "ʃ",
    "s'": "ʃ",
    "zh": "j",
    "gh": "g",
    "kh": "h",
    "ch": "s",
    "ts": "s",
    "'": "",
}
_LOST_MARKS = str.maketrans({"ý": "u", "ı": "i", "y": "i"})
_LETTERS = str.maketrans("qxwc", "khus")
_RIGHT = frozenset(("оң", "oñ", "oń", "on'"))  # "positive": only its mark tells it from "ten"


_MARKED_CYRILLIC = _CYRILLIC | str.maketrans("өүәғқ", "öüäğq")
_MARKED_LATIN = dict(zip("aoug", "äöüğ", strict=True))
_MARKED = re.compile("([aoug])[\u0301\u0306\u0308']")
_MARKED_LETTERS = str.maketrans("xwc", "hus")
_MARKS = frozenset("äöüáóú")


@lru_cache(maxsize=20_000)
def marked_skeleton(word: str) -> str:
    """The skeleton that keeps ө, ү, ә, ғ, қ apart, for texts that write them.

    >>> marked_skeleton("бөлді"), marked_skeleton("böldı"), marked_skeleton("bóldi"), marked_skeleton("болды")
    ('böldi', 'böldi', 'böldi', 'boldi')
    """
    if word in _RIGHT:
        return "oŋ"
    if any("а" <= letter <= "ӿ" for letter in word):
        return _paired(word.translate(_MARKED_CYRILLIC))
    spread = unicodedata.normalize("NFD", word.translate(_LOST_MARKS))
    kept = _paired(_MARKED.sub(lambda one: _MARKED_LATIN[one[1]], spread))
    return _paired("".join(c for c in kept if not unicodedata.combining(c)).translate(_MARKED_LETTERS))


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """Letter skeleton of a lower-case Kazakh word in either script.

    >>> skeleton("мың"), skeleton("myñ"), skeleton("myń"), skeleton("myn'")
    ('min', 'min', 'min', 'min')
    >>> skeleton("инвестиция"), skeleton("investisia"), skeleton("ınvestıtsııa")
    ('investisia', 'investisia', 'investisia')
    """
    if word in _RIGHT:
        return "oŋ"
    if any("а" <= letter <= "ӿ" for letter in word):
        return _paired(word.translate(_CYRILLIC))
    marked = _paired(unicodedata.normalize("NFD", word.translate(_LOST_MARKS)))
    return _paired("".join(c for c in marked if not unicodedata.combining(c)).translate(_LETTERS))


def _paired(word: str) -> str:
    return _PAIRS.sub(lambda pair: _PAIR.get(pair[0], pair[0][0]), word)


SPELLINGS: Mapping[str, Callable[[str], str]] = {"kk-Latn": marked_skeleton, "kk-Latn-plain": skeleton}
TWO_SCRIPTS = frozenset(name.partition("-")[0] for name in SPELLINGS)


def spellings_of(lang: str) -> Mapping[str, Callable[[str], str]]:
    """The other scripts a language is written in, by name."""
    return {name: spell for name, spell in SPELLINGS.items() if name.partition("-")[0] == lang}


def script_of(words: Sequence[str], lang: str = "kk") -> str:
    """How a Kazakh text is written: "kk" in Cyrillic, "kk-Latn" with marks over its vowels, "kk-Latn-plain" without."""
    if lang not in TWO_SCRIPTS or not is_latin(words):
        return lang
    return "kk-Latn" if any(not _MARKS.isdisjoint(word) or "'" in word for word in words) else "kk-Latn-plain"


def is_latin(words: Iterable[str]) -> bool:
    """Whether most words of a Kazakh text are written in Latin script."""
    latin = cyrillic = 0
    for word in words:
        latin += "a" <= word[0] <= "z" or "\u00e0" <= word[0] <= "\u024f"
        cyrillic += "а" <= word[0] <= "ӿ"
    return latin > cyrillic
