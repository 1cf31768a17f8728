"""Text in, tokens out: words, numbers in digits, signs; each with its place, folded for look-up.

Folding keeps the length of the text (lower case, one kind of space, dash and apostrophe, ё as е), so the place of a
token in the folded text is its place in the text itself. Kazakh in Latin script is folded to letter skeletons.
"""

import re
from dataclasses import dataclass

from extractors.quantity.latin import SPELLINGS, script_of

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d"
_FOLD = str.maketrans(_SPACES + _DASHES + "’ʼ‘`´ёЁİ％", " " * len(_SPACES) + "-" * len(_DASHES) + "'''''ееi%")

_TOKEN = re.compile(
    r"[0-9]++(?:\.[0-9]++)?+(?:e[+-]?[0-9]{1,3}|[x×]10-?[0-9]{1,2}|(?: ?[x×] ?10)?\^-?[0-9]{1,2})(?![\w^]|[.,][0-9])"
    r"|(?<![\d.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]++)?+"  # 1 671 000,5
    r"|[0-9]++(?:[.,'][0-9]++)*+"  # 1671, 16.7, 1,671,000.5, 24.01.2023
    r"|(?<![\w.])\.[0-9]++"  # .25
    r"|[^\W\d_]++(?:'[^\W\d_]++)*+"
    r"|\S"
)


@dataclass(frozen=True, slots=True)
class Scan:
    """The tokens of a text. `words` are folded; `starts` and `ends` are code points of the text."""

    text: str
    lang: str  # "kk-Latn" for Kazakh in Latin script
    words: list[str]
    starts: list[int]
    ends: list[int]

    def is_glued(self, at: int) -> bool:
        """Whether token `at` follows the one before it without a space."""
        return 0 < at < len(self.words) and self.starts[at] == self.ends[at - 1]

    def has_gap_break(self, at: int) -> bool:
        """Whether a line ends between token `at` and the one before it."""
        return 0 < at < len(self.words) and "\n" in self.text[self.ends[at - 1] : self.starts[at]]


def fold(text: str) -> str:
    """The text in lower case with spaces, dashes and apostrophes made alike; never longer or shorter."""
    folded = text.translate(_FOLD).lower()
    return folded.replace("&nbsp;", " " * 6) if "&nbsp;" in folded else folded  # escaped twice by its publisher


def scan_text(text: str, lang: str) -> Scan:
    """Split a text into tokens."""
    words, starts, ends = [], [], []
    for found in _TOKEN.finditer(fold(text)):
        words.append(found.group())
        starts.append(found.start())
        ends.append(found.end())
    lang = script_of(words, lang)
    if spell := SPELLINGS.get(lang):
        return Scan(text, lang, [spell(word) or word for word in words], starts, ends)
    return Scan(text, lang, words, starts, ends)


def is_digits(word: str) -> bool:
    """Whether a token is a number in digits."""
    return "0" <= word[0] <= "9" or (word[0] == "." and len(word) > 1)
