"""Words of change around a figure, without those that only hedge it: "more than 13 %" is no growth."""

from extractors.passages import Figure, Passage
from extractors.terms import Term

NEAR = 6
HEDGE_REACH = 1  # words between "exceeds" or "more than" and its figure


def change_words(figure: Figure, passage: Passage) -> list[Term]:
    """Words of rising and falling in the sentence that are not the figure's own hedge."""
    hedged = [other for other in passage.figures if other.quantity.hedge != "exact"]
    return [term for term in passage.of("up", "down") if not any(_is_hedge(term, other, figure) for other in hedged)]


def _is_hedge(term: Term, hedged: Figure, figure: Figure) -> bool:
    low = hedged.first - (HEDGE_REACH if hedged is figure else 0)
    return low <= term.first and term.last <= hedged.last


def is_falling(figure: Figure, passage: Passage) -> bool:
    """Whether the nearest word of change says a fall."""
    near = passage.near(figure, change_words(figure, passage), NEAR)
    return near[0][1].group == "down" if near else figure.quantity.direction == "down"
