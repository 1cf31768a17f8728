"""Why a text was read as it was: for each number the words behind each field, or the reason it made no claim.

Enters: a `Document` and a `Reader`. Leaves: `Explanation`s in the order of the text, as data and as lines to print.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.claim.confidence import confidence_of
from extractors.claim.grounds import Ground
from extractors.claim.thread import Draft, Unclaimed
from extractors.extract import decide
from extractors.quantity.refusals import Refusal
from extractors.reader import Reader
from extractors.records import Document, Quantity


@dataclass(frozen=True, slots=True)
class FieldReason:
    """One field of a claim: its value, the rule that gave it, the words it stands on."""

    field: str
    value: str
    rule: str
    words: str | None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one number: a claim (`fields`), no claim or no quantity at all (`refused`)."""

    quote: str
    start: int
    end: int
    fields: tuple[FieldReason, ...] = ()
    refused: str | None = None
    detail: str | None = None
    confidence: float | None = None


def explain(document: Document, reader: Reader) -> list[Explanation]:
    """Explain every number of the document, in the order of the text; the title's come first."""
    read = decide(document, reader)
    told = [_of_draft(draft, reader) for draft in read.drafts]
    told += [_of_unclaimed(one) for one in read.left]
    told += [_of_refusal(one) for one in read.refusals]
    told += [_of_period(one) for one in read.quantities if one.kind == "period"]
    return sorted(told, key=lambda one: (one.start, one.end))


def _of_draft(draft: Draft, reader: Reader) -> Explanation:
    quantity, text = draft.figure.quantity, draft.passage.page.document.text
    grounds = {
        "indicator": Ground(
            draft.topic.indicator, draft.topic.ground.rule, draft.topic.ground.start, draft.topic.ground.end
        ),
        "activity": draft.activity,
        "ref_area": draft.area,
        "time_period": draft.period,
        "claim_status": draft.status,
    }
    if draft.speaker:
        grounds["speaker"] = Ground(draft.speaker.name, "named", draft.speaker.start, draft.speaker.end)
    fields = [
        FieldReason("value", f"{quantity.value:,.15g} {draft.topic.unit}", quantity.hedge, quantity.hedge_text),
        *(_reason(field, ground, text) for field, ground in grounds.items()),
    ]
    confidence = confidence_of(draft, reader.confidence)
    return Explanation(quantity.quote, quantity.start, quantity.end, tuple(fields), confidence=confidence)


def _reason(field: str, ground: Ground, text: str) -> FieldReason:
    words = text[ground.start : ground.end] if ground.start is not None else None
    return FieldReason(field, ground.value, ground.rule, words, ground.start, ground.end)


def _of_unclaimed(one: Unclaimed) -> Explanation:
    quantity = one.figure.quantity
    return Explanation(
        quantity.quote, quantity.start, quantity.end, refused=one.refused.kind, detail=one.refused.detail
    )


def _of_refusal(one: Refusal) -> Explanation:
    return Explanation(one.quote, one.start, one.end, refused=one.reason, detail="no quantity")


def _of_period(one: Quantity) -> Explanation:
    return Explanation(one.quote, one.start, one.end, refused="period", detail=one.time_period or one.unit_measure)


def render(explanations: Sequence[Explanation]) -> str:
    """Explanations as text for a terminal."""
    return "\n".join(line for one in explanations for line in _lines(one))


def _lines(one: Explanation) -> Iterator[str]:
    if one.refused:
        yield f"{one.quote!r} at {one.start}: no claim: {one.refused} ({one.detail})"
        return
    yield f"{one.quote!r} at {one.start}: a claim, confidence {one.confidence}"
    for field in one.fields:
        words = f" from {field.words!r}" if field.words else ""
        yield f"  {field.field:13} {field.value}  [{field.rule}]{words}"
