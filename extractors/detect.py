"""Text to its language, by letters and function words; markup is not asked, since it is often missing or wrong.

Kazakh shows itself by its own nine letters, Russian by Cyrillic without them; function words settle mixed pages.
"""

import re
from typing import Literal

from extractors.language import LANGUAGES
from extractors.page_words import page_words

Lang = Literal["en", "ru", "kk"]

_SAMPLE = 6_000
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]+")
_KAZAKH = re.compile("[әғқңөұүһі]")
_LATIN = re.compile("[A-Za-z]+")


def detect_language(text: str) -> Lang:
    """Language of a text: `en`, `ru` or `kk`; a text without letters counts as `en`."""
    sample = text[:_SAMPLE]
    cyrillic, latin = _count(_CYRILLIC, sample), _count(_LATIN, sample)
    if latin > cyrillic or not cyrillic:
        return "en"
    words = _WORD.findall(sample.lower())
    counts = {lang: sum(map(frozenset(page_words(lang).function_words).__contains__, words)) for lang in LANGUAGES}
    # Half the words of a Kazakh text hold a letter of its own; in a Russian one only some names do.
    with_kazakh = sum(_KAZAKH.search(word) is not None for word in words)
    return "kk" if counts["kk"] + with_kazakh > counts["ru"] + (len(words) - with_kazakh) / 3 else "ru"


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))
