"""Loads tables of figures - official statistics, exported claims - as the claims they are.

Enters: CSV, Parquet or SDMX-CSV and a mapping of its columns. Leaves: captures, documents, claims and issues like
those of a page, so that an office's table and a newspaper's sentence are reconciled alike: the rows of one source,
address and date are the lines of one document, and a row that cannot be read is an issue with its line.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection
from pydantic import ValidationError

from extractors.errors import WarehouseError
from extractors.records import Capture, Issue, stable_id
from extractors.settings import CONFIG_PATH, load_yaml
from warehouse.database import SQL_PATH, first_line, transaction, utc_naive
from warehouse.load import LoadSummary, append_new, replace_rows
from warehouse.mapping import CAPTURE_URL, RateMapping, TableMapping, read_mapping, staged_rows
from warehouse.release import file_digest
from warehouse.settings import Rate, code_items, first_problem

DEFAULT_MAPPING = CONFIG_PATH / "mappings" / "claims.yml"
CONTENT_TYPES = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".parquet": "application/vnd.apache.parquet"}


def load_file(
    connection: DuckDBPyConnection,
    path: Path,
    mapping: Path | None = None,
    *,
    recorded_at: datetime,
) -> LoadSummary:
    """Load one file of figures; loading it again adds no row. Raises `WarehouseError` when it cannot be read."""
    chosen = read_mapping(mapping or DEFAULT_MAPPING)
    table = _read_table(connection, path)
    parameters = {
        "file_name": path.name,
        "file_digest": file_digest(path),
        "count_bytes": path.stat().st_size,
        "content_type": CONTENT_TYPES[path.suffix.lower()],
        "recorded_at": utc_naive(recorded_at),
        "capture_id": None,
    }
    return _load(connection, table, chosen, parameters)


def load_fetched(
    connection: DuckDBPyConnection,
    rows: Sequence[Mapping[str, str]],
    mapping: Path,
    capture: Capture,
    *,
    kind: str,
    recorded_at: datetime,
) -> LoadSummary:
    """Load the rows of a file that lies in the archive, by a mapping for the kind of its source; twice adds nothing.

    Raises `ConfigError` for a mapping that is wrong, `WarehouseError` for a file without a column that it names.
    """
    if kind == "rates":
        return _load_rates(connection, rows, load_yaml(mapping, RateMapping), capture, recorded_at)
    return _load_rows(connection, rows, read_mapping(mapping), capture, recorded_at)


def _load_rows(
    connection: DuckDBPyConnection,
    rows: Sequence[Mapping[str, str]],
    mapping: TableMapping,
    capture: Capture,
    recorded_at: datetime,
) -> LoadSummary:
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name) for row in rows] for name in names} | {CAPTURE_URL: [capture.url] * len(rows)}
    parameters = {
        "file_name": capture.url,
        "file_digest": capture.payload_digest.removeprefix("sha256:"),
        "count_bytes": capture.count_bytes,
        "content_type": capture.content_type,
        "recorded_at": utc_naive(recorded_at),
        "capture_id": capture.capture_id,
    }
    return _load(connection, pa.table(columns), mapping, parameters, captures=(capture,))


def _load_rates(
    connection: DuckDBPyConnection,
    rows: Sequence[Mapping[str, str]],
    mapping: RateMapping,
    capture: Capture,
    recorded_at: datetime,
) -> LoadSummary:
    """The first rate of a day and currency stands."""
    rates: list[dict[str, Any]] = []
    issues: list[Issue] = []
    provenance = f"{capture.source_id}, fetched {capture.fetched_at:%Y-%m-%d}"
    for number, row in enumerate(rows, start=1):
        try:
            rate = Rate.model_validate_strings(mapping.rate(row) | {"provenance": provenance})
            rates.append(rate.model_dump() | {"capture_id": capture.capture_id})
        except ValidationError as error:
            issues.append(_rate_issue(capture, f"row {number}: {first_problem(error)}", recorded_at))
    with transaction(connection):
        append_new(connection, "rate", rates, ("rate_period", "unit_measure"))
        return LoadSummary(
            captures=append_new(connection, "capture", [capture], ("capture_id",)),
            issues=append_new(connection, "issue", issues, ("issue_id",)),
        )


def _rate_issue(capture: Capture, detail: str, recorded_at: datetime) -> Issue:
    return Issue(
        issue_id=stable_id("issue", "load", "unreadable_rate", capture.payload_digest, detail),
        stage="load",
        kind="unreadable_rate",
        source_id=capture.source_id,
        url=capture.url,
        capture_id=capture.capture_id,
        document_id=None,
        detail=detail,
        quote=None,
        span_start=None,
        span_end=None,
        recorded_at=recorded_at,
    )


def _load(
    connection: DuckDBPyConnection,
    table: pa.Table,
    mapping: TableMapping,
    parameters: dict[str, object],
    captures: Sequence[Capture] = (),
) -> LoadSummary:
    parameters |= {
        "reader_version": _reader_version(mapping),
        "zeros_are_rounding": mapping.zeros_are_rounding,
    }
    connection.register("staged", staged_rows(table, mapping))
    try:
        with transaction(connection):
            _know_codes(connection)
            count_captures = append_new(connection, "capture", captures, ("capture_id",))
            new = {
                file.stem.split("_", 1)[1]: _run(connection, file, parameters)
                for file in sorted((SQL_PATH / "statistics").glob("*.sql"))
            }
    finally:
        connection.unregister("staged")
    return LoadSummary(
        captures=count_captures + new["capture"],
        documents=new["document"],
        claims=new["claim"],
        issues=new["issue"],
        extractions=new["extraction"],
    )


def _know_codes(connection: DuckDBPyConnection) -> None:
    """A table may be the first thing a warehouse ever sees: then the shipped codes say what its figures are."""
    if not connection.execute("select 1 from code_item limit 1").fetchall():
        replace_rows(connection, "code_item", code_items(CONFIG_PATH))


def _read_table(connection: DuckDBPyConnection, path: Path) -> pa.Table:
    if not path.is_file():
        raise WarehouseError(f"{path}: there is no such file")
    if path.suffix.lower() not in CONTENT_TYPES:
        raise WarehouseError(f"{path}: the ending must be one of {', '.join(CONTENT_TYPES)}")
    reader = "read_parquet($path)" if path.suffix.lower() == ".parquet" else "read_csv($path, all_varchar = true)"
    try:
        relation = connection.sql(f"select columns(*)::varchar from {reader}", params={"path": str(path)})
        return relation.to_arrow_table()
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: cannot be read as a table: {first_line(error)}") from error


def _run(connection: DuckDBPyConnection, file: Path, parameters: dict[str, object]) -> int:
    query = file.read_text(encoding="utf-8")
    used = {name: value for name, value in parameters.items() if f"${name}" in query}
    return int(connection.execute(query, used).fetchall()[0][0])


def _reader_version(mapping: TableMapping) -> str:
    """Names the reading by the mapping's content: a mended mapping reads anew, beside the old reading."""
    content = json.dumps(mapping.model_dump(), sort_keys=True, ensure_ascii=False)
    return f"{mapping.reader}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"
