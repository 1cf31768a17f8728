"""Text to its language, by letters and function words; markup is not asked, since it is often missing or wrong.

Kazakh shows itself by its own nine letters, Russian by Cyrillic without them; function words settle mixed pages.
In Latin script Kazakh needs both: function words no neighbour has, and letters English has not, whatever the alphabet.
"""

import re
import unicodedata
from functools import cache

from extractors.page.page_words import page_words
from extractors.quantity.latin import skeleton
from extractors.settings import LANGUAGES, Language

_SAMPLE = 6_000
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]+")
_KAZAKH = re.compile("[әғқңөұүһі]")
_LATIN = re.compile("[A-Za-z]+")
_LEAST_SKELETON = 4  # shorter function words are spelt like English ones: men, us, bar
_SHARED_WORDS = frozenset({"dedi"})  # Turkish and Uzbek say it too
# The letters of three alphabets, and what plain letters do in few English words: y as a vowel, q without u.
_KAZAKH_LATIN = re.compile("[äöüğşñıáǵńóúý]|q(?!u)|[bcdfghjklmnpqrstvwxz]y[bcdfghjklmnpqrstvwxz]")
# Neither Turkish nor Uzbek writes these side by side in one word; Azerbaijani does, and is known by its ə.
_KAZAKH_ALONE = re.compile(r"(?=\w*[qñ])\w*(?:[äöüğşı]|[bcdfghjklmnpqrstvwxz]y[bcdfghjklmnpqrstvwxz])")
_AZERBAIJANI = "ə"
_ENGLISH_WORDS = 6  # one word in six is an English function word: the text is English
_ENOUGH_WORDS = 250  # of a text in Latin script: each is compared in its plainest spelling, which costs
_KAZAKH_WORDS = 4  # one word in four looks Kazakh, in the plainest spelling


def detect_language(text: str) -> Language:
    """Language of a text: `en`, `ru` or `kk`; a text without letters counts as `en`."""
    sample = text[:_SAMPLE]
    cyrillic, latin = _count(_CYRILLIC, sample), _count(_LATIN, sample)
    if latin > cyrillic or not cyrillic:
        return "kk" if _is_latin_kazakh(sample) else "en"
    words = _WORD.findall(sample.lower())
    counts = {lang: sum(map(frozenset(page_words(lang).function_words).__contains__, words)) for lang in LANGUAGES}
    # Half the words of a Kazakh text hold a letter of its own; in a Russian one only some names do.
    with_kazakh = sum(_KAZAKH.search(word) is not None for word in words)
    return "kk" if counts["kk"] + with_kazakh > counts["ru"] + (len(words) - with_kazakh) / 3 else "ru"


def _is_latin_kazakh(sample: str) -> bool:
    """Whether a text in Latin script is Kazakh; its own words are asked for in small letters: "Jane" is a name."""
    written = _WORD.findall(unicodedata.normalize("NFC", sample))[:_ENOUGH_WORDS]
    english = sum(map(_english_words().__contains__, written))
    if english * _ENGLISH_WORDS >= len(written) or _AZERBAIJANI in sample:
        return False
    known = sum(map(_is_kazakh_alone, filter(str.islower, written)))
    marked = sum(_KAZAKH_LATIN.search(word.lower()) is not None for word in written)
    return known > 0 and (known + marked) * _KAZAKH_WORDS > len(written)


def _is_kazakh_alone(word: str) -> bool:
    return _KAZAKH_ALONE.match(word) is not None or skeleton(word) in _kazakh_skeletons()


@cache
def _english_words() -> frozenset[str]:
    return frozenset(page_words("en").function_words)


@cache
def _kazakh_skeletons() -> frozenset[str]:
    skeletons = map(skeleton, page_words("kk").function_words)
    return frozenset(one for one in skeletons if len(one) >= _LEAST_SKELETON) - _SHARED_WORDS


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))
