"""Text to its language, by letters and function words; markup is not asked, since it is often missing or wrong.

Kazakh shows itself by its own nine letters, Russian by Cyrillic without them; function words settle mixed pages.
"""

import re
from typing import Literal, cast

from extractors.language import LANGUAGES
from extractors.page_words import page_words

Lang = Literal["en", "ru", "kk"]

_SAMPLE = 6_000
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]+")
_KAZAKH = re.compile("[ӘәҒғҚқҢңӨөҰұҮүҺһІі]+")
_LATIN = re.compile("[A-Za-z]+")


def detect_language(text: str) -> Lang:
    """Language of a text: `en`, `ru` or `kk`; a text without letters counts as `en`."""
    sample = text[:_SAMPLE]
    cyrillic, latin = _count(_CYRILLIC, sample), _count(_LATIN, sample)
    if latin > cyrillic or not cyrillic:
        return "en"
    words = _WORD.findall(sample.lower())
    counts = {lang: sum(map(frozenset(page_words(lang).function_words).__contains__, words)) for lang in LANGUAGES}
    kazakh_letters = _count(_KAZAKH, sample)
    # A Kazakh text has about one own letter in six; a Russian one only those of names.
    scores = {"kk": counts["kk"] + kazakh_letters / 4, "ru": counts["ru"] + (cyrillic - kazakh_letters) / 40}
    return cast(Lang, max(scores, key=lambda lang: scores[lang]))


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))
