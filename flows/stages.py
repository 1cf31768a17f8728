"""The stages composed, without a scheduler: captures in, rows and a release out.

Prefect flows call these functions inside tasks; tests and `esep replay` call them bare. Each returns a small record
of what it did, so that a flow's result can be printed, stored and compared.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from extractors.archive import read_payload
from extractors.errors import ArchiveError, ConfigError, ParseError, WarehouseError
from extractors.extract import extract, load_reader
from extractors.parse import parse_capture
from extractors.records import Capture, Document, DocumentStatus, Extraction, Issue, stable_id
from extractors.settings import Settings, Source, config_digest, load_sources
from extractors.web.frontier import PAGES, Frontier
from extractors.web.tables import read_rows
from extractors.web.warc import Purpose

if TYPE_CHECKING:
    from warehouse.reconcile import ReconcileSummary
    from warehouse.release import Release

REFUSED = 400  # from this HTTP status on, an answer is no page
BATCH_SIZE = 400  # captures a task: Prefect's own cost stays far below the work
NOT_READ: dict[DocumentStatus, str] = {
    "needs_js": "the page shows its text only by JavaScript",
    "empty": "the page has no text",
    "not_article": "the page is no article",
}
Trouble = tuple[Literal["archive", "parse"], str, str]  # stage, kind, detail
ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBatch:
    """What one batch of captures became."""

    captures: tuple[Capture, ...] = ()
    documents: tuple[Document, ...] = ()
    extractions: tuple[Extraction, ...] = ()
    issues: tuple[Issue, ...] = ()


def batches(items: Sequence[ItemT], size: int = BATCH_SIZE) -> Iterator[list[ItemT]]:
    """Cut a sequence into lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def pending_captures(
    settings: Settings, source_ids: Sequence[str] | None = None, purposes: Sequence[Purpose] = (*PAGES, "error")
) -> list[Capture]:
    """Captures that lie in the archive but not yet in the warehouse: left by a killed run, or made by a new one."""
    from warehouse.database import open_warehouse

    if not settings.frontier.exists():
        return []
    with Frontier(settings.frontier) as frontier:
        captures = [
            one for one in frontier.captures(purposes=purposes) if source_ids is None or one.source_id in source_ids
        ]
    with open_warehouse(settings.warehouse) as connection:
        known = {row[0] for row in connection.execute("select capture_id from capture").fetchall()}
    return [one for one in captures if one.capture_id not in known]


def kept_issues(settings: Settings) -> tuple[Issue, ...]:
    """Every issue the crawls have met; loading leaves out those the warehouse knows."""
    if not settings.frontier.exists():
        return ()
    with Frontier(settings.frontier) as frontier:
        return tuple(frontier.issues())


def read_captures(captures: Sequence[Capture], settings: Settings, *, recorded_at: datetime) -> ReadBatch:
    """Parse and extract captures from the archive. What cannot be read becomes an issue; no page stops the others."""
    sources, reader = load_sources(settings.sources), load_reader(settings.config)
    documents, extractions, issues = [], [], []
    for capture in captures:
        if capture.status_code >= REFUSED:
            continue  # kept as it came; what it means was told when it was fetched
        document, trouble = _parse(capture, sources.get(capture.source_id), settings)
        if trouble is not None:
            issues.append(_issue(trouble, capture, document, recorded_at))
        if document is not None:
            documents.append(document)
            if document.status == "ok":
                extractions.append(extract(document, reader, recorded_at=recorded_at))
    return ReadBatch(
        captures=tuple(captures),
        documents=tuple(documents),
        extractions=tuple(extractions),
        issues=tuple(issues),
    )


def _parse(capture: Capture, source: Source | None, settings: Settings) -> tuple[Document | None, Trouble | None]:
    if source is None:
        return None, ("parse", "unknown_source", "no such file in config/sources")
    try:
        body = read_payload(settings.archive, capture, settings.store).body
        document = parse_capture(capture, body, source)
    except ArchiveError as error:
        return None, ("archive", "unreadable_record", str(error))
    except (ParseError, ConfigError) as error:
        return None, ("parse", "bad_config" if isinstance(error, ConfigError) else "unparsable", str(error))
    if document.status != "ok":
        return document, ("parse", document.status, NOT_READ[document.status])
    if document.published_at is None:
        return document, ("parse", "no_date", "no publication date found: relative periods stay open")
    return document, None


def _issue(trouble: Trouble, capture: Capture, document: Document | None, recorded_at: datetime) -> Issue:
    stage, kind, detail = trouble
    return Issue(
        issue_id=stable_id("issue", stage, kind, capture.capture_id, detail),
        stage=stage,
        kind=kind,
        source_id=capture.source_id,
        url=capture.url,
        capture_id=capture.capture_id,
        document_id=document.document_id if document else None,
        detail=detail,
        quote=None,
        span_start=None,
        span_end=None,
        recorded_at=recorded_at,
    )


def load_tables(settings: Settings, source_ids: Sequence[str] | None, *, recorded_at: datetime) -> dict[str, int]:
    """Load every file of figures that the archive holds and the warehouse has not read yet; new rows by table."""
    return load_files(pending_captures(settings, source_ids, purposes=("table",)), settings, recorded_at=recorded_at)


def load_files(captures: Sequence[Capture], settings: Settings, *, recorded_at: datetime) -> dict[str, int]:
    """Load these files of figures; what their mapping reads as before adds no row."""
    rows: Counter[str] = Counter()
    for capture in captures:
        rows.update(_load_table(capture, settings, recorded_at))
    return dict(rows)


def _load_table(capture: Capture, settings: Settings, recorded_at: datetime) -> dict[str, int]:
    """Load one file; one that cannot be read becomes an issue beside its capture."""
    from warehouse.database import open_warehouse
    from warehouse.load import load_config
    from warehouse.statistics import load_fetched

    sources = load_sources(settings.sources)
    try:
        source = sources[capture.source_id]
        table = next(one for one in source.tables if one.offers(capture.url))
        rows = read_rows(read_payload(settings.archive, capture, settings.store), table, source)
        mapping = settings.config / "mappings" / f"{table.mapping}.yml"
        with open_warehouse(settings.warehouse, recorded_at=recorded_at) as connection:
            load_config(connection, settings, sources)
            return asdict(load_fetched(connection, rows, mapping, capture, kind=source.kind, recorded_at=recorded_at))
    except (KeyError, StopIteration):
        trouble: Trouble = ("parse", "unknown_table", "no table of a source file has this address")
    except ArchiveError as error:
        trouble = ("archive", "unreadable_record", str(error))
    except (ParseError, ConfigError, WarehouseError) as error:
        trouble = ("parse", "bad_config" if isinstance(error, ConfigError) else "unreadable_table", str(error))
    batch = ReadBatch(captures=(capture,), issues=(_issue(trouble, capture, None, recorded_at),))
    return load_read(batch, settings, recorded_at=recorded_at)


def load_issues(issues: Sequence[Issue], settings: Settings, *, recorded_at: datetime) -> dict[str, int]:
    """Load what the crawls met."""
    return load_read(ReadBatch(issues=tuple(issues)), settings, recorded_at=recorded_at)


def load_read(batch: ReadBatch, settings: Settings, *, recorded_at: datetime) -> dict[str, int]:
    """Load one read batch and the configuration it was read with; returns new rows by table."""
    from warehouse.database import open_warehouse
    from warehouse.load import load_batch, load_config

    with open_warehouse(settings.warehouse, recorded_at=recorded_at) as connection:
        load_config(connection, settings, load_sources(settings.sources))
        summary = load_batch(
            connection,
            captures=batch.captures,
            documents=batch.documents,
            extractions=batch.extractions,
            issues=batch.issues,
            recorded_at=recorded_at,
        )
    return asdict(summary)


def record_run(
    settings: Settings, flow: str, span: tuple[datetime, datetime], rows: Mapping[str, int], detail: str
) -> None:
    """Keep one row about a run that brought something new or failed: when, by which code, how many rows."""
    if not detail and not any(rows.values()):
        return
    started_at, finished_at = span
    from warehouse.database import open_warehouse
    from warehouse.load import append

    row = {
        "run_id": stable_id("run", flow, started_at, finished_at),
        "flow": flow,
        "started_at": started_at,
        "finished_at": finished_at,
        "state": "completed_with_issues" if rows.get("issues") or detail else "completed",
        "code_version": version("esep"),
        "config_digest": config_digest(settings.config),
        "detail": detail or None,
    } | {f"count_{table}": rows.get(table, 0) for table in ("captures", "documents", "claims", "issues")}
    with open_warehouse(settings.warehouse, recorded_at=finished_at) as connection:
        append(connection, "run", [row])


def reckon(settings: Settings, *, recorded_at: datetime, is_full: bool = False) -> "ReconcileSummary":
    """Reconcile what was loaded since the last time, or everything."""
    from warehouse.database import open_warehouse
    from warehouse.reconcile import reconcile
    from warehouse.tolerances import read_tolerances

    with open_warehouse(settings.warehouse, recorded_at=recorded_at) as connection:
        return reconcile(connection, tolerances=read_tolerances(settings.config), recorded_at=recorded_at, full=is_full)


def release(settings: Settings, *, recorded_at: datetime) -> "Release":
    """Check the warehouse and publish it as a new read-only release with its site."""
    from warehouse.database import open_warehouse
    from warehouse.publish import publish

    def site(database: Path, out: Path) -> None:
        build_site(database, out, settings.config, previous=settings.releases / "current" / "site")

    with open_warehouse(settings.warehouse, recorded_at=recorded_at) as connection:
        return publish(connection, settings, recorded_at=recorded_at, site=site)


def unchanged_release(settings: Settings) -> "Release | None":
    """The current release, if a new one would say the same."""
    from warehouse.database import open_warehouse
    from warehouse.publish import unchanged_release as find

    with open_warehouse(settings.warehouse) as connection:
        return find(connection, settings)


def build_site(database: Path, out: Path, config: Path, *, previous: Path | None = None) -> None:
    """Build the static site of a release from its database file and the accuracy noted in the configuration."""
    from warehouse.database import open_file
    from warehouse.report.accuracy import read_accuracy
    from warehouse.report.build import build_report

    with open_file(database) as connection:
        before = previous if previous and previous.is_dir() else None
        build_report(connection, out, previous=before, measured=read_accuracy(config))
