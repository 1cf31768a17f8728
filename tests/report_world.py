"""A small warehouse for the tests of the report: a revised plan, a contradiction, an edited page, hostile texts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection
from warehouse_records import NOON, capture, claim, document, extraction, issue

from extractors.records import Block, Capture, Claim, Document, stable_id
from warehouse.database import open_warehouse
from warehouse.load import append_new, load_batch

HOSTILE = "<script>document.title='stolen'</script>\"><img src=x onerror=alert(1)>"
MAY, AUGUST, OCTOBER = (datetime(2023, month, 2, 6, 0, tzinfo=UTC) for month in (5, 8, 10))
PLAIN = {"VARCHAR": "", "BOOLEAN": False, "INTEGER": 0, "BIGINT": 0, "DOUBLE": 0.0, "TIMESTAMP": NOON, "VARCHAR[]": []}
TIERS = {"alpha": "outlet", "ministry": "official", "hostile": "tabloid"}


def source(source_id: str, **changes: Any) -> dict[str, Any]:
    plain = {
        "source_id": source_id,
        "publisher": source_id.title(),
        "tier": TIERS[source_id],
        "kind": "pages",
        "homepage": f"https://{source_id}.example/",
        "hosts": [f"{source_id}.example"],
        "languages": ["en"],
        "timezone": "Asia/Almaty",
        "names": [],
        "schedule": "0 * * * *",
        "pages_per_day": 1.0,
        "is_enabled": True,
    }
    return plain | changes


def page(source_id: str, number: int, text: str, at: datetime, **changes: Any) -> tuple[Any, Document]:
    seen = capture(f"https://{source_id}.example/{number}", at=at, body=text, source_id=source_id)
    made = document(text, seen, published_at=at, source_id=source_id, **changes)
    return seen, made


def interval(one: Claim, series_key: str, observation_id: str | None, **changes: Any) -> dict[str, Any]:
    low, high = one.value - one.written_precision, one.value + one.written_precision
    plain = {
        "claim_id": one.claim_id,
        "document_id": one.document_id,
        "cell_id": stable_id("cell", series_key, one.time_period),
        "series_key": series_key,
        "time_period": one.time_period,
        "support_low": low,
        "core_low": one.value - one.written_precision / 2,
        "core_high": one.value + one.written_precision / 2,
        "support_high": high,
        "granule": one.written_precision,
        "hedge_class": "none",
        "lineage": "ministry",
        "copy_group": one.claim_id,
        "independence": 1.0,
        "observation_id": observation_id,
        "fault": None,
        "cause": None,
        "recorded_at": NOON,
    }
    return plain | changes


def vintage(one: Claim, series_key: str, number: int, kind: str, until: datetime | None) -> dict[str, Any]:
    return {
        "observation_id": stable_id("observation", series_key, one.claim_id),
        "cell_id": stable_id("cell", series_key, one.time_period),
        "series_key": series_key,
        "time_period": one.time_period,
        "lineage": "ministry",
        "vintage": number,
        "kind": kind,
        "value": one.value,
        "value_low": one.value - one.written_precision,
        "value_high": one.value + one.written_precision,
        "valid_from": one.published_at,
        "valid_to": until,
        "count_claims": 1,
        "count_independent": 1.0,
        "is_official": False,
        "claim_id": one.claim_id,
        "recorded_at": NOON,
        "superseded_at": None,
    }


def held(row: dict[str, Any]) -> dict[str, Any]:
    keys = "cell_id series_key time_period lineage value value_low value_high count_claims count_independent"
    return {key: row[key] for key in keys.split()} | {
        "second_opinion": None,
        "support": 0.75,
        "obs_status": "A",
        "observation_id": row["observation_id"],
        "method": "interval vote",
        "recorded_at": NOON,
        "superseded_at": None,
    }


def case(suspect: Claim, witness: Claim, series_key: str, **changes: Any) -> dict[str, Any]:
    plain = {
        "discrepancy_id": stable_id("discrepancy", suspect.claim_id, witness.claim_id),
        "kind": "discrepancy",
        "cell_id": stable_id("cell", series_key, suspect.time_period),
        "document_id": None,
        "series_key": series_key,
        "time_period": suspect.time_period,
        "claim_ids": [suspect.claim_id, witness.claim_id],
        "suspect_claim_id": suspect.claim_id,
        "witness_claim_id": witness.claim_id,
        "suspect_side": "claim",
        "arithmetic": f"{suspect.value:g} < {witness.value:g}: nothing both can mean",
        "gap": 1.5,
        "severity": 78.0,
        "severity_class": "high",
        "state": "open",
        "count_suspect_groups": 1,
        "count_witness_groups": 2,
        "opened_at": AUGUST,
        "recorded_at": NOON,
    }
    return plain | changes


def reliability(source_id: str) -> dict[str, Any]:
    counts = dict.fromkeys(["scale", "unit", "period", "discrepancy", "identity", "stale"], 1)
    return {f"count_{name}": count for name, count in counts.items()} | {
        "source_id": source_id,
        "kind": TIERS[source_id],
        "count_claims": 12,
        "count_independent": 9.0,
        "loss": 0.7,
        "error_rate": 0.08,
        "reliability": 0.92,
        "reliability_low": 0.81,
        "reliability_high": 0.97,
        "weight": 2.4,
        "share_in_core": 0.8,
        "recorded_at": NOON,
    }


PLAN = "A.KZ.investment_projects.machinery.LEVEL.count:projects._U.PLAN"
DONE = "A.KZ.investment_projects.machinery.LEVEL.count:projects._U.ACTUAL"
FIRMS = "A.KZ.enterprises.machinery.LEVEL.count:enterprises._U.ACTUAL"


def pages_told() -> dict[str, tuple[Capture, Document]]:
    """A plan, its revision with a second kind of figure, a hostile page, and a page before and after a silent edit."""
    august = (
        Block(kind="heading", start=0, end=8),
        Block(kind="list_item", start=9, end=40),
        Block(kind="table_row", start=41, end=57, table=0, cells=((41, 45), (46, 57))),
    )
    text = "Министр: 29 проектов и 3 800 предприятий\nитог 25 проектов"
    hostile = f"About 800 firms {HOSTILE} work."
    edited_at = OCTOBER + timedelta(days=2)
    return {
        "may": page("ministry", 1, "The plan: 36 projects for 2023.", MAY, title="Plan of May"),
        "august": page("alpha", 2, text, AUGUST, title="План августа", lang="ru", blocks=august),
        "hostile": page("hostile", 3, hostile, AUGUST + timedelta(hours=3), title=HOSTILE),
        "before": page("alpha", 4, "Plants made 148 000 cars in 2024.", OCTOBER, title="Cars"),
        "after": page("alpha", 4, "Plants made 145 300 cars in 2024.", edited_at, title="Cars"),
    }


def claims_told(documents: dict[str, Document]) -> dict[str, Claim]:
    """What the pages claim."""
    august = documents["august"]
    firms = {"indicator": "enterprises", "unit_measure": "count:enterprises", "claim_status": "actual"}
    firms |= {"published_at": AUGUST, "written_precision": 100.0}
    cars = {"indicator": "vehicles_produced", "unit_measure": "count:vehicles", "time_period": "2024"}
    cars |= {"published_at": OCTOBER}
    return {
        "may": claim(documents["may"], "36 projects", 36, published_at=MAY),
        "august": claim(august, "29 проектов", 29, published_at=AUGUST),
        "done": claim(august, "25 проектов", 25, published_at=AUGUST, claim_status="launched"),
        "many": claim(august, "3 800 предприятий", 3800, **firms),
        "few": claim(documents["hostile"], "About 800 firms", 800, hedge="about", speaker=HOSTILE, **firms),
        "old": claim(documents["before"], "148 000 cars", 148_000, **cars),
        "new": claim(documents["after"], "145 300 cars", 145_300, **cars),
    }


def fill(connection: DuckDBPyConnection) -> dict[str, str]:
    """Fill an empty warehouse; returns the ids the tests ask for."""
    pages = pages_told()
    documents = {name: document for name, (_, document) in pages.items()}
    claims = claims_told(documents)
    load_batch(
        connection,
        captures=[seen for seen, _ in pages.values()],
        documents=list(documents.values()),
        extractions=[
            extraction(
                document,
                *(one for one in claims.values() if one.document_id == document.document_id),
                issues=(issue(document, "work", detail=HOSTILE),) if name == "hostile" else (),
            )
            for name, document in documents.items()
        ],
        recorded_at=NOON,
    )
    clash = case(claims["few"], claims["many"], FIRMS)
    hostile = source("hostile", publisher=HOSTILE, homepage="javascript:alert(1)")
    add(connection, "source", [source("alpha"), source("ministry"), hostile], "source_id")
    add_vintages(connection, claims)
    add(connection, "discrepancy", [clash], "discrepancy_id")
    add(connection, "discrepancy_event", [opened(clash)], "event_id")
    add(connection, "claim_pair", [apart(claims["many"], claims["few"], clash["cell_id"])], "claim_a", "claim_b")
    add(connection, "source_weight", [reliability("alpha")], "source_id")
    edge = {"copier": "hostile", "parent": "alpha", "count_documents": 3, "share": 0.5, "recorded_at": NOON}
    add(connection, "copy_edge", [edge], "copier", "parent")
    return {
        "case": clash["discrepancy_id"],
        "few": claims["few"].claim_id,
        "many": claims["many"].claim_id,
        "august": documents["august"].document_id,
        "hostile": documents["hostile"].document_id,
        "edited": documents["after"].document_id,
        "plan": PLAN,
    }


def add_vintages(connection: DuckDBPyConnection, claims: dict[str, Claim]) -> None:
    """Intervals, vintages and consensus of the claims."""
    observations = [
        vintage(claims["may"], PLAN, 0, "first", AUGUST),
        vintage(claims["august"], PLAN, 1, "target_changed", None),
        vintage(claims["done"], DONE, 0, "first", None),
        vintage(claims["many"], FIRMS, 0, "first", None),
    ]
    ids = {row["claim_id"]: row["observation_id"] for row in observations}
    series = {"may": PLAN, "august": PLAN, "done": DONE, "many": FIRMS}
    intervals = [interval(claims[name], key, ids[claims[name].claim_id]) for name, key in series.items()]
    intervals.append(interval(claims["few"], FIRMS, None, fault="discrepancy"))
    add(connection, "claim_interval", intervals, "claim_id")
    add(connection, "observation", observations, "observation_id")
    add(connection, "consensus", [held(observations[at]) for at in (1, 2, 3)], "cell_id")


def opened(clash: dict[str, Any]) -> dict[str, Any]:
    return {name: clash[name] for name in ("discrepancy_id", "claim_ids")} | {
        "event_id": "event_1",
        "state": "open",
        "cause": HOSTILE,
        "severity_class": "high",
        "tolerance_version": "t",
        "actor": "esep",
        "recorded_at": NOON,
    }


def apart(one: Claim, other: Claim, cell_id: str) -> dict[str, Any]:
    return {
        "claim_a": one.claim_id,
        "claim_b": other.claim_id,
        "cell_id": cell_id,
        "relation": "discrepancy",
        "agreement": 0.0,
        "is_dependent": False,
        "arithmetic": "",
        "recorded_at": NOON,
    }


def add(connection: DuckDBPyConnection, table: str, rows: list[dict[str, Any]], *key: str) -> None:
    """Append rows; columns that do not matter here get a plain value of their type."""
    sql = "select column_name, data_type, is_nullable from duckdb_columns() where table_name = $1"
    columns = connection.execute(sql, [table]).fetchall()
    plain = {name: None if is_nullable else PLAIN[kind] for name, kind, is_nullable in columns}
    append_new(connection, table, [plain | row for row in rows], key)


@contextmanager
def world(path: Path) -> Iterator[tuple[DuckDBPyConnection, dict[str, str]]]:
    with open_warehouse(path / "warehouse.duckdb") as connection:
        yield connection, fill(connection)
