"""The daily flow and its parts: ingest → reconcile → publish; each part can be scheduled alone."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.assets import Asset, materialize
from prefect.cache_policies import NO_CACHE

from extractors.settings import Settings, load_sources, read_settings
from flows import clock
from flows.artifacts import MARTS, archive_asset, mart_asset, show_discrepancies
from flows.case_events import emit_case_events
from flows.ingest import ingest
from flows.stages import reckon, release, unchanged_release
from flows.store import bring_lake
from warehouse.release import Release


@task(name="reconcile", cache_policy=NO_CACHE, persist_result=False)
def reckon_task(settings: Settings, recorded_at: datetime, is_full: bool) -> dict[str, Any]:  # noqa: FBT001
    """Reconcile claims into verdicts, observations and cases."""
    return asdict(reckon(settings, recorded_at=recorded_at, is_full=is_full))


@materialize(*map(mart_asset, MARTS), name="publish", cache_policy=NO_CACHE, persist_result=False)
def release_task(settings: Settings, recorded_at: datetime) -> Release:
    """Check, build and swap in a new release."""
    return release(settings, recorded_at=recorded_at)


@flow(name="reconcile", validate_parameters=False)
def reconcile(*, full: bool = False) -> dict[str, Any]:
    """Reconcile what the warehouse holds."""
    settings, now = read_settings(), clock.now()
    summary = reckon_task(settings, now, full)
    get_run_logger().info("changes of cases told as events: %d", emit_case_events(settings, now))
    return summary


@flow(name="publish", validate_parameters=False)
def publish() -> Release:
    """Publish the warehouse as a new release, unless it would say what the current one says."""
    settings = read_settings()
    if (current := unchanged_release(settings)) is not None:
        get_run_logger().info("nothing new since release %s", current.release_id)
        bring_lake(settings, current)  # it may have been out of reach the last time
        return current
    archives: list[Asset | str] = [archive_asset(source_id) for source_id in load_sources(settings.sources)]
    made = release_task.with_options(asset_deps=archives)(settings, clock.now())
    show_discrepancies(made)
    bring_lake(settings, made)
    return made


@flow(name="daily", validate_parameters=False)
def daily(source_ids: Sequence[str] | None = None, since: datetime | None = None) -> dict[str, Any]:
    """Everything once: ingest, reconcile, publish."""
    ingested = ingest(source_ids, since)
    return {"ingest": ingested, "reconcile": reconcile(), "release": publish()}
