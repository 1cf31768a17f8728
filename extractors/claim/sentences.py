"""A block of text in, sentences out, each with its clauses: how far a word can reach.

A full stop ends a sentence only before a capital, a quotation mark or a figure, and not after an initial or an
abbreviation of the language file.
"""

import re
from collections.abc import Collection

from extractors.claim.terms import fold

_END = re.compile(r"[.!?…]+[»”\"')]*\s+(?=[\"“«(—–-]*\s*[^\W_])|\n+|;\s+")
MEASURES = frozenset(
    ("млн", "млрд", "трлн", "тыс", "тг", "руб", "долл", "чел", "шт", "ед", "мың", "mln", "bln", "bn", "trn")
)
_LAST_WORD = re.compile(r"(\w+)[.!?…»”\"')]*\s*$")


def split_sentences(text: str, start: int, end: int, abbreviations: Collection[str]) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, without surrounding space."""
    spans: list[tuple[int, int]] = []
    begin = start
    for found in _END.finditer(text, start, end):
        if _is_end(text, found, begin, abbreviations):
            spans.append(_trim(text, begin, found.end()))
            begin = found.end()
    spans.append(_trim(text, begin, end))
    return [span for span in spans if span[0] < span[1]]


def _is_end(text: str, found: re.Match[str], begin: int, abbreviations: Collection[str]) -> bool:
    if found[0][0] in "\n;":
        return True
    if found[0][0] != "." or found.end() >= len(text):
        return True
    opened = text[found.end() : found.end() + 3].lstrip('"“«(—–- ')[:1]
    if opened.islower():
        return False
    last = _LAST_WORD.search(text, max(begin, found.start() - 30), found.start())
    if last is None:
        return True
    if fold(last[1]) in MEASURES and opened.isalpha() and not text[found.end() : found.end() + 3].isupper():
        return True  # "до 1,1 млрд. Импорт": a currency would be in small letters, or all in capitals
    is_initial = len(last[1]) == 1 and last[1].isupper()
    return not is_initial and fold(last[1]) not in abbreviations


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
