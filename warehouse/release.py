"""What a release is and how it is read: a folder that never changes, with `current` naming the newest.

Readers resolve `current` once and then hold that release; publishing another one swaps the name and harms nobody.
A release holds `esep.duckdb`, one Parquet file per mart, `manifest.json` and, where made, the site.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from extractors.errors import WarehouseError
from warehouse.database import open_file

DATABASE_NAME = "esep.duckdb"
MANIFEST_NAME = "manifest.json"
CURRENT_NAME = "current"
COUNT_TRIES = 5  # a reader may resolve a name in the very moment its release is removed


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One published, unchanging state of the warehouse."""

    release_id: str
    path: Path
    as_of: datetime
    schema_version: int
    code_version: str
    fingerprint: str | None  # of the warehouse it was made from; none in a release of an older Esep
    rows: dict[str, int]  # by table and mart

    @property
    def database(self) -> Path:
        """The DuckDB file of the release."""
        return self.path / DATABASE_NAME

    @property
    def site(self) -> Path:
        """The folder of the site, if one was made."""
        return self.path / "site"


def current_release(releases: Path) -> Release:
    """The newest published release. Raises `WarehouseError` if there is none."""
    link = releases / CURRENT_NAME
    for _ in range(COUNT_TRIES):
        try:
            return read_release(link.resolve(strict=True))
        except FileNotFoundError:
            continue  # swapped and removed between two steps: ask again
        except OSError as error:
            raise WarehouseError(f"{releases}: cannot be read: {error.strerror}") from error
    raise WarehouseError(f"{releases}: there is no release yet; `esep publish` makes one")


def list_releases(releases: Path) -> list[Release]:
    """All complete releases, oldest first."""
    found = (path.parent for path in releases.glob(f"[0-9]*/{MANIFEST_NAME}"))
    return sorted((read_release(path) for path in found), key=lambda one: one.release_id)


def open_release(releases: Path) -> DuckDBPyConnection:
    """Open the newest release for reading; later publishing does not disturb the connection."""
    for _ in range(COUNT_TRIES):
        release = current_release(releases)
        if release.database.exists():
            return open_file(release.database)
    raise WarehouseError(f"{releases}: the current release has no {DATABASE_NAME}")


def read_release(path: Path) -> Release:
    """Read the manifest of the release that lies in `path`."""
    manifest = _read_manifest(path)
    return Release(
        release_id=manifest["release_id"],
        path=path,
        as_of=datetime.fromisoformat(manifest["as_of"]),
        schema_version=manifest["schema_version"],
        code_version=manifest["code_version"],
        fingerprint=manifest.get("fingerprint"),
        rows=manifest["rows"],
    )


def verify_release(path: Path) -> None:
    """Hold every file of a release against its manifest. Raises `WarehouseError` naming the first that differs."""
    for name, facts in _read_manifest(path)["files"].items():
        file = path / name
        if not file.is_file():
            raise WarehouseError(f"{path}: {name} is missing")
        if file_digest(file) != facts["sha256"]:
            raise WarehouseError(f"{path}: {name} differs from its checksum in the manifest")


def file_digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((path / MANIFEST_NAME).read_text(encoding="utf-8"))
    except ValueError as error:
        raise WarehouseError(f"{path}: {MANIFEST_NAME} is not readable: {error}") from error
    if not isinstance(manifest, dict):
        raise WarehouseError(f"{path}: {MANIFEST_NAME} is not readable: not an object")
    return manifest
