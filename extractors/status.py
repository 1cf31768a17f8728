"""Plan or result: from the verbs of the clause, then of the sentence, to a `claim_status`.

A plan outweighs a result in the same clause ("will be launched"); projects and their cost know every status, results
know only actual, planned and forecast.
"""

from extractors.grounds import Ground, from_term
from extractors.passages import Figure, Passage
from extractors.records import ClaimStatus
from extractors.terms import Term

ORDER: tuple[ClaimStatus, ...] = ("planned", "forecast", "in_progress", "launched", "completed")
BUILT = frozenset(("investment_projects", "investment_value", "production_capacity"))
PROMISED = BUILT | {"jobs_created", "contracts", "contract_value", "financing"}
LAUNCHED = frozenset(("investment_projects", "investment_value"))


def choose_status(figure: Figure, passage: Passage) -> Ground:
    """What the clause, else the sentence, says: planned, forecast, in_progress, launched, completed or actual."""
    clause = passage.in_clause(figure, *ORDER, "present")
    found = _first(clause)
    if found:
        return from_term(found.group, "clause", found)
    if any(term.group == "present" for term in clause):
        return Ground("actual", "present")
    near = [term for _, term in passage.near(figure, passage.of(*ORDER), 14)]
    if near:
        return from_term(near[0].group, "sentence", near[0])
    return Ground("actual", "default")


def _first(terms: list[Term]) -> Term | None:
    for status in ORDER:
        for term in terms:
            if term.group == status:
                return term
    return None


def fit_status(status: ClaimStatus, indicator: str) -> ClaimStatus:
    """The status as this indicator can have it."""
    if status == "forecast" and indicator in PROMISED:
        return "planned"
    if status == "in_progress" and indicator not in BUILT:
        return "planned"
    if status in ("launched", "completed") and indicator not in LAUNCHED:
        return "actual"
    return status
