"""Who has the floor: interviews, meetings where one after another reports, asides of the outlet.

Enters: the passages of a document or of one block. Leaves: where the questions begin, whether several are to report,
whether the outlet speaks for itself. `voices.py` gives each sentence its speaker with that.
"""

from collections.abc import Sequence
from itertools import groupby

from extractors.claim.passages import Passage

ARTICLE = frozenset(("paragraph", "list_item", "quote", "table_row", "background"))
_NOTE = 9  # words of a line of date and place
_TELLING = ("said", "reports", "tells", "according", "source_line")
_QUESTIONS = 2  # that make an interview


def first_question(passages: Sequence[Passage]) -> int | None:
    """The block of the first question of an interview, in which questions stand alone."""
    spoken = (passage for passage in passages if passage.block.kind in ARTICLE | {"heading"})
    blocks = ((number, list(block)) for number, block in groupby(spoken, key=lambda passage: passage.number))
    asked = [number for number, block in blocks if all(_asks(passage) for passage in block)]
    return asked[0] if len(asked) >= _QUESTIONS else None


def _asks(passage: Passage) -> bool:
    return passage.page.document.text[passage.start : passage.end].rstrip(' \u00a0»”"').endswith("?")


def new_stories(passages: Sequence[Passage]) -> frozenset[int]:
    """The blocks below a heading that asks nothing: what a body reported above it is at an end."""
    headed: set[int] = set()
    is_below = False
    for passage in passages:
        if passage.block.kind == "heading":
            is_below = not _asks(passage)
        elif passage.block.kind in ARTICLE and is_below:
            headed.add(passage.number)
            is_below = False
    return frozenset(headed)


def count_notes(blocks: Sequence[Sequence[Passage]]) -> int:
    """How many blocks stand before the lead: corrections, lines of date and place."""
    notes = (number for number, block in enumerate(blocks) if not _is_note(block))
    return next(notes, 0)


def _is_note(block: Sequence[Passage]) -> bool:
    if any(any(passage.of("correction")) for passage in block):
        return True
    is_short = block[-1].last - block[0].first <= _NOTE and any(passage.periods for passage in block)
    return is_short and not any(passage.figures or any(passage.of(*_TELLING)) for passage in block)


def is_session(lead: Sequence[Passage]) -> bool:
    """Whether the lead tells of a meeting at which others are to report."""
    return any(any(passage.of("session", "chairing")) for passage in lead)


def is_aside(passage: Passage) -> bool:
    """As in "Напомним, ...", "За год, напомним, ...": the outlet has the word again."""
    text = passage.page.document.text
    for term in passage.of("aside"):
        is_between = (
            text[max(term.start - 2, 0) : term.start].rstrip().endswith(",") and text[term.end : term.end + 1] == ","
        )
        if term.first == passage.first or is_between:
            return True
    return False
