"""How far to trust a claim: the grounds of its fields become one number between 0 and 1."""

from extractors.claims import Draft


def confidence_of(draft: Draft) -> float:
    """Share of such claims that are right in all fields."""
    weak = {"carried", "default", "document", "far", "open_plan", "no_whole"}
    rules = (draft.topic.ground.rule, draft.activity.rule, draft.period.rule, draft.status.rule)
    return round(0.95 - 0.12 * sum(rule in weak for rule in rules), 2)
