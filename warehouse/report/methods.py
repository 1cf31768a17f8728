"""What the methods page shows beside its fixed words: examples from the release, and how well Esep does.

Claims of the release and the measured figures in, the page's names out.
"""

from typing import Any

from warehouse.report import sentences, wording
from warehouse.report.accuracy import Accuracy, ReckoningScores
from warehouse.report.rows import Row
from warehouse.report.wording import Text


def context(claims: list[Row], measured: Accuracy | None) -> dict[str, Any]:
    """The names of the template: one example a hedge, how sure the readings are, the measured figures."""
    return {
        "examples": [{"claim": claim, "text": _example(claim)} for claim in _one_per_hedge(claims)],
        "accuracy": _accuracy(claims),
        "measured": measured,
        "measured_reckoning": _reckoning_scores(measured.reckoning) if measured else None,
    }


def _reckoning_scores(scores: ReckoningScores) -> Text:
    return wording.say(
        "methods.measured_reckoning",
        count=wording.amount(scores.claims, ""),
        seeds=len(scores.seeds),
        conflict=f"{100 * scores.conflict_f1:.1f}",
        recall=f"{100 * scores.alert_recall:.1f}",
        false=f"{scores.false_alerts_per_1000_claims:.1f}",
        off=f"{scores.consensus_off:.1f}",
    )


def _example(claim: Row) -> Text:
    unit = claim["unit_measure"]
    return wording.say(
        "methods.example",
        source=claim["publisher"],
        quote=claim["quote"],
        value=sentences.claim_amount(claim),
        core=wording.span(claim["core_low"], claim["core_high"], unit),
        support=wording.span(claim["support_low"], claim["support_high"], unit),
    )


def _one_per_hedge(claims: list[Row]) -> list[Row]:
    found: dict[str, Row] = {}
    for claim in claims:
        if claim["cell_id"]:
            found.setdefault(claim["hedge"], claim)
    return list(found.values())


def _accuracy(claims: list[Row]) -> Text | None:
    sure = sorted(claim["confidence"] for claim in claims)
    if not sure:
        return None
    median, low = sure[len(sure) // 2], sure[len(sure) // 10]
    return wording.say("methods.accuracy_text", median=f"{100 * median:.0f} %", low=f"{100 * low:.0f} %")
