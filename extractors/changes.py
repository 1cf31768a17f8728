"""Words of change around a figure, without those that only hedge it: "more than 13 %" is no growth."""

from extractors.passages import Figure, Passage
from extractors.terms import Term

NEAR = 6
HEDGE_REACH = 1  # words between "exceeds" or "more than" and its figure


def change_words(figure: Figure, passage: Passage) -> list[Term]:
    """Words of rising and falling in the sentence that are not the figure's own hedge."""
    words = passage.of("up", "down")
    if figure.quantity.hedge == "exact":
        return list(words)
    low = figure.first - HEDGE_REACH
    return [term for term in words if not (low <= term.first and term.last <= figure.last)]


def is_falling(figure: Figure, passage: Passage) -> bool:
    """Whether the nearest word of change says a fall."""
    near = passage.near(figure, change_words(figure, passage), NEAR)
    return near[0][1].group == "down" if near else figure.quantity.direction == "down"
