"""What grew: the family that a percentage or a multiple is the change of.

Enters: a change in its setting. Leaves: its topic, of the word near by, the branch, or the figures before; or why none.
"""

from collections.abc import Iterator, Mapping

from extractors.claim.activities import branch_terms
from extractors.claim.from_to import is_difference, is_in_pair
from extractors.claim.grounds import Ground, from_term
from extractors.claim.terms import Term
from extractors.records import Role
from extractors.topic.changes import change_words
from extractors.topic.topics import NEAR, Refused, Setting, Topic, nearest_family

GROWN_REACH = 12
PRICE = 1e7  # so little is the price of goods
NOT_GROWN = frozenset(("import", "capacity"))  # families whose growth no indicator measures
STATE_REACH = 2  # words between "загружен" and "на 45 %"


def read_growth(setting: Setting, unit: str) -> Topic | Refused:
    """The family that grew: near, of the same sentence, the branch itself, of the sentences before, far."""
    found = None if _is_not_grown(setting) or _is_of_refused(setting) else _grown(setting, unit)
    if found is None:
        return Refused("quantity_without_indicator", "no word near says what grew")
    role: Role = "multiple" if unit == "X" else "growth"
    return Topic(setting.measures.growth[found.value], found.value, unit, role, found)


def _is_not_grown(setting: Setting) -> bool:
    """As in "imports fell by 3 %": what changed is nearer than anything whose growth has an indicator."""
    best = nearest_family(setting, setting.measures.growth)
    other = nearest_family(setting, NOT_GROWN)
    before = next(setting.same_passage(), None)
    if best is None and before is not None and before.family in NOT_GROWN:
        return True  # "imported machinery worth $5.9 billion, an increase of 8.8%"
    return other is not None and other[1].first < setting.figure.first and other[0] < (best[0] if best else NEAR)


def _is_of_refused(setting: Setting) -> bool:
    """As in "A tyre sells for 21,000 tenge, 8% less than last year": the change of a sum that made no claim."""
    figure, passage = setting.figure, setting.passage
    before = next((one for one in reversed(passage.figures) if one.last <= figure.first), None)
    if before is None or before.quantity.kind != "money" or passage.in_clause(figure, "family", "activity"):
        return False
    return (before.quantity.value or 0) < PRICE and not any(topic.unit != "PT" for topic in setting.same_passage())


def _grown(setting: Setting, unit: str) -> Ground | None:
    passage, growth = setting.passage, setting.measures.growth
    best = nearest_family(setting, growth)
    sector = _sector_grown(setting, best)
    if sector or (best and best[0] <= GROWN_REACH):
        return sector or (from_term(best[1].key, "near", best[1]) if best else None)
    family = _grown_before(setting.same_passage(), growth)
    low, _ = passage.clause_of(setting.figure)
    branches = [term for term in branch_terms(passage) if low <= term.first < setting.figure.first]
    family = family or _of_it(setting, branches)
    is_other = family == "economy_growth" and any(term.key != "economy" for term in branches)  # "ВВП 6,3 %, химия 5 %"
    if family and not is_other:
        return Ground(family, "same_sentence")
    if branches:
        is_whole = branches[-1].key == "economy" and "economy_growth" in growth
        return from_term("economy_growth" if is_whole else "output", "activity", branches[-1])
    family = _grown_before(setting.before(0), growth)
    compares = any(0 <= term.first - setting.figure.last <= 1 for term in passage.of("base"))  # "twice as much"
    compares |= any(term.first == setting.figure.last for term in passage.of("it_word"))  # "to double it"
    if family and (unit == "PT" or compares or any(passage.of("up", "down"))):
        return Ground(family, "carried")
    if best:
        return from_term(best[1].key, "far", best[1])
    return Ground("output", "document") if any(change_words(passage)) else None


def _of_it(setting: Setting, branches: list[Term]) -> str | None:
    """As in "Fixed investment fell. In manufacturing it went up by 41%": what was just told, and not output."""
    places = {term.last for term in setting.passage.of("in_place")}
    said = [term for term in setting.passage.in_clause(setting.figure, "it_word") if term.last <= setting.figure.first]
    is_inside = any(term.first in places for term in branches)
    return _grown_before(setting.before(0), setting.measures.growth) if said and is_inside else None


def _sector_grown(setting: Setting, best: tuple[int, Term] | None) -> Ground | None:
    """As in "отрасль вырастет на 8%, ведь спрос велик": the branch itself, no word of a later clause."""
    passage, figure = setting.passage, setting.figure
    before = (one for one in passage.in_clause(figure, "sector_word") if one.last <= figure.first)
    sector = next(before, None) if best is None or best[1].first >= passage.clause_of(figure)[1] else None
    is_change = is_by_change(setting) or any(change_words(passage))
    return from_term("output", "sector", sector) if sector and is_change else None


def _grown_before(topics: Iterator[Topic], growth: Mapping[str, str]) -> str | None:
    """The family last spoken of that can grow; the cost of projects does not."""
    grown = (topic for topic in topics if topic.family in growth and topic.indicator != "investment_value")
    return next((topic.family for topic in grown), None)


def is_by_change(setting: Setting) -> bool:
    """As in "На 5 %", "by 5 %", "+5 %": by how much, not how much."""
    figure, passage = setting.figure, setting.passage
    if figure.quantity.quote[:1] in "+−-":
        return True
    before = passage.page.words[figure.first - 1].text if figure.first > passage.first else ""
    inside = passage.page.words[figure.first].text if figure.first < passage.last else ""
    by = {passage.page.words[term.first].text for term in passage.of("by_change")}
    is_state = any(0 <= figure.first - term.last <= STATE_REACH for term in passage.of("state_by"))
    return (bool({before, inside} & by) and not is_state) or _is_dative_change(setting)


def _is_dative_change(setting: Setting) -> bool:
    """As in "6,3%-ға азайып": the case of the end, and a verb of change right behind."""
    figure, passage = setting.figure, setting.passage
    return is_difference(figure, passage) and not is_in_pair(figure, passage)
