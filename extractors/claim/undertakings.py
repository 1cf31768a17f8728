"""Counts of projects and plants whose status another word of the sentence gives: a list of plans, a clause behind.

Enters: a figure in its passage, for the second also the word of status found. Leaves: whether it is told so.
"""

from extractors.claim.clauses import AHEAD
from extractors.claim.passages import Figure, Passage
from extractors.claim.terms import Term
from extractors.topic.things import counted_thing

UNDERTAKINGS = frozenset(("projects", "plants"))


def is_on_paper(figure: Figure, passage: Passage) -> bool:
    """As in "The list approved in January contains 31 projects": what a plan is said to contain."""
    low, _ = passage.clause_of(figure)
    verb = next((term for term in passage.in_clause(figure, "contains") if 0 <= figure.first - term.last <= 1), None)
    if verb is None or not any(low <= one.first and one.last <= verb.first for one in passage.of("plan_paper")):
        return False
    thing = counted_thing(figure, passage)
    return thing is not None and thing.value in UNDERTAKINGS


def is_told_of_undertakings(plan: Term, figure: Figure, passage: Passage) -> bool:
    """As in "It now counts 19 projects that are to be carried out", "Now 21 plants are under construction"."""
    between = (one for one in passage.of("relative") if figure.last <= one.first < plan.first)
    if plan.group != "in_progress" and (plan.group not in AHEAD or not any(between)):
        return False
    thing = counted_thing(figure, passage)
    return thing is not None and thing.value in UNDERTAKINGS
