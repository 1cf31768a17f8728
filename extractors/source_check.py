"""A source's file against its live site: what answers, and what has changed since the file was written.

Enters: a source and whatever reads addresses (the polite fetcher, or an archive in tests). Leaves: one row for each
seed and table and one for the article that was tried. A fact marked unverified that holds can be unmarked; one that
was verified and no longer holds has changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from extractors.discover import Discovery, Reader, discover
from extractors.errors import EsepError
from extractors.page.decode import decode
from extractors.page.selected import unmatched
from extractors.parse import parse_html
from extractors.records import Document
from extractors.settings import Source, Table
from extractors.web.addresses import is_article
from extractors.web.frontier import Found
from extractors.web.tables import read_rows, table_addresses

Outcome = Literal["answered", "failed", "empty", "changed", "not_tried"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedProbe:
    """What one seed answered."""

    kind: str
    url: str
    is_unverified: bool
    discovery: Discovery


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleProbe:
    """What one article answered; `missing` names the selectors that find nothing on it."""

    url: str
    document: Document | None
    missing: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One line of the report on a source."""

    source_id: str
    what: str  # kind of the seed, "table" or "article"
    url: str
    outcome: Outcome
    count_entries: int
    newest_at: datetime | None
    is_unverified: bool
    detail: str


async def probe_source(source: Source, reader: Reader, *, now: datetime) -> list[CheckRow]:
    """Ask every seed of a source, and one article that they name, and report what answered and what changed."""
    probes = [
        SeedProbe(
            kind=seed.kind,
            url=seed.url,
            is_unverified=seed.unverified,
            discovery=await discover(
                source.model_copy(update={"seeds": (seed.model_copy(update={"pages": 1}),)}), reader, now=now
            ),
        )
        for seed in source.seeds
    ]
    named = [found for probe in probes for found in probe.discovery.found if found.html is None]
    article = await _probe_article(source, named[0], reader) if named and source.kind == "pages" else None
    tables = [await _probe_table(source, table, reader) for table in source.tables]
    return [*check_source(source, probes, article), *tables]


async def _probe_table(source: Source, table: Table, reader: Reader) -> CheckRow:
    """The newest file of a table: how many rows it has."""
    outcome: Outcome = "answered"
    detail, count, url = "the mark `unverified` can go" if table.unverified else "", 0, table.url
    try:
        if table.link:
            url = table_addresses(await reader.read(table.url, table.headers), table)[0]
        count = len(read_rows(await reader.read(url, table.headers), table, source))
    except EsepError as error:
        outcome, detail = _failure(table.unverified), str(error)
    return CheckRow(
        source_id=source.source_id,
        what="table",
        url=url,
        outcome=outcome,
        count_entries=count,
        newest_at=None,
        is_unverified=table.unverified,
        detail=detail,
    )


async def _probe_article(source: Source, found: Found, reader: Reader) -> ArticleProbe:
    try:
        payload = await reader.read(found.url)
        html = decode(payload.body, payload.headers.get("content-type")).text
        document = parse_html(html, url=found.address, source=source)
        missing = unmatched(html, source.selectors)
    except EsepError as error:
        return ArticleProbe(url=found.url, document=None, error=str(error))
    return ArticleProbe(url=found.url, document=document, missing=missing)


def check_source(source: Source, probes: Sequence[SeedProbe], article: ArticleProbe | None) -> list[CheckRow]:
    """Judge the answers of a source's seeds and of one article."""
    rows = [_seed_row(source, probe) for probe in probes]
    return rows if article is None else [*rows, _article_row(source, article)]


def _seed_row(source: Source, probe: SeedProbe) -> CheckRow:
    found, issues = probe.discovery.found, probe.discovery.issues
    if issues:
        outcome, detail = _failure(probe.is_unverified), issues[0].detail
    elif not found and probe.discovery.count_left_out:
        outcome = "changed"
        detail = f"none of {probe.discovery.count_left_out} addresses fits article_pattern or hosts"
    elif not found:
        outcome, detail = "empty", "it answers, but names no page"
    else:
        outcome, detail = "answered", "the mark `unverified` can go" if probe.is_unverified else ""
    dates = [one.listed_at for one in found if one.listed_at]
    return CheckRow(
        source_id=source.source_id,
        what=probe.kind,
        url=probe.url,
        outcome=outcome,
        count_entries=len(found),
        newest_at=max(dates, default=None),
        is_unverified=probe.is_unverified,
        detail=detail,
    )


def _failure(is_unverified: bool) -> Outcome:  # noqa: FBT001 - the mark itself
    """A seed that was never verified has failed; one that once worked has changed."""
    return "failed" if is_unverified else "changed"


def _article_row(source: Source, article: ArticleProbe) -> CheckRow:
    document = article.document
    troubles = [f"selector {name} finds nothing" for name in article.missing]
    if document is None:
        troubles = [article.error or "no document"]
    else:
        troubles += [f"status {document.status}"] if document.status != "ok" else []
        troubles += ["no date"] if document.published_at is None else []
        troubles += [] if document.lang in source.languages else [f"language {document.lang} is not listed"]
        troubles += [] if is_article(document.canonical_url, source) else ["its canonical address fits no pattern"]
    return CheckRow(
        source_id=source.source_id,
        what="article",
        url=article.url,
        outcome="failed" if document is None else "changed" if troubles else "answered",
        count_entries=0 if document is None else 1,
        newest_at=document.published_at if document else None,
        is_unverified=bool(source.unverified),
        detail="; ".join(troubles),
    )
