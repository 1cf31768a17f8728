"""Document in, extraction out: quantities, claims and issues; the same document always gives the same rows.

Enters: a `Document` and a `Reader`, the vocabulary compiled once. Leaves: an `Extraction`. Pure: no clock, no network,
no file is touched here, so the archive can be replayed and compared.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import cast

from extractors.claim.claim_fields import is_cumulative, measure_of, price_base_of, signed
from extractors.claim.claim_words import ClaimVocabulary, ConfidenceWeights, load_vocabularies
from extractors.claim.claims import read_passages
from extractors.claim.confidence import confidence_of
from extractors.claim.passages import Passage, read_page, split_passages
from extractors.claim.thread import Draft, Unclaimed, open_thread
from extractors.claim.titles import read_titles
from extractors.language import FOLDER
from extractors.period.time_period import period_freq
from extractors.quantity.quantities import read_quantities
from extractors.quantity.refusals import Refusal
from extractors.reader import Reader
from extractors.records import Block, Claim, ClaimStatus, Document, Extraction, Issue, Quantity, stable_id
from extractors.settings import config_digest, load_yaml
from extractors.topic.measures import build_measures

RULES_VERSION = "1"
VOCABULARY = (
    "indicators.yml",
    "activities.yml",
    "areas.yml",
    "units.yml",
    "confidence.yml",
)  # sources change no reading


def load_reader(config: Path) -> Reader:
    """Compile the vocabulary below `config`, once. Raises `ConfigError`."""
    indicators, activities, languages = load_vocabularies(config)
    return Reader(
        version=extractor_version(config),
        measures=build_measures(indicators),
        activities=activities,
        languages=languages,
        confidence=load_yaml(config / "confidence.yml", ConfidenceWeights),
    )


def extractor_version(config: Path) -> str:
    """The version of rules and vocabulary that a claim was read with."""
    digest = hashlib.sha256(config_digest(FOLDER).encode())
    for name in VOCABULARY:
        digest.update((config / name).read_bytes())
    return f"{RULES_VERSION}+{digest.hexdigest()[:8]}"


def extract(document: Document, reader: Reader, *, recorded_at: datetime) -> Extraction:
    """Read all quantities and claims of a document; what makes no claim becomes an issue with its reason."""
    read = decide(document, reader)
    claims: list[Claim] = []
    for draft in read.drafts:
        claims.append(_claim(draft, document, reader, recorded_at, _converted(draft, claims)))
    issues = tuple(_issue(one, document, recorded_at) for one in read.left)
    return Extraction(
        document_id=document.document_id,
        extractor_version=reader.version,
        quantities=read.quantities,
        claims=tuple(claim for claim in claims if _is_verbatim(claim, document)),
        issues=issues
        + tuple(_not_verbatim(claim, recorded_at) for claim in claims if not _is_verbatim(claim, document)),
    )


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that was decided of one document, before it becomes rows."""

    quantities: tuple[Quantity, ...]
    refusals: tuple[Refusal, ...]
    drafts: tuple[Draft, ...]
    left: tuple[Unclaimed, ...]


def decide(document: Document, reader: Reader) -> Decisions:
    """Read the document's figures and decide what each of them claims."""
    vocabulary = reader.languages[document.lang]
    quantities, refusals = _quantities(document, vocabulary.config)
    passages = split_passages(read_page(document, vocabulary), quantities)
    title = [] if any(block.kind == "title" for block in document.blocks) else _title(document, vocabulary)
    thread = open_thread([*title, *passages], reader, _day(document))
    drafts, left = read_passages([*title, *passages], reader, thread)
    headlines, headless = read_titles([*title, *passages], drafts)
    return Decisions(tuple(quantities), tuple(refusals), (*headlines, *drafts), (*headless, *left))


def _title(document: Document, vocabulary: ClaimVocabulary) -> list[Passage]:
    """The title as a passage of its own: pages keep it outside their text."""
    if not document.title:
        return []
    block = Block(kind="title", start=0, end=len(document.title))
    headline = replace(document, text=document.title, blocks=(block,))
    return split_passages(read_page(headline, vocabulary), _quantities(headline, vocabulary.config)[0])


def _day(document: Document) -> date | None:
    return document.published_at.date() if document.published_at else None


def _quantities(document: Document, config: Path) -> tuple[list[Quantity], list[Refusal]]:
    """Quantities block by block (cell by cell in tables), so that no number reaches over a border."""
    published = _day(document)
    found: list[Quantity] = []
    refused: list[Refusal] = []
    for block in document.blocks:
        for start, end in block.cells or ((block.start, block.end),):
            reading = read_quantities(document.text[start:end], document.lang, published=published, config=config)
            found += [replace(one, start=one.start + start, end=one.end + start) for one in reading.quantities]
            refused += [replace(one, start=one.start + start, end=one.end + start) for one in reading.refusals]
    return found, refused


def _converted(draft: Draft, claims: Sequence[Claim]) -> str | None:
    """The claim that a conversion in brackets converts: the one right before it."""
    if not draft.figure.quantity.is_conversion or not claims or draft.passage.block.kind == "title":
        return None
    return claims[-1].claim_id


def _is_verbatim(claim: Claim, document: Document) -> bool:
    return document.text[claim.span_start : claim.span_end] == claim.quote


def _claim(draft: Draft, document: Document, reader: Reader, recorded_at: datetime, converts: str | None) -> Claim:
    quantity, topic = draft.figure.quantity, draft.topic
    value, low, high = signed(draft)
    series = (topic.indicator, draft.activity.value, draft.area.value, topic.unit, topic.role, draft.period.value)
    place = (document.document_id, quantity.start, quantity.end)
    return Claim(
        claim_id=stable_id("claim", *place, *series, draft.status.value, value, reader.version),
        document_id=document.document_id,
        capture_id=document.capture_id,
        source_id=document.source_id,
        extractor_version=reader.version,
        lang=document.lang,
        indicator=topic.indicator,
        activity=draft.activity.value,
        ref_area=draft.area.value,
        unit_measure=topic.unit,
        role=topic.role,
        measure=measure_of(draft),
        price_base=price_base_of(draft),
        freq=period_freq(draft.period.value),
        time_period=draft.period.value,
        claim_status=cast(ClaimStatus, draft.status.value),
        value=value,
        value_low=low,
        value_high=high,
        written_precision=quantity.written_precision or 0.0,
        hedge=quantity.hedge,
        hedge_text=quantity.hedge_text,
        is_cumulative=is_cumulative(draft),
        conversion_of=converts,
        speaker=draft.speaker.name if draft.speaker else None,
        said_by=draft.speaker.name if draft.speaker and draft.speaker.is_body else document.credit,
        context=draft.passage.block.kind,
        quote=quantity.quote,
        span_start=quantity.start,
        span_end=quantity.end,
        published_at=document.published_at,
        recorded_at=recorded_at,
        confidence=confidence_of(draft, reader.confidence),
        subject=draft.subject,
    )


def _not_verbatim(claim: Claim, recorded_at: datetime) -> Issue:
    return Issue(
        issue_id=stable_id("issue", claim.claim_id, "not_verbatim"),
        stage="extract",
        kind="not_verbatim",
        source_id=claim.source_id,
        url=None,
        capture_id=claim.capture_id,
        document_id=claim.document_id,
        detail="the quote is not the text at its span",
        quote=claim.quote,
        span_start=claim.span_start,
        span_end=claim.span_end,
        recorded_at=recorded_at,
    )


def _issue(one: Unclaimed, document: Document, recorded_at: datetime) -> Issue:
    quantity = one.figure.quantity
    is_in_text = one.passage.page.document.text == document.text
    return Issue(
        issue_id=stable_id("issue", document.document_id, quantity.start, quantity.end, one.refused.kind),
        stage="extract",
        kind=one.refused.kind,
        source_id=document.source_id,
        url=document.canonical_url,
        capture_id=document.capture_id,
        document_id=document.document_id,
        detail=one.refused.detail,
        quote=quantity.quote,
        span_start=quantity.start if is_in_text else None,
        span_end=quantity.end if is_in_text else None,
        recorded_at=recorded_at,
    )
