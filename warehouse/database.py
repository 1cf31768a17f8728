"""Opens the private warehouse for the one writer, and releases for any number of readers.

DuckDB lets one process write or many read, never both. So flows write a private file, guarded by a file lock that
says who holds it, and readers open published copies (`warehouse/release.py`). Opening brings the schema forward
through the numbered files of `sql/schema` and rebuilds the views of `sql/views` when their files have changed.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection
from filelock import FileLock, Timeout

from extractors.errors import WarehouseError

SQL_PATH = Path(__file__).resolve().parent / "sql"
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,  # nothing is fetched behind the user's back
}
WRITE_ERRORS = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException)
LOCK_WAIT = 120.0  # seconds a writer waits for another one


@contextmanager
def open_warehouse(
    path: Path,
    *,
    recorded_at: datetime | None = None,
    wait: float = LOCK_WAIT,
) -> Iterator[DuckDBPyConnection]:
    """Open the private warehouse for writing, its schema brought forward and its views rebuilt.

    Waits up to `wait` seconds for another writer. Raises `WarehouseError` in one line: locked, no space, not a
    database, or made by a newer Esep.
    """
    with _writer_lock(path, wait), _connect(path, read_only=False) as connection:
        migrate(connection, recorded_at=recorded_at)
        yield connection


def existing(path: Path) -> Path:
    """The path of a warehouse that is there. Raises `WarehouseError` if none is, for opening would make one."""
    if not path.exists():
        raise WarehouseError(f"{path}: there is no warehouse yet; `esep ingest` or `esep load` makes one")
    return path


def open_file(path: Path) -> DuckDBPyConnection:
    """Open a finished DuckDB file for reading only. Raises `WarehouseError` if it is missing or unreadable."""
    if not path.exists():
        raise WarehouseError(f"{path}: there is no such database")
    return _connect(path, read_only=True)


def migrate(connection: DuckDBPyConnection, *, recorded_at: datetime | None = None, sql: Path = SQL_PATH) -> None:
    """Apply the schema files this database has not seen, then rebuild its views if their files have changed."""
    files = numbered_files(sql / "schema")
    applied = _applied_versions(connection)
    newest = max(files, default=0)
    if max(applied, default=0) > newest:
        raise WarehouseError(
            f"this warehouse has schema version {max(applied)}, this Esep knows up to {newest}:"
            " it was written by a newer Esep; install that one (a downgrade is not possible)"
        )
    for version, path in files.items():
        if version not in applied:
            _apply(connection, version, path, recorded_at)
        elif applied[version] != _checksum(path):
            raise WarehouseError(
                f"schema file {path.name} differs from the one this warehouse was made with:"
                " put it back, and make the change in a new numbered file"
            )
    _rebuild_views(connection, sql / "views", recorded_at, is_forced=len(files) > len(applied))


def schema_version(connection: DuckDBPyConnection) -> int:
    """Version of the newest schema file applied to this database."""
    return max(_applied_versions(connection), default=0)


def numbered_files(folder: Path) -> dict[int, Path]:
    """The `NNNN_name.sql` files of a folder by their number. Raises `WarehouseError` where one is given twice."""
    files: dict[int, Path] = {}
    for path in sorted(folder.glob("[0-9]*_*.sql")):
        number = int(path.name.split("_", 1)[0])
        if number in files:
            raise WarehouseError(
                f"{path.name} and {files[number].name} have the same number: give the later one another"
            )
        files[number] = path
    return files


@contextmanager
def transaction(connection: DuckDBPyConnection) -> Iterator[None]:
    """All of it or nothing. A full disk becomes a `WarehouseError`."""
    connection.execute("begin transaction")
    try:
        yield
        connection.execute("commit")
    except BaseException as error:
        _roll_back(connection)
        if isinstance(error, WRITE_ERRORS):
            raise WarehouseError(f"the warehouse cannot be written: {first_line(error)}") from error
        raise


def first_line(error: Exception) -> str:
    """The first line of a DuckDB error: the rest shows internals."""
    return str(error).strip().split("\n", 1)[0]


def quoted(text: str) -> str:
    """Text as a literal, for the few statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def utc_naive(instant: datetime) -> datetime:
    """An aware instant as the tables store it: UTC, without a zone."""
    if instant.tzinfo is None:
        raise WarehouseError(f"an instant without a time zone: {instant.isoformat()}")
    return instant.astimezone(UTC).replace(tzinfo=None)


def aware(value: Any) -> Any:
    """A value as a query returns it; instants get the zone they are kept in, UTC."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def fill_temporary(connection: DuckDBPyConnection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Make the temporary table "name(column type, …)" anew and fill it."""
    connection.execute(f"create or replace temp table {table}")
    listed = list(rows)
    if listed:
        marks = ", ".join(["(" + ", ".join("?" * len(listed[0])) + ")"] * len(listed))
        values = [value for row in listed for value in row]
        connection.execute(f"insert into {table.split('(', 1)[0]} values {marks}", values)


@contextmanager
def _writer_lock(path: Path, wait: float) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock, holder = FileLock(f"{path}.lock"), Path(f"{path}.holder")
        lock.acquire(timeout=wait)
    except Timeout as error:
        who = holder.read_text(encoding="utf-8").strip() if holder.exists() else "unknown"
        raise WarehouseError(f"{path}: in use by another writer (process {who}); waited {wait:g} s") from error
    except OSError as error:
        raise WarehouseError(f"{path}: cannot be opened for writing: {error.strerror}") from error
    try:
        holder.write_text(f"{os.getpid()}\n", encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _connect(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=CONFIG)
    except (duckdb.IOException, duckdb.CatalogException, duckdb.FatalException) as error:
        raise WarehouseError(f"{path}: cannot be opened: {first_line(error)}") from error
    connection.execute("set TimeZone = 'UTC'")  # instants mean the same on every machine
    return connection


def _roll_back(connection: DuckDBPyConnection) -> None:
    try:
        connection.execute("rollback")
    except duckdb.Error:
        return  # the transaction is already gone: a fatal error has ended it


def _applied_versions(connection: DuckDBPyConnection) -> dict[int, str]:
    found = connection.execute(
        "select 1 from duckdb_tables() where table_name = 'schema_version' and database_name = current_database()"
    ).fetchall()
    if not found:
        return {}
    return dict(connection.execute("select version, checksum from schema_version order by version").fetchall())


def _apply(connection: DuckDBPyConnection, version: int, path: Path, recorded_at: datetime | None) -> None:
    with transaction(connection):
        connection.execute(path.read_text(encoding="utf-8"))
        connection.execute(
            "insert into schema_version values ($version, $name, $checksum, $applied_at)",
            {
                "version": version,
                "name": path.name,
                "checksum": _checksum(path),
                "applied_at": utc_naive(recorded_at) if recorded_at else None,
            },
        )


def _rebuild_views(
    connection: DuckDBPyConnection,
    folder: Path,
    recorded_at: datetime | None,
    *,
    is_forced: bool,
) -> None:
    paths = sorted(folder.glob("[0-9]*_*.sql"))
    checksum = _checksum(*paths)
    newest = connection.execute("select checksum from view_version order by rowid desc limit 1").fetchall()
    if newest == [(checksum,)] and not is_forced:
        return
    with transaction(connection):
        _drop_views(connection)
        for path in paths:
            try:
                connection.execute(path.read_text(encoding="utf-8"))
            except duckdb.Error as error:
                raise WarehouseError(f"{path.name}: {first_line(error)}") from error
        applied_at = utc_naive(recorded_at) if recorded_at else None
        connection.execute("insert into view_version values ($1, $2)", [checksum, applied_at])


def _drop_views(connection: DuckDBPyConnection) -> None:
    views = connection.execute(
        "select view_name from duckdb_views() where not internal and database_name = current_database()"
    ).fetchall()
    macros = connection.execute(
        "select distinct function_name, function_type from duckdb_functions()"
        " where not internal and database_name = current_database() and function_type in ('macro', 'table_macro')"
    ).fetchall()
    for (name,) in views:
        connection.execute(f'drop view if exists "{name}"')
    for name, kind in macros:
        connection.execute(f'drop {"macro table" if kind == "table_macro" else "macro"} if exists "{name}"')


def _checksum(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
