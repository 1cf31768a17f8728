"""A second, independent parser asked for the same page: what both keep is confirmed.

Enters: our text and blocks, and the page. Leaves: the blocks with `is_confirmed`. Two parsers that share no rules agree
on sidebars and teasers far less often than on the article, so agreement is the best filter for figures. It costs many
times our own reading, so it is asked of doubtful pages and of a sample, by what the page itself is and says: a page is
read the same alone, in any batch and in a replay.
"""

import hashlib
from dataclasses import replace
from datetime import datetime

from extractors.page.dates import parse_date
from extractors.page.simhash import normalise_text
from extractors.records import Block

_SHINGLE = 4
_AGREEMENT = 0.8
_SAMPLE = 16  # one page in so many, chosen by its address
_SHORT = 700  # characters: short texts lose to side lists
_MOST = 0.6  # of a page's plain text should stand in the article
_LARGEST = 1_000_000  # characters; other libraries promise no linear time


def is_doubtful(text: str, share: float, *, declares_itself: bool) -> bool:
    """Whether a reading may have missed the article: little text, much of it elsewhere, nothing declared."""
    return len(text) < _SHORT or share < _MOST or not declares_itself


def is_sampled(address: str) -> bool:
    """Whether the page is one of those that are always read twice, so that each layout is watched."""
    return hashlib.sha256(address.encode()).digest()[0] % _SAMPLE == 0


def confirm(blocks: tuple[Block, ...], text: str, html: str) -> tuple[Block, ...]:
    """Mark each block by whether trafilatura keeps four fifths of its word sequences too."""
    from trafilatura import extract

    other = extract(html, fast=True, include_comments=False, include_tables=True) or ""
    known = set(_shingles(other))
    words = set(normalise_text(other).split())
    return tuple(
        replace(block, is_confirmed=_is_known(text[block.start : block.end], known, words)) for block in blocks
    )


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = normalise_text(text).split()
    return [tuple(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)]


def _is_known(text: str, known: set[tuple[str, ...]], words: set[str]) -> bool:
    own = _shingles(text)
    if not own:
        return all(word in words for word in normalise_text(text).split())
    return sum(shingle in known for shingle in own) >= _AGREEMENT * len(own)


def find_day(html: str, url: str, timezone: str) -> datetime | None:
    """The publication day by htmldate, for pages that declare none: a day only, set to local noon."""
    from htmldate import find_date

    if len(html) > _LARGEST:
        return None
    try:
        found = find_date(html, url=url or None, original_date=True, extensive_search=True)
    except (ValueError, TypeError, RecursionError):
        return None
    moment = parse_date(found, timezone) if found else None
    return moment.at if moment else None
