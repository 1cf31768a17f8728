"""What goods are made of at home, and goods that are themselves made at home: local content against a share of sales.

Enters: a percentage in its setting. Leaves: whether it is local content.
"""

from extractors.claim.passages import Passage
from extractors.claim.terms import Term
from extractors.topic.topics import PRODUCTS, Setting

MACHINES = PRODUCTS - {"units"}


def is_local(setting: Setting) -> bool:
    """As in "40% of the parts come from domestic suppliers": what goods are made of, and that it is made at home."""
    figure, passage = setting.figure, setting.passage
    if any(term.first == figure.last and term.last >= passage.clause_of(figure)[1] for term in passage.of("home_made")):
        return True  # "The locomotive is 35% local"
    groups = ("input_goods", "home_made")
    if any(is_of_goods(passage, one._replace(key="local_content")) for one in passage.in_clause(figure, "home_made")):
        return False
    is_alone = not any(one.quantity.kind == "percent" and one is not figure for one in passage.figures)
    terms = passage.of(*groups) if is_alone else passage.in_clause(figure, *groups)
    asked = {term.group for term in setting.asked() if term.group == "input_goods"}  # "What of the parts?"
    return len({term.group for term in terms} | asked) > 1


def is_of_goods(passage: Passage, rate: Term) -> bool:
    """As in "the share of local cars in sales": goods made at home, not what goods are made of."""
    if rate.key != "local_content":
        return False
    is_made = "head_comes_first" not in passage.page.vocabulary.grammar  # "locally made cars"
    homes = list(passage.of("home_made"))
    if not any(one.last == rate.last or (is_made and one.first == rate.first) for one in homes):
        return False
    goods = (term for term in passage.of("thing", "activity") if term.group == "activity" or term.key in MACHINES)
    return any(term.first == rate.last for term in goods)
