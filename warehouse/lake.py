"""A release as one snapshot of a DuckLake: catalogue in PostgreSQL or a file, tables as Parquet in object storage.

Enters: a published release. Leaves: its marts as tables of the same names, all changed in one transaction under the
release's id, so that readers on other machines see whole releases, and earlier ones by `at (version => …)`. The private
warehouse stays one file with one writer; what outgrows a machine first is its readers.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
from duckdb import DuckDBPyConnection

from extractors.errors import WarehouseError
from warehouse.database import first_line, quoted, transaction
from warehouse.fingerprint import digest_rows
from warehouse.publish import mart_names
from warehouse.release import Release

AUTHOR = "esep"
PASSWORD = re.compile(r"(password=)\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lake:
    """Where a DuckLake keeps what."""

    catalogue: str  # a file, or `postgres:` and what libpq connects with
    data: str  # folder or s3:// address of the Parquet files
    s3_endpoint: str | None = None  # address of an S3 that is not Amazon's


def add_release(release: Release, lake: Lake) -> dict[str, int]:
    """Bring the lake to this release; rows of each table that changed, none when the lake has it already.

    Raises `WarehouseError` when an extension is missing or the lake cannot be reached or written.
    """
    with _told(lake), _open_lake(lake) as connection:
        if _newest(connection) == release.release_id:
            return {}
        connection.execute(f"attach {quoted(str(release.database))} as release (read_only)")
        connection.execute("use release")
        marts = mart_names(connection)
        with transaction(connection):
            rows = {mart: _bring(connection, mart) for mart in marts if not _is_same(connection, mart)}
            connection.execute("call lake.set_commit_message($1, $2)", [AUTHOR, release.release_id])
        return rows


def _bring(connection: DuckDBPyConnection, mart: str) -> int:
    return int(connection.execute(f'create or replace table lake."{mart}" as from "{mart}"').fetchall()[0][0])


def _is_same(connection: DuckDBPyConnection, mart: str) -> bool:
    """Whether the lake has this table with the same columns and rows: then its files need not be written again."""
    if _columns(connection, "lake", mart) != _columns(connection, "release", mart):
        return False
    return digest_rows(connection, f'lake.main."{mart}"') == digest_rows(connection, f'release.main."{mart}"')


def _columns(connection: DuckDBPyConnection, catalogue: str, mart: str) -> list[tuple[str, str]]:
    return connection.execute(
        "select column_name, data_type from duckdb_columns() where database_name = $1 and table_name = $2"
        " order by column_index",
        [catalogue, mart],
    ).fetchall()


def _newest(connection: DuckDBPyConnection) -> str | None:
    found = connection.execute(
        "select commit_message from lake.snapshots() where author = $1 order by snapshot_id desc limit 1", [AUTHOR]
    ).fetchall()
    return found[0][0] if found else None


@contextmanager
def _open_lake(lake: Lake) -> Iterator[DuckDBPyConnection]:
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        _load(connection, "ducklake")
        if lake.catalogue.startswith("postgres:"):
            _load(connection, "postgres_scanner")
        if lake.data.startswith("s3:"):
            _load(connection, "httpfs")
            _set_endpoint(connection, lake.s3_endpoint)
        else:
            Path(lake.data).mkdir(parents=True, exist_ok=True)
        connection.execute("set TimeZone = 'UTC'")
        place, data = quoted(f"ducklake:{lake.catalogue}"), quoted(lake.data.rstrip("/") + "/")
        connection.execute(f"attach {place} as lake (data_path {data})")
        yield connection


def _load(connection: DuckDBPyConnection, extension: str) -> None:
    """Load an extension that is installed, or that a package brings."""
    try:
        connection.execute(f"load {extension}")
    except duckdb.IOException:
        try:
            from duckdb_extensions import import_extension

            import_extension(extension, con=connection)
            connection.execute(f"load {extension}")
        except (ImportError, duckdb.Error) as error:
            raise WarehouseError(f"a lake needs DuckDB's extension {extension}: pip install 'esep[lake]'") from error


def _set_endpoint(connection: DuckDBPyConnection, endpoint: str | None) -> None:
    if endpoint is None:
        return
    parts = urlsplit(endpoint)
    connection.execute(f"set s3_endpoint = {quoted(parts.netloc)}")
    connection.execute(f"set s3_use_ssl = {parts.scheme == 'https'}")
    connection.execute("set s3_url_style = 'path'")


@contextmanager
def _told(lake: Lake) -> Iterator[None]:
    try:
        yield
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(PASSWORD.sub(r"\1…", f"lake {lake.catalogue}: {first_line(error)}")) from error
