"""The lines of a container to the lines of the article.

Enters: lines in reading order. Leaves: those that are text of the article; lines that lead to other pages, name their
author or belong to the page are left out, those that repeat earlier news are marked as background, and a line that
names where the text comes from becomes the credit. A prefix alone proves nothing: it needs a link or a short line.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import unescape

from extractors.page.blocks import SENTENCE_END, Line, collapse
from extractors.page.dates import parse_date
from extractors.page.page_words import opening, words_of_all

_LABEL = 60  # longest line that is only a label
_FURNITURE = 120
_AROUND = ' .,:;–—-()[]«»"/'
_STUB = 40  # a line this short without a stop is no sentence
_MOSTLY = 0.6
_PARTLY = 0.25
_NEXT_TO_NONE = 250  # characters of a teaser, or of a page that waits for a script
_TIMES = 3
_MARKUP = re.compile(r"<[a-zA-Z/][^<>]{0,2000}>")
_TEXT_KINDS = ("paragraph", "list_item", "quote")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The article's lines and who the page names as its origin."""

    lines: tuple[Line, ...]
    credit: str | None


def clean_lines(lines: Iterable[Line], title: str) -> Cleaned:
    """Keep the lines that are text of the article."""
    kept: list[Line] = []
    credit: str | None = None
    is_after_label = False
    for line in lines:
        lower = line.text.lower()
        named = _credit(line, lower)
        if named:
            credit = credit or named
        if _is_label(line, lower):
            is_after_label = True
        elif is_after_label and _share(line) > _MOSTLY:
            continue
        elif not (named or line.text == title or _is_foreign(line, lower)):
            is_after_label = False
            is_background = line.kind in _TEXT_KINDS and opening("background").match(lower) is not None
            is_item = line.kind == "paragraph" and is_bulleted(line.text, kept[-1].text if kept else "")
            kind = "background" if is_background else "list_item" if is_item else line.kind
            kept.append(line if kind == line.kind else replace(line, kind=kind))
    return Cleaned(tuple(_trim(kept)), credit)


def is_bulleted(text: str, before: str) -> bool:
    """A paragraph that is an item of a list: a bullet, or a dash behind a colon or another item."""
    if text[:1] in "•▪●‣◦":
        return True
    return text[:2] in ("- ", "– ", "— ") and (text.endswith(";") or before.endswith((":", ";")))


def declared_lines(text: str, found: Sequence[Line]) -> tuple[Line, ...]:
    """The text that the page's structured data declare, where the page itself shows next to none of it."""
    count_found = sum(len(line.text) for line in found)
    if count_found >= _NEXT_TO_NONE or len(text) < _TIMES * count_found:
        return ()
    plain = unescape(_MARKUP.sub("\n", text))
    lines = (collapse(line) for line in plain.replace("\r", "\n").split("\n"))
    return tuple(Line("paragraph", line) for line in lines if line)


def _share(line: Line) -> float:
    return line.linked / max(len(line.text), 1)


def _is_label(line: Line, lower: str) -> bool:
    """A line of its own that announces other pages."""
    is_short = len(lower) <= _LABEL and not lower.endswith((".", "!", "?"))
    return line.kind != "table_row" and not line.linked and is_short and _leads_away(lower)


def _leads_away(lower: str) -> bool:
    return opening("read_also").match(lower) is not None


def _is_foreign(line: Line, lower: str) -> bool:
    """A line that leads away from the article or belongs to the page."""
    if line.kind == "table_row":
        return False
    if line.linked and (len(lower) <= _FURNITURE or _share(line) > _PARTLY) and _leads_away(lower):
        return True
    if _share(line) > _MOSTLY and (line.kind != "paragraph" or not line.text.endswith((".", "!", "?", "…"))):
        return True
    if len(lower) > _FURNITURE:
        return False
    if opening("furniture", "byline").match(lower):
        return len(lower) <= _LABEL or line.linked > 0 or ":" in lower[:_STUB]
    return len(lower) <= _STUB and _is_date(line.text)


def _is_date(text: str) -> bool:
    """Whether a short line is a date and nothing more."""
    words = [word for word in text.replace(",", " ").split() if word[:1].isalpha()]
    return len(words) <= 3 and not text.endswith(".") and parse_date(text, "UTC") is not None


def _credit(line: Line, lower: str) -> str | None:
    """Who a short line such as "Source: Kazinform" names."""
    if len(lower) > _FURNITURE or line.kind == "table_row":
        return None
    if len(lower) <= _STUB and is_agency(lower):
        return _without_by(line.text).strip(_AROUND)
    found = opening("credit").match(lower)
    return (line.text[found.end() :].strip(" :–—-.") or None) if found else None


def is_agency(lower: str) -> bool:
    """Whether a line is the name of an agency, with at most a word such as "staff" behind it."""
    bare = _without_by(lower).strip(_AROUND)
    return bare in words_of_all("agencies") or bare.rpartition(" ")[0] in words_of_all("agencies")


def _without_by(text: str) -> str:
    found = opening("by").match(text.lower())
    return text[found.end() :] if found else text


def _trim(lines: list[Line]) -> list[Line]:
    """Without the stubs before the first and after the last real line: rubrics, names, counters.

    A stub right above a table says what the table is about.
    """
    start, end = 0, len(lines)
    while start < end and _is_stub(lines[start]) and not _heads_table(lines, start):
        start += 1
    while end > start and (_is_stub(lines[end - 1]) or lines[end - 1].kind == "heading"):
        end -= 1
    return lines[start:end] or lines


def _heads_table(lines: list[Line], at: int) -> bool:
    return at + 1 < len(lines) and lines[at + 1].kind == "table_row"


def _is_stub(line: Line) -> bool:
    if line.kind not in ("paragraph", "list_item") or len(line.text) > _STUB:
        return False
    return not line.text.endswith(SENTENCE_END) and (line.kind == "paragraph" or not _says_something(line.text))


def _says_something(text: str) -> bool:
    """A list item is more than a counter or a name: several words, or a figure with a word."""
    words = text.split()
    return len(words) >= 3 or (len(words) == 2 and any(letter.isdigit() for letter in text))
