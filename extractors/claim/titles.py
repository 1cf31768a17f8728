"""Figures of the title: a second voice inside the document, kept to be checked against the text.

A title repeats the text, often rounded or hedged otherwise ("nearly threefold" over "threefold"). Where the text has a
claim of the same value, the title's figure becomes a claim of the same series, context "title"; where it says
another value, an issue names both.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.claim.passages import Figure, Passage
from extractors.claim.thread import Draft, Unclaimed
from extractors.topic.topics import Refused

NEARNESS = 1.5  # a title's value within this factor of a claim's speaks of the same figure
_KINDS = {"percent": "PT", "multiple": "X"}


def read_titles(passages: Sequence[Passage], drafts: Sequence[Draft]) -> tuple[list[Draft], list[Unclaimed]]:
    """Decide every figure of the title passages by the claims of the text."""
    claimed: list[Draft] = []
    left: list[Unclaimed] = []
    for passage in passages:
        for figure in passage.figures if passage.block.kind == "title" else ():
            decided = _decide(figure, passage, drafts)
            if isinstance(decided, Draft):
                claimed.append(decided)
            else:
                left.append(Unclaimed(figure, passage, decided))
    return claimed, left


def _decide(figure: Figure, passage: Passage, drafts: Sequence[Draft]) -> Draft | Refused:
    value = figure.quantity.value or 0.0
    like = [draft for draft in drafts if _is_same_kind(figure, draft)]
    same = next((draft for draft in like if draft.figure.quantity.value == value), None)
    if same and passage.page.document.text == same.passage.page.document.text:
        return replace(same, figure=figure, passage=passage, speaker=None)
    if same:
        return Refused("title_repeat", f"the title repeats {same.figure.quantity.quote!r}")
    near = next((draft for draft in like if _is_near(value, draft.figure.quantity.value or 0.0)), None)
    if near:
        return Refused("title_differs", f"the text says {near.figure.quantity.quote!r} ({near.topic.indicator})")
    return Refused("in_title", "the text has no claim that this figure of the title repeats")


def _is_same_kind(figure: Figure, draft: Draft) -> bool:
    quantity, unit = figure.quantity, draft.topic.unit
    if quantity.kind == "count":
        return unit.startswith("count")
    return unit == _KINDS.get(quantity.kind, quantity.unit_measure)


def _is_near(one: float, other: float) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return low > 0 and high / low <= NEARNESS
