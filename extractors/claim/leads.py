"""The lines right above a list: what its items go on about when they do not say it themselves.

Enters: the passages of a document. Leaves: for each block of a list the sentences of the paragraph or heading above it,
and the time those name for all items ("Results of 2023:", "Everything below refers to 2021").
"""

from collections.abc import Mapping, Sequence

from extractors.claim.named_periods import dated_periods
from extractors.claim.passages import Passage

ABOVE = frozenset(("paragraph", "heading"))


def find_leads(passages: Sequence[Passage]) -> Mapping[int, tuple[Passage, ...]]:
    """Sentences right above each list, by the blocks of its items."""
    leads: dict[int, tuple[Passage, ...]] = {}
    above: tuple[Passage, ...] = ()
    for passage in passages:
        if passage.block.kind == "list_item":
            leads[passage.number] = above
        elif passage.block.kind in ABOVE:
            above = (*above, passage) if above and above[0].number == passage.number else (passage,)
    return leads


def lead_period(lead: Sequence[Passage]) -> str:
    """The time that the lines above a list name for all its items, or nothing."""
    speaking = (one for one in reversed(lead) if not one.figures or opens_list(one))
    named = (period.quantity.time_period or "" for one in speaking for period in dated_periods(one))
    return next(named, "")


def opens_list(passage: Passage) -> bool:
    """As in "Results of 2023:"."""
    return passage.page.document.text[passage.start : passage.end].rstrip().endswith(":")
