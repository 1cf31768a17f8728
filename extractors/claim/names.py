"""What a name looks like: capital words, the known words a sentence opens with, the case endings of a language.

Enters: a passage and a place in it. Leaves: whether names stand there and how they are spelled; the `Speaker` found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.claim.passages import Passage

_IN_NAMES = frozenset((
    "activity", "area", "body", "abbreviated", "portfolio", "thing", "region_level", "into_region", "occupation",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name and where it stands; `is_body` for ministries, bureaus, outlets."""

    name: str
    start: int
    end: int
    is_body: bool = False
    post: Literal["plant", "region"] | None = None  # for whom he speaks
    region: str | None = None  # the place named with his post
    office: str = ""  # as it stands beside the name


def is_name_word(at: int, passage: Passage) -> bool:
    """Whether a word is written as a name: a capital, not all capitals unless it is an initial."""
    word = passage.page.words[at]
    written = passage.page.document.text[word.start : word.end]
    return written[0].isupper() and (len(written) == 1 or not written.isupper())


def has_capital(at: int, passage: Passage) -> bool:
    """Whether a word begins with a capital, be it all capitals."""
    return passage.page.document.text[passage.page.words[at].start].isupper()


def opening_words(passage: Passage) -> set[int]:
    """Known words that have the capital of the sentence they open: "Earlier", "Былтыр"."""
    if passage.first >= passage.last:
        return set()
    known = (term for term in passage.terms if term.first == passage.first and term.group not in _IN_NAMES)
    opening = {at for term in known for at in range(term.first, term.last)}
    is_small = passage.page.words[passage.first].text in passage.page.vocabulary.prepositions
    return opening | ({passage.first} if is_small else set())


def strip_ending(word: str, endings: Sequence[str]) -> str:
    """The word without the longest of the endings it has."""
    found = max((ending for ending in endings if word.endswith(ending)), key=len, default="")
    return word[: len(word) - len(found)] if found else word
