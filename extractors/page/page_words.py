"""The words that pages of a language use about themselves: section `pages` of its file.

Enters: `languages/<lang>.yml`. Leaves: `PageWords`, and the prefixes of all languages in one, since a Russian page
may carry a Kazakh "read also" block.
"""

import re
from functools import cache

from pydantic import Field

from extractors.language import load_section
from extractors.settings import LANGUAGES, Strict


class PageWords(Strict):
    """Words of one language, all in lower case; a prefix is compared with the beginning of a block."""

    function_words: tuple[str, ...] = Field(min_length=10)  # tell this language from the others
    month_prefixes: tuple[str, ...] = Field(min_length=12, max_length=12)  # first letters of printed month names
    today: tuple[str, ...]
    yesterday: tuple[str, ...]
    read_also: tuple[str, ...]  # leads to another page: the block is none of the article's
    background: tuple[str, ...]  # the article repeats what was reported before
    credit: tuple[str, ...]  # "source: …": names where the text comes from
    agencies: tuple[str, ...]  # a line that is such a name, with "by" or without, is a credit
    by: tuple[str, ...]
    byline: tuple[str, ...]  # "author: …", "photo: …"
    furniture: tuple[str, ...]  # share bars, subscription lines, comment counts, reading times
    needs_script: tuple[str, ...]  # what a page says when it waits for JavaScript


@cache
def page_words(lang: str) -> PageWords:
    """Words of one language."""
    words: PageWords = load_section(lang, "pages", PageWords)
    return words


@cache
def words_of_all(field: str) -> tuple[str, ...]:
    """One list of every language together, the longest first."""
    words = {word for lang in LANGUAGES for word in getattr(page_words(lang), field)}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def opening(*fields: str) -> re.Pattern[str]:
    """A pattern for `match` that finds the words of some lists, in any language, where a lower-case text begins.

    >>> bool(opening("background").match("recall that")), bool(opening("read_also").match("recommendedly"))
    (True, False)
    """
    words = [word for field in fields for word in words_of_all(field)]
    ends = (re.escape(word) + (r"(?!\w)" if word[-1].isalnum() else "") for word in words)
    return re.compile("|".join(ends))
