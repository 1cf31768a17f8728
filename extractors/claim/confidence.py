"""How far to trust a claim: the rules behind its fields become one number between 0 and 1.

Enters: a `Draft` and the weights of `config/confidence.yml`, which `benchmarks/reading/confidence.py` fits on the gold
pages. Leaves: the share of such claims that are right. Every rule of every field has a weight; a rule never seen there
weighs nothing.
"""

import math
from collections.abc import Iterator

from extractors.claim.claim_words import ConfidenceWeights
from extractors.claim.thread import Draft

CROWDED = 4  # figures in one sentence


def features(draft: Draft) -> Iterator[str]:
    """The rules that decided the claim, as "field:rule", and what else makes a reading doubtful."""
    yield f"topic:{draft.topic.ground.rule}"
    yield f"period:{draft.period.rule}"
    yield f"status:{draft.status.rule}"
    yield f"activity:{draft.activity.rule}"
    yield f"area:{draft.area.rule}"
    yield f"status={draft.status.value}"
    if len(draft.passage.figures) > CROWDED:
        yield "crowded"


def confidence_of(draft: Draft, model: ConfidenceWeights) -> float:
    """Share of such claims that are right, by the fitted weights."""
    score = model.bias + sum(model.weights.get(name, 0.0) for name in features(draft))
    return round(min(max(1 / (1 + math.exp(-score)), model.lowest), model.highest), 2)
