"""Makes a release of the private warehouse: checked, built aside, verified, synced, then swapped in by name.

A release either exists whole or not at all: it is built in a hidden folder, renamed once complete, and only then
does `current` point to it. A crash leaves a hidden folder, which the next publish sweeps away. Publishing needs the
writer's connection, so that there is one publisher at a time.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from extractors.errors import WarehouseError
from extractors.settings import Settings
from warehouse.check import CheckError, run_checks
from warehouse.database import first_line, open_file, quoted, schema_version, transaction
from warehouse.fingerprint import fingerprint
from warehouse.release import (
    CURRENT_NAME,
    DATABASE_NAME,
    MANIFEST_NAME,
    Release,
    current_release,
    file_digest,
    list_releases,
    read_release,
)
from warehouse.report.accuracy import ACCURACY_FILE

SiteBuilder = Callable[[Path, Path], None]  # (database file, folder for the site)
MART_PREFIXES = ("fct_", "dim_", "rpt_")
KEPT_PRIVATE = {"delivery"}  # whom we write to is nobody's business: the table stays empty in a release


def publish(
    connection: DuckDBPyConnection,
    settings: Settings,
    *,
    recorded_at: datetime,
    keep: int = 5,
    site: SiteBuilder | None = None,
) -> Release:
    """Publish the warehouse as it is now and keep the newest `keep` releases.

    Raises `CheckError` when an `error_` check fails, `WarehouseError` when the release cannot be written; either way
    the last good release stays the current one.
    """
    report = run_checks(connection, recorded_at=recorded_at)
    if report.errors:
        raise CheckError(report)
    releases = settings.releases
    with _told_as_warehouse_error(releases):
        releases.mkdir(parents=True, exist_ok=True)
        _sweep(releases)
        release_id = _next_name(releases, recorded_at)
        building = releases / f".building-{release_id}"
        digest = _fingerprint(connection, settings)
        try:
            _build(connection, building, release_id, recorded_at, site, digest=digest)
            _sync_tree(building)
            building.rename(releases / release_id)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        _point_current(releases, release_id)
        _remove_old(releases, keep)
    return read_release(releases / release_id)


def unchanged_release(connection: DuckDBPyConnection, settings: Settings) -> Release | None:
    """The current release, if publishing now would only repeat it."""
    if not (settings.releases / CURRENT_NAME).exists():
        return None
    current = current_release(settings.releases)
    return current if current.fingerprint == _fingerprint(connection, settings) else None


def _fingerprint(connection: DuckDBPyConnection, settings: Settings) -> str:
    return fingerprint(connection, settings.config / ACCURACY_FILE)


def mart_names(connection: DuckDBPyConnection) -> list[str]:
    """Names of what a release writes as Parquet: every fact, dimension and report."""
    names = connection.execute(
        "select view_name from duckdb_views() where not internal and database_name = current_database() order by 1"
    ).fetchall()
    return [name for (name,) in names if name.startswith(MART_PREFIXES)]


def _build(
    connection: DuckDBPyConnection,
    folder: Path,
    release_id: str,
    recorded_at: datetime,
    site: SiteBuilder | None,
    *,
    digest: str,
) -> None:
    (folder / "parquet").mkdir(parents=True)
    tables = _copy_database(connection, folder / DATABASE_NAME)
    _verify_copy(folder, tables)
    rows = tables | _export_marts(folder)
    if site is not None:
        site(folder / DATABASE_NAME, folder / "site")
    manifest = {
        "release_id": release_id,
        "as_of": recorded_at.isoformat(),
        "schema_version": schema_version(connection),
        "code_version": version("esep"),
        "fingerprint": digest,
        "rows": rows,
        "files": {path.relative_to(folder).as_posix(): _facts(path) for path in _files(folder)},
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (folder / MANIFEST_NAME).write_text(text, encoding="utf-8")


def _copy_database(connection: DuckDBPyConnection, database: Path) -> dict[str, int]:
    """Copy tables, views, macros and comments into a fresh, compact file; returns rows by table."""
    home = connection.execute("select current_database()").fetchall()[0][0]
    connection.execute(f"attach {quoted(str(database))} as release")
    try:
        connection.execute(f'copy from database "{home}" to release (schema)')
        tables = connection.execute(
            "select table_name from duckdb_tables() where database_name = 'release' order by 1"
        ).fetchall()
        with transaction(connection):  # one state of the warehouse, whatever is copied first
            return {name: _copy_table(connection, name) for (name,) in tables if name not in KEPT_PRIVATE}
    finally:
        connection.execute("detach release")  # writes the last pages and closes the file


def _copy_table(connection: DuckDBPyConnection, name: str) -> int:
    return int(connection.execute(f"insert into release.{name} from {name}").fetchall()[0][0])


def _export_marts(folder: Path) -> dict[str, int]:
    """Write the marts as Parquet from the copied file, so that both hold the same rows; returns rows by mart."""
    with open_file(folder / DATABASE_NAME) as copied:
        return {name: _export_mart(copied, name, folder / "parquet") for name in mart_names(copied)}


def _export_mart(copied: DuckDBPyConnection, name: str, folder: Path) -> int:
    target = quoted(str(folder / f"{name}.parquet"))
    written = copied.execute(f"copy (from {name}) to {target} (format parquet, compression zstd)").fetchall()[0][0]
    if (found := _count(copied, f"read_parquet({target})")) != written:
        raise WarehouseError(f"release: {name}.parquet has {found} rows instead of {written}")
    return int(written)


def _verify_copy(folder: Path, rows: dict[str, int]) -> None:
    """Count every table again in the closed file."""
    with open_file(folder / DATABASE_NAME) as copied:
        for name, expected in rows.items():
            if (found := _count(copied, name)) != expected:
                raise WarehouseError(f"release: {name} has {found} rows, the warehouse {expected}")


@contextmanager
def _told_as_warehouse_error(releases: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WarehouseError(f"{releases}: the release cannot be written: {error.strerror or error}") from error
    except duckdb.Error as error:
        raise WarehouseError(f"{releases}: the release cannot be written: {first_line(error)}") from error


def _point_current(releases: Path, release_id: str) -> None:
    fresh = releases / ".current"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(release_id)
    os.replace(fresh, releases / CURRENT_NAME)  # noqa: PTH105 - the atomic step, named as such
    _sync(releases)


def _remove_old(releases: Path, keep: int) -> None:
    for old in list_releases(releases)[: -max(keep, 1)]:
        hidden = releases / f".removing-{old.release_id}"
        old.path.rename(hidden)  # gone at once by name: nobody finds half of it
        shutil.rmtree(hidden)


def _sweep(releases: Path) -> None:
    """Remove what a crashed publish left behind."""
    for pattern in (".building-*", ".removing-*"):
        for path in releases.glob(pattern):
            shutil.rmtree(path)


def _next_name(releases: Path, recorded_at: datetime) -> str:
    """Names count up, so that their order is the order of publishing whatever the clock says."""
    numbers = [int(release.release_id.split("-", 1)[0]) for release in list_releases(releases)]
    return f"{max(numbers, default=0) + 1:06d}-{recorded_at:%Y%m%dT%H%M%SZ}"


def _facts(path: Path) -> dict[str, Any]:
    return {"sha256": file_digest(path), "bytes": path.stat().st_size}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)
    _sync(folder.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _count(connection: DuckDBPyConnection, relation: str) -> int:
    return int(connection.execute(f"select count(*) from {relation}").fetchall()[0][0])
