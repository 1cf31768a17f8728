"""Figures in a few words, laid into a warehouse in memory and reconciled: what the tests of the reckoning share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection

from extractors.records import Claim
from warehouse.database import migrate
from warehouse.reckoning.pipeline import run_file
from warehouse.reconcile import ReconcileSummary, reconcile
from warehouse.tolerances import read_tolerances

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TIERS = {"ministry": "official", "office": "official", "agency": "agency"}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One claim, with defaults that make it an ordinary figure of an outlet."""

    value: float
    claim_id: str | None = None
    unit_measure: str = "KZT"
    hedge: str = "exact"
    hedge_text: str | None = None
    lang: str = "en"
    written_precision: float | None = None
    indicator: str = "output_value"
    activity: str = "machinery"
    ref_area: str = "KZ"
    measure: str | None = None
    price_base: str = "_U"
    time_period: str = "2022"
    claim_status: str = "actual"
    source_id: str = "kazinform"
    document_id: str | None = None
    published_at: str = "2023-08-01"
    context: str = "paragraph"
    conversion_of: str | None = None
    said_by: str | None = None


def warehouse_of(figures: Iterable[Figure]) -> DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    migrate(connection)
    add(connection, figures)
    return connection


def add(connection: DuckDBPyConnection, figures: Iterable[Figure]) -> None:
    listed = list(figures)
    known = connection.execute("select count(*) from claim").fetchall()[0][0]
    rows = [
        {name: getattr(figure, name, None) for name in Claim.__dataclass_fields__}
        | {
            "claim_id": figure.claim_id or f"c{known + number:03d}",
            "document_id": figure.document_id or f"d{known + number:03d}",
        }
        for number, figure in enumerate(listed)
    ]
    table = pa.table({name: pa.array([text(row[name]) for row in rows], pa.string()) for name in rows[0]})
    connection.register("figures", table)
    connection.execute("create or replace temp table raw_claim as from figures")
    connection.unregister("figures")
    run_file(connection, "000_macro")
    run_file(connection, "input/claim_rows")
    sources = {figure.source_id for figure in listed}
    for source_id in sorted(sources):
        connection.execute(
            "insert into source by name select ? as source_id, ? as publisher, ? as tier, 'pages' as kind,"
            " '' as homepage, [] as hosts, [] as languages, 'UTC' as timezone, [] as names, '' as schedule,"
            " true as is_enabled where ? not in (select source_id from source)",
            [source_id, source_id, TIERS.get(source_id, "outlet"), source_id],
        )


def text(value: object) -> str | None:
    return None if value is None else str(value)


def reckon(connection: DuckDBPyConnection, *, full: bool = False, recorded_at: datetime = NOW) -> ReconcileSummary:
    return reconcile(connection, tolerances=read_tolerances(), recorded_at=recorded_at, full=full)


def reckoned(*figures: Figure) -> DuckDBPyConnection:
    connection = warehouse_of(figures)
    reckon(connection)
    return connection


def rows(connection: DuckDBPyConnection, query: str) -> list[tuple]:
    return connection.execute(query).fetchall()


def relation(connection: DuckDBPyConnection, a: str = "c000", b: str = "c001") -> str | None:
    found = rows(
        connection,
        f"select relation from claim_pair where (claim_a, claim_b) in (('{a}', '{b}'), ('{b}', '{a}'))",
    )
    return found[0][0] if found else None


def cases(connection: DuckDBPyConnection) -> list[tuple]:
    return rows(connection, "select kind, severity_class, arithmetic from discrepancy order by kind")
