"""Times to come that sentences without figures name: "They are to open in 2023".

Enters: the passages of a document and its date. Leaves: by block, where each time is named and what it is.
"""

from collections.abc import Sequence
from datetime import date

from extractors.claim.passages import Passage


def find_deadlines(passages: Sequence[Passage], published: date | None) -> dict[int, tuple[tuple[int, str], ...]]:
    """Times to come that sentences without figures name: "They are to open in 2023"."""
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for passage in passages:
        if not passage.figures and passage.block.kind != "title":
            told = tuple((passage.start, one) for _, one in _times_to_come(passage, published))
            found[passage.number] = (*found.get(passage.number, ()), *told)
    return found
