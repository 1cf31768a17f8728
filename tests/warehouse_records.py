"""Small records for the tests of the warehouse: each builder takes what matters to the test, the rest is plausible."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from extractors.records import Block, Capture, Claim, Document, Extraction, Issue, stable_id

MORNING = datetime(2023, 8, 1, 6, 0, tzinfo=UTC)
NOON = datetime(2023, 8, 1, 12, 0, tzinfo=UTC)


def capture(url: str = "https://a.example/1", *, at: datetime = MORNING, body: str = "", **changes: Any) -> Capture:
    plain = Capture(
        capture_id=stable_id("capture", url, at.isoformat(), body),
        source_id="alpha",
        url=url,
        final_url=url,
        fetched_at=at,
        status_code=200,
        content_type="text/html",
        payload_digest=stable_id("sha256", body),
        count_bytes=len(body),
        warc_file="2023/08/alpha-1.warc.gz",
        warc_offset=0,
        is_revisit=False,
        listed_at=None,
        listed_title=None,
    )
    return replace(plain, **changes)


def document(text: str, of: Capture, **changes: Any) -> Document:
    plain = Document(
        document_id=stable_id("document", of.url, text),
        source_id=of.source_id,
        capture_id=of.capture_id,
        canonical_url=of.url,
        title="Machinery grows",
        lang="en",
        published_at=of.fetched_at,
        published_text=None,
        published_method="meta",
        modified_at=None,
        author=None,
        credit=None,
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        status="ok",
        encoding="utf-8",
        simhash="0f" * 8,
        parser_version="1",
    )
    return replace(plain, **changes)


def claim(of: Document, quote: str, value: float, *, version: str = "x1", **changes: Any) -> Claim:
    start = of.text.index(quote)
    plain = Claim(
        claim_id=stable_id("claim", of.document_id, version, start, value, changes.get("time_period")),
        document_id=of.document_id,
        capture_id=of.capture_id,
        source_id=of.source_id,
        extractor_version=version,
        lang=of.lang,
        indicator="investment_projects",
        activity="machinery",
        ref_area="KZ",
        unit_measure="count:projects",
        role="level",
        measure="LEVEL",
        price_base="_U",
        freq="A",
        time_period="2023",
        claim_status="planned",
        value=value,
        value_low=None,
        value_high=None,
        written_precision=1.0,
        hedge="exact",
        hedge_text=None,
        is_cumulative=False,
        conversion_of=None,
        speaker=None,
        said_by=None,
        context="paragraph",
        quote=quote,
        span_start=start,
        span_end=start + len(quote),
        published_at=of.published_at,
        recorded_at=NOON,
        confidence=0.9,
    )
    return replace(plain, **changes)


def issue(of: Document, quote: str, kind: str = "quantity_without_indicator", **changes: Any) -> Issue:
    start = of.text.index(quote)
    plain = Issue(
        issue_id=stable_id("issue", of.document_id, kind, start),
        stage="extract",
        kind=kind,
        source_id=of.source_id,
        url=of.canonical_url,
        capture_id=of.capture_id,
        document_id=of.document_id,
        detail="no indicator is named near this figure",
        quote=quote,
        span_start=start,
        span_end=start + len(quote),
        recorded_at=NOON,
    )
    return replace(plain, **changes)


def extraction(of: Document, *claims: Claim, issues: tuple[Issue, ...] = (), version: str = "x1") -> Extraction:
    return Extraction(
        document_id=of.document_id, extractor_version=version, quantities=(), claims=claims, issues=issues
    )
