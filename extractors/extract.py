"""Document in, extraction out: quantities, claims and issues; the same document always gives the same rows.

Enters: a `Document` and a `Reader`, the vocabulary compiled once. Leaves: an `Extraction`. Pure: no clock, no network,
no file is touched here, so the archive can be replayed and compared.
"""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from extractors.claim_words import ClaimVocabulary, Reader, load_vocabularies
from extractors.claims import Draft, Unclaimed, open_thread, read_passages
from extractors.confidence import confidence_of
from extractors.passages import Passage, read_page, split_passages
from extractors.quantities import read_quantities
from extractors.records import Block, Claim, Document, Extraction, Issue, Quantity, stable_id
from extractors.settings import config_digest
from extractors.time_period import period_freq

RULES_VERSION = "1"


def load_reader(config: Path) -> Reader:
    """Compile the vocabulary below `config`, once. Raises `ConfigError`."""
    indicators, activities, languages = load_vocabularies(config)
    return Reader(f"{RULES_VERSION}+{config_digest(config)}", indicators, activities, languages)


def extract(document: Document, reader: Reader, *, recorded_at: datetime) -> Extraction:
    """Read all quantities and claims of a document; what makes no claim becomes an issue with its reason."""
    vocabulary = reader.languages[document.lang]
    quantities = _quantities(document)
    passages = split_passages(read_page(document, vocabulary), quantities)
    title = [] if any(block.kind == "title" for block in document.blocks) else _title(document, vocabulary)
    thread = open_thread([*title, *passages], reader, _day(document))
    drafts, left = read_passages([*title, *passages], reader, thread)
    return Extraction(
        document_id=document.document_id,
        extractor_version=reader.version,
        quantities=tuple(quantities),
        claims=tuple(_claim(draft, document, reader, recorded_at) for draft in drafts),
        issues=tuple(_issue(one, document, recorded_at) for one in left),
    )


def _title(document: Document, vocabulary: ClaimVocabulary) -> list[Passage]:
    """The title as a passage of its own: pages keep it outside their text."""
    if not document.title:
        return []
    block = Block(kind="title", start=0, end=len(document.title))
    headline = replace(document, text=document.title, blocks=(block,))
    return split_passages(read_page(headline, vocabulary), _quantities(headline))


def _day(document: Document) -> date | None:
    return document.published_at.date() if document.published_at else None


def _quantities(document: Document) -> list[Quantity]:
    """Quantities block by block (cell by cell in tables), so that no number reaches over a border."""
    published = _day(document)
    found: list[Quantity] = []
    for block in document.blocks:
        for start, end in block.cells or ((block.start, block.end),):
            reading = read_quantities(document.text[start:end], document.lang, published=published)
            found += [replace(one, start=one.start + start, end=one.end + start) for one in reading.quantities]
    return found


def _claim(draft: Draft, document: Document, reader: Reader, recorded_at: datetime) -> Claim:
    quantity, topic = draft.figure.quantity, draft.topic
    quote = document.text[quantity.start : quantity.end]
    fields = (topic.indicator, draft.activity.value, draft.area.value, topic.unit, topic.role, draft.period.value,
              draft.status.value, quantity.value)  # fmt: skip
    return Claim(
        claim_id=stable_id("claim", document.document_id, quantity.start, quantity.end, *fields, reader.version),
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
        measure="LEVEL",
        price_base="_U",
        freq=period_freq(draft.period.value),
        time_period=draft.period.value,
        claim_status=draft.status.value,  # type: ignore[arg-type]
        value=quantity.value or 0.0,
        value_low=quantity.value_low,
        value_high=quantity.value_high,
        written_precision=quantity.written_precision or 0.0,
        hedge=quantity.hedge,
        hedge_text=quantity.hedge_text,
        is_cumulative=False,
        conversion_of=None,
        speaker=draft.speaker.name if draft.speaker else None,
        said_by=None,
        context=draft.passage.block.kind,
        quote=quote,
        span_start=quantity.start,
        span_end=quantity.end,
        published_at=document.published_at,
        recorded_at=recorded_at,
        confidence=confidence_of(draft),
    )


def _issue(one: Unclaimed, document: Document, recorded_at: datetime) -> Issue:
    quantity = one.figure.quantity
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
        span_start=quantity.start,
        span_end=quantity.end,
        recorded_at=recorded_at,
    )
