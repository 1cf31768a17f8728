"""Loads tables of figures - official statistics, exported claims - as the claims they are.

Enters: CSV, Parquet or SDMX-CSV and a mapping of its columns. Leaves: captures, documents, claims and issues like
those of a page, so that an office's table and a newspaper's sentence are reconciled alike: the rows of one source,
address and date are the lines of one document, and a row that cannot be read is an issue with its line.
"""

import hashlib
import json
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection

from extractors.errors import WarehouseError
from extractors.settings import CONFIG_PATH
from warehouse.database import SQL_PATH, first_line, transaction, utc_naive
from warehouse.load import LoadSummary, replace_rows
from warehouse.mapping import TableMapping, read_mapping, staged_rows
from warehouse.release import file_digest
from warehouse.settings import code_items

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
    staged = staged_rows(_read_table(connection, path), chosen)
    parameters = {
        "file_name": path.name,
        "file_digest": file_digest(path),
        "count_bytes": path.stat().st_size,
        "content_type": CONTENT_TYPES[path.suffix.lower()],
        "recorded_at": utc_naive(recorded_at),
        "reader_version": _reader_version(chosen),
        "zeros_are_rounding": chosen.zeros_are_rounding,
    }
    connection.register("staged", staged)
    try:
        with transaction(connection):
            _know_codes(connection)
            new = {
                file.stem.split("_", 1)[1]: _run(connection, file, parameters)
                for file in sorted((SQL_PATH / "statistics").glob("*.sql"))
            }
    finally:
        connection.unregister("staged")
    return LoadSummary(
        captures=new["capture"],
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
