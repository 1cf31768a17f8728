"""The nouns of the house as frozen records: capture, document, quantity, claim, issue.

A record is what one stage hands to the next and, name by name, one row of the table of the same noun
(`tests/test_architecture.py` holds records and tables together). Instants are UTC and aware; offsets are
Unicode code points into `Document.text`, end exclusive; values are fully scaled to `unit_measure`.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["money", "percent", "count", "multiple", "quantity", "period"]
Hedge = Literal["exact", "about", "over", "nearly", "at_least", "up_to", "under"]
Role = Literal["level", "growth", "share", "multiple"]
ClaimStatus = Literal["planned", "in_progress", "launched", "completed", "actual", "forecast"]
BlockKind = Literal["title", "heading", "paragraph", "list_item", "table_row", "quote", "caption", "background"]
DocumentStatus = Literal["ok", "empty", "needs_js", "not_article"]


def stable_id(noun: str, *parts: object) -> str:
    """Content hash used as an id: the same content gives the same id on any machine, in any order of arrival.

    >>> stable_id("page", "https://a.example/1")
    'page_d817b80f9a5befb9'
    """
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{noun}_{hashlib.sha256(text.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response as received, lying in the archive: the evidence all below it can be rebuilt from."""

    capture_id: str
    source_id: str
    url: str  # as asked
    final_url: str  # after redirects
    fetched_at: datetime
    status_code: int
    content_type: str | None
    payload_digest: str  # "sha256:<hex>" of the decoded body
    count_bytes: int  # of the decoded body
    warc_file: str  # relative to the archive folder
    warc_offset: int  # of the response (or revisit) record
    is_revisit: bool  # payload equal to an earlier capture of the same address
    listed_at: datetime | None  # publication time given by the feed or listing that named the address
    listed_title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A typed stretch of the document text, in reading order."""

    kind: BlockKind
    start: int
    end: int
    table: int | None = None  # number of the table in the document, for table rows
    is_header: bool = False  # a header row of that table
    cells: tuple[tuple[int, int], ...] = ()  # spans of the row's cells; empty cells have start == end
    is_linked: bool = False  # most of the block is link text
    is_confirmed: bool | None = None  # a second, independent parser kept it too; None: not asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of one page's text. A changed text is a new document with the same `canonical_url`."""

    document_id: str
    source_id: str
    capture_id: str
    canonical_url: str
    title: str
    lang: str  # en, ru, kk
    published_at: datetime | None
    published_text: str | None  # the date as printed or marked up
    published_method: str | None  # json_ld, meta, selector, time_tag, printed, listing, htmldate, user
    modified_at: datetime | None
    author: str | None
    credit: str | None  # "Источник: Kazinform": who the page itself names as its origin
    text: str
    blocks: tuple[Block, ...]
    status: DocumentStatus
    encoding: str
    simhash: str  # 16 hex digits, 64 bit, of the normalised text
    parser_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit and hedge, where it stands in the text."""

    start: int
    end: int
    quote: str
    kind: Kind
    value: float | None
    value_low: float | None  # both ends of a stated range, else None
    value_high: float | None
    unit_measure: str | None  # ISO 4217, "PT" percent, "X" multiple, "count", or a unit name ("tonne")
    hedge: Hedge
    hedge_text: str | None
    written_precision: float | None  # place value of the last written significant digit, in units
    is_range: bool = False
    is_index: bool = False  # "105.2 % of", "index": 100 means no change
    is_points: bool = False  # percentage points
    is_conversion: bool = False  # a bracketed or appositive conversion of the money before it
    direction: Literal["up", "down"] | None = None
    noun: str | None = None  # the counted noun as written, for counts
    time_period: str | None = None  # for periods only


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure as one document states it. Never edited."""

    claim_id: str
    document_id: str
    capture_id: str
    source_id: str
    extractor_version: str
    lang: str
    indicator: str
    activity: str
    ref_area: str
    unit_measure: str  # "KZT", "USD", "PT", "X", "count:projects"…
    role: Role
    measure: str  # LEVEL, SHARE, INDEX, GROWTH_YOY, GROWTH_AVG, GROWTH_CUM
    price_base: str  # V current prices, L constant prices, _U unknown
    freq: str  # A, S, Q, M, D; _U when the period is open
    time_period: str  # 2023, 2023-Q1, 2023-07, 2023-01/2023-06, 2018/2022, ../2028, 2025/..
    claim_status: ClaimStatus
    value: float
    value_low: float | None
    value_high: float | None
    written_precision: float
    hedge: Hedge
    hedge_text: str | None
    is_cumulative: bool
    conversion_of: str | None  # claim_id of the figure this one converts, in the same document
    speaker: str | None
    said_by: str | None  # another outlet or body that the outlet only relays
    context: BlockKind
    quote: str
    span_start: int
    span_end: int
    published_at: datetime | None
    recorded_at: datetime
    confidence: float  # 0..1, calibrated: docs/accuracy.md
    subject: str | None = None  # what the figure is confined to within its series: a plant, a make, a model


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What could not be read, kept with its reason and place, so that nothing is dropped in silence."""

    issue_id: str
    stage: Literal["discover", "fetch", "archive", "parse", "extract", "load", "check"]
    kind: str  # a short code, e.g. http_404, no_date, quantity_without_indicator
    source_id: str | None
    url: str | None
    capture_id: str | None
    document_id: str | None
    detail: str
    quote: str | None
    span_start: int | None
    span_end: int | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one run of the extractor read from one document."""

    document_id: str
    extractor_version: str
    quantities: tuple[Quantity, ...]
    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...]
