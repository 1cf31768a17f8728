"""What a count counts: the noun behind (or the label before) a bare number, and the unit it makes.

Enters: a figure in its passage. Leaves: a thing of `indicators.yml` ("vehicles", "plants", "other"…) with its ground,
or None when the text names none close by.
"""

from extractors.grounds import Ground, from_term
from extractors.passages import Figure, Passage
from extractors.terms import Term

NOUN_REACH = 4  # words between a number and its noun: "1,200 modern low-floor city buses"
LABEL_REACH = 4


def counted_thing(figure: Figure, passage: Passage) -> Ground | None:
    """The thing named by the noun after the number, inside the quote, or by the label before it."""
    things = list(passage.of("thing"))
    inside = [term for term in things if figure.first <= term.first and term.last <= figure.last]
    if inside:
        return from_term(inside[-1].key, "noun", inside[-1])
    behind = _noun_behind(figure, passage, things)
    return behind or _label_before(figure, passage, things)


def _noun_behind(figure: Figure, passage: Passage, things: list[Term]) -> Ground | None:
    words, stop = passage.page.words, passage.page.vocabulary.prepositions
    taken = {other.first for other in passage.figures if other is not figure}
    for at in range(figure.last, min(figure.last + NOUN_REACH, passage.last)):
        if passage.marks(figure.last - 1, at) or at in taken:
            return None
        starting = [term for term in things if term.first == at]
        if starting:
            best = max(starting, key=lambda term: term.last)
            return from_term(best.key, "noun", best)
        if words[at].text in stop:
            return None
    return None


def _label_before(figure: Figure, passage: Passage, things: list[Term]) -> Ground | None:
    """ "New jobs: nearly 23,000", "Рабочие места — порядка 22 тысяч": the last thing before the mark."""
    if figure.first == 0 or figure.first <= passage.first:
        return None
    mark = passage.page.gap(figure.first - 1, figure.first) if figure.first > passage.first else ""
    if not any(sign in mark for sign in ":—–-"):
        return None
    before = [
        term for term in things if term.last <= figure.first and passage.distance(term, figure) <= LABEL_REACH + 3
    ]
    return from_term(before[-1].key, "label", before[-1]) if before else None
