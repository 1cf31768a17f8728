"""What the report reads: a read-only connection in, one `Material` with all rows out.

Each query is one file of `report/sql`; a row is a mapping from column to value, instants are UTC and aware. All of a
release with 100,000 claims fits in memory, and pages need the rows by several keys.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.database import aware

SQL_PATH = Path(__file__).parent / "sql"

Row = dict[str, Any]


@dataclass(frozen=True)
class Material:
    """All that the pages show, by the keys they need it under."""

    claims: dict[str, Row]  # by claim_id, in the order of the series pages
    sources: dict[str, Row]
    cases: list[Row]  # the gravest first
    edits: list[Row]
    names: dict[tuple[str, str], Row]  # by (code list, code)
    claims_of_series: dict[str, list[Row]] = field(default_factory=dict)
    claims_of_document: dict[str, list[Row]] = field(default_factory=dict)
    vintages: dict[str, list[Row]] = field(default_factory=dict)  # by cell_id
    consensus: dict[str, list[Row]] = field(default_factory=dict)  # by cell_id
    events: dict[str, list[Row]] = field(default_factory=dict)  # by discrepancy_id
    rivals: dict[str, list[Row]] = field(default_factory=dict)  # by claim_id: rows with `other`
    cases_of_claim: dict[str, list[Row]] = field(default_factory=dict)
    issues: dict[str, list[Row]] = field(default_factory=dict)  # by source_id
    copies: dict[str, list[Row]] = field(default_factory=dict)  # by copier


def read_material(connection: DuckDBPyConnection) -> Material:
    """Read all that the pages show, but for the texts of the documents, which are streamed."""
    claims = {row["claim_id"]: row for row in query(connection, "claims")}
    cases = list(query(connection, "cases"))
    health = {row["source_id"]: row for row in query(connection, "health")}
    return Material(
        claims=claims,
        sources={row["source_id"]: row | health[row["source_id"]] for row in query(connection, "sources")},
        cases=cases,
        edits=list(query(connection, "edits")),
        names={(row["code_list"], row["code"]): row for row in query(connection, "names")},
        claims_of_series=_grouped((row for row in claims.values() if row["series_key"]), "series_key"),
        claims_of_document=_grouped(claims.values(), "document_id"),
        vintages=_grouped(query(connection, "vintages"), "cell_id"),
        consensus=_grouped(query(connection, "consensus"), "cell_id"),
        events=_grouped(query(connection, "events"), "discrepancy_id"),
        rivals=_rivals(query(connection, "rivals")),
        cases_of_claim=_cases_of_claim(cases),
        issues=_grouped(query(connection, "issues"), "source_id"),
        copies=_grouped(query(connection, "copies"), "copier"),
    )


def query(connection: DuckDBPyConnection, name: str) -> Iterator[Row]:
    """Rows of one file of `report/sql`, streamed."""
    cursor = connection.cursor().execute(_sql(name))
    columns = [column[0] for column in cursor.description or ()]
    while batch := cursor.fetchmany(5_000):
        for values in batch:
            yield dict(zip(columns, map(aware, values), strict=True))


@cache
def _sql(name: str) -> str:
    return (SQL_PATH / f"{name}.sql").read_text(encoding="utf-8")


def _grouped(rows: Any, key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return dict(groups)


def _rivals(pairs: Iterator[Row]) -> dict[str, list[Row]]:
    rivals: dict[str, list[Row]] = defaultdict(list)
    for pair in pairs:
        rivals[pair["claim_a"]].append(pair | {"other": pair["claim_b"]})
        rivals[pair["claim_b"]].append(pair | {"other": pair["claim_a"]})
    return dict(rivals)


def _cases_of_claim(cases: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for case in cases:
        for claim_id in case["claim_ids"]:
            found[claim_id].append(case)
    return dict(found)
