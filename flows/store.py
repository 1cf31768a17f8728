"""The store flow: what outgrows one machine is copied to object storage and to a DuckLake, each by one setting.

Enters: `ESEP_STORE`, `ESEP_LAKE`. Leaves: a `StoreReport`. What an object points to is sent before it: segments before
the frontier that indexes them, the files of a release before its manifest, so that a copy cut short is never taken for
a whole one.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from prefect import flow, get_run_logger

from extractors.errors import UsageError
from extractors.settings import Settings, read_settings
from extractors.store import StoreReport, drop_stored, segments, send
from extractors.web.frontier import Frontier
from warehouse.lake import Lake, add_release
from warehouse.release import CURRENT_NAME, MANIFEST_NAME, Release, current_release


@flow(name="store", validate_parameters=False)
def store(*, is_dropping: bool = False) -> StoreReport | None:
    """Copy what is new to the store, if there is one."""
    settings = read_settings()
    if settings.store is None:
        get_run_logger().info("ESEP_STORE is not set: nothing is copied")
        return None
    return store_copies(settings, is_dropping=is_dropping)


def store_copies(settings: Settings, *, is_dropping: bool) -> StoreReport:
    """Copy what is new to the store. Raises `UsageError` without one, `ArchiveError` when it fails."""
    if settings.store is None:
        raise UsageError("ESEP_STORE names no store: e.g. s3://bucket/esep")
    reports = [send(segments(settings.archive), settings.store)]
    if settings.frontier.exists():
        reports.append(_send_frontier(settings.frontier, settings.store))
    if (settings.releases / CURRENT_NAME).exists():
        reports.append(send(release_files(current_release(settings.releases).path), settings.store))
    total = StoreReport(
        count_sent=sum(one.count_sent for one in reports),
        count_known=sum(one.count_known for one in reports),
        bytes_sent=sum(one.bytes_sent for one in reports),
    )
    return replace(total, count_dropped=drop_stored(settings.archive, settings.store)) if is_dropping else total


def bring_lake(settings: Settings, release: Release) -> dict[str, int]:
    """Make a release the newest snapshot of the lake; rows of the tables that changed, none without a lake."""
    if settings.lake is None:
        return {}
    data = f"{settings.store}/lake" if settings.store else str(settings.home / "lake")
    place = Lake(catalogue=settings.lake, data=data.removeprefix("file://"), s3_endpoint=settings.s3_endpoint)
    return add_release(release, place)


def _send_frontier(path: Path, store: str) -> StoreReport:
    with tempfile.TemporaryDirectory() as folder, Frontier(path) as frontier:
        copy = Path(folder) / path.name
        frontier.copy_to(copy)
        return send({path.name: copy}, store, is_rewritten=True)


def release_files(folder: Path) -> dict[str, Path]:
    """The files of a release by their names in the store, the manifest last."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    files.sort(key=lambda path: path.name == MANIFEST_NAME)
    return {f"releases/{folder.name}/{path.relative_to(folder).as_posix()}": path for path in files}
