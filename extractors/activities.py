"""Which branch a figure belongs to: the nearest one named, else the one the text was speaking of.

Enters: a figure in its passage, the branches named before, the title's. Leaves: an activity with its ground.
"""

from collections.abc import Mapping, Sequence

from extractors.grounds import Ground, from_term
from extractors.passages import Figure, Passage
from extractors.terms import Term
from extractors.vocabulary import Activity

DEFAULT = "industry"
WIDE = frozenset(("economy", "industry"))
THINGS = {
    "vehicles": "automotive",
    "locomotives": "railway",
    "wagons": "railway",
    "tractors": "agricultural_machinery",
    "combines": "agricultural_machinery",
}


def nearest_activity(figure: Figure, passage: Passage, *, skip: Term | None = None) -> Ground | None:
    """The branch named nearest in the sentence; words before the figure and narrower branches go first."""
    found = []
    for term in passage.of("activity"):
        if skip is not None and term.start == skip.start:
            continue
        behind = term.first >= figure.last
        cost = passage.distance(term, figure) + (3 if behind else 0) + (2 if term.key in WIDE else 0)
        found.append((cost, term.first, term))
    if not found:
        return None
    cost, _, best = min(found)
    return from_term(best.key, "near" if cost <= 8 else "same_sentence", best)


def document_activity(passages: Sequence[Passage], activities: Mapping[str, Activity]) -> str:
    """What the document is mostly about: the branch of the title, else the first narrow one, else the first."""
    counts: dict[str, int] = {}
    for passage in passages:
        weight = {"title": 4, "background": 0, "caption": 0}.get(passage.block.kind, 1)
        for key in {term.key for term in passage.of("activity")}:
            counts[key] = counts.get(key, 0) + weight
    narrow = {key: count for key, count in counts.items() if key not in WIDE}
    ranked = narrow or counts
    return max(ranked, key=lambda key: (ranked[key], _depth(key, activities)), default=DEFAULT)


def _depth(key: str, activities: Mapping[str, Activity]) -> int:
    parent = activities[key].part_of
    return 0 if parent is None else 1 + _depth(parent, activities)
