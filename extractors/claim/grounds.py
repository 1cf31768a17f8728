"""Why a field of a claim has its value: the rule that spoke and the words it spoke from.

Every decision of the claims reader leaves a `Ground`, so that `explain` can show it and `confidence` can weigh it.
"""

from dataclasses import dataclass

from extractors.claim.terms import Term


@dataclass(frozen=True, slots=True)
class Ground:
    """A decided value, the rule behind it, and the words in the text, if it took any."""

    value: str
    rule: str  # a short code: "near", "same_sentence", "carried", "lead", "title", "default"…
    start: int | None = None
    end: int | None = None


def from_term(value: str, rule: str, term: Term) -> Ground:
    """A ground resting on a term of the text."""
    return Ground(value, rule, term.start, term.end)
