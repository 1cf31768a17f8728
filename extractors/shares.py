"""Of what a percentage is a share: "13 % of the country's machine building", "доля в ВВП", "машина жасаудың 13 %-ын".

The whole is a branch of the economy that stands behind a preposition of belonging (en, ru) or carries a case ending
of belonging (kk).
"""

from extractors.passages import Figure, Passage
from extractors.terms import Term

WHOLES = frozenset(("economy", "manufacturing", "industry", "machinery"))
_PREPOSITIONS = frozenset(("of", "in", "в", "во", "от", "to"))
REACH = 4


def share_whole(figure: Figure, passage: Passage) -> Term | None:
    """The branch that the percentage is a part of, nearest to the figure."""
    named = (term for term in passage.of("activity") if term.key in WHOLES)
    wholes = [term for term in named if is_whole(term, passage) or is_counted_out(term, passage)]
    bare = (term._replace(key="industry") for term in passage.of("industry_word"))
    wholes += [term for term in bare if is_whole(term, passage)]
    return min(wholes, key=lambda term: passage.distance(term, figure), default=None)


def is_counted_out(term: Term, passage: Passage) -> bool:
    """As in "11 % обработки": the genitive right behind a percentage is what it is a part of."""
    if passage.page.vocabulary.lang != "ru":
        return False
    return any(one.last == term.first and one.quantity.kind == "percent" for one in passage.figures)


def is_whole(term: Term, passage: Passage) -> bool:
    """Whether the branch is named as something to be a part of."""
    words = passage.page.words
    if passage.page.vocabulary.lang == "kk":
        endings = passage.page.vocabulary.endings["of_whole"]
        behind = words[min(term.last, passage.last - 1)]
        return words[term.last - 1].text.endswith(endings) or behind.text.endswith(endings)
    low = max(term.first - REACH, passage.first)
    return any(words[at].text in _PREPOSITIONS for at in range(low, term.first))
