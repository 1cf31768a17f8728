"""Times to come that sentences without figures name: "They are to open in 2023".

Enters: the passages of a document and its date. Leaves: by block, where each time is named and what it is.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from extractors.claim.named_periods import dated_periods
from extractors.claim.passages import Figure, Passage
from extractors.period.time_period import period_bounds


def find_deadlines(passages: Sequence[Passage], published: date | None) -> dict[int, tuple[tuple[int, str], ...]]:
    """Times to come that sentences without figures name: "They are to open in 2023"."""
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for passage in passages:
        if not passage.figures and passage.block.kind != "title":
            told = tuple((passage.start, one) for _, one in times_to_come(passage, published))
            found[passage.number] = (*found.get(passage.number, ()), *told)
    return found


def times_to_come(passage: Passage, published: date | None) -> Iterator[tuple[Figure, str]]:
    """Dates of a passage that end after publication, and their times."""
    for period in dated_periods(passage):
        time_period = period.quantity.time_period or ""
        if published and period_bounds(time_period)[1] > published:
            yield period, time_period
