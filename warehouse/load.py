"""Records in, rows out: one batch of records becomes rows of the tables of the same nouns, in one transaction.

Rows go through Arrow, column by column, with the types the tables themselves declare, so that a column is written
down once. Nothing is ever updated: a record whose id is known is left out, so that a second run adds no row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from extractors.errors import WarehouseError
from extractors.records import Capture, Document, Extraction, Issue
from extractors.settings import Settings, Source
from warehouse.database import transaction, utc_naive
from warehouse.settings import code_items, rate_rows, setting_rows, source_row


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSummary:
    """New rows by table."""

    captures: int = 0
    documents: int = 0
    claims: int = 0
    issues: int = 0
    extractions: int = 0


def load_batch(
    connection: DuckDBPyConnection,
    *,
    captures: Sequence[Capture] = (),
    documents: Sequence[Document] = (),
    extractions: Sequence[Extraction] = (),
    issues: Sequence[Issue] = (),
    recorded_at: datetime,
) -> LoadSummary:
    """Add one batch of records; what is known already is left out."""
    claims = [claim for extraction in extractions for claim in extraction.claims]
    all_issues = [*issues, *(issue for extraction in extractions for issue in extraction.issues)]
    sightings = [
        {"document_id": one.document_id, "capture_id": one.capture_id, "recorded_at": recorded_at} for one in documents
    ]
    readings = [_reading(one, recorded_at) for one in extractions]
    with transaction(connection):
        append_new(connection, "sighting", sightings, ("document_id", "capture_id"))
        return LoadSummary(
            captures=append_new(connection, "capture", captures, ("capture_id",)),
            documents=append_new(connection, "document", documents, ("document_id",)),
            claims=append_new(connection, "claim", claims, ("claim_id",)),
            issues=append_new(connection, "issue", all_issues, ("issue_id",)),
            extractions=_append_readings(connection, readings),
        )


def load_config(connection: DuckDBPyConnection, settings: Settings, sources: Mapping[str, Source]) -> None:
    """Mirror the configuration in tables, so that dimensions and checks read what the flows ran with."""
    with transaction(connection):
        replace_rows(connection, "source", [source_row(source) for source in sources.values()])
        replace_rows(connection, "code_item", code_items(settings.config))
        replace_rows(connection, "setting", setting_rows(settings.config))
        connection.execute("delete from rate where capture_id is null")
        append_new(connection, "rate", rate_rows(settings.config), ("rate_period", "unit_measure"))


def append_new(connection: DuckDBPyConnection, table: str, records: Iterable[Any], key: tuple[str, ...]) -> int:
    """Append the records whose key the table does not hold yet; returns how many were new."""
    columns = ", ".join(key)
    return _insert(
        connection,
        table,
        records,
        f"select distinct on ({columns}) * from batch anti join {table} using ({columns})",
    )


def append(connection: DuckDBPyConnection, table: str, records: Iterable[Any]) -> int:
    """Append records that are new by their nature, such as the results of a run."""
    return _insert(connection, table, records, "from batch")


def replace_rows(connection: DuckDBPyConnection, table: str, records: Iterable[Any]) -> int:
    """Put the records in place of all rows: for tables that mirror the configuration, never for evidence."""
    connection.execute(f"delete from {table}")
    return append(connection, table, records)


def _insert(connection: DuckDBPyConnection, table: str, records: Iterable[Any], query: str) -> int:
    batch = arrow_table(connection, table, records)
    if batch.num_rows == 0:
        return 0
    connection.register("batch", batch)
    try:
        return int(connection.execute(f"insert into {table} by name {query}").fetchall()[0][0])
    finally:
        connection.unregister("batch")


def arrow_table(connection: DuckDBPyConnection, table: str, records: Iterable[Any]) -> pa.Table:
    """Records or dicts as an Arrow table with the columns and types of a warehouse table."""
    rows = list(records)
    schema = connection.sql(f"select * from {table} limit 0").to_arrow_table().schema
    try:
        return pa.table({field.name: _column(rows, field) for field in schema}, schema=schema)
    except (pa.ArrowInvalid, pa.ArrowTypeError, AttributeError, KeyError) as error:
        raise WarehouseError(f"{table}: a record does not fit the table: {error}") from error


def _column(rows: list[Any], field: pa.Field) -> pa.Array:
    if rows and isinstance(rows[0], dict):
        values = [row[field.name] for row in rows]
    else:
        values = [getattr(row, field.name) for row in rows]
    if pa.types.is_timestamp(field.type):
        values = [None if value is None else utc_naive(value) for value in values]
    elif pa.types.is_list(field.type) and pa.types.is_struct(field.type.value_type):
        values = [[asdict(part) for part in parts] for parts in values]
    return pa.array(values, field.type)


def _reading(extraction: Extraction, recorded_at: datetime) -> dict[str, Any]:
    return {
        "document_id": extraction.document_id,
        "extractor_version": extraction.extractor_version,
        "recorded_at": recorded_at,
        "count_quantities": len(extraction.quantities),
        "count_claims": len(extraction.claims),
        "issue_ids": [issue.issue_id for issue in extraction.issues],
    }


def _append_readings(connection: DuckDBPyConnection, readings: list[dict[str, Any]]) -> int:
    """A reading is a row only when the newest one of its document is by another extractor version.

    So a second run adds nothing, and going back to an older extractor makes its reading current again.
    """
    return _insert(
        connection,
        "extraction",
        readings,
        "select distinct on (document_id) * from batch"
        " anti join (select document_id, arg_max(extractor_version, recorded_at) as extractor_version"
        " from extraction group by document_id) using (document_id, extractor_version)",
    )
